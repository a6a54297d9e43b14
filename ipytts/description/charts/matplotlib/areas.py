"""Filled shapes: bands around lines, areas, violins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ipytts.description.charts.matplotlib.boxes import place_name
from ipytts.description.charts.model import BoxSummary, Curve, Floats

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.panels import Canvas

_SMOOTH = 20  # corners from which on a shape may be a violin
_FINE = 5_000  # and up to which
_CORNERS = 5  # of a closed bar
_CLOSE = 1e-6
_TAPERED = 0.6  # of its greatest width: that of a violin at its ends, at most
_SHORTER = 0.05  # by which a band may differ from its line


@dataclass(frozen=True)
class Area:
    """A filled shape as its lower and upper edge, in the units of matplotlib."""

    artist: Any
    name: str
    x: Floats
    low: Floats
    high: Floats


def read(canvas: Canvas) -> tuple[list[Area], list[BoxSummary]]:
    """Return the areas and the violins of the axes."""
    areas, violins = [], []
    for artist in canvas.axes.collections:
        if id(artist) in canvas.taken or not isinstance(artist, PolyCollection) or not artist.get_visible():
            continue
        if (
            not canvas.in_data(artist) or np.shape(artist.get_offsets())[0] > 1
        ):  # hexagons are shifted copies of one
            continue
        paths = [np.asarray(path.vertices, float) for path in artist.get_paths()]
        if len(paths) > 1 and all(len(path) <= _CORNERS for path in paths):
            continue  # bars of a kind
        corners = np.concatenate(paths) if paths else np.empty((0, 2))
        corners = corners[np.isfinite(corners).all(1)]
        canvas.taken.add(id(artist))
        if not corners.size:
            continue
        violin = _violin(canvas, artist, corners)
        if violin:
            violins.append(violin)
        else:
            areas.append(Area(artist, canvas.names.of(artist), *_edges(corners)))
    return areas, violins


def _edges(corners: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the lowest and the highest corner at each place."""
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    starts = np.flatnonzero(np.diff(corners[:, 0], prepend=np.nan) != 0)
    low, high = (best.reduceat(corners[:, 1], starts) for best in (np.minimum, np.maximum))
    return corners[starts, 0], low, high


def _violin(canvas: Canvas, artist: Any, corners: Floats) -> BoxSummary | None:
    """Return a violin: a shape that is the same on both sides of its place, or stands at a category."""
    if not _SMOOTH <= len(corners) <= _FINE:
        return None
    for across, places, measured in ((0, canvas.x, canvas.y), (1, canvas.y, canvas.x)):
        along, width = corners[:, 1 - across], corners[:, across]
        centre = (float(width.min()) + float(width.max())) / 2
        half = places.axis.kind == "category" and np.ptp(width) < 1  # at its place, if on one side alone
        if measured.axis.kind == "category" or not (half or _is_symmetrical(width - centre, along)):
            continue
        levels, low, high = _edges(np.column_stack([along, width]))
        ends = measured.values([levels[0], levels[-1], levels[int((high - low).argmax())]])
        name = place_name(places.axis, centre, canvas.names.of(artist))
        return BoxSummary(name, float(ends[0]), float(ends[1]), peak=float(ends[2]), form="violin")
    return None


def _is_symmetrical(offsets: Floats, along: Floats) -> bool:
    levels, low, high = _edges(np.column_stack([along, offsets]))
    if levels.size < _SMOOTH // 2:
        return False
    width = high - low
    tapers = width.min() < _TAPERED * width.max()
    return bool(tapers) and bool(np.abs(high + low).max() <= _CLOSE * float(width.max()))


def with_bands(canvas: Canvas, curves: list[Curve], areas: list[Area]) -> list[Curve]:
    """Give curves the bands around them; what is left are areas, one upon the other or each from its base."""
    left = []
    for area in areas:
        x = canvas.x.values(area.x)
        at = next((n for n, curve in enumerate(curves) if _is_edge(area, x, curve)), None)
        if at is not None:
            curves[at] = _filled(area, x, curves[at])
            continue
        at = next((n for n, curve in enumerate(curves) if _surrounds(area, x, curve)), None)
        if at is None:
            left.append(area)
            continue
        low, high = np.interp(curves[at].x, x, area.low), np.interp(curves[at].x, x, area.high)
        curves[at] = replace(curves[at], low=low, high=high, band_name=area.name)
    curves = [_restacked(c) for c in curves] if any(c.form == "stacked area" for c in curves) else curves
    return curves + _areas(canvas, left)


def _is_edge(area: Area, x: Floats, curve: Curve) -> bool:
    """Tell whether a curve is the upper edge of an area, or the lower one of an area that hangs down."""
    if x.size != curve.x.size or curve.form != "line" or not np.array_equal(x, curve.x):
        return False
    return np.allclose(area.high, curve.y) or np.allclose(area.low, curve.y)


def _filled(area: Area, x: Floats, curve: Curve) -> Curve:
    """Return a curve as the edge of an area: how high it is itself, where it stands on others."""
    del x
    if np.allclose(area.high, curve.y) and np.ptp(area.low) > _CLOSE * max(
        1.0, float(np.abs(area.low).max())
    ):
        return replace(curve, y=curve.y - area.low, form="stacked area")
    return replace(curve, form="area")


def _restacked(curve: Curve) -> Curve:
    """Return the lowest area of a stack as part of it."""
    return replace(curve, form="stacked area") if curve.form == "area" else curve


def _surrounds(area: Area, x: Floats, curve: Curve) -> bool:
    good = np.isfinite(curve.x) & np.isfinite(curve.y)
    if curve.low is not None or curve.form == "stacked area" or good.sum() < 2 or x.size < 2:
        return False
    cx, cy = curve.x[good], curve.y[good]
    span = float(np.ptp(x))
    if max(abs(cx.min() - x[0]), abs(cx.max() - x[-1])) > _SHORTER * span:
        return False
    slack = 1e-6 * max(1e-300, float(np.abs(cy).max()))
    inside = (np.interp(cx, x, area.low) - slack <= cy) & (cy <= np.interp(cx, x, area.high) + slack)
    return bool(inside.mean() > 0.9)  # a smoothed band may leave a point out


def _areas(canvas: Canvas, areas: list[Area]) -> list[Curve]:
    tops = {tuple(np.round(area.high, 6)) for area in areas}
    stacked = any(tuple(np.round(area.low, 6)) in tops for area in areas)
    told = []
    for area in areas:
        x = canvas.x.values(area.x)
        if stacked:
            told.append(Curve(area.name, x, area.high - area.low, form="stacked area"))
        elif np.ptp(area.low) <= _CLOSE * max(1.0, float(np.abs(area.low).max())):
            told.append(Curve(area.name, x, area.high, form="area"))
        else:
            told.append(Curve(area.name, x, (area.low + area.high) / 2, area.low, area.high))
    return told


def marked(canvas: Canvas, violins: list[BoxSummary]) -> list[BoxSummary]:
    """Give violins the lines across them, as matplotlib draws them: ends, and means or medians."""
    told = violins
    if not violins:
        return violins
    for lines in canvas.axes.collections:
        if type(lines) is not LineCollection or id(lines) in canvas.taken:
            continue
        segments = [np.asarray(ends, float).reshape(-1, 2) for ends in lines.get_segments()]
        if len(segments) not in (1, len(violins)):
            continue
        canvas.taken.add(id(lines))
        for across, measured in ((0, canvas.y), (1, canvas.x)):
            heights = [ends[:, 1 - across] for ends in segments]
            if len(segments) == len(violins) and all(len(h) == 2 and h[0] == h[1] for h in heights):
                values = measured.values([h[0] for h in heights])
                inner = all(v.low < value < v.high for v, value in zip(violins, values, strict=True))
                told = (
                    [replace(v, center_line=float(value)) for v, value in zip(told, values, strict=True)]
                    if inner
                    else told
                )
    return told
