"""A voice for notebooks."""
