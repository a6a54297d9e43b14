"""The playground, an ipywidget to try texts, voices and models."""
