"""Join filled areas to the lines that they belong to: the areas below lines, and the bands around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.model import AreaBetween, Curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.matplotlib.drawing import Drawing, Part

_FLAT = 1e-6  # of the height; a straight base of an area deviates no more
_SHORTER = 0.05  # of the length; a line and its band differ in length no more
_INSIDE = 0.9  # share of the points of a line in its band, as a smoothed band may leave some out


def join_bands(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the areas below curves and the bands around them; other areas are curves, too."""
    curves = [part for part in parts if isinstance(part, Curve)]
    others = []
    for area in (part for part in parts if isinstance(part, AreaBetween)):
        edge = next((n for n, curve in enumerate(curves) if _is_edge(area, curve)), None)
        center = next((n for n, curve in enumerate(curves) if _surrounds(area, curve)), None)
        if edge is not None:
            curves[edge] = _filled(area, curves[edge])
        elif center is not None:
            curve = curves[center]
            low, high = np.interp(curve.x, area.x, area.low), np.interp(curve.x, area.x, area.high)
            curves[center] = replace(curve, low=low, high=high, band_name=area.name)
        else:
            others.append(area)
    if any(curve.form == "stacked area" for curve in curves):  # then the lowest one belongs to the stack
        curves = [replace(c, form="stacked area") if c.form == "area" else c for c in curves]
    rest = [part for part in parts if not isinstance(part, (Curve, AreaBetween))]
    return [*rest, *curves, *_area_curves(others)]


def _is_on_base(area: AreaBetween) -> bool:
    """Return whether the lower edge of an area is a straight horizontal line."""
    return bool(np.ptp(area.low) <= _FLAT * max(1.0, float(np.abs(area.low).max())))


def _is_edge(area: AreaBetween, curve: Curve) -> bool:
    """Return whether a curve is the upper edge of an area, or the lower edge of one below its base."""
    if area.x.size != curve.x.size or curve.form != "line" or not np.array_equal(area.x, curve.x):
        return False
    return np.allclose(area.high, curve.y) or np.allclose(area.low, curve.y)


def _filled(area: AreaBetween, curve: Curve) -> Curve:
    """Return a curve as the edge of an area; for a stacked area, with its own height as y."""
    if np.allclose(area.high, curve.y) and not _is_on_base(area):
        return replace(curve, y=curve.y - area.low, form="stacked area")
    return replace(curve, form="area")


def _surrounds(area: AreaBetween, curve: Curve) -> bool:
    """Return whether an area is the band around a curve."""
    x = area.x
    finite = np.isfinite(curve.x) & np.isfinite(curve.y)
    if curve.low is not None or curve.form == "stacked area" or finite.sum() < 2 or x.size < 2:
        return False
    curve_x, curve_y = curve.x[finite], curve.y[finite]
    if max(abs(curve_x.min() - x[0]), abs(curve_x.max() - x[-1])) > _SHORTER * float(np.ptp(x)):
        return False
    slack = 1e-6 * max(1e-300, float(np.abs(curve_y).max()))
    is_above = np.interp(curve_x, x, area.low) - slack <= curve_y
    is_below = curve_y <= np.interp(curve_x, x, area.high) + slack
    return bool((is_above & is_below).mean() > _INSIDE)


def _area_curves(areas: list[AreaBetween]) -> list[Curve]:
    """Return areas without lines as curves: stacked areas, areas from their base, or bands."""
    tops = {tuple(np.round(area.high, 6)) for area in areas}
    is_stacked = any(tuple(np.round(area.low, 6)) in tops for area in areas)
    curves = []
    for area in areas:
        if is_stacked:
            curves.append(Curve(area.name, area.x, area.high - area.low, form="stacked area"))
        elif _is_on_base(area):
            curves.append(Curve(area.name, area.x, area.high, form="area"))
        else:
            curves.append(Curve(area.name, area.x, (area.low + area.high) / 2, area.low, area.high))
    return curves
