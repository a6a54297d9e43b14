"""The formatters of matplotlib's classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.animation import Animation
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.container import Container
from matplotlib.figure import FigureBase

from ipytts.description.charts.matplotlib.animations import describe_animation
from ipytts.description.charts.matplotlib.figures import describe_artist, describe_axes, describe_figure

if TYPE_CHECKING:
    from ipytts.description.detail import Formatter

FORMATTERS: dict[type, Formatter] = {
    FigureBase: describe_figure,
    Axes: describe_axes,
    Artist: describe_artist,
    Container: describe_artist,
    Animation: describe_animation,
}
