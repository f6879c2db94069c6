"""The drift of a set in the window: a chart of its results, the parts of each, and what is known to be good."""
