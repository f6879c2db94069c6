"""The shell: everything around the canvas."""
