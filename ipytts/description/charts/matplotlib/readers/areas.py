"""Read filled areas (`fill_between`, `stackplot`, seaborn's confidence bands)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.model import AreaBetween, Floats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.description.charts.matplotlib.drawing import Drawing

_BAR_CORNERS = 5  # corners of a closed bar


def filled_shapes(drawing: Drawing) -> Iterator[tuple[Any, Floats]]:
    """Yield filled shapes that nothing has claimed, each with its finite corners."""
    for artist in drawing.artists_of(PolyCollection):
        if not drawing.in_data(artist) or np.shape(artist.get_offsets())[0] > 1:  # copies, as of hexagons
            continue
        paths = [np.asarray(path.vertices, float) for path in artist.get_paths()]
        if len(paths) > 1 and all(len(path) <= _BAR_CORNERS for path in paths):
            continue  # a collection of bars
        corners = np.concatenate(paths) if paths else np.empty((0, 2))
        yield artist, corners[np.isfinite(corners).all(1)]


def read_areas(drawing: Drawing) -> Reading:
    """Return the filled areas."""
    shapes = list(filled_shapes(drawing))
    areas = []
    for artist, corners in shapes:
        if corners.size:
            x, low, high = edges(corners)
            name, y = drawing.names.of(artist), drawing.y
            areas.append(AreaBetween(name, drawing.x.values(x), y.values(low), y.values(high)))
    return Reading(areas, [artist for artist, _ in shapes])


def edges(corners: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the different x of corners in order, and the lowest and the highest y at each."""
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    starts = np.flatnonzero(np.diff(corners[:, 0], prepend=np.nan) != 0)
    low, high = (extreme.reduceat(corners[:, 1], starts) for extreme in (np.minimum, np.maximum))
    return corners[starts, 0], low, high
