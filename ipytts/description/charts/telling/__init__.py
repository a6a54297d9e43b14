"""Charts into words, from the model alone."""
