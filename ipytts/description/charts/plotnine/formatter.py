"""The formatters of plotnine's plots."""

from __future__ import annotations

from plotnine import ggplot

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.model import Chart
from ipytts.description.charts.plotnine.plots import chart_of, panels_of_composition
from ipytts.description.detail import Formatter

FORMATTERS: dict[type, Formatter] = {ggplot: ChartFormatter(chart_of)}
try:
    from plotnine.composition import Compose
except ImportError:  # before plotnine 0.15
    pass
else:
    FORMATTERS[Compose] = ChartFormatter(lambda composition: Chart(panels_of_composition(composition)))
