"""Put formulas into words: LaTeX and MathML become a tree, and rules speak the tree."""
