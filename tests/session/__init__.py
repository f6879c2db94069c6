"""Tests of editor/session."""
