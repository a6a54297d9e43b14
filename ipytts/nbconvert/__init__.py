"""The plugins of nbconvert: the exporter of speech, and the preprocessor of its HTML template."""
