"""Describe the shape of a distribution: further peaks, gaps, a long tail, or symmetry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.statistics import bins as binning
from ipytts.description.charts.statistics import peaks, symmetry
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, join, join_some, phrase

if TYPE_CHECKING:
    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.statistics.bins import Bins
    from ipytts.description.charts.statistics.contents import Contents
    from ipytts.description.wording.phrase import Phrase, Words

_MAX_PEAKS = 3  # peaks that are named besides the highest


def format_bin(contents: Contents, index: int, x: AxisFormatter, method: str) -> Phrase:
    """Return the ends of a bin: "from 2 to 4"."""
    ends = contents.ends(index)
    return phrase("from {} to {}", *(x.fact(end, method, of=contents.name, at=ends) for end in ends))


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
        return phrase("{} peaks are {}", number(len(places)), join_some(places, _MAX_PEAKS))
    if len(places) == 1:
        return phrase("another peak is {}", places[0])
    return phrase("{} more peaks are {}", number(len(places)), join_some(places, _MAX_PEAKS))


def _describe_gaps(contents: Contents, valleys: list[tuple[int, int]], x: AxisFormatter) -> list[Words]:
    ranges = []
    for first, last in peaks.gaps(contents.heights, valleys):
        low, high = float(contents.edges[first]), float(contents.edges[last + 1])
        ends = (x.fact(value, "gap", of=contents.name, at=(low, high)) for value in (low, high))
        ranges.append(phrase("from {} to {}", *ends))
    return [phrase("no values lie {}", join(ranges, "or"))] if ranges else []


def describe_tail(bins: Bins, x: AxisFormatter, name: str, median: float) -> list[Words]:
    """Return a clause about a long tail or about symmetry, if the counts support either."""
    side = symmetry.long_tail(bins)
    if side:
        low, high = ("earlier", "later") if x.axis.kind == "date" else ("low", "high")
        word = high if side == "right" else low
        return [phrase("a long tail goes to {} values", Fact(word, side, "long tail", name))]
    if symmetry.is_symmetric(bins) and np.isfinite(median):
        center = x.fact(median, "center of symmetry", of=name, is_estimate=True)
        return [phrase("it is roughly symmetric, with its middle at {}", center)]
    return []
