"""Words for what people remark of a series: its change, its largest step, what it crosses, its middle."""

from __future__ import annotations

import math

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.quantities import format_difference, has_true_zero, is_percentage
from ipytts.description.charts.sentences.movements import MAX_TURNS, NO_STRUCTURE, format_point
from ipytts.description.charts.statistics import remarks
from ipytts.description.charts.statistics.remarks import Change
from ipytts.description.charts.statistics.series import Trend
from ipytts.description.charts.statistics.structure import Structure
from ipytts.description.charts.time_order import unit_of_steps
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, phrase

_NEAR = 0.01  # of a ratio such as 2, which then is exact for the ear
_MAX_CYCLE = 0.8  # of the range; the size of a larger cycle is that of the range
_MIN_TIMES = 1.9  # a ratio from here on is described as a multiple, and not in percent
_MULTIPLES = (  # from a ratio up to another
    (0.4, 0.495, "falls by more than half"),
    (0.495, 0.505, "halves"),
    (0.505, 1 / _MIN_TIMES, "nearly halves"),
    (_MIN_TIMES, 1.98, "nearly doubles"),
    (1.98, 2.02, "doubles"),
    (2.02, 2.85, "more than doubles"),
    (2.85, 2.97, "nearly triples"),
    (2.97, 3.03, "triples"),
    (3.03, 3.5, "more than triples"),
)
_FOLD = {4: "fourfold", 5: "fivefold", 6: "sixfold", 7: "sevenfold", 8: "eightfold", 10: "tenfold"}


def describe_remarks(
    trend: Trend,
    x: AxisFormatter,
    y: AxisFormatter,
    *,
    of: str = "",
    structure: Structure = NO_STRUCTURE,
) -> list[Phrase]:
    """Return sentences about a series beside its movement and its change, the most telling first."""
    if trend.is_flat or y.axis.kind != "number":
        return []
    if structure.cycle:
        return [] if structure.cycle.is_regular or structure.trend else _describe_middle(trend, y, of)
    crossing = _describe_crossing(trend, x, y, of)
    has_zero = trend.low.y < 0 < trend.high.y
    sentences = crossing if has_zero else []
    sentences += _describe_largest_step(trend, x, y, of)
    sentences += _describe_middle(trend, y, of) if _fluctuates(trend, structure) else []
    return sentences + ([] if has_zero else crossing)


def _fluctuates(trend: Trend, structure: Structure) -> bool:
    return len(trend.turning_points) > MAX_TURNS and structure == NO_STRUCTURE


def _describe_largest_step(trend: Trend, x: AxisFormatter, y: AxisFormatter, of: str) -> list[Phrase]:
    """Return "the largest rise from one year to the next is from 2008 to 2009, by 12"."""
    step = remarks.largest_step(trend)
    if step is None or x.axis.kind == "category" or y.axis.is_log:
        return []
    unit = unit_of_steps(x, trend.x) or ("point" if remarks.is_regular(trend) else "")
    if not unit:
        return []
    start, end = (x.fact(value, "end of the largest step", of=of) for value in (step.start, step.end))
    size = Fact(format_difference(y, abs(step.size)), abs(step.size), "largest step", of)
    move = "rise" if step.size > 0 else "fall"
    return [
        phrase(
            f"the largest {move} from one {unit} to the next is from {{}} to {{}}, by {{}}", start, end, size
        )
    ]


def _describe_crossing(trend: Trend, x: AxisFormatter, y: AxisFormatter, of: str) -> list[Phrase]:
    """Return "it stays above 20,000 from 2004 on"."""
    if y.axis.is_log or (found := remarks.last_crossing(trend)) is None:
        return []
    threshold = y.fact(found.threshold, "threshold", of=of, at=found.x)
    is_number = x.axis.kind == "number" and not x.label and not x.has_years
    text = f"{'x ' if is_number else ''}{x.format(found.x)}"
    at = Fact(text, found.x, "crossing of a threshold", of, at=found.threshold)
    side = "above" if found.is_above else "below"
    zero = "zero" if found.threshold == 0 else threshold
    return [phrase("it stays {} {} from {} on", side, zero, at)]


def _describe_middle(trend: Trend, y: AxisFormatter, of: str) -> list[Phrase]:
    """Return "half of the values lie between 18 and 22, around a median of 20"."""
    found = remarks.middle(trend)
    if found is None:
        return []
    lower, upper = (
        y.fact(value, method, of=of)
        for value, method in ((found.lower, "lower quartile"), (found.upper, "upper quartile"))
    )
    median = y.fact(found.median, "median", of=of)
    if found.is_narrow:
        return [
            phrase("it is mostly around {}: half of the values lie between {} and {}", median, lower, upper)
        ]
    return [phrase("half of the values lie between {} and {}, around a median of {}", lower, upper, median)]


def describe_last_part(trend: Trend, x: AxisFormatter, y: AxisFormatter, *, of: str = "") -> Phrase:
    """Return where a series that turns often goes at its end: "at the end it goes up from 4 in 2007 to 9"."""
    if y.axis.kind != "number" or y.axis.is_log or (start := remarks.last_part(trend)) is None:
        return Phrase()
    way = "up" if trend.end.y > start.y else "down"
    first = format_point(start, x, y, "local extreme", of=of)
    last = format_point(trend.end, x, y, "last value", of=of)
    return phrase("at the end it goes {} from {} to {}", way, first, last)


def describe_cycle_size(
    trend: Trend, y: AxisFormatter, structure: Structure, *, of: str = ""
) -> list[Phrase]:
    """Return how far a regular cycle goes up and down, if that is less than the whole series does."""
    if not structure.cycle or not structure.cycle.is_regular or y.axis.is_log or y.axis.kind != "number":
        return []
    size = 2 * structure.cycle.amplitude
    if size > _MAX_CYCLE * (trend.high.y - trend.low.y):
        return []
    text = format_difference(y, float(f"{size:.2g}"))
    fact = Fact(f"about {text}", size, "height of the cycle", of, is_estimate=True)
    return [phrase("a cycle goes up and down by {}", fact)]


def describe_change_of_end(
    trend: Trend,
    y: AxisFormatter,
    *,
    of: str = "",
    title: str = "",
    has_turns: bool = False,
    with_size: bool = False,
) -> Phrase:
    """Return what follows the last value of a series: ", up 25 percent", `with_size` ", up by 5, 25 percent".

    After turning points (`has_turns`), it is ", 25 percent above its first value".
    """
    found = remarks.change(trend, has_true_zero=_has_ratios(y, of, title))
    if found is None or not found.size or y.axis.kind != "number":
        return Phrase()
    has_turns = has_turns and 0 < len(trend.turning_points) <= MAX_TURNS
    return _format_change(found, y, of, has_turns=has_turns, with_size=with_size)


def _format_change(found: Change, y: AxisFormatter, of: str, *, has_turns: bool, with_size: bool) -> Phrase:
    if with_size and found.is_straight and (words := _multiple(found.ratio)):
        return phrase(", and {}", _ratio(words, found, of))
    if words := _times(found.ratio):
        return phrase(", {} its first value", _ratio(words, found, of))
    if found.returns:
        return Phrase((", close to its first value",))
    size, percent = _size(found, y, of), _percent(found, y, of)
    if has_turns:
        return phrase(", {} {} its first value", percent or size, "above" if found.size > 0 else "below")
    way = "up" if found.size > 0 else "down"
    if with_size and percent:
        return phrase(", {} by {}, {}", way, size, percent)
    return phrase(", {} {}", way, percent or phrase("by {}", size))


def describe_change(trend: Trend, y: AxisFormatter, *, of: str = "", title: str = "") -> list[Phrase]:
    """Return predicates about the change of a series, the most telling first; none if there is no change.

    They hold for lines and for bars over time. `of` is the name of the series; it and `title` may show that
    ratios have no meaning, as for temperatures.

    Examples
    --------
    >>> import numpy as np
    >>> from ipytts.description.charts.axis_formatter import AxisFormatter
    >>> from ipytts.description.charts.model import Axis
    >>> from ipytts.description.charts.statistics.series import trend
    >>> years, sales = np.array([2010.0, 2011.0, 2012.0]), np.array([20.0, 26.0, 29.0])
    >>> y = AxisFormatter(Axis("Sales"), [sales])
    >>> [f"it {words}" for words in map(str, describe_change(trend(years, sales), y))]
    ['it is up by 9, or 45 percent']
    """
    found = remarks.change(trend, has_true_zero=_has_ratios(y, of, title))
    if found is None or y.axis.kind != "number":
        return []
    if found.is_straight:
        return [describe_growth(found, y, of)]
    return [describe_end(found, y, of)]


def describe_growth(change: Change, y: AxisFormatter, of: str) -> Phrase:
    """Return how far a series goes from its first value to its last: "more than doubles"."""
    if words := _multiple(change.ratio):
        return phrase("{}", _ratio(words, change, of))
    share = _percent(change, y, of)
    moves = phrase("is {} by {}", "up" if change.size > 0 else "down", _size(change, y, of))
    return moves if share is None else phrase("{}, or {}", moves, share)


def describe_end(change: Change, y: AxisFormatter, of: str) -> Phrase:
    """Return where a series ends, seen from its start: "ends 2 percent below where it began"."""
    if not change.size:
        return Phrase(("ends where it began",))
    if words := _times(change.ratio):
        return phrase("ends at {} its first value", _ratio(words, change, of))
    share, side = _percent(change, y, of), "above" if change.size > 0 else "below"
    if change.returns:
        how = phrase(", {} {} it", share, side) if share else ""
        return phrase("ends close to where it began{}", how)
    return phrase("ends {} {} where it began", share or _size(change, y, of), side)


def _multiple(ratio: float) -> str:
    """Return a ratio of the last value to the first in words if it is near or beyond a half or a double."""
    for low, high, words in _MULTIPLES:
        if low <= ratio < high:
            return words
    if not ratio >= _MULTIPLES[-1][1]:
        return ""
    times = round(ratio)
    is_whole = times in _FOLD and _is_near(ratio, times)
    return f"grows {_FOLD[times]}" if is_whole else f"grows to {_two_digits(ratio)} times its first value"


def _times(ratio: float) -> str:
    """Return a ratio of two or more as "twice" or "2.3 times"."""
    if not ratio >= _MIN_TIMES:
        return ""
    return "twice" if _is_near(ratio, 2) else f"{_two_digits(ratio)} times"


def _is_near(ratio: float, value: float) -> bool:
    return abs(ratio - value) <= _NEAR * value


def _two_digits(value: float) -> str:
    return number(float(f"{value:.2g}"))


def _size(change: Change, y: AxisFormatter, of: str) -> Fact:
    size = abs(change.size)
    return Fact(format_difference(y, size), size, "change from first to last", of)


def _has_ratios(y: AxisFormatter, of: str, title: str) -> bool:
    """Return whether ratios have a meaning: a logarithmic axis shows them."""
    return (y.axis.is_log and y.axis.kind == "number") or has_true_zero(y, of, title)


def _percent(change: Change, y: AxisFormatter, of: str) -> Fact | None:
    """Return the change in percent of the first value, unless ratios or percentages of it mislead."""
    if math.isnan(change.ratio) or is_percentage(y):
        return None
    percent = abs(100 * change.share)
    rounded = _two_digits(percent)
    almost = "almost " if percent < 100 and rounded == "100" else ""
    return Fact(f"{almost}{rounded} percent", percent, "percent change", of)


def _ratio(words: str, change: Change, of: str) -> Fact:
    return Fact(words, change.ratio, "ratio of last to first", of)
