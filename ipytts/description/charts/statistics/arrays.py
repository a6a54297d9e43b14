"""Arrays of chart data: points that are finite, scaled values, sums by position."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ipytts.description.charts.model import Floats
from ipytts.description.wording.numbers import ROUNDING

Flags: TypeAlias = NDArray[np.bool_]
Indexes: TypeAlias = NDArray[np.intp]


def finite(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the points whose coordinates are both finite."""
    n = min(x.size, y.size)
    x, y = x[:n], y[:n]
    is_finite = np.isfinite(x) & np.isfinite(y)
    return (x, y) if bool(is_finite.all()) else (x[is_finite], y[is_finite])


def are_equal(one: float, other: float) -> bool:
    """Return whether two values differ by rounding errors only.

    Examples
    --------
    >>> are_equal(0.1 + 0.2, 0.3), are_equal(1e-20, 0.0)
    (True, False)
    """
    return abs(one - other) <= ROUNDING * max(abs(one), abs(other))


def is_constant(values: Floats) -> bool:
    """Return whether finite values differ by rounding errors only."""
    return not values.size or are_equal(float(values.min()), float(values.max()))


def equal_to(values: Floats, value: float) -> Flags:
    """Return which values differ from a value by rounding errors only."""
    return np.isclose(values, value, rtol=ROUNDING, atol=0.0)


def difference(values: Floats, others: Floats) -> Floats:
    """Return values less others; 0 where they differ by rounding errors only."""
    return np.where(np.isclose(values, others, rtol=ROUNDING, atol=0.0), 0.0, values - others)


def standardize(values: Floats) -> Floats:
    """Return values scaled to a mean of 0 and a size of at most 2, so that their squares do not overflow."""
    if is_constant(values):
        return np.zeros(values.size)
    values = values / (float(np.abs(values).max()) or 1.0)
    return values - float(values.mean())


def sum_by_position(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions in order, and the sum of the values at each; NaN counts as 0."""
    unique, index = np.unique(positions, return_inverse=True)
    return unique, np.bincount(index.ravel(), np.nan_to_num(values), unique.size).astype(float)


def total_by_position(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions in order, and the sum of the values at each; NaN where all are NaN."""
    unique, sums = sum_by_position(positions, values)
    is_known = np.isin(unique, positions[np.isfinite(values)])
    return unique, np.where(is_known, sums, np.nan)


def ranks(values: Floats) -> Floats:
    """Return the ranks of values from 1; equal values share the mean of their ranks."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[index.ravel()].astype(float)


def spread_ties(values: Floats) -> Floats:
    """Return values with equal ones spread evenly over a step of their lattice, so that it shows no gaps.

    Values that are mostly different stay as they are.
    """
    unique, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    if unique.size < 2 or unique.size > values.size / 2:
        return values
    step = float(np.median(np.diff(unique)))
    order = np.random.default_rng(0).permutation(values.size)  # not that of the other coordinate
    place = np.empty(values.size)
    sorted_index = index.ravel()[order]
    by_value = np.argsort(sorted_index, kind="stable")
    firsts = np.cumsum(counts) - counts
    place[order[by_value]] = np.arange(values.size) - np.repeat(firsts, counts)
    return values + step * ((place + 0.5) / counts[index.ravel()] - 0.5)


def block_means(values: Floats, most: int) -> Floats:
    """Return the values, or if there are more than `most`, the means of as many equal blocks in order."""
    if values.size <= most:
        return values
    starts = np.linspace(0, values.size, most, endpoint=False).astype(int)
    return np.add.reduceat(values, starts) / np.diff(np.append(starts, values.size))
