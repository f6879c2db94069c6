"""Floor 4: the road of a picture, one pure function a stage."""
