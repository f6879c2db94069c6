"""The settings: a sheet whose changes act at once, and what they set."""
