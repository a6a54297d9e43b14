"""Notebooks to scripts, recordings and pages that speak; results of cells to words."""
