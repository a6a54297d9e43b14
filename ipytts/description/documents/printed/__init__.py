"""Describe printed text and the values it shows."""
