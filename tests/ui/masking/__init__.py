"""Masks on the canvas."""
