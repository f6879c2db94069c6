"""Floor 6: tools, one gesture a file."""
