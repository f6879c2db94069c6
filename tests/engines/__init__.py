"""Small engines that misbehave in one way each, for tests that run them in worker processes and threads."""
