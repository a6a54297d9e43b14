"""Describe the shape of a distribution: further peaks, gaps, a long tail, or symmetry."""

from __future__ import annotations

from typing import Literal

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.statistics import bins as binning
from ipytts.description.charts.statistics import peaks, symmetry
from ipytts.description.charts.statistics.bins import Bins
from ipytts.description.charts.statistics.contents import Contents
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, phrase

_MAX_PEAKS = 3  # peaks that are named besides the highest


def format_bin(contents: Contents, index: int, x: AxisFormatter, method: str) -> Phrase:
    """Return the ends of a bin: "2 to 4"."""
    ends = contents.ends(index)
    return phrase("{} to {}", *(x.fact(end, method, of=contents.name, at=ends) for end in ends))


def describe_shape(contents: Contents, x: AxisFormatter, *, with_highest: bool = False) -> list[Words]:
    """Return clauses about the shape of a histogram, as far as its counts support them.

    They name the highest of several peaks only `with_highest`.
    """
    counts = contents.evidence
    if counts is None or not counts.sum() > 0:
        return []
    bins = binning.prepare(counts, contents.edges, is_log=x.axis.is_log)
    valleys = peaks.valleys(bins)
    if not valleys and bins.total < counts.sum():
        return []
    if not valleys:
        return describe_tail(bins, x, contents.name, contents.quantile(0.5))
    highest = peaks.of_histogram(contents.densities, valleys)
    fullest = max(highest, key=lambda index: contents.densities[index])
    places = [
        format_bin(contents, index, x, "fullest bin" if index == fullest else "further peak")
        for index in highest
        if with_highest or index != fullest
    ]
    return [_format_peaks(places, with_highest=with_highest), *_describe_gaps(contents, valleys, x)]


def _format_peaks(places: list[Phrase], *, with_highest: bool) -> Phrase:
    if with_highest:
        return phrase("{} peaks are at {}", number(len(places)), join_some(places, _MAX_PEAKS))
    if len(places) == 1:
        return phrase("another peak is at {}", places[0])
    return phrase("{} more peaks are at {}", number(len(places)), join_some(places, _MAX_PEAKS))


def _describe_gaps(contents: Contents, valleys: list[tuple[int, int]], x: AxisFormatter) -> list[Words]:
    ranges = []
    for first, last in peaks.gaps(contents.heights, valleys):
        low, high = float(contents.edges[first]), float(contents.edges[last + 1])
        ends = (x.fact(value, "gap", of=contents.name, at=(low, high)) for value in (low, high))
        ranges.append(phrase("between {} and {}", *ends))
    return [phrase("no values lie {}", join(ranges, "or"))] if ranges else []


def describe_tail(bins: Bins, x: AxisFormatter, name: str, median: float) -> list[Words]:
    """Return a clause about a long tail or about symmetry, if the counts support either."""
    side = symmetry.long_tail(bins)
    if side:
        word = Fact(_direction(side, x), side, "long tail", name)
        if _are_most_near_the_other_end(bins, side):
            other = _direction("left" if side == "right" else "right", x)
            return [phrase("most values are {}, with a long tail to {} values", other, word)]
        return [phrase("a long tail goes to {} values", word)]
    if symmetry.is_symmetric(bins) and np.isfinite(median):
        center = x.fact(median, "center of symmetry", of=name, is_estimate=True)
        return [phrase("it is roughly symmetric, with its middle at {}", center)]
    return []


def _direction(side: Literal["left", "right"], x: AxisFormatter) -> str:
    low, high = ("early", "late") if x.axis.kind == "date" or x.has_years else ("low", "high")
    return high if side == "right" else low


def _are_most_near_the_other_end(bins: Bins, side: Literal["left", "right"]) -> bool:
    """Return whether most values lie in the half of the range that is away from the long tail."""
    middle = (bins.edges[0] + bins.edges[-1]) / 2
    inside = bins.edges[1:] <= middle if side == "right" else bins.edges[:-1] >= middle
    return bool(bins.counts[inside].sum() > bins.total / 2)
