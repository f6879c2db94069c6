"""What the canvas shows: the scene of a document, its pictures, and the renderer that brings them to the screen."""
