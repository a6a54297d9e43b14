"""Sentences about charts, from the neutral model alone."""
