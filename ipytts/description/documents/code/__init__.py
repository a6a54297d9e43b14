"""Describe code."""
