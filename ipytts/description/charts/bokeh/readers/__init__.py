"""Read the glyphs of Bokeh into marks: one module for each family of glyphs."""
