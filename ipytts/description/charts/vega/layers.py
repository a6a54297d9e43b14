"""Join the layers of a view: marks that belong together become one, and axes are shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Axis,
    Bars,
    Curve,
    Intervals,
    OtherMark,
    Panel,
    Points,
    ReferenceLine,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Floats, Mark

_ROUNDING_ERROR = 1e-9  # of a value


def join_layers(panels: Sequence[Panel]) -> Panel:
    """Return layers with the same axes as one panel."""
    if not panels:
        return Panel()
    drawn = [p for p in panels if not all(isinstance(mark, (ReferenceLine, Annotation)) for mark in p.marks)]
    x, y = (_shared_axis([getattr(panel, letter) for panel in drawn or panels]) for letter in "xy")
    marks = [
        _at_positions(_at_positions(mark, panel.x, x, "x"), panel.y, y, "y")
        for panel in panels
        for mark in panel.marks
    ]
    known = [mark for mark in marks if not isinstance(mark, OtherMark)]
    return replace(
        max(panels, key=lambda panel: len(panel.encodings)),
        marks=_candles(_joined(known)) if x.kind == "date" else _joined(known) if known else marks[:1],
        x=x,
        y=y,
        legend_title=next(filter(None, (panel.legend_title for panel in panels)), ""),
        color_label=next(filter(None, (panel.color_label for panel in panels)), ""),
        is_polar=any(panel.is_polar for panel in panels),
        has_other_marks=bool(known) and len(known) < len(marks),
    )


def _shared_axis(axes: Sequence[Axis]) -> Axis:
    """Return the axis with the most information, and the categories and limits of all."""
    best = max(axes, key=lambda axis: (axis.kind != "number", bool(axis.label)))
    label = best.label or next((axis.label for axis in axes if axis.label), "")
    names = list(
        dict.fromkeys(name for axis in axes if axis.kind == "category" for name in axis.categories.values())
    )
    limits = next((axis.limits for axis in axes if axis.limits), None)
    is_log = any(axis.is_log for axis in axes)
    categories: Any = dict(enumerate(names)) if best.kind == "category" else best.categories
    return replace(
        best,
        label=label,
        categories=categories,
        limits=limits,
        is_log=is_log,
        scale=next((axis.scale for axis in axes if axis.scale), ""),
        is_reversed=any(axis.is_reversed for axis in axes),
    )


def _at_positions(mark: Mark, own: Axis, shared: Axis, letter: str) -> Mark:
    """Return a mark with the positions of its categories on the shared axis."""
    if own.kind != "category" or own.categories == shared.categories:
        return mark
    if isinstance(mark, (Bars, Intervals)):
        name = "positions" if mark.is_horizontal == (letter == "y") else ""
    else:
        name = letter if isinstance(mark, (Curve, Points, AreaBetween)) and hasattr(mark, letter) else ""
    if not name:
        return mark
    position_of = {text: at for at, text in shared.categories.items()}
    values = [position_of.get(own.categories.get(at, ""), np.nan) for at in getattr(mark, name).tolist()]
    changes: Any = {name: np.array(values, float)}
    return replace(mark, **changes)


def _joined(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with intervals joined to the marks that they belong to, and without repetitions."""
    joined: list[Mark] = []
    for mark in marks:
        for at, other in enumerate(joined):
            both = _join(mark, other) or _join(other, mark)
            if both is not None:
                joined[at] = both
                break
        else:
            joined.append(mark)
    return joined


def _join(interval: Mark, mark: Mark) -> Mark | None:
    """Return a mark with its intervals, or a line with its points; None if the two do not belong together."""
    if isinstance(interval, Points) and isinstance(mark, Curve):  # the points of a line
        is_same = interval.name == mark.name and _same_points(interval, mark)
        return mark if is_same else None
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
            if bars.is_horizontal or not _are_equal(bars.positions, wicks.positions):
                continue
            ends = np.stack([bars.starts, bars.values])
            if bool(((wicks.low <= ends) & (ends <= wicks.high)).all()):
                prices = Curve(bars.name, bars.positions, bars.values, wicks.low, wicks.high, form="prices")
                prices = replace(prices, opening=bars.starts)
                return [prices, *(mark for mark in marks if mark is not bars and mark is not wicks)]
    return list(marks)


def _same_points(points: Points, curve: Curve) -> bool:
    known = np.isfinite(points.x)
    order = np.argsort(points.x[known], kind="stable")
    return _are_equal(points.x[known][order], curve.x) and _are_equal(points.y[known][order], curve.y)


def _are_equal(a: Floats, b: Floats) -> bool:
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
    if not is_same or mark.name != interval.name or not _are_equal(positions[order], interval.positions[own]):
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
    if curve.low is not None or curve.name != band.name or not _are_equal(curve.x, band.x):
        return None
    low, high = np.minimum(band.low, band.high), np.maximum(band.low, band.high)
    tolerance = _ROUNDING_ERROR * (np.abs(low) + np.abs(high))
    if not bool(((low - tolerance <= curve.y) & (curve.y <= high + tolerance)).all()):
        return None
    return replace(curve, low=low, high=high, band_name=band.band_name)
