"""Describe where the values of histograms lie: the range of each, and which lie apart from the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Panel
from ipytts.description.charts.sentences.chart_text import format_series_name
from ipytts.description.charts.statistics.contents import Contents
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MAX_COMPARED = 6  # histograms


def extent(contents: Contents) -> tuple[float, float] | None:
    """Return the range of the bins that have values, or None if there are none or not all are drawn."""
    filled = np.flatnonzero(contents.shares > 0)
    if not contents.has_values or not filled.size or contents.is_cut:
        return None
    return float(contents.edges[filled[0]]), float(contents.edges[filled[-1] + 1])


def describe_extent(contents: Contents, x: AxisFormatter) -> list[Words]:
    """Return the range of the bins that have values: "from 2 to 8"."""
    found = extent(contents)
    if found is None:
        return []
    ends = (x.fact(end, "end of the bins with values", of=contents.name, at=found) for end in found)
    return [phrase("from {} to {}", *ends)]


def describe_positions(panel: Panel, several: Sequence[Contents], x: AxisFormatter) -> list[Words]:
    """Return which histograms have no bin between those of others, and where two of three overlap."""
    extents = [extent(contents) for contents in several]
    known = [ends for ends in extents if ends]
    names = [format_series_name(panel, contents.name) for contents in several]
    if len(known) < len(several) or not all(names) or len(several) > _MAX_COMPARED:
        return []
    apart = [
        (name, side)
        for n, (name, (low, high)) in enumerate(zip(names, known, strict=True))
        if (side := _side(low, high, known[:n] + known[n + 1 :]))
    ]
    if len(several) == 2:
        return _describe_two(names, known, several, x, are_apart=bool(apart))
    if not apart:
        return []
    clauses = [
        phrase("{} lies wholly {} the others", name, Fact(side, side, "position of its bins", of=name))
        for name, side in apart
    ]
    rest = [n for n, name in enumerate(names) if name not in {found for found, _ in apart}]
    overlap = (
        _describe_overlap([names[n] for n in rest], [known[n] for n in rest], x) if len(rest) == 2 else []
    )
    return [join_with("; ", [join(clauses), *overlap])]


def _side(low: float, high: float, others: Sequence[tuple[float, float]]) -> str:
    if all(high <= start for start, _ in others):
        return "below"
    return "above" if all(low >= end for _, end in others) else ""


def _describe_two(
    names: Sequence[str],
    known: Sequence[tuple[float, float]],
    several: Sequence[Contents],
    x: AxisFormatter,
    *,
    are_apart: bool,
) -> list[Words]:
    if not are_apart:
        return [phrase("{}", words) for words in _describe_overlap(names, known, x)]
    first, second = sorted(range(2), key=lambda n: known[n])
    side = Fact("below", "below", "position of its bins", of=several[first].name)
    return [phrase("{} lies wholly {} {}", names[first], side, names[second])]


def _describe_overlap(
    names: Sequence[str], known: Sequence[tuple[float, float]], x: AxisFormatter
) -> list[Phrase]:
    """Return where the bins of two histograms overlap, unless one lies within the other."""
    (low, end), (start, high) = sorted(known)
    if not start < end < high or low == start:
        return []
    ends = (x.fact(value, "overlap of bins", at=(start, end)) for value in (start, end))
    return [phrase("{} and {} overlap between {} and {}", *names, *ends)]
