"""Read charts from the artists of matplotlib, on which seaborn and pandas draw, too."""
