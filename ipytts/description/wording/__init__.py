"""Wording shared by all descriptions: numbers, dates, names, values, lists, sentences and plain text."""
