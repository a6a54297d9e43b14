"""Join marks that belong together: intervals and bands with what they surround, and the parts of candles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.line_points import join_line_points
from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Axis,
    Bars,
    BoxSummary,
    Curve,
    Floats,
    HeatMap,
    Intervals,
    Mark,
    OtherMark,
    Pie,
    Points,
    ReferenceLine,
)
from ipytts.description.charts.statistics.distributions import summarize_box

_ROUNDING_ERROR = 1e-9  # of a value
_ENDS = 2  # points of a straight line


def join_marks(marks: Sequence[Mark], *, has_dates: bool) -> list[Mark]:
    """Return marks with intervals joined to the marks that they belong to, and without repetitions.

    `has_dates` is whether the horizontal axis has dates: then bars with intervals may be prices.
    """
    joined: list[Mark] = []
    for mark in marks:
        for at, other in enumerate(joined):
            both = _join(mark, other) or _join(other, mark)
            if both is not None:
                joined[at] = both
                break
        else:
            joined.append(mark)
    joined = join_line_points(joined)
    return _candles(joined) if has_dates else joined


def _join(interval: Mark, mark: Mark) -> Mark | None:
    """Return a mark with its intervals; None if the two do not belong together."""
    if isinstance(interval, Intervals):
        return _with_intervals(mark, interval)
    if isinstance(interval, AreaBetween) and isinstance(mark, Curve):
        return _with_band(mark, interval)
    return None


def _candles(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with the bodies and the wicks of candles as prices."""
    for bars in marks:
        for wicks in marks:
            if not isinstance(bars, Bars) or not isinstance(wicks, Intervals) or bars.starts is None:
                continue
            if bars.is_horizontal or not are_equal(bars.positions, wicks.positions):
                continue
            ends = np.stack([bars.starts, bars.values])
            if bool(((wicks.low <= ends) & (ends <= wicks.high)).all()):
                prices = Curve(bars.name, bars.positions, bars.values, wicks.low, wicks.high, form="prices")
                prices = replace(prices, opening=bars.starts)
                return [prices, *(mark for mark in marks if mark is not bars and mark is not wicks)]
    return list(marks)


def are_equal(a: Floats, b: Floats) -> bool:
    """Return whether two columns differ by rounding errors only."""
    return a.size == b.size and bool(np.allclose(a, b, rtol=_ROUNDING_ERROR, equal_nan=True))


def _with_intervals(mark: Mark, interval: Intervals) -> Mark | None:
    if isinstance(mark, Bars):
        is_same = mark.is_horizontal == interval.is_horizontal and mark.low is None and mark.starts is None
        positions, values = mark.positions, mark.values
    elif isinstance(mark, (Points, Curve)):
        is_same = isinstance(mark, Points) or (mark.low is None and not interval.is_horizontal)
        positions, values = (mark.y, mark.x) if interval.is_horizontal else (mark.x, mark.y)
    else:
        return None
    order = np.argsort(positions, kind="stable")
    own = np.argsort(interval.positions, kind="stable")
    if (
        not is_same
        or interval.name not in ("", mark.name)
        or not are_equal(positions[order], interval.positions[own])
    ):
        return None
    low, high = interval.low[own], interval.high[own]
    tolerance = _ROUNDING_ERROR * (np.abs(low) + np.abs(high))
    if not bool(((low - tolerance <= values[order]) & (values[order] <= high + tolerance)).all()):
        return None
    if isinstance(mark, Points):
        values, positions = values[order], positions[order]
        return replace(interval, positions=positions, values=values, low=low, high=high)
    back = np.argsort(order)
    settings: dict[str, Any] = (
        {"band": "error bar", "band_name": interval.interval_name} if isinstance(mark, Curve) else {}
    )
    return replace(mark, low=low[back], high=high[back], **settings)


def _with_band(curve: Curve, band: AreaBetween) -> Curve | None:
    """Return a line with the band around it."""
    if curve.low is not None or curve.name != band.name or not are_equal(curve.x, band.x):
        return None
    low, high = np.minimum(band.low, band.high), np.maximum(band.low, band.high)
    tolerance = _ROUNDING_ERROR * (np.abs(low) + np.abs(high))
    if not bool(((low - tolerance <= curve.y) & (curve.y <= high + tolerance)).all()):
        return None
    return replace(curve, low=low, high=high, band_name=band.band_name)


def with_strips(marks: Sequence[Mark], x: Axis, y: Axis) -> list[Mark]:
    """Return marks with strips instead of points without groups of which several are at each category."""
    points = [mark for mark in marks if isinstance(mark, Points)]
    has_boxes = any(isinstance(mark, BoxSummary) for mark in marks)
    if len(points) != 1 or has_boxes or (x.kind == "category") == (y.kind == "category"):
        return list(marks)
    (cloud,) = points
    is_horizontal = y.kind == "category"
    axis, position, value = (y, cloud.y, cloud.x) if is_horizontal else (x, cloud.x, cloud.y)
    known = position[np.isfinite(position)]
    if np.unique(known).size * 2 > known.size:
        return list(marks)
    strips = [
        replace(summarize_box(name, value[position == at], with_count=True), is_horizontal=is_horizontal)
        for at, name in axis.categories.items()
        if np.isfinite(value[position == at]).any()
    ]
    return [*(mark for mark in marks if mark is not cloud), *strips]


def without_labels(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks without the texts in cells, slices and at bars, which repeat values and names."""
    notes = [mark for mark in marks if isinstance(mark, Annotation) and np.isfinite(mark.x + mark.y)]
    has_cells = any(isinstance(mark, (HeatMap, Pie)) for mark in marks)
    bars = [mark for mark in marks if isinstance(mark, (Bars, Points, Intervals))]
    count = max((_size(mark) for mark in bars), default=0)
    are_labels = has_cells or (len(notes) > 1 and len(notes) >= count > 0)
    return [mark for mark in marks if not (are_labels and any(mark is note for note in notes))]


def _size(mark: Bars | Points | Intervals) -> int:
    return int(mark.x.size if isinstance(mark, Points) else mark.positions.size)


def with_diagonal(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with a reference line instead of a straight line on which y equals x."""
    has_data = any(
        isinstance(m, (Points, Intervals)) or (isinstance(m, Curve) and m.x.size > _ENDS) for m in marks
    )
    return [
        ReferenceLine("diagonal", np.nan, mark.name)
        if has_data and isinstance(mark, Curve) and mark.x.size == _ENDS and np.array_equal(mark.x, mark.y)
        else mark
        for mark in marks
    ]


def known_marks(marks: Sequence[Mark]) -> tuple[list[Mark], bool]:
    """Return marks without those that are not described, if there are others, and whether there are such."""
    known: list[Mark] = [mark for mark in marks if not isinstance(mark, OtherMark)]
    has_data = any(not isinstance(mark, (ReferenceLine, Annotation)) for mark in known)
    return (known, len(known) < len(marks)) if has_data else (list(marks), False)
