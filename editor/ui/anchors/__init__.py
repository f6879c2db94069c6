"""The panel of anchors: its rows, the sheet that adds and edits one, and what is done with them."""
