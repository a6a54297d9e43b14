"""Describe fields of arrows: their lengths, where they are longest, and where they point."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import Arrows, Place
from ipytts.description.charts.model import Axis, Floats, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.sentences.places import format_place, format_ranges
from ipytts.description.charts.statistics import directions
from ipytts.description.charts.statistics.arrays import equal_to
from ipytts.description.charts.statistics.claims import level
from ipytts.description.wording.phrase import Fact, Phrase, join, phrase

_SIDES = (
    "to the right",
    "to the upper right",
    "up",
    "to the upper left",
    "to the left",
    "to the lower left",
    "down",
    "to the lower right",
)  # counterclockwise, each 45 degrees
_MAX_TIES = 3  # places of the longest arrows that are named


def describe_arrows(panel: Panel, marks: Sequence[Arrows]) -> ChartText:
    """Describe where arrows point and how long they are."""
    mark = marks[0]
    x, y = AxisFormatter(panel.x, [mark.x]), AxisFormatter(panel.y, [mark.y], "y")
    text = ChartText(mark.form, y.label, x.label, "against", sizes=[count(mark.x.size, "arrow")])
    if not mark.x.size:
        text.main_point = "there are no arrows in it"
        return text
    direction = _describe_direction(panel, mark)
    has_lengths = mark.form != "stream plot"
    lengths = np.hypot(mark.along_x, mark.along_y)
    formatter = AxisFormatter(Axis(), [lengths])
    clauses = [direction] if direction else []
    if has_lengths:
        clauses.append(_describe_lengths(mark, lengths, formatter, x, y))
    if clauses:
        text.main_point = join(clauses)
    if np.isfinite([x.low, y.low]).all():
        text.details.append(format_ranges(x, y))
    if has_lengths and formatter.varies:
        mean = formatter.fact(float(lengths.mean()), "mean length of the arrows")
        text.details.append(phrase("their mean {} is {}", _noun(mark), mean))
    return text


def _noun(mark: Arrows) -> str:
    return "strength" if mark.form == "wind barb plot" else "length"


def _describe_lengths(
    mark: Arrows, lengths: Floats, formatter: AxisFormatter, x: AxisFormatter, y: AxisFormatter
) -> Phrase:
    """Return the range of the lengths, and where the longest arrows are."""
    noun = _noun(mark)
    if not formatter.varies:
        return phrase("all have {} {}", noun, formatter.fact(formatter.high, "greatest length of the arrows"))
    ends = (
        formatter.fact(value, f"{word} length of the arrows")
        for value, word in ((formatter.low, "least"), (formatter.high, "greatest"))
    )
    span = phrase("their {}s go from {} to {}", noun, *ends)
    longest = np.flatnonzero(equal_to(lengths, formatter.high))
    if longest.size > _MAX_TIES:
        return span
    places = [
        format_place(Place(float(mark.x[n]), float(mark.y[n])), x, y, "place of the longest arrows")
        for n in longest.tolist()
    ]
    return phrase("{}, the greatest at {}", span, join(places))


def _describe_direction(panel: Panel, mark: Arrows) -> Phrase:
    """Return where the arrows point, if a test supports a common direction or nearly all agree."""
    found = directions.prevailing(mark.along_x, mark.along_y, level(panel))
    if found:
        side = _SIDES[round(found.angle / 45) % 8]
        most = "most point" if found.is_of_most else "on average they point"
        fact = Fact(side, found.angle, "Rayleigh test of directions")
        return phrase("{} {}", "all point" if found.are_equal else most, fact)
    name = directions.pattern(mark.x, mark.y, mark.along_x, mark.along_y)
    if not name or panel.x.is_log or panel.y.is_log:
        return phrase("")
    return phrase("they {}", Fact(name, name, "directions around the middle"))
