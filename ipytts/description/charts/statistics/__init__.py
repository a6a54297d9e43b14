"""Statistics of chart data, without a library but numpy."""
