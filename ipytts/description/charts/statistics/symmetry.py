"""Whether a histogram has a long tail, or is about symmetric, as far as its counts support it."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from ipytts.description.charts.statistics.bins import Bins

_MIN_VALUES = 30  # fewer values do not show a shape
_MIN_SYMMETRIC_VALUES = 100
_MIN_SPREAD = 7  # bins between the first and the last decile
_MAX_SKEWNESS = 0.2  # of quantiles; see `is_symmetric`
_SKEWNESS_ERROR = 1.25  # its standard error, for one value
_MIN_RATIO = 2.0  # of the values in a long tail to those as far on the other side of the median
_MEDIAN_ERRORS = 1.0  # standard errors by which the share below the center is larger than a half
_MIN_DISTANCE = 1.1  # interquartile ranges from the median; an even distribution reaches 1
_CRITICAL_TAIL = 3.2  # standard errors; see `long_tail`


def long_tail(bins: Bins) -> Literal["left", "right", ""]:
    """Return the side on which values reach much farther from the median than on the other, if there is one.

    In a symmetric distribution, as many values lie beyond a distance from the median on the right as on the
    left. A sign test compares both counts for each edge, and the standard error of the median is added to it.
    It holds for heavy tails too, for which the standard error of the skewness does not. Inside a bin the
    values are taken as even.

    References
    ----------
    W. J. Dixon and A. M. Mood, "The statistical sign test", Journal of the American Statistical Association
    41 (1946).
    """
    if bins.total < _MIN_VALUES:
        return ""
    mirrored = bins._replace(counts=bins.counts[::-1], edges=-bins.edges[::-1])
    right, left = _tail_excess(bins), _tail_excess(mirrored)
    if max(right, left) < _CRITICAL_TAIL:
        return ""
    return "right" if right > left else "left"


def is_symmetric(bins: Bins) -> bool:
    """Return whether the skewness of the quantiles is small, as far as enough values show it.

    The skewness is that of the first decile, the median and the last decile, between -1 and 1. It is 0.46 for
    an exponential and 0.31 for a lognormal distribution of shape 0.5. Its standard error is at most
    1.25 divided by the root of the number of values, for even, normal and t distributions.

    References
    ----------
    D. V. Hinkley, "On power transformations to symmetry", Biometrika 62 (1975).
    """
    if bins.total < _MIN_SYMMETRIC_VALUES:
        return False
    below = np.concatenate([[0.0], np.cumsum(bins.counts)])
    low, median, high = np.interp([0.1, 0.5, 0.9], below / below[-1], bins.edges)
    spread = np.searchsorted(bins.edges, high) - np.searchsorted(bins.edges, low)
    if spread < _MIN_SPREAD:
        return False
    skewness = (high + low - 2 * median) / (high - low)
    return bool(abs(skewness) + _SKEWNESS_ERROR / math.sqrt(bins.total) <= _MAX_SKEWNESS)


def _tail_excess(bins: Bins) -> float:
    """Return how many standard errors the right tail has more values than the left, at most."""
    below = np.concatenate([[0.0], np.cumsum(bins.counts)])
    total = below[-1]
    share = min(1.0, 0.5 + _MEDIAN_ERRORS * 0.5 / math.sqrt(total))
    lower, center, upper = np.interp([0.25, share, 0.75], below / total, bins.edges)
    center += bins.slack / 2  # rounded values may lie half a step beside
    distances = bins.edges - center
    right = total - below
    left = np.interp(center - distances, bins.edges, below)
    is_long = (distances >= _MIN_DISTANCE * (upper - lower)) & (right >= _MIN_RATIO * left)
    excess = (right - left - 1) / np.sqrt(np.maximum(right + left, 1))
    return float(np.where(is_long, excess, 0.0).max(initial=0.0))
