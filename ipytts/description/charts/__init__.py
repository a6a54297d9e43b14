"""Charts of any library to words, by one neutral model."""
