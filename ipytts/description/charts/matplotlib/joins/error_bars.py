"""Join error bars to the lines, points and bars that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, DrawnBars, Part, Segment
from ipytts.description.charts.model import Bars, Curve, Floats, Intervals, Mark, Points

_ROUNDING = 1e-6  # of the greatest position; an error bar is no farther from its point
_TOLERANCE = 1e-9  # rounding error of values
_MOST = 0.5  # share of the points of a line that have error bars; lines across others are something else


class _Ranges(NamedTuple):
    """The error bars of a series."""

    low: Floats  # NaN where there is none
    high: Floats
    used: list[Segment]


def join_error_bars(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the error bars of bars, curves and points; other segments are left."""
    segments = [part for part in parts if isinstance(part, Segment)]
    joined: list[Part] = []
    used: list[Segment] = []
    for part in parts:
        if isinstance(part, DrawnBars):
            bars, ranges = _bars_with_errors(part, segments)
            joined.append(bars)
            used += ranges
        elif isinstance(part, (Curve, Points)) and segments:
            mark, ranges = with_errors(drawing, part, segments)
            joined.append(mark)
            used += ranges
        else:
            joined.append(part)
    known = set(map(id, used))
    caps = {id(segment) for segment in segments if id(segment) not in known and _is_cap(segment, used)}
    return _without_repeated_points([part for part in joined if id(part) not in known | caps])


def _without_repeated_points(parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the intervals of points on a line as the error bars of that line."""
    curves = {id(part): part for part in parts if isinstance(part, Curve)}
    repeated = set()
    for part in parts:
        if not isinstance(part, Intervals) or part.is_horizontal:
            continue
        for key, curve in curves.items():
            if np.array_equal(curve.x, part.positions) and np.array_equal(curve.y, part.values):
                name = curve.name or part.name
                curves[key] = replace(curve, name=name, low=part.low, high=part.high, band="error bar")
                repeated.add(id(part))
                break
    return [curves.get(id(part), part) for part in parts if id(part) not in repeated]


def with_errors(
    drawing: Drawing, mark: Curve | Points, segments: Sequence[Segment]
) -> tuple[Mark, list[Segment]]:
    """Return a line or points with the segments through its points, and these segments.

    Points become values with intervals, and so does a line along categories that stand above each other.
    """
    if isinstance(mark, Curve) and mark.low is not None:
        return mark, []
    segments = [one for one in segments if not (one.name and mark.name) or one.name == mark.name]
    low, high, used = _ranges(mark.x, mark.y, segments)
    if not _surrounds(mark.y, low, high):  # drop lines and stems end at their points
        low = np.full(low.size, np.nan)
    count = int(np.isfinite(mark.x + mark.y).sum())
    covered = int(np.isfinite(low).sum())
    if isinstance(mark, Curve) and covered >= max(1, _MOST * count):
        return replace(mark, low=low, high=high, band="error bar"), used
    if isinstance(mark, Points) and covered == count > 0:
        return Intervals(mark.name, mark.x, mark.y, low, high), used
    low, high, _ = ranges = _ranges(mark.y, mark.x, [Segment(one.y, one.x) for one in segments])
    known = {id(turned.y) for turned in ranges.used}
    used = [one for one in segments if id(one.x) in known]
    is_sideways = isinstance(mark, Points) or drawing.y.axis.kind == "category"
    if is_sideways and _surrounds(mark.x, low, high) and int(np.isfinite(low).sum()) == count:
        return Intervals(mark.name, mark.y, mark.x, low, high, is_horizontal=True), used
    return mark, []


def _ranges(positions: Floats, values: Floats, segments: Sequence[Segment]) -> _Ranges:
    """Return the vertical segments that pass through points."""
    low, high = np.full(values.size, np.nan), np.full(values.size, np.nan)
    near = _ROUNDING * max(1.0, float(np.nanmax(np.abs(positions), initial=0)))
    upright = [one for one in segments if one.x.size == 2]
    if not upright:
        return _Ranges(low, high, [])
    x, y = (np.array([getattr(one, letter) for one in upright]) for letter in "xy")
    bottoms, tops = y.min(axis=1), y.max(axis=1)
    numbers = np.flatnonzero((np.abs(x[:, 0] - x[:, 1]) <= near) & (bottoms < tops))
    order = np.argsort(positions)  # so that each segment is compared with the points near it alone
    ordered = positions[order]
    starts = np.searchsorted(ordered, x[numbers, 0] - near)
    counts = np.searchsorted(ordered, x[numbers, 0] + near, "right") - starts
    segment_of = np.repeat(numbers, counts)  # for each pair of a segment and a point near it
    of_segment = np.arange(segment_of.size) - np.repeat(np.cumsum(counts) - counts, counts)
    point_of = order[np.repeat(starts, counts) + of_segment]
    is_within = values[point_of] >= bottoms[segment_of] - _TOLERANCE
    is_within &= values[point_of] <= tops[segment_of] + _TOLERANCE
    segment_of, point_of = segment_of[is_within], point_of[is_within]
    low[point_of], high[point_of] = bottoms[segment_of], tops[segment_of]
    return _Ranges(low, high, [upright[number] for number in np.unique(segment_of).tolist()])


def _surrounds(values: Floats, low: Floats, high: Floats) -> bool:
    """Return whether a value lies between the ends of its error bar and at neither of them."""
    return bool(((low < values - _TOLERANCE) & (values + _TOLERANCE < high)).any())


def _bars_with_errors(drawn: DrawnBars, segments: Sequence[Segment]) -> tuple[Bars, list[Segment]]:
    """Return bars with the error bars at their ends."""
    bars = drawn.bars
    if bars.low is not None:
        return bars, []
    turned = [Segment(one.y, one.x) if bars.is_horizontal else one for one in segments]
    low, high, found = _ranges(drawn.centers, drawn.ends, turned)
    below = drawn.ends - bars.values  # of stacked bars
    low, high = low - below, high - below
    known = set(map(id, found))
    used = [one for one, other in zip(segments, turned, strict=True) if id(other) in known]
    return (replace(bars, low=low, high=high), used) if used else (bars, [])


def _is_cap(segment: Segment, error_bars: Sequence[Segment]) -> bool:
    """Return whether a segment crosses the end of an error bar."""
    return any(
        _crosses(segment.x, segment.y, x, y) or _crosses(segment.y, segment.x, y, x)
        for bar in error_bars
        for x, y in zip(bar.x, bar.y, strict=True)
    )


def _crosses(along: Floats, across: Floats, position: float, level: float) -> bool:
    """Return whether a segment along an axis goes through a point."""
    return bool(across[0] == across[1] == level) and bool(along.min() <= position <= along.max())
