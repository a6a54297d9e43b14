"""Describe cumulative distributions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Curve, Floats, Panel
from ipytts.description.charts.sentences.chart_text import MAX_SERIES, ChartText, count
from ipytts.description.charts.statistics.arrays import are_equal, finite
from ipytts.description.wording.phrase import Phrase, join_with, phrase

PURPOSE = "cumulative distribution"
_OF_SHARES = {"proportion", "probability", "percent", "%", "share", "fraction", "cumulative", "ecdf", "cdf"}
_OF_DISTRIBUTIONS = {"ecdf", "cdf"}  # words that need no steps to be sure of
_MIN_POINTS = 3
_QUARTERS = ((0.25, "lower quartile"), (0.75, "upper quartile"))


def are_cumulative(panel: Panel, curves: Sequence[Curve]) -> bool:
    """Return whether all curves are cumulative distributions: they rise up to 1 or to 100 percent.

    Lines without steps that rise to 1 can be something else, unless a label calls them distributions.
    """
    words = labels.words_in(f"{panel.y.label} {panel.title} {panel.chart_title}")
    if panel.x.kind == "category" or panel.is_polar or panel.purpose not in ("", PURPOSE):
        return False
    are_steps = all(curve.form == "steps" for curve in curves)
    if not are_steps and not words & _OF_DISTRIBUTIONS:
        return False
    is_labeled = not panel.y.label.strip() or bool(words & _OF_SHARES)
    full = panel.y.percent_of if np.isfinite(panel.y.percent_of) else 0.0
    return is_labeled and all(_is_distribution(curve, full) for curve in curves)


def _is_distribution(curve: Curve, full: float) -> bool:
    x, y = finite(curve.x, curve.y)
    if curve.form not in ("steps", "line") or y.size < _MIN_POINTS or y.size < curve.y.size:
        return False
    is_whole = any(are_equal(float(y[-1]), each) for each in (1.0, 100.0, full) if each)
    do_rise = bool((np.diff(x) >= 0).all() and (np.diff(y) >= 0).all())
    return is_whole and do_rise and 0 <= float(y[0]) < float(y[-1])


def describe_cumulative(curves: Sequence[Curve], x: AxisFormatter) -> ChartText:
    """Describe the medians of cumulative distributions, then their quartiles and their ends."""
    text = ChartText(PURPOSE, x.label)
    if len(curves) > 1:
        text.sizes.append(count(len(curves), "line"))
    medians = [x.fact(_quantile(curve, 0.5), "median", of=curve.name) for curve in curves[:MAX_SERIES]]
    of = f" of {_names(curves)[0]}" if len(curves) > 1 else ""
    first = phrase("half of the values{} are at or below {}", of, medians[0])
    others = [
        phrase("of {} {}", name, median)
        for name, median in zip(_names(curves)[1:], medians[1:], strict=False)
    ]
    text.main_point = join_with(", ", [first, *others])
    text.details += [
        _describe_quarters(curve, x, f"for {name}, half" if len(curves) > 1 else "half of the values")
        for curve, name in zip(curves[:MAX_SERIES], _names(curves), strict=False)
    ]
    text.full_details += [phrase("the values go {}", x.format_range())]
    return text


def _names(curves: Sequence[Curve]) -> list[str]:
    return [format_name(curve.name) or f"line {number}" for number, curve in enumerate(curves, 1)]


def _describe_quarters(curve: Curve, x: AxisFormatter, half: str) -> Phrase:
    lower, upper = (x.fact(_quantile(curve, share), method, of=curve.name) for share, method in _QUARTERS)
    return phrase("{} lie between {} and {}", half, lower, upper)


def _quantile(curve: Curve, share: float) -> float:
    """Return the first value up to which a share of the values lies."""
    x, y = finite(curve.x, curve.y)
    heights: Floats = y / float(y[-1])
    return float(x[min(x.size - 1, int(np.searchsorted(heights, share - 1e-12)))])
