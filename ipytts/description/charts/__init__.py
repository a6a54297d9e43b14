"""Charts into words, a module for each library."""
