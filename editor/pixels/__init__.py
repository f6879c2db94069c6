"""Floor 1: numbers and pixels; numpy arrays in, numpy arrays out, nothing of documents or windows."""
