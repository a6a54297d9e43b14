"""Plain text: splitting it into parts, filling in values, and pronunciations."""
