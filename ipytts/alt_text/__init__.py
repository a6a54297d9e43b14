"""Alternative text of charts: in the outputs of running cells, and in saved notebooks."""
