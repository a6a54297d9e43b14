"""Convert Markdown, HTML, LaTeX, code, printed text and MIME bundles to passages."""
