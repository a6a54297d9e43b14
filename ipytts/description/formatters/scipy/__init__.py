"""Describe objects of SciPy: a module for each package of it."""
