"""Describe curves of categories by their values, not by their way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.sentences.chart_text import MAX_NAMES, MAX_SERIES, ChartText
from ipytts.description.charts.sentences.comparisons import Series
from ipytts.description.charts.sentences.movements import format_point
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, join_some, join_with, phrase


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
