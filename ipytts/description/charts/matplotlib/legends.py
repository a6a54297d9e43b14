"""Find the names of series: their own labels, or the texts of their colors in a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from matplotlib.collections import Collection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.container import BarContainer, Container
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ipytts.description.charts.labels import format_name, read_number
from ipytts.description.charts.matplotlib.legend_sections import line_style_of, sections_of
from ipytts.description.charts.model import Curve, Histogram

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_LINE = ("None", "", " ", None)  # styles of lines and markers that are not drawn
_SAME_COLOR = 0.02  # of 1; the eye does not distinguish colors that differ by less

Color = tuple[float, float, float]
_M = TypeVar("_M", bound="Curve | Histogram")


class SeriesNames:
    """The names of the series of some axes: `by_color` are the texts in the legend by their colors."""

    def __init__(self, axes: Axes) -> None:
        self.sections = sections_of(axes)
        colored = [section for section in self.sections if section.channel == "color"]
        entries = [entry for section in colored for entry in zip(section.handles, section.texts, strict=True)]
        self.by_color = _unique([(color, text) for handle, text in entries if (color := color_of(handle))])
        self.texts = {text for section in self.sections for text in section.texts}
        artists = (*axes.lines, *axes.collections, *axes.patches, *axes.containers)
        self._labels = {own_label(artist) for artist in artists}
        self._line_labels = {own_label(line) for line in axes.lines if np.size(line.get_xdata(orig=False))}
        titles = [section.title for section in colored or self.sections]
        self.legend_title = next(filter(None, titles), "")

    def of(self, artist: Any, color: Any = None) -> str:
        """Return the name of an artist, or an empty text: its label, or that of its color in the legend.

        Bars and areas that happen to have the color of a line with a label are not named after it.
        """
        by_color = self.of_color(rgb(color) if color is not None else color_of(artist))
        is_renamed = own_label(artist) not in self.texts and by_color and by_color not in self._labels
        in_legend = " with ".join(filter(None, [by_color, self._of_line_style(artist)]))
        name = in_legend if is_renamed else own_label(artist) or in_legend
        is_filled = isinstance(artist, (BarContainer, Rectangle, PolyCollection)) and not own_label(artist)
        return "" if is_filled and name in self._line_labels else name

    def _of_line_style(self, artist: Any) -> str:
        """Return the text of the line style of a line in a legend whose colors show something else."""
        style = line_style_of(artist)
        for section in self.sections:
            if style and section.channel == "line style":
                known = dict(zip(map(line_style_of, section.handles), section.texts, strict=True))
                text = known.get(style, "")
                is_number = np.isfinite(read_number(format_name(text)))
                return f"{section.title} {text}" if is_number and section.title else text
        return ""

    def in_legend_order(self, marks: list[_M]) -> list[_M]:
        """Return marks in the order of the legend, if all of them are in it."""
        order = list(self.by_color.values())
        if not all(mark.name in order for mark in marks):
            return marks
        return sorted(marks, key=lambda mark: order.index(mark.name))

    def of_color(self, color: Color | None) -> str:
        """Return the name of a color in the legend, or of one very near, as seaborn desaturates areas."""
        if color is None or not self.by_color:
            return ""
        distances = {
            text: float(np.abs(np.subtract(known, color)).max()) for known, text in self.by_color.items()
        }
        nearest = min(distances, key=lambda text: distances[text])
        return nearest if distances[nearest] < _SAME_COLOR else ""


def own_label(artist: Any) -> str:
    """Return the label that a user gave an artist, or an empty text."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _unique(entries: list[tuple[Color, str]]) -> dict[Color, str]:
    """Return the entries whose color no other entry has; entries for sizes or styles share one color."""
    colors = [color for color, _ in entries]
    return {color: text for color, text in entries if colors.count(color) == 1}


def color_of(artist: Any) -> Color | None:
    """Return the main color of an artist."""
    if isinstance(artist, Line2D):
        no_line = artist.get_linestyle() in NO_LINE
        return rgb(artist.get_markerfacecolor() if no_line else artist.get_color())
    if isinstance(artist, Patch):
        hollow = to_rgba(artist.get_facecolor())[3] == 0
        return rgb(artist.get_edgecolor() if hollow else artist.get_facecolor())
    if isinstance(artist, Collection):
        for colors in (artist.get_facecolor(), artist.get_edgecolor()):
            if len(colors):
                return rgb(colors[0])
    if isinstance(artist, Container):
        return color_of(next(iter(artist), None))
    return None


def rgb(color: Any) -> Color | None:
    """Return a color without its opacity."""
    try:
        red, green, blue, _ = to_rgba(color)
    except ValueError:
        return None
    return round(float(red), 4), round(float(green), 4), round(float(blue), 4)


def colorbar_label(mappable: Any) -> str:
    """Return the label of the color bar of an artist, or an empty text."""
    bar = getattr(mappable, "colorbar", None)
    return (bar.ax.get_ylabel() or bar.ax.get_xlabel() or bar.ax.get_title()) if bar else ""
