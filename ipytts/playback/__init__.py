"""The public `speak`, and everything that plays or shows speech: pages, terminals, player programs."""
