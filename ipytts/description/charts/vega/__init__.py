"""Read charts from the Vega-Lite of Altair."""
