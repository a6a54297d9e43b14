"""Join filled areas to the lines that they belong to: the areas below lines, and the bands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.drawing import Drawing, Part
from ipytts.description.charts.model import AreaBetween, Curve, Floats, Mark, ReferenceLine

_FLAT = 1e-6  # of the height; a straight edge of an area deviates no more
_SHORTER = 0.05  # of the length; a line and its band differ in length no more
_INSIDE = 0.9  # share of the points of a line in its band, as a smoothed band may leave some out
_APART = 0.5  # share of the points of a line that are at neither edge of its band


def join_bands(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the areas below curves and the bands around them.

    An area without a line is a curve if it reaches from the base of the axes or is a part of a stack, and a
    span if both edges are level; other areas lie between two lines that are drawn or not.
    """
    curves = [part for part in parts if isinstance(part, Curve)]
    areas = [part for part in parts if isinstance(part, AreaBetween)]
    others = []
    for area in areas:
        found = next(((n, c) for n, curve in enumerate(curves) if (c := _joined(area, curve, areas))), None)
        if found is None:
            others.append(area)
        else:
            curves[found[0]] = found[1]
    if any(curve.form == "stacked area" for curve in curves):  # then the lowest one belongs to the stack
        curves = [replace(c, form="stacked area") if c.form == "area" else c for c in curves]
    rest = [part for part in parts if not isinstance(part, (Curve, AreaBetween))]
    return [*rest, *curves, *(_alone(area, curves, others, drawing.y) for area in others)]


def _joined(area: AreaBetween, curve: Curve, areas: Sequence[AreaBetween]) -> Curve | None:
    """Return a curve with an area below it or a band around it; None if they do not belong together."""
    if area.x.size == curve.x.size and np.array_equal(area.x, curve.x) and _is_edge(area, curve):
        base = area.low + area.high - curve.y  # the other edge
        if curve.form == "line" and _is_flat(base):
            return replace(curve, form="area")
        if curve.form == "line" and _is_top(base, [other for other in areas if other is not area]):
            return replace(curve, y=curve.y - base, form="stacked area")
        return None
    if not _surrounds(area, curve):
        return None
    low, high = _edges_at(area, curve.x)
    return replace(curve, low=low, high=high, band_name=area.name)


def _alone(
    area: AreaBetween, curves: Sequence[Curve], areas: Sequence[AreaBetween], axis: AxisReader
) -> Mark:
    """Return an area without a line of its own."""
    if _is_top(area.low, areas) or any(_are_equal(area.high, other.low) for other in areas):
        return Curve(area.name, area.x, area.high - area.low, form="stacked area")
    is_part = any(_runs_along(area, curve) for curve in curves) or bool(np.isnan(area.x).any())
    for base, edge in ((area.low, area.high), (area.high, area.low)):
        if _is_flat(base) and not is_part and axis.is_base(float(base[0])):
            return Curve(area.name, area.x, edge, form="area")
    if curves and _is_flat(area.low) and _is_flat(area.high) and not np.isnan(area.x).any():
        return ReferenceLine("y", float(area.low[0]), area.name, float(area.high[0]))
    return area


def _is_flat(edge: Floats) -> bool:
    """Return whether an edge is a straight horizontal line."""
    return bool(np.ptp(edge) <= _FLAT * max(1.0, float(np.abs(edge).max())))


def _is_top(edge: Floats, areas: Sequence[AreaBetween]) -> bool:
    """Return whether an edge is the upper edge of an area."""
    return any(_are_equal(edge, area.high) for area in areas)


def _are_equal(edge: Floats, other: Floats) -> bool:
    return edge.size == other.size and np.allclose(edge, other, atol=_FLAT * _size(other))


def _size(values: Floats) -> float:
    """Return the greatest distance from 0."""
    return float(np.nanmax(np.abs(values), initial=1e-300))


def _is_edge(area: AreaBetween, curve: Curve) -> bool:
    """Return whether a curve is at one of the edges of an area everywhere."""
    slack = _FLAT * _size(curve.y)
    return bool(np.minimum(np.abs(area.low - curve.y), np.abs(area.high - curve.y)).max(initial=0) <= slack)


def _runs_along(area: AreaBetween, curve: Curve) -> bool:
    """Return whether an edge of an area follows a part of a curve."""
    finite, known = np.isfinite(area.x), np.isfinite(curve.x) & np.isfinite(curve.y)
    if not finite.any() or not known.any() or (np.diff(curve.x[known]) < 0).any():
        return False
    y = np.interp(area.x[finite], curve.x[known], curve.y[known])
    slack = _SHORTER * float(np.ptp(curve.y[known]))
    is_near = np.minimum(np.abs(area.low[finite] - y), np.abs(area.high[finite] - y)) <= slack
    return bool(is_near.mean() > _INSIDE)


def _edges_at(area: AreaBetween, x: Floats) -> tuple[Floats, Floats]:
    """Return the edges of an area at positions; NaN outside its pieces."""
    low, high = np.full(x.size, np.nan), np.full(x.size, np.nan)
    gaps = np.flatnonzero(~np.isfinite(area.x + area.low + area.high))
    for piece in np.split(np.arange(area.x.size), gaps):
        points = piece[~np.isin(piece, gaps)]
        if points.size:
            at = area.x[points]
            here = (at[0] <= x) & (x <= at[-1])
            low[here], high[here] = (np.interp(x[here], at, edge[points]) for edge in (area.low, area.high))
    return low, high


def _surrounds(area: AreaBetween, curve: Curve) -> bool:
    """Return whether an area is the band around a curve."""
    x = area.x[np.isfinite(area.x)]
    finite = np.isfinite(curve.x) & np.isfinite(curve.y)
    is_taken = curve.low is not None or curve.form == "stacked area"
    if is_taken or finite.sum() < 2 or x.size < 2:
        return False
    curve_x, curve_y = curve.x[finite], curve.y[finite]
    if max(abs(curve_x.min() - x[0]), abs(curve_x.max() - x[-1])) > _SHORTER * float(np.ptp(x)):
        return False
    low, high = _edges_at(area, curve_x)
    covered = np.isfinite(low)
    low, high, curve_y = low[covered], high[covered], curve_y[covered]
    slack = 1e-6 * max(1e-300, float(np.abs(curve_y).max(initial=0)))
    is_inside = (low - slack <= curve_y) & (curve_y <= high + slack)
    is_apart = (np.abs(curve_y - low) > slack) & (np.abs(curve_y - high) > slack)
    return bool(covered.mean() > _APART and is_inside.mean() > _INSIDE and is_apart.mean() > _APART)
