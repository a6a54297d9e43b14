"""The data behind a chart as tables; `chart.read_data` returns those of a whole chart."""
