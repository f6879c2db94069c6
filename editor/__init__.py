"""Patchboard: a native canvas editor for generated images."""

__version__ = "0.1.0"
