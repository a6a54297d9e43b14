"""Describe curves by their values, not by their way: cumulative distributions, and curves of categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.sentences.chart_text import MAX_NAMES, MAX_SERIES
from ipytts.description.charts.sentences.movements import format_point
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, join_some, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.model import Curve
    from ipytts.description.charts.sentences.chart_text import ChartText
    from ipytts.description.charts.sentences.comparisons import Series
    from ipytts.description.wording.phrase import Words


def describe_medians(drawn: Sequence[Series], x: AxisFormatter) -> Words:
    """Return the medians of curves that are all cumulative distributions, else nothing."""
    medians = [(one.name, median) for one in drawn if (median := _median(one.curve)) is not None]
    if len(medians) < len(drawn) or (len(drawn) > 1 and not all(name for name, _ in medians)):
        return ""
    (name, first), *others = [(name, x.fact(median, "median", of=name)) for name, median in medians]
    owner = f" of {name}" if name and others else ""
    clause = phrase("half of the values{} are at or below {}", owner, first)
    return join_with(", ", [clause, *(phrase("of {} {}", *other) for other in others)])


def _median(curve: Curve) -> float | None:
    """Return the median if the curve is a cumulative distribution."""
    if curve.form != "steps" or not curve.y.size or not np.isfinite(curve.y).all():
        return None
    if curve.y.max() != 1 or (np.diff(curve.y) < 0).any():
        return None
    return float(curve.x[int(np.searchsorted(curve.y, 0.5))])


def describe_categories(text: ChartText, drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter) -> None:
    """Describe the ends of series of categories, which have no up and down, and how often each occurs."""
    clauses = []
    for one in drawn[:MAX_SERIES]:
        ends = [
            format_point(point, x, y, method, of=one.name)
            for point, method in ((one.trend.start, "first value"), (one.trend.end, "last value"))
        ]
        clauses.append(phrase("{} goes from {} to {}", one.name or "it", *ends))
        values, counts = np.unique(one.trend.y, return_counts=True)
        listed = [
            phrase(
                "{} {}", y.format(value), Fact(numbers.with_noun(n, "time"), n, "count of points", one.name)
            )
            for value, n in zip(values.tolist(), counts.tolist(), strict=True)
        ]
        text.details.append(phrase("{} is {}", one.name or "it", join_some(listed, MAX_NAMES)))
    text.main_point, text.clauses = join_with("; ", clauses), clauses
