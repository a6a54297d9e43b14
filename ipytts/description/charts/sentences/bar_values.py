"""Words for the values of bars: each of them, the extremes, and the ends."""

from __future__ import annotations

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import are_equal, equal_to
from ipytts.description.wording import grammar
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, phrase

_EXTREMES = 3  # highest bars, and lowest bars, that are named
_MAX_TIES = 3  # equal bars that are named


def bar_fact(position: float, value: float, x: AxisFormatter, y: AxisFormatter, of: str = "") -> Fact:
    """Return the value of a bar as a fact."""
    return y.fact(value, "value", of=of, at=x.place(position))


def format_bars(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return each bar with its value: "a 3, b 2 and c 5"."""
    return join(
        name_value(position, bar_fact(position, value, x, y), x)
        for position, value in zip(positions, values, strict=True)
    )


def name_value(position: float, value: Fact, x: AxisFormatter) -> Phrase:
    """Return a value after its place: "Oslo 5"; "2012: 5", where two numbers would meet."""
    names = x.axis.categories.values()
    is_clear = x.axis.kind == "category" and not any(name[-1:].isdigit() for name in names)
    return phrase("{} {}" if is_clear else "{}: {}", x.format_with_quantity(position), value)


def describe_ends(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence about the first bars and one about the last of bars that are sorted by value."""
    highest = format_bars(positions[:_EXTREMES], values[:_EXTREMES], x, y)
    lowest = format_bars(positions[-_EXTREMES:], values[-_EXTREMES:], x, y)
    return [phrase("the highest are {}", highest), phrase("the lowest are {}", lowest)]


def describe_extremes(
    positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter, of: str = ""
) -> Phrase:
    """Return which bars are highest and lowest."""
    if values.size == 1:
        return phrase(
            "{} is at {}", x.format_with_quantity(positions[0]), bar_fact(positions[0], values[0], x, y, of)
        )
    high, low = float(values.max()), float(values.min())
    if are_equal(high, low):
        return phrase("all are at {}", y.fact(high, "value", of=of))
    parts = []
    for value, method in ((high, "maximum"), (low, "minimum")):
        tied = positions[equal_to(values, value)]
        at = join_some([x.format_with_quantity(position) for position in tied], _MAX_TIES)
        fact = y.fact(value, method, of=of, at=x.place(tied[0]))
        parts.append((at, grammar.are(len(tied)), fact))
    (highest, verb, top), (lowest, _, bottom) = parts
    return phrase("{} {} highest at {}, {} lowest at {}", highest, verb, top, lowest, bottom)
