"""Tests of editor/engine."""
