"""Floor 7: the window; the only folder that imports Qt."""
