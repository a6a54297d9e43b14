"""Put the tree of a formula into words."""
