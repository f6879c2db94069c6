"""How masks are shown on the canvas."""
