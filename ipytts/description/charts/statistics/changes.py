"""Sudden changes in a series: a value far from its neighbors, and a change from one level to another."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import equal_to, ranks
from ipytts.description.charts.statistics.autocorrelation import returns_to_its_line, variance_factor
from ipytts.description.charts.statistics.outliers import is_isolated

_MIN_POINTS = 12
_MIN_EQUAL = 8  # equal values; fewer do not show what is usual
_MAX_SPIKE_POINTS = 200_000
_MIN_SPIKE = 1.3  # times the largest step between other values
_SPIKE = 8.0  # times the largest step between other values
_SPIKE_OF_LOGARITHMS = 3.0  # the same for logarithms, as values may have a long tail
_MIN_LEVEL_POINTS = 5  # values on each side of a change
_MIN_CHANGE = 2.0  # standard deviations of the values around their levels
_STRICTNESS = 1.3  # the change takes some autocorrelation away


class LevelChange(NamedTuple):
    """A change from one level to another."""

    x: float  # of the first value at the new level
    before: float  # the median
    after: float  # the median


def exception(y: Floats) -> int | None:
    """Return the index of the one value that differs from all others, which are equal, or None."""
    if y.size <= _MIN_EQUAL:
        return None
    is_different = ~equal_to(y, float(np.median(y[:3])))  # at most one of three is the exception
    return int(is_different.argmax()) if np.count_nonzero(is_different) == 1 else None


def spike(y: Floats, level: float) -> int | None:
    """Return the index of the one value that is far from the values beside it, or None.

    Both steps to it are larger than all other steps, and it is isolated from values around a line. Or both
    steps are `_SPIKE` times as large as the largest other one: in noise whose tails fall with the third
    power, as those of t with 3 degrees of freedom, this has the probability 0.002.
    """
    if not _MIN_POINTS <= y.size <= _MAX_SPIKE_POINTS:
        return None
    top, ratio = _highest_spike(y)
    if ratio < _MIN_SPIKE:
        return None
    if ratio >= _SPIKE and (y.min() <= 0 or _highest_spike(np.log(y))[1] >= _SPIKE_OF_LOGARITHMS):
        return top
    x = np.arange(y.size, dtype=float)
    rest, at = np.delete(y, top), np.delete(x, top)
    line = np.polyfit(at, rest, 1)
    distance = float(y[top] - np.polyval(line, top))
    return top if is_isolated(distance, rest - np.polyval(line, at), level) else None


def _highest_spike(y: Floats) -> tuple[int, float]:
    """Return the index of the highest spike, and its height in largest steps between other values."""
    steps = np.diff(y)
    sizes = np.abs(steps)
    heights = np.where(steps[:-1] * steps[1:] < 0, np.minimum(sizes[:-1], sizes[1:]), 0.0)
    top = int(heights.argmax())
    largest = float(np.delete(sizes, [top, top + 1]).max())
    return top + 1, float(heights[top]) / largest if largest > 0 else 0.0


def level_change(x: Floats, y: Floats, level: float, within: float = 0.0) -> LevelChange | None:
    """Return the one change of level in a series in the order of x, or None if there is no support for one.

    This is the test of Pettitt (1979, J. R. Stat. Soc. C 28, 126-135) with fewer effective values if these
    are autocorrelated. The values stay around the two levels, which a straight line fits worse. `within` is
    the variance inside the blocks whose means the values are.
    """
    if y.size < _MIN_POINTS:
        return None
    n = y.size
    scores = np.abs(2 * np.cumsum(ranks(y)) - np.arange(1, n + 1) * (n + 1))[:-1]
    first = int(scores.argmax()) + 1  # the first value after the change
    if min(first, n - first) < _MIN_LEVEL_POINTS:
        return None
    before, after = float(np.median(y[:first])), float(np.median(y[first:]))
    residuals = y - np.concatenate([np.full(first, y[:first].mean()), np.full(n - first, y[first:].mean())])
    from_line = y - np.polyval(np.polyfit(x - x[0], y, 1), x - x[0])
    fits = float(residuals @ residuals) < float(from_line @ from_line)
    scatter = math.sqrt(float(residuals.var()) + within)
    if not fits or abs(after - before) < _MIN_CHANGE * scatter:
        return None
    effective = float(scores.max()) ** 2 / variance_factor(residuals)
    p = 2 * math.exp(-6 * effective / (n**3 + n**2))
    is_supported = p < level and returns_to_its_line(residuals, level, _STRICTNESS)
    return LevelChange(float(x[first]), before, after) if is_supported else None
