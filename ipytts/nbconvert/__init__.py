"""What nbconvert loads: the exporter of speech, and the preprocessor of its HTML template."""
