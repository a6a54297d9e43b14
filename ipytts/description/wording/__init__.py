"""Phrases, numbers and plain text, in the words in which they are spoken."""
