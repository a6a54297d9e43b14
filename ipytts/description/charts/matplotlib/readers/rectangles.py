"""Find the rectangles of bar charts and histograms, whichever call has drawn them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.container import BarContainer
from matplotlib.patches import Rectangle

from ipytts.description.charts.matplotlib.drawing import Drawing
from ipytts.description.charts.model import Floats

_CORNERS = 5  # corners of a closed rectangle


class Series(NamedTuple):
    """The rectangles of one series; the arrays have one item for each bar."""

    name: str
    is_horizontal: bool
    starts: Floats  # on the axis of positions
    widths: Floats
    bases: Floats  # on the axis of values
    lengths: Floats
    artists: list[Any]  # that have drawn them
    are_spans: bool = False  # whether they have been drawn as spans, whatever their bases are

    @property
    def centers(self) -> Floats:
        """The middle of each bar, on the axis of positions."""
        return self.starts + self.widths / 2

    @property
    def ends(self) -> Floats:
        """Where the bars end, on the axis of values."""
        return self.bases + self.lengths


def all_series(drawing: Drawing) -> list[Series]:
    """Return the series of rectangles: those of bar charts, single ones, and those of `broken_barh`."""
    containers = [one for one in drawing.containers_of(BarContainer) if len(one)]
    bars = [_of_container(drawing, container) for container in containers]
    left = drawing.without([bar for container in containers for bar in container])
    return [*bars, *_single_rectangles(left), *_broken_bars(left)]


def _of_container(drawing: Drawing, container: BarContainer) -> Series:
    is_horizontal = getattr(container, "orientation", "vertical") == "horizontal"
    names = {drawing.names.of(bar) for bar in container}  # bars with a name each are no series with one
    name = (drawing.names.of(container) or names.pop()) if len(names) == 1 else ""
    boxes = [_box(bar) for bar in container if bar.get_visible()]
    return _series(name, boxes, [container, *container], is_horizontal=is_horizontal)


def _single_rectangles(drawing: Drawing) -> list[Series]:
    """Return rectangles that a library has drawn one by one, by their names; a single one is no bar chart."""
    rectangles = [
        patch
        for patch in drawing.artists_of(Rectangle)
        if type(patch) is Rectangle and drawing.in_data(patch) and patch.get_width() and patch.get_height()
    ]
    named: dict[str, list[Any]] = {}
    for patch in rectangles if len(rectangles) > 1 else []:
        named.setdefault(drawing.names.of(patch), []).append(patch)
    return [
        _series(name, [_box(patch) for patch in patches], patches, is_horizontal=False)
        for name, patches in named.items()
    ]


def _broken_bars(drawing: Drawing) -> list[Series]:
    """Return collections of rectangles; those of `broken_barh` lie side by side at one height."""
    series = []
    for artist in drawing.artists_of(PolyCollection):
        corners = [np.asarray(path.vertices, float) for path in artist.get_paths()]
        if not corners or not drawing.in_data(artist) or not all(map(_is_rectangle, corners)):
            continue
        boxes = [(*shape.min(0), *np.ptp(shape, axis=0)) for shape in corners]
        is_horizontal = len({(box[1], box[3]) for box in boxes}) == 1
        found = _series(drawing.names.of(artist), boxes, [artist], is_horizontal=is_horizontal)
        series.append(found._replace(are_spans=is_horizontal))
    return series


def _is_rectangle(corners: Floats) -> bool:
    """Return whether a shape has four right angles and sides along the axes."""
    moves = np.diff(corners, axis=0)
    return len(corners) == _CORNERS and bool((moves[:4] == 0).any(1).all()) and bool(np.ptp(corners, 0).all())


def _box(patch: Any) -> tuple[float, ...]:
    """Return the left edge, the lower edge, the width and the height of a bar."""
    box = (patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height())
    return tuple(float(value) if np.isscalar(value) else np.nan for value in box)  # type: ignore[arg-type]  # a scalar


def _series(
    name: str, boxes: Iterable[tuple[float, ...]], artists: list[Any], *, is_horizontal: bool
) -> Series:
    x, y, width, height = np.array(list(boxes), float).reshape(-1, 4).T
    if is_horizontal:
        return Series(name, is_horizontal, y, height, x, width, artists)
    return Series(name, is_horizontal, x, width, y, height, artists)
