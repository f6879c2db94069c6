"""The panel of references: its cards, the sheet that edits one, the ways in, and how the words name them."""
