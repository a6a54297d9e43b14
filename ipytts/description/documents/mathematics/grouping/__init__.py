"""Find what belongs together in a formula."""
