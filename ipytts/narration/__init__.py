"""Results and notebooks, told in words and spoken."""
