"""Sentences about charts, made from their data alone: `chart.describe_chart` describes a whole chart."""
