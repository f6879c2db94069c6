"""Floor 2: what an engine is asked, what it may answer, and how engines are found and run."""
