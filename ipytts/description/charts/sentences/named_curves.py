"""Describe curves with a purpose of their own: ROC curves, autocorrelations, running totals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Bars, Curve, Floats, Panel
from ipytts.description.charts.sentences.chart_text import ChartText
from ipytts.description.charts.statistics.arrays import are_equal, finite, sum_by_position
from ipytts.description.charts.statistics.series import in_order
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MAX_RUNS = 5  # runs of lags outside the band that are named
_HALF = 0.5  # the recall at which the precision is given
_TOLERANCE = 1e-9  # of a total
_MIN_BARS = 3  # the totals of fewer are easily those of something else


def describe_rates(
    text: ChartText, panel: Panel, curves: Sequence[Curve], x: AxisFormatter, y: AxisFormatter
) -> ChartText:
    """Describe ROC curves or precision-recall curves."""
    describe = _describe_roc if panel.purpose == "ROC curve" else _describe_precision
    clauses = []
    for number, curve in enumerate(curves, 1):
        xs, ys = finite(curve.x, curve.y)
        order = np.lexsort((ys, xs))
        name = format_name(curve.name) or ("it" if len(curves) == 1 else f"curve {number}")
        if xs.size > 1:
            clauses.append(phrase("{} {}", name, describe(curve.name, xs[order], ys[order], x, y)))
    text.main_point = join_with("; ", clauses) if clauses else "there are no points in it"
    return text


def _describe_roc(name: str, xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    above = ys - xs
    if not above.any():
        return phrase("follows the diagonal")
    side = "above" if above.max() > 0 else "below"
    farthest = int(above.argmax() if side == "above" else above.argmin())
    distance = y.fact(
        abs(float(above[farthest])), f"maximum {side} the diagonal", of=name, at=float(xs[farthest])
    )
    verb = "is highest above the diagonal" if side == "above" else "lies below the diagonal, farthest"
    words = phrase("{} {}, by {}", verb, x.fact_at(xs[farthest], "place of the maximum"), distance)
    if "auc" in name.lower():  # the name gives the area
        return words
    area = float(((ys[1:] + ys[:-1]) / 2) @ np.diff(xs))
    under = Fact(numbers.number(round(area, 3)), area, "area by the trapezoidal rule", name)
    return phrase("has an area of {} under it and {}", under, words)


def _describe_precision(name: str, xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    half = min(max(_HALF, float(xs[0])), float(xs[-1]))
    value = y.fact(float(np.interp(half, xs, ys)), "linear interpolation", of=name, at=half, is_estimate=True)
    return phrase("is at {} {}", value, x.fact_at(half, "place", of=name))


def describe_stems(text: ChartText, curves: Sequence[Curve], x: AxisFormatter, y: AxisFormatter) -> ChartText:
    """Describe stems: those outside their band, or the highest and the lowest."""
    clauses: list[Words] = []
    for curve in curves:
        known = np.flatnonzero(np.isfinite(curve.y))
        if not known.size:
            continue
        clause = _describe_outside(curve, x) or _describe_range(curve, x, y)
        name = format_name(curve.name)
        clauses.append(phrase("{}: {}", name, clause) if name and len(curves) > 1 else clause)
        later = known[curve.x[known] != 0]  # at lag 0 a series is compared with itself
        if curve.low is not None and later.size:
            top = later[int(np.abs(curve.y[later]).argmax())]
            value = y.fact(curve.y[top], "largest size", of=curve.name, at=float(curve.x[top]))
            text.details.append(phrase("after lag 0, the largest is {} {}", value, _lag(curve.x[top])))
    text.main_point = join_with("; ", clauses) if clauses else "there are no points in it"
    return text


def _lag(lag: float) -> Phrase:
    return phrase("at lag {}", Fact(numbers.number(lag), float(lag), "lag"))


def _describe_outside(curve: Curve, x: AxisFormatter) -> Words:
    """Return the lags whose values lie outside the band, or nothing without a band."""
    if curve.low is None or curve.high is None:
        return ""
    is_outside = ((curve.y > curve.high) | (curve.y < curve.low)) & (curve.x != 0)
    if not is_outside.any():
        return "no lag lies outside the band"
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_outside.astype(int), [0]])))
    runs = []
    for start, end in zip(edges[::2], edges[1::2] - 1, strict=True):
        first, last = (
            x.fact(curve.x[index], "lag outside the band", of=curve.name) for index in (start, end)
        )
        runs.append(phrase("{} to {}", first, last) if start < end else phrase("{}", first))
    if len(runs) > _MAX_RUNS:
        outside = int(is_outside.sum())
        of_all = Fact(numbers.number(outside), outside, "count of lags outside the band", curve.name)
        return phrase("{} of {} lags lie outside the band", of_all, numbers.number(int((curve.x != 0).sum())))
    is_one = int(is_outside.sum()) == 1
    return phrase(
        "{} {} {} outside the band", "lag" if is_one else "lags", join(runs), "lies" if is_one else "lie"
    )


def _describe_range(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> Words:
    high, low = int(np.nanargmax(curve.y)), int(np.nanargmin(curve.y))
    if are_equal(curve.y[high], curve.y[low]):
        return phrase("all are at {}", y.fact(curve.y[high], "value", of=curve.name))
    parts: list[Words] = []
    for index, method in ((high, "maximum"), (low, "minimum")):
        at = float(curve.x[index])
        parts += [
            y.fact(curve.y[index], method, of=curve.name, at=at),
            x.fact_at(at, f"place of the {method}"),
        ]
    return phrase("the highest is {} {}, the lowest {} {}", *parts)


def describe_running_totals(panel: Panel, curves: Sequence[Curve]) -> list[Words]:
    """Return a sentence about the one curve that is the running total of the bars, or nothing."""
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    if len(curves) != 1 or len(bars) != 1 or bars[0].is_horizontal:
        return []
    curve = curves[0]
    at, totals = sum_by_position(*finite(bars[0].positions, bars[0].values))
    totals = np.cumsum(totals)
    xs, ys = in_order(curve.x, curve.y)
    if xs.size < _MIN_BARS or not np.array_equal(xs, at) or not np.allclose(ys, totals, _TOLERANCE):
        return []
    name = format_name(curve.name)
    kind = "step line" if curve.form == "steps" else "line"
    x, y = AxisFormatter(panel.x, [xs], is_position=True), AxisFormatter(panel.y, [ys], "y")
    end = y.fact(ys[-1], "running total", of=curve.name, at=float(xs[-1]))
    named = f"the {kind}, {name}," if name else f"the {kind}"
    place = x.fact_at(xs[-1], "place of the last value", of=curve.name)
    return [phrase("{} is their running total and reaches {} {}", named, end, place)]
