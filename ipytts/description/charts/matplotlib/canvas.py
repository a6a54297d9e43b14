"""Axes that are being read, with the artists that belong to a mark already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.legends import SeriesNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes

    from ipytts.description.charts.model import Floats


class Canvas:
    """Axes that are being read.

    Attributes
    ----------
    axes : matplotlib.axes.Axes
        What is read.
    x, y : AxisReader
        The readers of its two axes.
    names : SeriesNames
        The names that labels and legends give to its artists.
    """

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.x, self.y = AxisReader(axes.xaxis), AxisReader(axes.yaxis)
        self.names = SeriesNames(axes)
        self._claimed: set[int] = set()

    def claim(self, *artists: Any) -> None:
        """Mark artists as read, so that no other reader reads them again."""
        self._claimed.update(map(id, artists))

    def is_claimed(self, artist: Any) -> bool:
        """Return whether an artist belongs to a mark already."""
        return id(artist) in self._claimed

    def unclaimed(self, artists: Iterable[Any], *types: type[Any]) -> Iterator[Any]:
        """Yield the artists of some types that are visible and belong to no mark yet."""
        for artist in artists:
            if isinstance(artist, types) and not self.is_claimed(artist) and artist.get_visible():
                yield artist

    def position_and_value_axes(self, *, horizontal: bool) -> tuple[AxisReader, AxisReader]:
        """Return the axis along which bars or boxes lie side by side, and that of their values."""
        return (self.y, self.x) if horizontal else (self.x, self.y)

    def in_data(self, artist: Any) -> bool:
        """Return whether an artist is drawn in the coordinates of the data, along both axes."""
        return all(artist.get_transform().contains_branch_seperately(self.axes.transData))

    def offsets_in_data(self, artist: Any) -> bool:
        """Return whether the copies of a shape, such as the points of a scatter plot, lie in the data."""
        return all(artist.get_offset_transform().contains_branch_seperately(self.axes.transData))

    def line_values(self, line: Any) -> tuple[Floats, Floats]:
        """Return the x and y values of a line."""
        x, y = line_data(line)
        return self.x.values(x), self.y.values(y)


def line_data(line: Any) -> tuple[Any, Any]:
    """Return the x and y data of a line, in the units of matplotlib."""
    return line.get_xdata(orig=False), line.get_ydata(orig=False)
