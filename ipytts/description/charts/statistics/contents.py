"""What the heights of histograms are: counts, shares or densities, of bins or of all bins up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipytts.description.charts.model import Floats, Histogram
from ipytts.description.charts.statistics.bins import counts_of_shares

_SHARE_WORDS = {"%", "percent", "percentage", "share", "proportion", "probability", "density"}
_TOLERANCE = 1e-3  # of the sum of all shares


@dataclass(frozen=True)
class Contents:
    """A histogram and what its bins hold."""

    name: str
    edges: Floats
    heights: Floats  # as drawn
    shares: Floats  # of each bin: of 1 if `are_shares`, else in the unit of the heights
    are_shares: bool  # whether the heights are shares or densities
    counts: Floats | None  # of each bin, if the heights are numbers of values
    is_cumulative: bool | None  # None if unknown, so that the heights are of no known kind
    is_cut: bool = False  # whether other values lie outside the axes
    is_reversed: bool = False  # whether a bin has the values from it upward

    @property
    def has_values(self) -> bool:
        """Whether the shares are those of values, and not of weights below 0 or perhaps running totals."""
        return (
            self.is_cumulative is not None
            and bool((self.shares >= 0).all())
            and 0 < float(self.shares.sum()) < np.inf
        )

    @property
    def densities(self) -> Floats:
        """The shares by the width of the bins, which differ if bins do."""
        return self.shares / np.diff(self.edges)

    @property
    def evidence(self) -> Floats | None:
        """The counts, or the smallest counts that give the shares, or None."""
        if not self.has_values:
            return None
        if self.counts is not None:
            return self.counts
        return counts_of_shares(self.shares) if self.are_shares else None

    def ends(self, index: int) -> tuple[float, float]:
        """Return the ends of a bin."""
        return float(self.edges[index]), float(self.edges[index + 1])

    def quantile(self, share: float) -> float:
        """Return a quantile, estimated as if values were evenly spread in each bin; NaN without values."""
        if not self.has_values:
            return np.nan
        below = np.concatenate([[0.0], np.cumsum(self.shares)])
        return float(np.interp(share, below / below[-1], self.edges))

    def median(self) -> tuple[int, float] | None:
        """Return the bin of the median, and its estimate."""
        if not self.has_values:
            return None
        sums = np.cumsum(self.shares)
        return int(np.searchsorted(sums, sums[-1] / 2)), self.quantile(0.5)


def read_contents(histograms: Sequence[Histogram], words: set[str]) -> list[Contents]:
    """Return what the bins of histograms hold; `words` are those of the label of their heights."""
    histograms = _with_common_kind(histograms)
    steps = [_steps(histogram) for histogram in histograms]
    widths = [np.diff(histogram.edges) for histogram in histograms]
    is_known = all(histogram.is_cumulative is not None for histogram in histograms)
    unit = _unit(steps, widths, words) if is_known else "unknown"
    return [
        Contents(
            histogram.name,
            histogram.edges,
            histogram.heights,
            shares=step * width if unit == "density" else step / 100 if unit == "percent" else step,
            are_shares=unit in ("share", "percent", "density"),
            counts=step if unit == "count" else None,
            is_cumulative=histogram.is_cumulative,
            is_reversed=bool(histogram.is_cumulative) and _is_falling(histogram.heights),
            is_cut=histogram.is_cut,
        )
        for histogram, step, width in zip(histograms, steps, widths, strict=True)
    ]


def _with_common_kind(histograms: Sequence[Histogram]) -> Sequence[Histogram]:
    """Return histograms that are cumulative, or are not, if one of those beside them shows it."""
    known = {histogram.is_cumulative for histogram in histograms} - {None}
    if len(known) != 1:
        return histograms
    (is_cumulative,) = known
    return [replace(histogram, is_cumulative=is_cumulative) for histogram in histograms]


def _unit(steps: list[Floats], widths: list[Floats], words: set[str]) -> str:
    """Return what the heights are: a count, a share, a percentage, a density, or a weight of another kind."""
    if not words & _SHARE_WORDS and all(bool((step == np.round(step)).all()) for step in steps):
        return "count"
    areas = [step * width for step, width in zip(steps, widths, strict=True)]
    for unit, parts, whole in (("share", steps, 1), ("percent", steps, 100), ("density", areas, 1)):
        sums = [float(part.sum()) for part in parts]
        if np.allclose(sums, whole, rtol=_TOLERANCE) or np.isclose(sum(sums), whole, rtol=_TOLERANCE):
            return unit
    return "weight"


def _is_falling(heights: Floats) -> bool:
    return heights.size > 1 and bool(heights[0] > heights[-1])


def _steps(histogram: Histogram) -> Floats:
    """Return the heights of bins; of a cumulative histogram, what each bin adds."""
    heights = histogram.heights
    if not histogram.is_cumulative or not heights.size:
        return heights
    if _is_falling(heights):
        return heights - np.append(heights[1:], np.zeros(1))
    steps: Floats = np.diff(heights, prepend=0.0)
    return steps
