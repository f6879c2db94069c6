"""Floor 3: the frozen records that a project is made of."""
