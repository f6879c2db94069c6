"""What the canvas shows."""
