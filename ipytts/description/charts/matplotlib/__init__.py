"""Read charts from the artists of matplotlib."""
