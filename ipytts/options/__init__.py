"""Options as users type them, and settings written back as text."""
