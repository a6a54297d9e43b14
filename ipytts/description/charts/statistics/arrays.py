"""Arrays of chart data: points that are finite, scaled values, sums by position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats


def finite(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the points whose coordinates are both finite."""
    n = min(x.size, y.size)
    x, y = x[:n], y[:n]
    is_finite = np.isfinite(x) & np.isfinite(y)
    return (x, y) if bool(is_finite.all()) else (x[is_finite], y[is_finite])


def standardize(values: Floats) -> Floats:
    """Return values scaled to a mean of 0 and a size of at most 2, so that their squares do not overflow."""
    if not values.size:
        return values
    values = values / (float(np.abs(values).max()) or 1.0)
    return values - float(values.mean())


def sum_by_position(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions in order, and the sum of the values at each; NaN counts as 0."""
    unique, index = np.unique(positions, return_inverse=True)
    return unique, np.bincount(index.ravel(), np.nan_to_num(values), unique.size).astype(float)
