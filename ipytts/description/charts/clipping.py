"""Leave out what lies outside the limits of the axes, as it is not drawn, and count it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ipytts.description.charts.model import (
    AreaBetween,
    Bars,
    Curve,
    Floats,
    Histogram,
    Intervals,
    Mark,
    Outside,
    Points,
    UnbinnedHistogram,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

Limits: TypeAlias = tuple[float, float] | None

_EDGE = 1e-9  # of the range; a point at the very edge is drawn
_COLUMNS: dict[type, tuple[str, ...]] = {  # the columns that have an item for each point
    Curve: ("x", "y", "low", "high", "opening"),
    Points: ("x", "y"),
    AreaBetween: ("x", "low", "high"),
    Intervals: ("positions", "values", "low", "high"),
    Bars: ("positions", "values", "low", "high", "starts"),
    UnbinnedHistogram: ("values",),
}
_NOUNS: dict[type, str] = {  # for what is counted
    Curve: "point",
    Points: "point",
    Intervals: "value",
    Bars: "bar",
    UnbinnedHistogram: "value",
    Histogram: "bin",
}


def clip(marks: Sequence[Mark], x: Limits, y: Limits) -> list[Mark]:
    """Return marks without what lies outside the axes, and how much that is.

    Bars are clipped along their positions alone. A mark of which nothing is drawn is left out.
    """
    totals: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    clipped: list[Mark] = []
    for mark in marks:
        noun = _NOUNS.get(type(mark))
        exists, is_drawn = _flags(mark, x, y)
        if noun:
            totals[noun] += int(exists.sum())
            counts[noun] += int((exists & ~is_drawn).sum())
        if is_drawn.all():
            clipped.append(mark)
        elif is_drawn.any():
            clipped.append(_kept(mark, is_drawn))
    return [*clipped, *(Outside(count, totals[noun], noun) for noun, count in counts.items() if count)]


def is_within(values: Floats, limits: Limits) -> NDArray[np.bool_]:
    """Return which values are drawn; missing ones stay gaps."""
    low, high = limits or (-np.inf, np.inf)
    near = _EDGE * (high - low) if np.isfinite(high - low) else 0.0
    is_outside = (values < low - near) | (values > high + near)
    return np.asarray(~is_outside)


def _flags(mark: Any, x: Limits, y: Limits) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which points, bars or bins have values, and which are drawn; one flag for other marks."""
    if isinstance(mark, (Curve, Points, AreaBetween)):
        return _flags_of_points(mark, x, y)
    if type(mark) not in _NOUNS:
        return np.ones(1, bool), np.ones(1, bool)
    position_limits, value_limits = (y, x) if mark.is_horizontal else (x, y)
    if isinstance(mark, Histogram):
        centers = (mark.edges[1:] + mark.edges[:-1]) / 2
        return mark.heights != 0, is_within(centers, None if mark.is_cumulative else position_limits)
    positions = mark.values if isinstance(mark, UnbinnedHistogram) else mark.positions
    is_drawn = is_within(positions, position_limits)
    if isinstance(mark, Intervals):
        is_drawn &= is_within(mark.values, value_limits)
    return np.isfinite(positions), is_drawn


def _flags_of_points(
    mark: Curve | Points | AreaBetween, x: Limits, y: Limits
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which points have values, and which are drawn; areas are cut at the top, not left out."""
    exists, is_drawn = np.isfinite(mark.x), is_within(mark.x, x)
    if isinstance(mark, AreaBetween) or mark.x.size != mark.y.size:
        return exists, is_drawn
    if isinstance(mark, Curve) and mark.form == "stacked area":
        return exists, is_drawn
    return exists & np.isfinite(mark.y), is_drawn & is_within(mark.y, y)


def _kept(mark: Any, is_drawn: NDArray[np.bool_]) -> Any:
    """Return a mark with the points, bars or bins that are drawn."""
    drawn = np.flatnonzero(is_drawn)
    first, end = int(drawn[0]), int(drawn[-1]) + 1
    if isinstance(mark, Histogram):
        outside = mark.heights.copy()
        outside[first:end] = 0
        edges, heights = mark.edges[first : end + 1], mark.heights[first:end]
        return replace(mark, edges=edges, heights=heights, is_cut=bool(outside.any()))
    columns = {name: getattr(mark, name) for name in _COLUMNS[type(mark)]}
    kept: dict[str, Any] = {
        name: column[: is_drawn.size][is_drawn[: column.size]]
        for name, column in columns.items()
        if column is not None
    }
    if isinstance(mark, Curve):
        kept["is_broken"] = drawn.size < end - first
    return replace(mark, **kept)
