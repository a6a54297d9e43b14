"""Read the traces of plotly's figures into marks: one module for each family of traces."""
