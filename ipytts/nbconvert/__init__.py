"""The plugins of nbconvert: the exporter of speech, and the preprocessors of its HTML templates."""
