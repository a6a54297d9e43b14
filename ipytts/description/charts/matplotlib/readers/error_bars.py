"""Read error bars (`errorbar`, seaborn's), and add them to the lines and bars that they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from matplotlib.container import ErrorbarContainer

from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.model import Bars, Curve, Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipytts.description.charts.matplotlib.canvas import Canvas

Segment: TypeAlias = tuple[Floats, Floats]  # the x and the y of the two ends of a line

_TOLERANCE = 1e-9  # rounding error


def read_error_bars(canvas: Canvas) -> tuple[list[Curve], list[Segment]]:
    """Return the curves with their error bars, and the error bars without a curve, such as those of bars."""
    curves, single = [], []
    for container in canvas.axes.containers:
        if not isinstance(container, ErrorbarContainer):
            continue
        line, caps, collections = container
        canvas.claim(line, *caps, *collections)
        segments = _segments(container)
        if line is None:
            single += segments
            continue
        curve = Curve(canvas.names.of(container, line.get_color()), *canvas.line_values(line))
        curves.append(
            _with_error_bars(curve, [(canvas.x.values(x), canvas.y.values(y)) for x, y in segments])
        )
    return curves, single


def _segments(container: ErrorbarContainer) -> list[Segment]:
    return [
        (flat(np.asarray(ends)[:, 0]), flat(np.asarray(ends)[:, 1]))
        for lines in container[2]
        for ends in lines.get_segments()
        if len(ends) == 2
    ]


def add_to_curves(curves: list[Curve], segments: list[Segment]) -> list[Curve]:
    """Return curves with the error bars through their points; without a curve, the segments are curves."""
    if not curves:
        return [Curve("", x, y) for x, y in segments]
    return [_with_error_bars(curve, segments) if curve.low is None else curve for curve in curves]


def _with_error_bars(curve: Curve, segments: list[Segment]) -> Curve:
    low, high = np.full(curve.y.size, np.nan), np.full(curve.y.size, np.nan)
    for x, y in segments:
        if x.size != 2 or abs(x[0] - x[1]) > _TOLERANCE * max(1.0, abs(x[0])):  # not vertical
            continue
        passes = np.isclose(curve.x, x[0]) & _lies_within(curve.y, y)
        low[passes], high[passes] = y.min(), y.max()
    return replace(curve, low=low, high=high, band="error bar") if np.isfinite(low).any() else curve


def add_to_bars(series: list[Bars], segments: list[Segment]) -> list[Bars]:
    """Return bars with the error bars at their ends."""
    return [_with_bar_errors(bars, segments) for bars in series]


def _with_bar_errors(bars: Bars, segments: list[Segment]) -> Bars:
    low, high = np.full(bars.values.size, np.nan), np.full(bars.values.size, np.nan)
    for x, y in segments:
        positions, values = (y, x) if bars.is_horizontal else (x, y)
        finite = values[np.isfinite(values)]
        if not finite.size or finite.min() == finite.max():
            continue
        is_near = np.abs(bars.positions - np.nanmean(positions)) < 0.5  # half of the distance
        for index in np.flatnonzero(is_near & _lies_within(bars.values, finite))[:1]:
            low[index], high[index] = finite.min(), finite.max()
    return replace(bars, low=low, high=high) if np.isfinite(low).any() else bars


def _lies_within(values: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Return which values lie between two ends."""
    return np.asarray((values >= ends.min() - _TOLERANCE) & (values <= ends.max() + _TOLERANCE))
