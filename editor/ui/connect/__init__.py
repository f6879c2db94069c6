"""Connecting engines in a window: what there is and could be, their test, and what the picker offers of them."""
