"""Describe lines that are drawn through points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Curve, Floats, Panel, Points
from ipytts.description.charts.sentences.relations import as_drawn, relation
from ipytts.description.charts.statistics import arrays, series
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, phrase

_STRAIGHT = 1e-6  # of the largest value; a straight line deviates no more
_MAX_BESIDE = 0.75  # of the points' middle distance from a line; as far from 0 may the median distance be


def describe_fitted_lines(panel: Panel, curves: Sequence[Curve]) -> list[Phrase]:
    """Return a sentence for each line that is drawn among points."""
    return [words for curve in curves if (words := _describe_line(panel, curve))]


def describe_slopes(panel: Panel, curves: Sequence[Curve]) -> list[Phrase]:
    """Return a clause about the slope of the only line among points: "the line falls by 7 for each 1,000"."""
    if len(curves) != 1 or not _is_fitted(panel, curves[0]) or not _are_related(panel):
        return []
    slope = _slope(panel, curves[0], with_quantity=False)
    if slope is None:
        return []
    return [phrase("the line {} {}", "rises" if slope[0] else "falls", slope[1])]


def _slope(panel: Panel, curve: Curve, *, with_quantity: bool = True) -> tuple[bool, Phrase] | None:
    """Return whether a straight line of numbers rises, and its slope: "by 7 for each 1,000"."""
    are_plain = all(
        axis.kind == "number" and not axis.is_log and not axis.scale for axis in (panel.x, panel.y)
    )
    if not are_plain or not _is_straight(panel, curve) or not np.isnan(panel.y.percent_of):
        return None
    xs, ys = arrays.finite(curve.x, curve.y)
    width = float(np.ptp(xs))
    if not 0 < width < np.inf or ys[0] == ys[-1]:
        return None
    step = 10.0 ** int(np.floor(np.log10(width)))
    change = float(ys[-1] - ys[0]) / float(xs[-1] - xs[0]) * step
    size = Fact(numbers.number(float(f"{abs(change):.2g}")), abs(change), "slope", curve.name, at=step)
    x = AxisFormatter(panel.x, [curve.x])
    distance = Fact(numbers.number(step), step, "distance of a slope", curve.name)
    amount: Words = "unit" if step == 1 else distance
    if x.has_years:
        each = phrase("{}", "year" if step == 1 else phrase("{} years", distance))
    else:
        each = phrase("{} of {}", amount, x.name) if with_quantity else phrase("{}", amount)
    return change > 0, phrase("by {} for each {}", size, each)


def _describe_line(panel: Panel, curve: Curve) -> Phrase | None:
    trend = series.trend(curve.x, curve.y)
    if not trend:
        return None
    x, y = AxisFormatter(panel.x, [curve.x], is_position=True), AxisFormatter(panel.y, [curve.y], "y")
    name = format_name(curve.name)
    if _is_identity(curve):
        return phrase("the diagonal{} marks where {} equals {}", f", {name}," if name else "", y.name, x.name)
    kind = "straight line" if _is_straight(panel, curve) else "curve"
    fitted = "fitted " if _is_fitted(panel, curve) else ""
    subject = f"the {kind} for {name}" if name else f"a {fitted}{kind}"
    start = y.fact(trend.start.y, "start", of=curve.name, at=trend.start.x)
    if trend.is_flat:
        return phrase("{} stays at {}", subject, start)
    end = y.fact(trend.end.y, "end", of=curve.name, at=trend.end.x)
    places = (x.fact_at(point.x, "end of a line", of=curve.name) for point in (trend.start, trend.end))
    verb = "rises" if trend.end.y > trend.start.y else "falls"
    if not trend.is_monotonic or (fitted and not _are_related(panel)):
        verb = "goes"
    words = phrase("{} {} from {} {} to {} {}", subject, verb, start, next(places), end, next(places))
    slope = _slope(panel, curve) if fitted and verb != "goes" else None
    return phrase("{}, {}", words, slope[1]) if slope else words


def _is_identity(curve: Curve) -> bool:
    x, y = arrays.finite(curve.x, curve.y)
    return x.size > 1 and bool(np.array_equal(x, y))


def _is_straight(panel: Panel, curve: Curve) -> bool:
    """Return whether a curve is drawn as a straight line."""
    points = arrays.finite(curve.x, curve.y)
    xs, ys = as_drawn(panel, *points)
    if xs.size < 2 or xs.size < points[0].size or xs[0] == xs[-1]:
        return False
    line = ys[0] + (ys[-1] - ys[0]) * (xs - xs[0]) / (xs[-1] - xs[0])
    return bool(np.abs(ys - line).max() <= _STRAIGHT * max(1e-300, float(np.abs(ys).max())))


def _is_fitted(panel: Panel, curve: Curve) -> bool:
    """Return whether a line goes through the middle of the points."""
    points = [mark for mark in panel.marks if isinstance(mark, Points)]
    own = [mark for mark in points if mark.name == curve.name]
    distances = _distances(own or points, curve)
    if not np.any(distances):  # a line that joins the points is not fitted
        return False
    return bool(abs(np.median(distances)) <= _MAX_BESIDE * np.median(np.abs(distances)) + 1e-300)


def _are_related(panel: Panel) -> bool:
    """Return whether the points support a relation, so that a line through them may rise or fall."""
    points = [arrays.finite(mark.x, mark.y) for mark in panel.marks if isinstance(mark, Points)]
    xs, ys = (np.concatenate(parts) for parts in zip(*points, strict=True))
    return relation(panel, xs, ys) is not None


def _distances(points: Sequence[Points], curve: Curve) -> Floats:
    """Return how far points lie above a line, where it is drawn."""
    xs, ys = (np.concatenate(parts) for parts in zip(*(arrays.finite(p.x, p.y) for p in points), strict=True))
    line_x, line_y = arrays.finite(curve.x, curve.y)
    if not line_x.size:
        return np.zeros(0)
    order = np.argsort(line_x, kind="stable")
    is_below = (xs >= line_x[order[0]]) & (xs <= line_x[order[-1]])
    distances: Floats = ys[is_below] - np.interp(xs[is_below], line_x[order], line_y[order])
    return distances
