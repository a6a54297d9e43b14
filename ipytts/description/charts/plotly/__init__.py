"""Read charts from the JSON of plotly."""
