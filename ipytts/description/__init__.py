"""Describe objects in words. This package does not depend on anything that makes sound."""
