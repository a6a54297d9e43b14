"""Read drawings of networks (`draw` of networkx): nodes as points, links as lines or arrows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

from ipytts.description.charts.matplotlib.arrays import unmasked
from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.model import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipytts.description.charts.matplotlib.drawing import Drawing

    _Point = tuple[float, float]
    _Link = tuple[_Point, _Point]

_DECIMALS = 9  # of coordinates, which labels and links repeat exactly


def read_networks(drawing: Drawing) -> Reading:
    """Return the network; nothing if not all lines and arrows join two points of a scatter plot."""
    points = [one for one in drawing.artists_of(PathCollection) if drawing.offsets_in_data(one)]
    artists = [
        *(one for one in drawing.artists_of(LineCollection) if type(one) is LineCollection),
        *drawing.artists_of(FancyArrowPatch),
    ]
    links = [link for artist in artists for link in _links(artist)]
    if not links or not (_are_free(links) or _has_no_axes(drawing)):
        return Reading()
    numbers = _numbered(point for one in points for point in unmasked(one.get_offsets()).tolist())
    if any(point not in numbers for link in links for point in link):
        return Reading()
    texts = {_rounded(text.get_position()): text for text in drawing.artists_of(Text)}
    labels = [texts[point] for point in numbers if point in texts]
    names = [label.get_text() for label in labels] if len(labels) == len(numbers) else []
    pairs = [(numbers[start], numbers[end]) for start, end in links]
    return Reading([Network(len(numbers), pairs, names)], [*points, *artists, *labels])


def _numbered(points: Any) -> Mapping[_Point, int]:
    """Return the number of each different point."""
    return {point: number for number, point in enumerate(dict.fromkeys(map(_rounded, points)))}


def _rounded(point: Sequence[Any]) -> _Point:
    try:
        return round(float(point[0]), _DECIMALS), round(float(point[1]), _DECIMALS)
    except (TypeError, ValueError):  # a category or a date
        return np.nan, np.nan


def _links(artist: Any) -> list[_Link]:
    """Return the ends of each line, or of an arrow."""
    if isinstance(artist, FancyArrowPatch):
        ends = getattr(artist, "_posA_posB", None)
        return [(_rounded(ends[0]), _rounded(ends[1]))] if ends else []
    ends = [(path.vertices[0], path.vertices[-1]) for path in artist.get_paths() if len(path.vertices)]
    rounded = np.round(np.array(ends, float).reshape(-1, 2, 2), _DECIMALS)
    known = rounded[np.isfinite(rounded).all(axis=(1, 2))]
    return [((x0, y0), (x1, y1)) for (x0, y0), (x1, y1) in known.tolist()]


def _are_free(links: Sequence[_Link]) -> bool:
    """Return whether some links do not run along an axis, unlike stems and error bars."""
    return any(start[0] != end[0] and start[1] != end[1] for start, end in links)


def _has_no_axes(drawing: Drawing) -> bool:
    """Return whether the axes have no labels of values, as those of networks."""
    return not drawing.axes.axison or not (
        drawing.axes.xaxis.get_tick_params().get("labelbottom", True)
        or drawing.axes.yaxis.get_tick_params().get("labelleft", True)
    )
