"""How the window looks: tokens, and what Qt is told of them."""
