"""The state of reading one axes: the readers of its two axes, the names, and the artists read so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.legends import SeriesNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes

    from ipytts.description.charts.model import Floats


class Canvas:
    """One axes of matplotlib while it is read; each reader claims the artists that it reads."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.x, self.y = AxisReader(axes.xaxis), AxisReader(axes.yaxis)
        self.names = SeriesNames(axes)
        self._claimed: set[int] = set()  # ids of artists

    def claim(self, *artists: Any) -> None:
        """Mark artists as read, so that no other reader reads them again."""
        self._claimed.update(map(id, artists))

    def is_claimed(self, artist: Any) -> bool:
        """Return whether another reader has claimed an artist."""
        return id(artist) in self._claimed

    def unclaimed(self, artists: Iterable[Any], *types: type[Any]) -> Iterator[Any]:
        """Yield the visible artists of some types that no reader has claimed."""
        for artist in artists:
            if isinstance(artist, types) and not self.is_claimed(artist) and artist.get_visible():
                yield artist

    def position_and_value_axes(self, *, is_horizontal: bool) -> tuple[AxisReader, AxisReader]:
        """Return the axis along which bars or boxes stand side by side, and the axis of their values."""
        return (self.y, self.x) if is_horizontal else (self.x, self.y)

    def in_data(self, artist: Any) -> bool:
        """Return whether an artist has data coordinates on both axes."""
        return all(artist.get_transform().contains_branch_seperately(self.axes.transData))

    def offsets_in_data(self, artist: Any) -> bool:
        """Return whether the copies of a shape, such as points of a scatter plot, are in data coordinates."""
        return all(artist.get_offset_transform().contains_branch_seperately(self.axes.transData))

    def line_values(self, line: Any) -> tuple[Floats, Floats]:
        """Return the x and y values of a line."""
        x, y = line_data(line)
        return self.x.values(x), self.y.values(y)


def line_data(line: Any) -> tuple[Any, Any]:
    """Return the x and y data of a line, in the units of matplotlib."""
    return line.get_xdata(orig=False), line.get_ydata(orig=False)
