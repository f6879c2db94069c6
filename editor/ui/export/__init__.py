"""Export in the window: what can be written, the sheet that asks how, files that are dragged out."""
