"""Convert Markdown, with MyST and Quarto, to passages."""
