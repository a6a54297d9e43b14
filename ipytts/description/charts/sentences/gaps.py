"""How several series change beside each other: the gap between two, and which of more changes most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Floats, Panel
from ipytts.description.charts.quantities import format_difference
from ipytts.description.charts.sentences.comparisons import Series
from ipytts.description.charts.sentences.movements import names_ends
from ipytts.description.charts.statistics import claims, series
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.wording.phrase import Fact, Phrase, Words, phrase

_MIN_POINTS = 3
_SAME = 0.1  # of the larger gap; gaps that differ less are the same
_WITHOUT_GAPS = ("path", "stacked area")


def describe_gap(panel: Panel, drawn: Sequence[Series], y: AxisFormatter) -> list[Words]:
    """Return how the gap between two curves that do not meet changes: "the gap widens from 3 to 12"."""
    if len(drawn) != 2 or y.axis.is_log or y.axis.kind != "number":
        return []
    one, other = drawn
    is_known = np.array_equal(one.trend.x, other.trend.x) and one.trend.count >= _MIN_POINTS
    if not is_known or any(each.curve.is_broken or each.curve.form in _WITHOUT_GAPS for each in drawn):
        return []
    gap = one.trend.y - other.trend.y
    if not ((gap > 0).all() or (gap < 0).all()):
        return []
    gap = np.abs(gap)
    if abs(gap[-1] - gap[0]) <= _SAME * max(gap[0], gap[-1]):
        return []
    start, end = (
        Fact(format_difference(y, float(gap[index])), float(gap[index]), f"gap at the {at}")
        for index, at in ((0, "start"), (-1, "end"))
    )
    verb = "widens" if gap[-1] > gap[0] else "narrows"
    if _goes_one_way(one.trend.x, gap, claims.level(panel)):
        return [phrase(f"the gap between them {verb} from {{}} to {{}}", start, end)]
    return [phrase("the gap between them is {} at the start and {} at the end", start, end)]


def _goes_one_way(x: Floats, gap: Floats, level: float) -> bool:
    """Return whether a gap changes in one direction at each step, or as often as no chance does."""
    trend = series.trend(x, gap, level)
    if trend is None or trend.turning_points:
        return False
    return trend.is_smooth or (trend.is_monotonic and trend.is_strict)


def describe_largest_change(drawn: Sequence[Series], y: AxisFormatter) -> list[Words]:
    """Return which of several series changes most, and which least, from its first value to its last."""
    if (
        len(drawn) <= 2
        or y.axis.kind != "number"
        or y.axis.is_log
        or not all(_has_change(one, y) for one in drawn)
    ):
        return []
    ranked = sorted(drawn, key=lambda one: abs(one.trend.end.y - one.trend.start.y))
    least, next_to_least, *_, most = ranked
    if are_equal(_size(most), _size(ranked[-2])) or are_equal(_size(least), _size(next_to_least)):
        return []
    return [
        phrase(
            "the largest change is that of {}, {}, the smallest that of {}, {}",
            most.name,
            _format_change(most, y),
            least.name,
            _format_change(least, y),
        )
    ]


def _has_change(one: Series, y: AxisFormatter) -> bool:
    is_curve = one.is_ordered and bool(one.name) and one.curve.form != "path"
    return is_curve and one.trend.count > 1 and names_ends(one.trend, y, one.structure, of=one.name)


def _size(one: Series) -> float:
    return abs(one.trend.end.y - one.trend.start.y)


def _format_change(one: Series, y: AxisFormatter) -> Phrase:
    way = "up" if one.trend.end.y >= one.trend.start.y else "down"
    size = _size(one)
    return phrase(
        "{} by {}", way, Fact(format_difference(y, size), size, "change from first to last", one.name)
    )
