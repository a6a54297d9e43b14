"""The formatter of plotly's figures."""

from __future__ import annotations

from plotly.basedatatypes import BaseFigure

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.detail import Formatter

FORMATTERS: dict[type, Formatter] = {BaseFigure: ChartFormatter(lambda figure: chart_of(figure.to_dict()))}
