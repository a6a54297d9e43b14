"""Describe which series leads in which group of bars, and where the bars of a group differ most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Bars, Floats, Panel
from ipytts.description.charts.quantities import format_difference
from ipytts.description.charts.sentences.bar_changes import at_places, describe_changes
from ipytts.description.charts.sentences.chart_text import format_series_name
from ipytts.description.charts.statistics.arrays import equal_to
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Words, join, join_with, phrase

_MAX_GROUPS = 6  # groups that are named with their leader
_MAX_ORDER = 5  # series whose order is described
_MOST = 0.5  # of many groups, that a series leads


class _Words(NamedTuple):
    """Words for bars and for their parts."""

    noun: str  # for what is compared within itself
    comparative: str
    superlative: str  # of two, the comparative

    @classmethod
    def of(cls, count: int, *, is_stacked: bool) -> _Words:
        """Return the words for groups of bars, or for the parts of stacked ones."""
        comparative, superlative = ("larger", "largest") if is_stacked else ("higher", "highest")
        return cls("bar" if is_stacked else "group", comparative, comparative if count == 2 else superlative)


def describe_leaders(
    panel: Panel,
    series: Sequence[Bars],
    positions: Floats,
    x: AxisFormatter,
    y: AxisFormatter,
    *,
    is_stacked: bool,
) -> list[Words]:
    """Return sentences about the leader of each group and about the largest difference within a group."""
    names = [format_series_name(panel, bars.name) for bars in series]
    values = _matrix(series, positions)
    if positions.size < 2 or not all(names) or not np.isfinite(values).all():
        return []
    if is_stacked and (values < 0).any():
        return []
    ranks = np.argsort(-values, axis=0, kind="stable")
    leaders = [tuple(np.flatnonzero(equal_to(column, column.max())).tolist()) for column in values.T]
    have_ties = any(np.unique(column).size < column.size for column in values.T)
    is_same = not have_ties and bool((ranks == ranks[:, :1]).all())
    words = _Words.of(len(names), is_stacked=is_stacked)
    if not is_stacked and (changes := describe_changes(series, values, positions, x, y)):
        return changes
    sentences = (
        [_describe_order([names[n] for n in ranks[:, 0]], words)]
        if is_same and len(names) <= _MAX_ORDER
        else _list_leaders(names, leaders, positions, x, words)
    )
    return sentences if is_stacked else [*sentences, *_describe_difference(names, values, positions, x, y)]


def _matrix(series: Sequence[Bars], positions: Floats) -> Floats:
    """Return the values with a row for each series; NaN where a series has no bar."""
    values = np.full((len(series), positions.size), np.nan)
    for row, bars in enumerate(series):
        for position, value in zip(bars.positions, bars.values, strict=True):
            values[row, positions == position] = value
    return values


def _describe_order(names: Sequence[str], words: _Words) -> Words:
    """Return the order that all groups have."""
    if len(names) == 2:
        one, other = names
        return phrase("{} is {} than {} in every {}", one, words.comparative, other, words.noun)
    same = f"the order is the same in every {words.noun}, from the {words.superlative}"
    return phrase("{}: {}", same, join(names))


def _list_leaders(
    names: Sequence[str],
    leaders: Sequence[tuple[int, ...]],
    positions: Floats,
    x: AxisFormatter,
    words: _Words,
) -> list[Words]:
    """Return which series leads in which groups; of many groups, only one that leads in most."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for leader, position in zip(leaders, positions, strict=True):
        groups.setdefault(leader, []).append(x.format_with_quantity(position))
    (first, places), *others = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    if len(first) == len(names):
        return []
    start = phrase("{} {} {}", join([names[n] for n in first]), grammar.are(len(first)), words.superlative)
    if not others:
        return [phrase("{} in every {}", start, words.noun)]
    if positions.size <= _MAX_GROUPS:
        rest = [phrase("{} {}", _leaders(names, leader), at_places(where)) for leader, where in others]
        return [join_with("; ", [phrase("{} {}", start, at_places(places)), *rest])]
    if len(places) <= _MOST * positions.size or len(first) > 1:
        return []
    led = Fact(numbers.number(len(places)), len(places), "number of groups that it leads", names[first[0]])
    total = Fact(numbers.with_noun(positions.size, words.noun), positions.size, f"count of {words.noun}s")
    return [phrase("{} in {} of {}", start, led, total)]


def _leaders(names: Sequence[str], leader: Sequence[int]) -> Words:
    are_all = len(leader) == len(names)
    return "they are equal" if are_all else join([names[n] for n in leader])


def _describe_difference(
    names: Sequence[str], values: Floats, positions: Floats, x: AxisFormatter, y: AxisFormatter
) -> list[Words]:
    """Return where the highest and the lowest bar of a group differ most."""
    sizes = values.max(axis=0) - values.min(axis=0)
    at = int(sizes.argmax())
    if y.axis.kind != "number" or not sizes[at] > 0 or int(equal_to(sizes, float(sizes[at])).sum()) > 1:
        return []
    size = Fact(
        format_difference(y, float(sizes[at])),
        float(sizes[at]),
        "largest difference within a group",
        at=x.place(positions[at]),
    )
    ends = names[int(values[:, at].argmax())], names[int(values[:, at].argmin())]
    place = x.format_with_quantity(positions[at])
    most = phrase("they differ most {}, by {} between {} and {}", at_places([place]), size, *ends)
    least = int(sizes.argmin())
    if len(names) > 2 or int(equal_to(sizes, float(sizes[least])).sum()) > 1:
        return [most]
    smallest = Fact(
        format_difference(y, float(sizes[least])),
        float(sizes[least]),
        "smallest difference within a group",
        at=x.place(positions[least]),
    )
    where = at_places([x.format_with_quantity(positions[least])])
    if not sizes[least] > 0:
        return [phrase("{}, and are equal {}", most, where)]
    return [phrase("{}, and least {}, by {}", most, where, smallest)]
