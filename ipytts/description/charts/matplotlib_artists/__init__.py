"""The artists of matplotlib's axes as marks of a chart: a module for each family of artists."""
