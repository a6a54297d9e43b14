"""The bins of a histogram, prepared for tests: values that are whole numbers or rounded are recognized.

Rounded values fall into bins unevenly: with 12 different values in 30 bins, most bins are empty, and with 40
different values in 30 bins, some bins hold two of them. Neither is a property of the distribution.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEW_STEPS = 2 / 3  # of the bins; if there are fewer different values, each has a bin of its own
_FINEST_STEP = 1e-4  # of a bin; a finer rounding has no effect
_TOLERANCE = 1e-6  # of a step, for rounding errors of edges
_STEPS_PER_BIN = 2  # of rounded values; bins on a logarithmic axis with fewer are left out
_EVEN = 1e-3  # relative difference of the widths of bins that are drawn as equal
_MAX_FACTOR = 60  # of a shape's smallest share; see `counts_of_shares`
_MIN_HEIGHTS = 3  # different heights; fewer fit any number of values


class Bins(NamedTuple):
    """The counts of a histogram, in bins that can be compared.

    `slack` is the length, in the unit of the edges, by which the values in a range of bins may be more or
    fewer than those of a range of that length, as they are rounded. `numbers` has the number of the first
    bin of the histogram in each bin, and one more at the end.
    """

    counts: Floats
    edges: Floats
    slack: float
    numbers: NDArray[np.intp]

    @property
    def total(self) -> int:
        """The number of values."""
        return int(self.counts.sum())


def prepare(counts: Floats, edges: Floats, *, is_log: bool = False) -> Bins:
    """Return the bins, or the steps to which the values are rounded if there are fewer of these.

    For a logarithmic axis (`is_log`), the edges are logarithms, as the bins are drawn, and the lowest bins
    are left out if rounding may leave them empty.
    """
    numbers = np.arange(counts.size + 1)
    widths = np.diff(edges)
    step = _step(float(edges[0]), float(edges[-1]), float(widths.mean()))
    slack = min(step, float(widths.min()))
    if is_log and edges[0] > 0:
        first = int(np.append(widths[:-1] >= _STEPS_PER_BIN * step, True).argmax())
        slack = math.log10(1 + step / float(edges[first]))
        return Bins(counts[first:], np.log10(edges[first:]), slack, numbers[first:])
    is_even = bool(np.allclose(widths, widths.mean(), rtol=_EVEN))
    for steps in range(1, counts.size) if is_even else ():
        position, is_at_step = _steps(counts.size, steps)
        is_filled = counts > 0
        if bool(is_at_step[is_filled].all()) and np.bincount(position[is_filled]).max() == 1:
            slack = 0.0 if steps <= _FEW_STEPS * counts.size else slack / float(widths.mean())
            starts = np.searchsorted(position, np.arange(steps + 2))
            return Bins(np.bincount(position, counts).astype(float), np.arange(steps + 2.0), slack, starts)
    return Bins(counts, edges, slack, numbers)


def _steps(bins: int, steps: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the step nearest to each bin, and whether it lies in the bin, if steps go from end to end."""
    width = bins / steps
    centers = np.arange(bins) + 0.5
    nearest = np.round(centers / width).astype(np.intp)
    return nearest, np.abs(nearest * width - centers) <= 0.5 + _TOLERANCE


def _step(low: float, high: float, width: float) -> float:
    """Return the largest step to which both ends of the data may be rounded; 0 if it is much below a bin.

    Libraries put the first and the last edge at the extremes of the data.
    """
    if not 0 < width < math.inf:
        return 0.0
    power = math.ceil(math.log10(high - low))
    while 10.0**power >= width * _FINEST_STEP:
        ends = np.array([low, high]) / 10.0**power
        if bool((np.abs(ends - np.round(ends)) <= _TOLERANCE).all()):
            first, last = (int(end) for end in np.round(ends))
            return (math.gcd(first, last) or 1) * 10.0**power
        power -= 1
    return 0.0


def joined(bins: Bins, most: int) -> Bins:
    """Return bins with neighbors joined until there are at most `most`."""
    size = -(-bins.counts.size // most)
    starts = np.arange(0, bins.counts.size, size)
    ends = np.append(starts, bins.counts.size)
    return Bins(np.add.reduceat(bins.counts, starts), bins.edges[ends], bins.slack, bins.numbers[ends])


def counts_of_shares(shares: Floats) -> Floats | None:
    """Return the numbers of values that give these shares, or None if no small whole numbers do.

    They may be too small by a common factor.

    Examples
    --------
    >>> counts_of_shares(np.array([0.125, 0.5, 0.375]))
    array([1., 4., 3.])
    """
    known = shares[shares > 0]
    if not known.size or np.unique(np.round(known / known.min(), 6)).size < _MIN_HEIGHTS:
        return None
    for factor in range(1, _MAX_FACTOR + 1):
        counts: Floats = shares * (factor / known.min())
        if bool((np.abs(counts - np.round(counts)) <= _TOLERANCE * np.maximum(1, counts)).all()):
            return counts.round()
    return None
