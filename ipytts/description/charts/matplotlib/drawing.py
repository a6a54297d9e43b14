"""One axes of matplotlib as it is read: the artists that no reader has claimed, and what a reader returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from matplotlib.container import Container

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.legends import SeriesNames
from ipytts.description.charts.model import Bars, Floats, Mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_T = TypeVar("_T")


@dataclass(frozen=True)
class Segment:
    """A straight line along an axis, which may be an error bar, a part of a box or a stem."""

    x: Floats  # of its two ends
    y: Floats
    name: str = ""  # of its color in the legend
    source: int = 0  # the number of the call that drew it with others, such as `vlines`; 0 for a single line
    is_error_bar: bool = False  # whether `errorbar` drew it


@dataclass(frozen=True)
class DrawnBars:
    """A series of bars with the positions at which they are drawn, as those of a group stand side by side."""

    bars: Bars
    centers: Floats  # in the units of the model
    ends: Floats  # where the bars end; of stacked ones, with those below them
    width: float = 0  # of a bar, in the units of matplotlib


Part: TypeAlias = Mark | Segment | DrawnBars  # marks, and pieces that are joined to marks


@dataclass(frozen=True)
class Reading:
    """What a reader has found."""

    parts: Sequence[Part] = ()
    claimed: Sequence[Any] = ()  # the artists and containers that it has read
    color_label: str = ""  # the quantity that the colors of single points show


@dataclass(frozen=True)
class Drawing:
    """The visible artists of one axes that no reader has claimed, and what is needed to read them."""

    axes: Axes
    x: AxisReader
    y: AxisReader
    names: SeriesNames
    artists: tuple[Any, ...]
    containers: tuple[Container, ...]

    @classmethod
    def of(cls, axes: Axes) -> Drawing:
        """Return all that axes show."""
        shapes = (*axes.lines, *axes.patches, *axes.collections, *axes.images)
        others = (*axes.tables, *axes.texts, *axes.artists)
        return cls(
            axes,
            AxisReader(axes.xaxis),
            AxisReader(axes.yaxis),
            SeriesNames(axes),
            tuple(artist for artist in (*shapes, *others) if artist.get_visible()),
            tuple(container for container in containers_in(axes) if is_visible(container)),
        )

    def without(self, claimed: Iterable[Any]) -> Drawing:
        """Return the drawing without the artists that a reader has claimed."""
        ids = set(map(id, claimed))
        return replace(
            self,
            artists=tuple(artist for artist in self.artists if id(artist) not in ids),
            containers=tuple(container for container in self.containers if id(container) not in ids),
        )

    def artists_of(self, *kinds: type[Any]) -> list[Any]:
        """Return the artists of some classes."""
        return [artist for artist in self.artists if isinstance(artist, kinds)]

    def containers_of(self, kind: type[_T]) -> list[_T]:
        """Return the containers of a class, such as the bars that one call has drawn."""
        return [container for container in self.containers if isinstance(container, kind)]

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


def segments_from(
    drawing: Drawing, ends: Floats, name: str, source: int, *, is_error_bar: bool = False
) -> list[Segment]:
    """Return the segments between pairs of ends, shaped (n, 2, 2), in units of matplotlib."""
    x, y = (
        axis.values(ends[:, :, letter]).reshape(-1, 2) for letter, axis in enumerate((drawing.x, drawing.y))
    )
    return [Segment(*pair, name, source, is_error_bar) for pair in zip(x, y, strict=True)]


Reader: TypeAlias = "Callable[[Drawing], Reading]"


def containers_in(axes: Axes) -> list[Container]:
    """Return the containers of axes; seaborn adds some that are of another kind."""
    return [container for container in axes.containers if isinstance(container, Container)]


def is_visible(container: Any) -> bool:
    """Return whether one of the artists of a container is visible."""
    return any(
        is_visible(artist) if isinstance(artist, tuple) else artist.get_visible()
        for artist in container
        if artist is not None
    )


def line_data(line: Any) -> tuple[Any, Any]:
    """Return the x and y data of a line, in the units of matplotlib."""
    return line.get_xdata(orig=False), line.get_ydata(orig=False)
