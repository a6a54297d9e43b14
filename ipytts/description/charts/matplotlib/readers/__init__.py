"""One module for each kind of chart; its readers return marks, and claim the artists of these."""
