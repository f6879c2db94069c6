"""Pictures of the real window in every state, theme, scale and size, to be looked at."""
