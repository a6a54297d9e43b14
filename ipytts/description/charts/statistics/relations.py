"""Statistics of pairs of values: correlation and curvature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.statistics.arrays import finite, standardize

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

_MIN_CURVATURE = 0.15  # share of the variance that a parabola explains and a straight line does not
_MIN_CURVE_POINTS = 5  # points of different x


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's correlation coefficient, or NaN if it is not defined."""
    x, y = finite(x, y)
    if x.size < 3 or x.min() == x.max() or y.min() == y.max():  # two points always lie on a line
        return float("nan")
    x, y = standardize(x), standardize(y)
    return float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1, 1))


def is_curved(x: Floats, y: Floats) -> bool:
    """Return whether points lie along a curve much more than along a straight line."""
    x, y = standardize(x), standardize(y)
    if np.unique(x).size < _MIN_CURVE_POINTS or not (y @ y) > 0:
        return False
    errors = [y - np.polyval(np.polyfit(x, y, degree), x) for degree in (1, 2)]
    straight, parabola = (float(error @ error) for error in errors)
    return (straight - parabola) / float(y @ y) > _MIN_CURVATURE


def residuals(x: Floats, y: Floats) -> Floats:
    """Return the distances of points from the straight line that fits best; NaN for points not finite."""
    distances = np.full(x.size, np.nan)
    known = np.isfinite(x) & np.isfinite(y)
    if np.unique(x[known]).size >= 3:  # two points always lie on a line
        scaled_x, scaled_y = standardize(x[known]), standardize(y[known])
        distances[known] = scaled_y - np.polyval(np.polyfit(scaled_x, scaled_y, 1), scaled_x)
    return distances
