"""The formatters of matplotlib's classes."""

from __future__ import annotations

from matplotlib.animation import Animation
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.container import Container
from matplotlib.figure import FigureBase

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.matplotlib.animations import chart_of_animation
from ipytts.description.charts.matplotlib.figures import chart_of, chart_of_artist, chart_of_axes
from ipytts.description.detail import Formatter

FORMATTERS: dict[type, Formatter] = {
    FigureBase: ChartFormatter(chart_of),
    Axes: ChartFormatter(chart_of_axes),
    Artist: ChartFormatter(chart_of_artist),
    Container: ChartFormatter(chart_of_artist),
    Animation: ChartFormatter(chart_of_animation),
}
