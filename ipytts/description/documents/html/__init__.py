"""Convert HTML to passages."""
