"""Read filled areas and bands around lines (`fill_between`, `stackplot`, seaborn's confidence bands)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts.model import Curve, Floats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.description.charts.matplotlib.canvas import Canvas

_BAR_CORNERS = 5  # corners of a closed bar
_FLAT = 1e-6  # of the height; a straight base of an area deviates no more
_SHORTER = 0.05  # of the length; a line and its band differ in length no more
_INSIDE = 0.9  # share of the points of a line in its band, as a smoothed band may leave some out


@dataclass(frozen=True)
class Area:
    """A filled shape as its lower and upper edge, in the units of matplotlib."""

    name: str
    x: Floats
    low: Floats
    high: Floats

    @property
    def is_on_base(self) -> bool:
        """Whether its lower edge is a straight horizontal line."""
        return bool(np.ptp(self.low) <= _FLAT * max(1.0, float(np.abs(self.low).max())))


def filled_shapes(canvas: Canvas) -> Iterator[tuple[Any, Floats]]:
    """Yield filled shapes that nothing has claimed, each with its finite corners."""
    for artist in canvas.unclaimed(canvas.axes.collections, PolyCollection):
        if not canvas.in_data(artist) or np.shape(artist.get_offsets())[0] > 1:  # copies, as of hexagons
            continue
        paths = [np.asarray(path.vertices, float) for path in artist.get_paths()]
        if len(paths) > 1 and all(len(path) <= _BAR_CORNERS for path in paths):
            continue  # a collection of bars
        corners = np.concatenate(paths) if paths else np.empty((0, 2))
        yield artist, corners[np.isfinite(corners).all(1)]


def read_areas(canvas: Canvas) -> list[Area]:
    """Return the filled areas."""
    areas = []
    for artist, corners in filled_shapes(canvas):
        canvas.claim(artist)
        if corners.size:
            areas.append(Area(canvas.names.of(artist), *edges(corners)))
    return areas


def edges(corners: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the different x of corners in order, and the lowest and the highest y at each."""
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    starts = np.flatnonzero(np.diff(corners[:, 0], prepend=np.nan) != 0)
    low, high = (extreme.reduceat(corners[:, 1], starts) for extreme in (np.minimum, np.maximum))
    return corners[starts, 0], low, high


def add_to_curves(canvas: Canvas, curves: list[Curve], areas: list[Area]) -> list[Curve]:
    """Return curves with the areas below them and the bands around them; other areas are curves, too."""
    curves, others = list(curves), []
    for area in areas:
        x = canvas.x.values(area.x)
        edge = next((n for n, curve in enumerate(curves) if _is_edge(area, x, curve)), None)
        center = next((n for n, curve in enumerate(curves) if _surrounds(area, x, curve)), None)
        if edge is not None:
            curves[edge] = _filled(area, curves[edge])
        elif center is not None:
            curve = curves[center]
            low, high = np.interp(curve.x, x, area.low), np.interp(curve.x, x, area.high)
            curves[center] = replace(curve, low=low, high=high, band_name=area.name)
        else:
            others.append(area)
    if any(curve.form == "stacked area" for curve in curves):  # then the lowest one belongs to the stack
        curves = [replace(c, form="stacked area") if c.form == "area" else c for c in curves]
    return curves + _area_curves(canvas, others)


def _is_edge(area: Area, x: Floats, curve: Curve) -> bool:
    """Return whether a curve is the upper edge of an area, or the lower edge of one below its base."""
    if x.size != curve.x.size or curve.form != "line" or not np.array_equal(x, curve.x):
        return False
    return np.allclose(area.high, curve.y) or np.allclose(area.low, curve.y)


def _filled(area: Area, curve: Curve) -> Curve:
    """Return a curve as the edge of an area; for a stacked area, with its own height as y."""
    if np.allclose(area.high, curve.y) and not area.is_on_base:
        return replace(curve, y=curve.y - area.low, form="stacked area")
    return replace(curve, form="area")


def _surrounds(area: Area, x: Floats, curve: Curve) -> bool:
    """Return whether an area is the band around a curve."""
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


def _area_curves(canvas: Canvas, areas: list[Area]) -> list[Curve]:
    """Return areas without lines as curves: stacked areas, areas from their base, or bands."""
    tops = {tuple(np.round(area.high, 6)) for area in areas}
    is_stacked = any(tuple(np.round(area.low, 6)) in tops for area in areas)
    curves = []
    for area in areas:
        x = canvas.x.values(area.x)
        if is_stacked:
            curves.append(Curve(area.name, x, area.high - area.low, form="stacked area"))
        elif area.is_on_base:
            curves.append(Curve(area.name, x, area.high, form="area"))
        else:
            curves.append(Curve(area.name, x, (area.low + area.high) / 2, area.low, area.high))
    return curves
