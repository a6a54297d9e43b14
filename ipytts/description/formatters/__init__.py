"""Functions from an object to words, one module for each kind of object or library."""
