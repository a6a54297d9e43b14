"""Convert notebooks to scripts, recordings and pages that speak; describe the outputs of cells."""
