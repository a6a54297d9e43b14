"""Words for places in the plane of a panel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import Place
from ipytts.description.charts.model import Floats
from ipytts.description.charts.sentences.chart_text import count
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_STEPS = 100  # of an axis, to which a place is rounded


def place_fact(axis: AxisFormatter, value: float, method: str, *, of: str = "") -> Fact:
    """Return a place on an axis as a fact, rounded to a hundredth of the range of the axis, or to 1."""
    step = (axis.high - axis.low) / _STEPS
    is_rounded = axis.axis.kind == "number" and not axis.axis.is_log and step > 0 and math.isfinite(step)
    shown = round(value, max(0, -math.floor(math.log10(step)))) if is_rounded else value
    return Fact(axis.format(shown + 0.0), value, method, of, is_estimate=True)


def format_place(place: Place, x: AxisFormatter, y: AxisFormatter, method: str, *, of: str = "") -> Phrase:
    """Return a point of the plane: "age 30 and income 2,500"."""
    facts = (place_fact(axis, at, method, of=of) for axis, at in ((x, place.x), (y, place.y)))
    first, second = facts
    return phrase("{} {} and {} {}", x.name, first, y.name, second)


def format_places(
    places: Sequence[Place], x: AxisFormatter, y: AxisFormatter, method: str, *, of: str = ""
) -> Phrase:
    """Return points after their preposition; nothing if one is not known."""
    if not places or not all(np.isfinite([place.x, place.y]).all() for place in places):
        return phrase("")
    return join([phrase("around {}", format_place(place, x, y, method, of=of)) for place in places])


def format_ranges(x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the ranges of both axes: "x goes from 0 to 5, y from 2 to 3"."""
    return phrase("{} goes {}, {} {}", x.name, x.format_range(), y.name, y.format_range())


def format_extent(x: AxisFormatter, y: AxisFormatter, method: str) -> Phrase:
    """Return the ranges of estimated ends on both axes: "from 0 to 5 in x and from 2 to 3 in y"."""
    ends = (place_fact(axis, value, method) for axis in (x, y) for value in (axis.low, axis.high))
    low_x, high_x, low_y, high_y = ends
    return phrase("from {} to {} in {} and from {} to {} in {}", low_x, high_x, x.name, low_y, high_y, y.name)


def describe_extremes(
    cells: Floats, values: AxisFormatter, noun: str, place: Callable[[int], Words]
) -> Phrase:
    """Return the highest and the lowest value of the cells of a plane; `place` takes the index of a cell."""
    if not values.varies:
        return phrase("all are {}", values.fact(values.high, "value"))
    ends = []
    for word, method, value in (("highest is", "maximum", values.high), ("lowest", "minimum", values.low)):
        own = np.flatnonzero(cells == value)
        at = place(int(own[0])) if own.size == 1 else phrase("in {}", count(own.size, noun))
        ends.append(phrase("{} {}, {}", word, values.fact(value, method), at))
    return join_with("; ", ends)
