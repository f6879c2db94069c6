"""The table of actions, a menu a file."""
