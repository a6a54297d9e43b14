"""Describe grids of scatter plots of variables against each other by their strongest relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ipytts.description.charts import calendar_names, labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Floats, Panel, ParallelCoordinates, Points, ScatterMatrix
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    MAX_SERIES,
    ChartText,
    count,
    format_names,
)
from ipytts.description.charts.sentences.relations import correlation_fact, relation
from ipytts.description.charts.statistics import arrays
from ipytts.description.charts.statistics.relations import Relation
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, join_with, phrase

_MAX_PAIRS = 5  # pairs of variables after the first
_MAX_RANGES = 3  # axes whose ranges are in the main point


@dataclass(frozen=True)
class Pair:
    """Two variables that are drawn against each other."""

    one: str
    other: str
    relation: Relation | None

    @property
    def strength(self) -> float:
        """The size of its coefficient, 0 without a relation that has one."""
        return abs(np.nan_to_num(self.relation.coefficient)) if self.relation else 0.0


def plotted_pairs(panels: Sequence[Panel]) -> list[Pair]:
    """Return the pairs of variables that are plotted as points, the most strongly correlated first."""
    found: dict[frozenset[str], Pair] = {}
    for panel in panels:
        series = [mark for mark in panel.marks if isinstance(mark, Points)]
        x, y = (labels.read_label(axis.label).quantity for axis in (panel.x, panel.y))
        if series and x and y and x != y and frozenset((x, y)) not in found:
            points = [arrays.finite(mark.x, mark.y) for mark in series]
            xs, ys = (np.concatenate(parts) for parts in zip(*points, strict=True))
            found[frozenset((x, y))] = Pair(x, y, relation(panel, xs, ys))
    return sorted(found.values(), key=lambda pair: -pair.strength)


def describe_strongest(pairs: Sequence[Pair]) -> Phrase:
    """Return the pair that is correlated most as a clause."""
    first = pairs[0]
    if not first.relation or not first.strength:
        several = "no two of them show a clear relation"
        return phrase(several if len(pairs) > 1 else "the two show no clear relation")
    fact = _fact(first, first.relation)
    most = " most" if len(pairs) > 1 else ""
    return phrase("{} and {} are correlated{}, correlation {}", first.one, first.other, most, fact)


def describe_others(pairs: Sequence[Pair]) -> list[Phrase]:
    """Return a sentence about the pairs after the first."""
    then = [
        phrase("{} and {} {}", pair.one, pair.other, _fact(pair, pair.relation))
        for pair in pairs[1:]
        if pair.relation and pair.strength
    ]
    return [phrase("then come {}", join_some(then, _MAX_PAIRS))] if then else []


def _fact(pair: Pair, related: Relation) -> Words:
    return correlation_fact(related, of=f"{pair.one} and {pair.other}")


def describe_scatter_matrices(panel: Panel, matrices: Sequence[ScatterMatrix]) -> ChartText:
    """Describe the strongest relations of a matrix of scatter plots, and its groups."""
    matrix = matrices[0]
    names = [format_name(name) or "unnamed" for name in matrix.names]
    text = ChartText("matrix of scatter plots")
    text.quantity = str(join(names))
    if matrix.columns:
        size = count(matrix.columns[0].size, "point")
        groups = len(set(matrix.groups))
        text.sizes.append(phrase("{} in {}", size, count(groups, "group")) if groups > 1 else size)
    pairs = _pairs(panel, names, matrix.columns)
    if pairs:
        text.main_point = describe_strongest(pairs)
        text.details += describe_others(pairs)
    if matrix.groups:
        title = f"by {labels.format_axis_label(panel.legend_title)}: " if panel.legend_title else ""
        text.groups = phrase("the groups are {}{}", title, format_names(dict.fromkeys(matrix.groups)))
        text.details += _describe_within_groups(panel, matrix, names)
    return text


def _describe_within_groups(panel: Panel, matrix: ScatterMatrix, names: Sequence[str]) -> list[Phrase]:
    """Return a sentence about the strongest relation within each group that has one."""
    groups = list(dict.fromkeys(matrix.groups))
    if not 1 < len(groups) <= MAX_SERIES:
        return []
    sentences = []
    for group in groups:
        is_member = np.array([name == group for name in matrix.groups])
        columns = [column[is_member] for column in matrix.columns]
        pairs = _pairs(panel, names, columns, len(groups) + 1)
        if pairs and pairs[0].strength:
            sentences.append(phrase("within {}, {}", format_name(group), describe_strongest(pairs)))
    return sentences


def _pairs(panel: Panel, names: Sequence[str], columns: Sequence[Floats], sets: int = 1) -> list[Pair]:
    numbered = list(combinations(range(len(names)), 2))
    pairs = [
        Pair(
            names[one],
            names[other],
            relation(panel, *arrays.finite(columns[one], columns[other]), len(numbered) * sets),
        )
        for one, other in numbered
    ]
    return sorted(pairs, key=lambda pair: -pair.strength)


def _describe_categories(plot: ParallelCoordinates) -> ChartText:
    """Describe the categories on each axis with the numbers of their lines, and the range of numbers."""
    are_all = all(plot.categories)
    text = ChartText("parallel categories plot" if are_all else "parallel coordinates plot")
    text.sizes += [count(plot.columns[0].size, "line"), count(len(plot.names), "axis")]
    clauses = []
    for label, column, names in zip(plot.names, plot.columns, plot.categories, strict=True):
        axis = format_name(label) or "unnamed"
        if not names:
            clauses.append(phrase("{} goes {}", axis, AxisFormatter(Axis(label), [column]).format_range()))
            continue
        known = column[np.isfinite(column)].astype(int)
        counts = np.bincount(known, minlength=len(names)).tolist()
        listed = [
            phrase("{} {}", format_name(full), Fact(numbers.number(n), n, "count of lines", axis, name))
            for name, full, n in zip(names, calendar_names.in_full(names), counts, strict=True)
        ]
        clauses.append(phrase("{}: {}", axis, join_some(listed, MAX_NAMES)))
    text.main_point = join_with("; ", clauses[:_MAX_RANGES])
    text.details += clauses[_MAX_RANGES:]
    return text


def describe_parallel_coordinates(panel: Panel, plots: Sequence[ParallelCoordinates]) -> ChartText:
    """Describe the range on each axis, and the strongest relation of two axes."""
    plot = plots[0]
    if any(plot.categories):
        return _describe_categories(plot)
    names = [format_name(name) or "unnamed" for name in plot.names]
    text = ChartText("parallel coordinates plot")
    if plot.columns:
        text.sizes += [count(plot.columns[0].size, "line"), count(len(names), "axis")]
    axes = [
        AxisFormatter(Axis(name), [column], f"axis {number}")
        for number, (name, column) in enumerate(zip(plot.names, plot.columns, strict=True), 1)
    ]
    ranges = [phrase("{} goes {}", axis.name, axis.format_range()) for axis in axes if axis.low <= axis.high]
    text.main_point = join_some(ranges[:_MAX_RANGES], _MAX_RANGES)
    text.details += ranges[_MAX_RANGES:]
    pairs = _pairs(panel, names, plot.columns)
    if any(pair.strength for pair in pairs):
        text.details.append(describe_strongest(pairs))
        text.full_details += describe_others(pairs)
    return text
