"""Floor 7: the command line, one command a step."""
