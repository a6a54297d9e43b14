"""Words for what people remark of a series: how much it changes, and where it ends.

Each remark is a predicate, which a caller puts after the name of the series: "it" and "more than doubles".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.description.charts.quantities import format_difference, has_true_zero, is_percentage
from ipytts.description.charts.statistics import remarks
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, phrase

if TYPE_CHECKING:
    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.statistics.remarks import Change
    from ipytts.description.charts.statistics.series import Trend

_NEAR = 0.01  # of a ratio such as 2, which then is exact for the ear
_MIN_TIMES = 1.9  # a ratio from here on is described as a multiple, and not in percent
_MAX_TIMES = 100.0  # a larger ratio only shows that the first value is near zero
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
    found = remarks.change(trend, has_true_zero=has_true_zero(y, of, title))
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
    if _MIN_TIMES <= change.ratio <= _MAX_TIMES:
        words = "twice" if _is_near(change.ratio, 2) else f"{_two_digits(change.ratio)} times"
        return phrase("ends at {} its first value", _ratio(words, change, of))
    distance = _percent(change, y, of) or _size(change, y, of)
    side = "above" if change.size > 0 else "below"
    if change.returns:
        return phrase("ends close to where it began, {} {} it", distance, side)
    return phrase("ends {} {} where it began", distance, side)


def _multiple(ratio: float) -> str:
    """Return a ratio of the last value to the first in words if it is near or beyond a half or a double."""
    for low, high, words in _MULTIPLES:
        if low <= ratio < high:
            return words
    if not _MULTIPLES[-1][1] <= ratio <= _MAX_TIMES:
        return ""
    times = round(ratio)
    is_whole = times in _FOLD and _is_near(ratio, times)
    return f"grows {_FOLD[times]}" if is_whole else f"grows to {_two_digits(ratio)} times its first value"


def _is_near(ratio: float, value: float) -> bool:
    return abs(ratio - value) <= _NEAR * value


def _two_digits(value: float) -> str:
    return number(float(f"{value:.2g}"))


def _size(change: Change, y: AxisFormatter, of: str) -> Fact:
    size = abs(change.size)
    return Fact(format_difference(y, size), size, "change from first to last", of)


def _percent(change: Change, y: AxisFormatter, of: str) -> Fact | None:
    """Return the change in percent of the first value, unless ratios or percentages of it mislead."""
    if not change.ratio <= _MAX_TIMES or is_percentage(y):
        return None
    percent = abs(100 * change.share)
    return Fact(f"{_two_digits(percent)} percent", percent, "percent change", of)


def _ratio(words: str, change: Change, of: str) -> Fact:
    return Fact(words, change.ratio, "ratio of last to first", of)
