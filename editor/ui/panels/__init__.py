"""Panels: what is docked beside the canvas."""
