"""Read LaTeX into the tree of a formula."""
