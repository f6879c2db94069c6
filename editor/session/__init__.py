"""Floor 5: the one thing that changes: an open project, its undo, its selection and its jobs."""
