"""Peaks of histograms, as far as their counts support them, and of density curves."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics import bins as binning
from ipytts.description.charts.statistics.bins import Bins

_MAX_BINS = 32  # bins that are compared; of more, neighbors are joined, which keeps the search short
_MIN_EMPTY = 0.5  # of the bins of a valley that is called empty
_MIN_SWING = 0.3  # of the height of a density curve
_MIN_VALUES = 30  # fewer values do not show a shape
_BASE, _PER_BINS = 1.5, 4.0  # of the squared critical value


def critical_value(bins: int) -> float:
    """Return the contrast that the deepest valley of an evenly filled histogram exceeds in 0.2 % of samples.

    The even distribution is the least favorable one without a second peak. The values were simulated for 5 to
    30 bins and up to 1,000 values. With 10 histograms, the rate is still below 2 %.
    """
    return math.sqrt(_PER_BINS * math.log(bins) + _BASE)


def valleys(bins: Bins) -> list[tuple[int, int]]:
    """Return the ranges of bins that separate peaks: the first and the last bin of each, in order.

    A density with one peak is, in the middle one of three adjacent ranges, at least as high on average as in
    the lower one of the outer two. A valley is a middle range with so few values that this would be rare,
    whichever three ranges are compared, as in multiscale tests of monotonicity.

    References
    ----------
    L. Dümbgen and G. Walther, "Multiscale inference about a density", Annals of Statistics 36 (2008).
    K. Rufibach and G. Walther, "The block criterion for multiscale inference about a density, with
    applications to other multiscale problems", Journal of Computational and Graphical Statistics 19 (2010).
    """
    bins = binning.joined(bins, _MAX_BINS)
    if bins.total < _MIN_VALUES or bins.counts.size < 3:
        return []
    limit = critical_value(bins.counts.size)
    found = sorted(_search(bins, 0, bins.counts.size, limit))
    return [(int(bins.numbers[start]), int(bins.numbers[end]) - 1) for start, end in found]


def _search(bins: Bins, start: int, end: int, limit: float) -> list[tuple[int, int]]:
    """Return the deepest valley from bin `start` to bin `end`, and those on both sides of it."""
    if end - start < 3:
        return []
    contrast = _contrasts(bins.counts[start:end], bins.edges[start : end + 1], bins.slack)
    if contrast.max() < limit:
        return []
    first, after = (start + int(i) for i in np.unravel_index(int(contrast.argmax()), contrast.shape))
    return [(first, after), *_search(bins, start, first, limit), *_search(bins, after, end, limit)]


def _contrasts(counts: Floats, edges: Floats, slack: float) -> Floats:
    """Return how many standard errors the bins from i to j - 1 lie below the less full side of them."""
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    outer, i, j = np.ogrid[: sums.size, : sums.size, : sums.size]
    values, width = sums[j] - sums[i], edges[j] - edges[i] - slack
    is_range = (i < j) & (width > 0)
    is_left, is_right = is_range & (outer < i), is_range & (outer > j)
    left = _deviations(sums[i] - sums[outer], edges[i] - edges[outer] + slack, values, width)
    right = _deviations(sums[outer] - sums[j], edges[outer] - edges[j] + slack, values, width)
    both: Floats = np.minimum(np.where(is_left, left, 0.0).max(0), np.where(is_right, right, 0.0).max(0))
    return both


def _deviations(full: Floats, full_width: Floats, empty: Floats, empty_width: Floats) -> Floats:
    """Return signed roots of deviances of two counts, with Yates's correction; 0 if `full` is not fuller."""
    with np.errstate(all="ignore"):
        total = full + empty
        expected = total * full_width / (full_width + empty_width)
        more, fewer = full - 0.5, empty + 0.5
        deviance = 2 * (more * np.log(more / expected) + fewer * np.log(fewer / (total - expected)))
        return np.where(more > expected, np.sqrt(np.maximum(deviance, 0)), 0.0)


def of_histogram(heights: Floats, valleys: list[tuple[int, int]]) -> list[int]:
    """Return the highest bin before, between and after valleys."""
    starts = [0, *(last + 1 for _, last in valleys)]
    ends = [*(first for first, _ in valleys), heights.size]
    return [start + int(heights[start:end].argmax()) for start, end in zip(starts, ends, strict=True)]


def gaps(heights: Floats, valleys: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest range of empty bins in each valley that is mostly empty: its first and last bin."""
    found = []
    peaks = of_histogram(heights, valleys)
    for (start, end), (low, high) in zip(valleys, pairwise(peaks), strict=True):
        filled = np.flatnonzero(heights[low : high + 1]) + low
        longest = int(np.diff(filled).argmax())
        first, last = int(filled[longest]) + 1, int(filled[longest + 1]) - 1
        overlap = min(last, end) - max(first, start) + 1
        if overlap >= _MIN_EMPTY * (end - start + 1):
            found.append((first, last))
    return found


def of_curve(heights: Floats) -> list[int]:
    """Return the indexes of the peaks of a density curve.

    Between peaks, the curve falls and rises by at least 30 % of its height: the bumps of a kernel density
    estimate of a sample without a second peak are lower.
    """
    if not heights.size or not heights.max() > 0:
        return []
    swing = _MIN_SWING * float(heights.max())
    found: list[int] = []
    extreme, is_rising = 0, True
    for index, height in enumerate(heights):
        change = height - heights[extreme] if is_rising else heights[extreme] - height
        if change >= 0:
            extreme = index
        elif change <= -swing:
            found += [extreme] if is_rising else []
            extreme, is_rising = index, not is_rising
    return [*found, extreme] if is_rising else found
