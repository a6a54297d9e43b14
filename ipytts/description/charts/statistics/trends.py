"""The linear trend of a series."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.autocorrelation import returns_to_its_line, variance_factor

_MIN_POINTS = 20
_MIN_CHANGE = 2.0  # standard deviations of the scatter around the trend
_NOISY = 0.1  # of the change
_EXACT = 0.01  # of the change; no random walk is so near to a line


class LinearTrend(NamedTuple):
    """A line that rises or falls, with noise around it."""

    slope: float  # for each unit of x
    change: float  # from the first x to the last
    scatter: float  # standard deviation of the noise

    @property
    def is_noisy(self) -> bool:
        """Whether the noise around the line, which returns to it, is seen beside the change."""
        return self.scatter >= _NOISY * abs(self.change)


def linear_trend(x: Floats, y: Floats, level: float, within: float = 0.0) -> LinearTrend | None:
    """Return the linear trend of a series in the order of x, or None if there is no support for one.

    This is the test of Mann (1945, Econometrica 13, 245-259) and Kendall, with a variance for autocorrelated
    values as in Hamed and Rao (1998, J. Hydrol. 204, 182-196). A random walk has no trend, and a trend is
    larger than the scatter around it. The slope is that of Theil (1950) and Sen (1968, J. Am. Stat. Assoc.
    63, 1379-1389), the median of the slopes between all pairs of values. `within` is the variance inside the
    blocks whose means the values are.
    """
    if y.size < _MIN_POINTS or x[0] == x[-1]:
        return None
    straight = np.polyval(np.polyfit(x - x[0], y, 1), x - x[0])
    residuals = y - straight
    change = float(straight[-1] - straight[0])
    scatter = math.sqrt(float(residuals.var()) + within)
    is_exact = scatter < _EXACT * abs(change)
    if not is_exact and (abs(change) < _MIN_CHANGE * scatter or not returns_to_its_line(residuals, level)):
        return None
    if mann_kendall(y, 1.0 if is_exact else variance_factor(residuals)) > level:
        return None
    slope = theil_sen(x, y)
    return LinearTrend(slope, slope * float(x[-1] - x[0]), scatter) if slope * change > 0 else None


def mann_kendall(y: Floats, factor: float = 1.0) -> float:
    """Return the p-value of the Mann-Kendall test; `factor` enlarges the variance for autocorrelation."""
    n = y.size
    score = float(np.triu(np.sign(y[None, :] - y[:, None])).sum())
    ties = np.unique(y, return_counts=True)[1].astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if not variance > 0:
        return 1.0
    return math.erfc(max(0.0, abs(score) - 1) / math.sqrt(2 * variance * factor))


def theil_sen(x: Floats, y: Floats) -> float:
    """Return the median slope between all pairs of points with different x."""
    first, second = np.triu_indices(x.size, 1)
    runs = x[second] - x[first]
    is_usable = runs > 0
    return float(np.median((y[second] - y[first])[is_usable] / runs[is_usable]))
