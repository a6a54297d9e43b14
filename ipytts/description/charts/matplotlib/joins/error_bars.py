"""Join error bars to the lines and bars that they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.matplotlib.drawing import DrawnBars, Segment
from ipytts.description.charts.model import Bars, Curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ipytts.description.charts.matplotlib.drawing import Drawing, Part
    from ipytts.description.charts.model import Floats

_TOLERANCE = 1e-9  # rounding error


def join_error_bars(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the error bars of bars and curves; without either, the segments are curves."""
    segments = [part for part in parts if isinstance(part, Segment)]
    if any(isinstance(part, DrawnBars) for part in parts):
        return [
            _bars_with_errors(part, segments) if isinstance(part, DrawnBars) else part
            for part in parts
            if not isinstance(part, Segment)
        ]
    if any(isinstance(part, Curve) for part in parts):
        return [
            curve_with_errors(part, segments) if isinstance(part, Curve) else part
            for part in parts
            if not isinstance(part, Segment)
        ]
    return [Curve("", part.x, part.y) if isinstance(part, Segment) else part for part in parts]


def curve_with_errors(curve: Curve, segments: Sequence[Segment]) -> Curve:
    """Return a curve with the vertical segments through its points as its error bars."""
    if curve.low is not None:
        return curve
    low, high = np.full(curve.y.size, np.nan), np.full(curve.y.size, np.nan)
    for segment in segments:
        x, y = segment.x, segment.y
        if x.size != 2 or abs(x[0] - x[1]) > _TOLERANCE * max(1.0, abs(x[0])):  # not vertical
            continue
        passes = np.isclose(curve.x, x[0]) & _lies_within(curve.y, y)
        low[passes], high[passes] = y.min(), y.max()
    return replace(curve, low=low, high=high, band="error bar") if np.isfinite(low).any() else curve


def _bars_with_errors(drawn: DrawnBars, segments: Sequence[Segment]) -> Bars:
    """Return bars with the error bars at their ends."""
    bars = drawn.bars
    low, high = np.full(bars.values.size, np.nan), np.full(bars.values.size, np.nan)
    for segment in segments:
        positions, values = (segment.y, segment.x) if bars.is_horizontal else (segment.x, segment.y)
        finite = values[np.isfinite(values)]
        if not finite.size or finite.min() == finite.max():
            continue
        is_near = np.isclose(drawn.centers, np.nanmean(positions), rtol=0, atol=_near(drawn.centers))
        for index in np.flatnonzero(is_near & _lies_within(bars.values, finite))[:1]:
            low[index], high[index] = finite.min(), finite.max()
    return replace(bars, low=low, high=high) if np.isfinite(low).any() else bars


def _near(centers: Floats) -> float:
    """Return how far an error bar may be from the center of its bar: by rounding errors alone."""
    return 1e-6 * max(1.0, float(np.nanmax(np.abs(centers), initial=0)))


def _lies_within(values: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Return which values lie between two ends."""
    return np.asarray((values >= ends.min() - _TOLERANCE) & (values <= ends.max() + _TOLERANCE))
