"""Describe charts of the model in sentences; `chart.describe_chart` describes a whole chart."""
