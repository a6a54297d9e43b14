"""What several series have in common, and how they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Curve, Panel
from ipytts.description.charts.sentences.movements import (
    MAX_TURNS,
    describe_trend,
    direction,
    format_point,
    names_ends,
    period_fact,
)
from ipytts.description.charts.sentences.remarks import describe_change_of_end
from ipytts.description.charts.statistics import series
from ipytts.description.charts.statistics.arrays import are_equal, difference, equal_to
from ipytts.description.charts.statistics.claims import level
from ipytts.description.charts.statistics.series import Point, Trend
from ipytts.description.charts.statistics.structure import Structure
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_PAIR = 2  # curves
_MAX_CROSSINGS = 3  # crossings of two curves that are described
_MAX_LEADERS = 3  # curves that are named as the highest at the end
_RETURN = 0.1  # of the range; a series whose ends differ less returns to its start
_SAME_RANGE = 0.9  # of the range of all; a series with a larger range of its own shares it
_MAX_PERIOD_DIFFERENCE = 0.1  # of the period; cycles that differ less are the same


@dataclass(frozen=True)
class Series:
    """A curve with its trend and its structure."""

    name: str  # as it is spoken
    curve: Curve
    trend: Trend
    structure: Structure
    is_ordered: bool = True  # whether its values follow each other


def compare(drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return clauses: the directions of several series, and which of them end highest and lowest."""
    common = _describe_cycles(drawn, x) or _describe_swings(drawn, y)
    if not all(one.is_ordered for one in drawn):
        return [*common, describe_extremes(drawn, x, y)]
    if not common and (highest := _describe_returns(drawn, x, y)):
        return [highest[0]]
    return [*(common or _describe_directions(drawn)), _describe_last(drawn, y)]


def _describe_returns(drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter) -> list[Phrase]:
    """Return the highest value of each of a few series that all end near their start."""

    def returns(one: Series) -> bool:
        trend = one.trend
        return abs(trend.end.y - trend.start.y) <= _RETURN * (trend.high.y - trend.low.y)

    if len(drawn) > _MAX_LEADERS or not all(one.name and returns(one) for one in drawn):
        return []
    ranked = sorted(drawn, key=lambda one: -one.trend.high.y)
    points = [(one.name, format_point(one.trend.high, x, y, "maximum", of=one.name)) for one in ranked]
    (name, point), *others = points
    first = phrase("{} is highest with {}", name, point)
    return [join_with(", ", [first, *(phrase("{} with {}", *other) for other in others)])]


def describe_extremes(drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the highest and the lowest value of all series, whose values have no order."""
    top, bottom = (max(drawn, key=lambda one: one.trend.high.y), min(drawn, key=lambda one: one.trend.low.y))
    ends = []
    for one, point, method in ((top, top.trend.high, "maximum"), (bottom, bottom.trend.low, "minimum")):
        value = y.fact(point.y, method, of=one.name, at=point.x)
        at = x.fact_at(point.x, f"place of the {method}", of=one.name)
        owner = phrase("{} {}", one.name, at) if one.name else at
        first = "first " if _has_other(drawn, point) else ""
        ends.append(phrase("{}, {}{}", value, first, owner))
    return phrase("the highest is {}; the lowest is {}", *ends)


def _has_other(drawn: Sequence[Series], point: Point) -> bool:
    """Return whether a value is that of several points."""
    return sum(int(np.count_nonzero(equal_to(one.trend.y, point.y))) for one in drawn) > 1


def _describe_last(drawn: Sequence[Series], y: AxisFormatter) -> Phrase:
    """Return the names of the series that end highest and lowest."""
    if any(one.curve.form == "path" for one in drawn) or not all(one.name for one in drawn):
        return phrase("{} {}", "they go" if y.varies else "all are", y.format_range())
    bottom, *_, top = sorted(drawn, key=lambda one: one.trend.end.y)
    high, low = _last_value(top, y), _last_value(bottom, y)
    if are_equal(top.trend.end.y, bottom.trend.end.y):
        return phrase("{} end at {}", _all(len(drawn)), low)
    tops, bottoms = (
        [one.name for one in drawn if are_equal(one.trend.end.y, end.trend.end.y)] for end in (top, bottom)
    )
    if len(tops) > 1 or len(bottoms) > 1:
        verb = "ends" if len(tops) == 1 else "end"
        return phrase("{} {} highest at {}, {} lowest at {}", join(tops), verb, high, join(bottoms), low)
    index = series.highest_throughout([(one.curve.x, one.curve.y) for one in drawn])
    words = "{} ends highest at {}, {} lowest at {}"
    if index is not None and drawn[index] is top:
        words = "{} is highest throughout and ends at {}, {} ends lowest at {}"
    return phrase(words, top.name, high, bottom.name, low)


def _last_value(one: Series, y: AxisFormatter) -> Fact:
    return y.fact(one.trend.end.y, "last value", of=one.name, at=one.trend.end.x)


def _describe_cycles(drawn: Sequence[Series], x: AxisFormatter) -> list[Words]:
    """Return the cycle that all series have."""
    cycles = [one.structure.cycle for one in drawn if one.structure.cycle and not one.trend.is_smooth]
    if len(cycles) < len(drawn):
        return []
    periods = np.array([cycle.period for cycle in cycles])
    middle = float(np.median(periods))
    if np.ptp(periods) > _MAX_PERIOD_DIFFERENCE * middle:
        return []
    is_regular = all(cycle.is_regular for cycle in cycles)
    verb = "follow a cycle of" if is_regular else "rise and fall in cycles of"
    return [phrase("{} {} {}", _all(len(drawn)), verb, period_fact(middle, x, is_regular=is_regular))]


def _describe_swings(drawn: Sequence[Series], y: AxisFormatter) -> list[Words]:
    """Return between which values the series go up and down, if all do."""
    if any(len(one.trend.turning_points) <= MAX_TURNS for one in drawn):
        return []
    low, high = y.fact(y.low, "minimum"), y.fact(y.high, "maximum")
    own = min(one.trend.high.y - one.trend.low.y for one in drawn)
    together = "" if own >= _SAME_RANGE * (y.high - y.low) else ", together"
    return [phrase("{} fluctuate{} between {} and {}", _all(len(drawn)), together, low, high)]


def _all(count: int) -> str:
    return "both" if count == 2 else "all"


def _describe_directions(drawn: Sequence[Series]) -> list[Words]:
    """Return how many series rise and fall if that is known of all, else how many end above their start."""
    if any(one.curve.form == "path" for one in drawn):
        return []
    rising, falling = (
        [one for one in drawn if direction(one.trend, one.structure) == sign] for sign in (1, -1)
    )
    if len(rising) + len(falling) < len(drawn):
        ends_mislead = any(one.trend.end.y <= one.trend.start.y for one in rising)
        ends_mislead |= any(one.trend.end.y >= one.trend.start.y for one in falling)
        return _describe_some_directions(rising, falling, drawn) if ends_mislead else _describe_changes(drawn)
    if not rising or not falling:
        return [phrase("{} {}", _all(len(drawn)), _claim("rise" if rising else "fall", drawn))]
    if len(drawn) == _PAIR and all(one.name for one in drawn):
        rises, falls = _claim("rises", rising), _claim("falls", falling)
        return [phrase("{} {} and {} {}", rising[0].name, rises, falling[0].name, falls)]
    counts = [
        _claim(f"{number(len(group))} {verb}{'s' if len(group) == 1 else ''}", group)
        for group, verb in ((rising, "rise"), (falling, "fall"))
    ]
    return [join(counts)]


def _describe_some_directions(
    rising: Sequence[Series], falling: Sequence[Series], drawn: Sequence[Series]
) -> list[Words]:
    """Return which series rise or fall, and how many of the others end above their start."""
    known = [
        phrase("{} {}", group[0].name, _claim(f"{verb}s overall", group))
        if len(group) == 1 and group[0].name
        else _claim(f"{number(len(group))} {verb}{'s' if len(group) == 1 else ''} overall", group)
        for group, verb in ((rising, "rise"), (falling, "fall"))
        if group
    ]
    unknown = [one for one in drawn if not direction(one.trend, one.structure)]
    changes = [
        phrase("{} ends {} than it begins", group[0].name, how)
        if len(group) == 1 and group[0].name
        else phrase("{} end {} than they begin", _ends(group, how), how)
        for group, how in _changes(unknown)
    ]
    return [join_with(", ", [*known, *changes])]


def _changes(drawn: Sequence[Series]) -> list[tuple[list[Series], str]]:
    """Return the series that end higher than they begin, and those that end lower."""
    changed = [one for one in drawn if not are_equal(one.trend.end.y, one.trend.start.y)]
    higher = [one for one in changed if one.trend.end.y > one.trend.start.y]
    lower = [one for one in changed if one.trend.end.y < one.trend.start.y]
    return [(group, how) for group, how in ((higher, "higher"), (lower, "lower")) if group]


def _describe_changes(drawn: Sequence[Series]) -> list[Words]:
    """Return how many series end higher than they begin, and how many lower."""
    if not (groups := _changes(drawn)):
        return []
    (group, how), *others = groups
    if len(group) == len(drawn):
        return [f"{_all(len(group))} end {how} than they begin"]
    end, begin = ("ends", "it begins") if len(group) == 1 else ("end", "they begin")
    first = phrase("{} {} {} than {}", _count_or_name(group, how, drawn), end, how, begin)
    rest = [phrase("{} {}", _count_or_name(group, how, drawn), how) for group, how in others]
    return [join_with(", ", [first, *rest])]


def _count_or_name(group: Sequence[Series], how: str, drawn: Sequence[Series]) -> Words:
    if len(group) == 1 and len(drawn) == _PAIR and group[0].name:
        return group[0].name
    return _ends(group, how)


def _ends(group: Sequence[Series], how: str) -> Fact:
    return Fact(number(len(group)), len(group), f"count of series that end {how} than they begin")


def _claim(words: str, group: Sequence[Series]) -> Fact:
    """Return the number of series that rise or fall, with the test that supports the first."""
    method = "Mann-Kendall trend test" if group[0].structure.trend else "sign test of steps"
    return Fact(words, len(group), method, ", ".join(one.name for one in group))


def describe_total(panel: Panel, drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return the movement of the sum of stacked areas."""
    first = drawn[0].curve
    if any(one.curve.form != "stacked area" or not np.array_equal(one.curve.x, first.x) for one in drawn):
        return []
    total = np.sum([np.nan_to_num(one.curve.y) for one in drawn], axis=0)
    trend = series.trend(first.x, total, level(panel))
    if not trend:
        return []
    total_y = AxisFormatter(y.axis, [total])
    movement = describe_trend(trend, x, total_y, of="total", with_ends=False)
    change = describe_change_of_end(trend, total_y, of="total") if names_ends(trend, total_y) else ""
    return [phrase("the total {}{}", movement, change)]


def describe_ends(drawn: Sequence[Series], y: AxisFormatter) -> list[Words]:
    """Return the names of the series that end highest; if some have no name, the range of the ends."""
    ranked = sorted(drawn, key=lambda one: -one.trend.end.y)
    if not all(one.name for one in ranked):
        ends = np.array([one.trend.end.y for one in ranked])
        methods = (("minimum", np.min), ("maximum", np.max), ("median", np.median))
        low, high, middle = (y.fact(float(f(ends)), f"{name} of last values") for name, f in methods)
        return [phrase("they end between {} and {}, half of them at {} or above", low, high, middle)]
    leaders = [phrase("{} with {}", one.name, _last_value(one, y)) for one in ranked[:_MAX_LEADERS]]
    return [phrase("the highest at the end are {}", join(leaders))]


def describe_crossings(drawn: Sequence[Series], x: AxisFormatter) -> list[Words]:
    """Return the ranges of x in which two curves cross, if they cross a few times."""
    if len(drawn) != 2:
        return []
    one, other = (one.curve for one in drawn)
    if one.is_broken or other.is_broken or not np.array_equal(one.x, other.x):
        return []
    signs = np.sign(difference(one.y, other.y))
    different = np.flatnonzero(np.isfinite(signs) & (signs != 0))
    crossings = np.flatnonzero(np.diff(signs[different]))
    if not 0 < crossings.size <= _MAX_CROSSINGS:
        return []
    at = one.x[different]
    ranges = [
        phrase("between {} and {}", x.fact(at[index], "crossing"), x.fact(at[index + 1], "crossing"))
        for index in crossings
    ]
    return [phrase("they cross {}", join(ranges))]
