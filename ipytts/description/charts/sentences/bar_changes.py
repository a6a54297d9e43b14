"""Describe how the bars of each group change from one series to the other, if these are two years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import calendar_names, labels
from ipytts.description.charts.axis_formatter import PLAUSIBLE_YEARS, AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Bars, Floats
from ipytts.description.charts.quantities import format_difference
from ipytts.description.charts.statistics.arrays import equal_to
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, phrase

_MANY = 3  # groups; of as many, that with the smallest change is named too


def describe_changes(
    series: Sequence[Bars], values: Floats, positions: Floats, x: AxisFormatter, y: AxisFormatter
) -> list[Words]:
    """Return in how many groups the bars of one year are lower or higher than those of the year before."""
    years = [labels.read_number(bars.name) for bars in series]
    if len(years) != 2 or years[0] == years[1] or any(year not in PLAUSIBLE_YEARS for year in years):
        return []
    if y.axis.kind != "number":
        return []
    first, last = int(np.argmin(years)), int(np.argmax(years))
    changes = values[last] - values[first]
    moves = sorted((("fall", changes < 0), ("rise", changes > 0)), key=lambda pair: -pair[1].sum())
    clauses = [
        _describe_move(move, np.where(is_moved, np.abs(changes), np.nan), positions, x, y)
        for move, is_moved in moves
        if is_moved.any()
    ]
    if not clauses:
        return []
    names = (format_name(series[n].name) for n in (first, last))
    start = phrase("from {} to {} {} {}", *names, y.quantity or "the value", clauses[0])
    return [phrase("{}; it {}", start, clauses[1]) if len(clauses) > 1 else start]


def _describe_move(move: str, sizes: Floats, positions: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return how many groups rise or fall, and which most and least: "falls in 3 of 4 groups, most for …"."""
    known = np.isfinite(sizes)
    count = int(known.sum())
    verb = f"{move}s"
    largest = _describe_size(
        float(np.nanmax(sizes)), f"largest {move} within a group", sizes, positions, x, y
    )
    if count == 1:
        return phrase("{} {}", verb, largest)
    if count == sizes.size:
        start: Words = f"{verb} in every group"
    else:
        number = Fact(numbers.number(count), count, f"number of groups with a {move}")
        total = Fact(numbers.with_noun(sizes.size, "group"), sizes.size, "count of groups")
        start = phrase("{} in {} of {}", verb, number, total)
    words = phrase("{}, most {}", start, largest)
    if count < _MANY:
        return words
    smallest = float(np.nanmin(sizes))
    least = _describe_size(smallest, f"smallest {move} within a group", sizes, positions, x, y)
    return phrase("{}, and least {}", words, least)


def _describe_size(
    size: float, method: str, sizes: Floats, positions: Floats, x: AxisFormatter, y: AxisFormatter
) -> Phrase:
    """Return where a change is found, and its size: "for Oslo, by 5"."""
    places = positions[equal_to(sizes, size)]
    fact = Fact(format_difference(y, size), size, method, at=x.place(places[0]))
    return phrase("{}, by {}", at_places([x.format_with_quantity(place) for place in places]), fact)


def at_places(places: Sequence[str]) -> Phrase:
    """Return places with their preposition: "on Monday and Friday", "for Oslo"."""
    return phrase("{} {}", calendar_names.preposition(places[0]) or "for", join(places))
