"""Describe objects; one module for each kind of object or library."""
