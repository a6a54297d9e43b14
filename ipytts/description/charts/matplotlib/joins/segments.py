"""Find out what straight lines show that are no error bars: lines across the axes, stems, or spans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, Part, Segment
from ipytts.description.charts.model import Bars, Curve, Floats, Intervals, Points, ReferenceLine

_LONG = 0.5  # of the range of the data; a line across the axes is at least as long


def join_segments(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with marks instead of segments; segments without a meaning are left."""
    segments = [part for part in parts if isinstance(part, Segment)]
    others = [part for part in parts if not isinstance(part, Segment)]
    curves = [part for part in others if isinstance(part, Curve)]
    joined: list[Part] = []
    for (is_error_bar, source), group in groupby(sorted(segments, key=_call), _call):
        if is_error_bar:
            joined += _error_bars(list(group))
        elif source:
            joined += _collection(drawing, list(group))
        elif others:
            joined += [_single(drawing, segment, curves) for segment in group]
        else:
            joined += [Curve(segment.name, segment.x, segment.y) for segment in group]
    ends = [end for mark in joined for end in _ends(mark)]
    return [*(part for part in others if not _are_dots(part, ends)), *joined]


def _call(segment: Segment) -> tuple[bool, int]:
    """Return which call has drawn a segment."""
    return segment.is_error_bar, segment.source


def _error_bars(segments: Sequence[Segment]) -> Sequence[Part]:
    """Return error bars without points as intervals, the vertical and the horizontal ones apart."""
    x, y = (np.array([getattr(one, letter) for one in segments]) for letter in "xy")
    marks: list[Part] = []
    for is_horizontal, (across, along) in ((False, (x, y)), (True, (y, x))):
        is_one = (across[:, 0] == across[:, 1]) & (along[:, 0] != along[:, 1])
        if is_one.any():
            low, high = along[is_one].min(axis=1), along[is_one].max(axis=1)
            unknown = np.full(low.size, np.nan)
            marks.append(Intervals(segments[0].name, across[is_one, 0], unknown, low, high, is_horizontal))
    return marks


def _single(drawing: Drawing, segment: Segment, curves: Sequence[Curve]) -> Part:
    """Return a line across the axes, or a level or upright line beside others of as many points."""
    if segment.x[0] != segment.x[1] and any(np.array_equal(curve.x, segment.x) for curve in curves):
        return Curve(segment.name, segment.x, segment.y)
    if _is_long(drawing, segment):
        return _reference_line(segment)
    return Curve(segment.name, segment.x, segment.y) if any(c.x.size == 2 for c in curves) else segment


def _collection(drawing: Drawing, segments: Sequence[Segment]) -> Sequence[Part]:
    """Return lines across the axes, stems or spans."""
    is_horizontal = all(one.y[0] == one.y[1] for one in segments)
    if not is_horizontal and not all(one.x[0] == one.x[1] for one in segments):
        return segments
    positions, starts, ends = _columns(segments, is_horizontal=is_horizontal)
    if np.unique(ends).size == 1 == np.unique(starts).size:
        return [_reference_line(one) if _is_long(drawing, one) else one for one in segments]
    name = segments[0].name
    if (starts == 0).all() and not is_horizontal:
        return [Curve(name, positions, ends, form="stems")]
    return [Bars(name, positions, ends, is_horizontal, starts=None if (starts == 0).all() else starts)]


def _columns(segments: Sequence[Segment], *, is_horizontal: bool) -> tuple[Floats, Floats, Floats]:
    """Return the positions, the starts and the ends of parallel segments."""
    x, y = (np.array([getattr(one, letter) for one in segments]) for letter in "xy")
    positions, values = (y, x) if is_horizontal else (x, y)
    return positions[:, 0], values[:, 0], values[:, 1]


def _reference_line(segment: Segment) -> ReferenceLine:
    if segment.y[0] == segment.y[1]:
        return ReferenceLine("y", float(segment.y[0]), segment.name)
    return ReferenceLine("x", float(segment.x[0]), segment.name)


def _is_long(drawing: Drawing, segment: Segment) -> bool:
    """Return whether a segment reaches across most of the data."""
    data = drawing.axes.dataLim
    if segment.y[0] == segment.y[1]:
        return bool(np.ptp(segment.x) >= _LONG * data.width)
    return bool(np.ptp(segment.y) >= _LONG * data.height)


def _ends(mark: Part) -> Sequence[tuple[Floats, Floats]]:
    """Return the x and y of the ends of stems and spans."""
    if isinstance(mark, Curve):
        return [(mark.x, mark.y)]
    if not isinstance(mark, Bars):
        return []
    ends = [mark.values] if mark.starts is None else [mark.starts, mark.values]
    return [(values, mark.positions) if mark.is_horizontal else (mark.positions, values) for values in ends]


def _are_dots(mark: Part, ends: Sequence[tuple[Floats, Floats]]) -> bool:
    """Return whether a mark consists of the dots at the ends of stems or spans."""
    if not isinstance(mark, Points) or mark.name:
        return False
    return any(np.array_equal(mark.x, x) and np.array_equal(mark.y, y) for x, y in ends)
