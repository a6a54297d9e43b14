"""Describe scatter plots, and lines that are fitted to their points."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.sentences.boxes import describe_strips
from ipytts.description.charts.sentences.chart_text import (
    MAX_SERIES,
    ChartText,
    count,
    count_with_verb,
    format_groups,
)
from ipytts.description.charts.sentences.curves import format_point
from ipytts.description.charts.statistics import arrays, distributions, relations, series
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Axis, Curve, Floats, Panel, Points
    from ipytts.description.wording.phrase import Words

_CLOSE, _CLEAR, _LOOSE = 0.9, 0.6, 0.3  # lowest correlation coefficients with these adverbs
_MAX_OUTLIERS = 5
_STRAIGHT = 1e-6  # of the largest value; a straight line deviates no more


def describe_points(panel: Panel, series: Sequence[Points]) -> ChartText:
    """Describe the correlation of x and y, then the center of each group."""
    series = [replace(p, x=p.x[: p.y.size], y=p.y[: p.x.size]) for p in series]
    if (panel.x.kind == "category") != (panel.y.kind == "category"):
        return describe_strips(panel, series)
    x, y = AxisFormatter(panel.x, [p.x for p in series]), AxisFormatter(panel.y, [p.y for p in series], "y")
    points = [arrays.finite(p.x, p.y) for p in series]
    xs, ys = (np.concatenate(parts) for parts in zip(*points, strict=True))
    text = ChartText("density map" if series[0].form == "density" else "scatter plot")
    text.quantity, text.by, text.conjunction = y.label, x.label, "against"
    if not xs.size:
        text.main_point = "there are no points in it"
        return text
    text.sizes.append(count(xs.size, "point"))
    text.main_point = _describe_correlation(panel, xs, ys, x, y)
    if len(series) > 1 and any(p.name for p in series):
        text.sizes[-1] = phrase("{} in {}", text.sizes[-1], count(len(series), "group"))
        _describe_groups(text, panel, series, x, y)
    ranges = x.name, x.format_range(), y.name, y.format_range()
    text.details.append(phrase("{} goes {}, {} {}", *ranges))
    text.outliers += _describe_outliers(series, x, y)
    missing = sum(p.x.size for p in series) - xs.size
    if missing:
        text.full_details.append(phrase("{} missing", count_with_verb(missing, "point")))
    return text


def _describe_correlation(panel: Panel, xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Words:
    r = correlation(panel, xs, ys)
    if not np.isfinite(r):
        if xs.size == 1:
            return f"it is at {x.format(xs[0])} and {y.format(ys[0])}"
        if y.low == y.high:
            return f"all are at {y.name} {y.format(y.low)}"
        return (
            f"all are at {x.name} {x.format(x.low)}"
            if x.low == x.high
            else phrase("{} goes {}", y.name, y.format_range())
        )
    size, coefficient = abs(r), numbers.number(round(r, 2))
    if size < _LOOSE:
        return f"the two are hardly correlated, correlation {coefficient}"
    adverb = "closely" if size >= _CLOSE else "clearly" if size >= _CLEAR else "loosely"
    verb = "rises" if r > 0 else "falls"
    along = ", along a curve" if relations.is_curved(*_as_drawn(panel, xs, ys)) else ""
    return f"{y.name} {adverb} {verb} with {x.name}{along}, correlation {coefficient}"


def correlation(panel: Panel, xs: Floats, ys: Floats) -> float:
    """Return the correlation of points as they are drawn: of logarithms, if an axis is logarithmic."""
    return relations.correlation(*_as_drawn(panel, xs, ys))


def _as_drawn(panel: Panel, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    is_drawn = np.ones(xs.size, dtype=bool)
    if panel.x.is_log:
        is_drawn &= xs > 0
    if panel.y.is_log:
        is_drawn &= ys > 0
    return _scaled(panel.x, xs[is_drawn]), _scaled(panel.y, ys[is_drawn])


def _scaled(axis: Axis, values: Floats) -> Floats:
    return np.log10(values) if axis.is_log else values


def _describe_groups(
    text: ChartText, panel: Panel, series: Sequence[Points], x: AxisFormatter, y: AxisFormatter
) -> None:
    groups = format_groups(panel, [points.name for points in series])
    if panel.legend_title or len(series) > MAX_SERIES:
        text.groups = phrase("the groups are {}{}", "by " if panel.legend_title else "", groups)
    if len(series) > MAX_SERIES:
        return
    for points in series:
        xs, ys = arrays.finite(points.x, points.y)
        name = format_name(points.name) or "Others"
        if not xs.size:
            text.details.append(f"{name}: no points")
            continue
        x_center, y_center = x.format(float(np.median(xs))), y.format(float(np.median(ys)))
        center = f"{x.name} {x_center} and {y.name} {y_center}"
        text.details.append(f"{name}: {numbers.with_noun(xs.size, 'point')} around {center}")
        r = correlation(panel, xs, ys)
        if np.isfinite(r):
            text.full_details.append(f"Within {name} the correlation is {numbers.number(round(r, 2))}")


def _describe_outliers(series: Sequence[Points], x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return a sentence about points far from the others along an axis, or else from a straight line."""
    xs, ys = np.concatenate([p.x for p in series]), np.concatenate([p.y for p in series])
    along_axes = {*distributions.outliers(xs), *distributions.outliers(ys)}
    outliers = sorted(along_axes or distributions.outliers(relations.residuals(xs, ys)))[:_MAX_OUTLIERS]
    if not outliers:
        return []
    verb = "1 point lies" if len(outliers) == 1 else f"{len(outliers)} points lie"
    points = [f"{x.name} {x.format(xs[n])}, {y.name} {y.format(ys[n])}" for n in outliers]
    return [f"{verb} far from the others, at {grammar.join(points)}"]


def describe_fitted_lines(panel: Panel, curves: Sequence[Curve]) -> list[str]:
    """Return a sentence for each line that is drawn through points."""
    sentences = []
    for curve in curves:
        trend = series.trend(curve.x, curve.y)
        if not trend:
            continue
        x, y = AxisFormatter(panel.x, [curve.x]), AxisFormatter(panel.y, [curve.y])
        kind = "straight line" if _is_straight(panel, curve) else "curve"
        name = f"The {kind} for {format_name(curve.name)}" if curve.name else f"A fitted {kind}"
        start, end = (format_point(point, x, y) for point in (trend.start, trend.end))
        if trend.is_flat:
            sentences.append(f"{name} stays at {y.format(trend.start.y)}")
        else:
            verb = "rises" if trend.end.y > trend.start.y else "falls"
            sentences.append(f"{name} {verb} from {start} to {end}")
    return sentences


def _is_straight(panel: Panel, curve: Curve) -> bool:
    """Return whether a curve is drawn as a straight line."""
    points = arrays.finite(curve.x, curve.y)
    xs, ys = _as_drawn(panel, *points)
    if xs.size < 2 or xs.size < points[0].size or xs[0] == xs[-1]:
        return False
    line = ys[0] + (ys[-1] - ys[0]) * (xs - xs[0]) / (xs[-1] - xs[0])
    return bool(np.abs(ys - line).max() <= _STRAIGHT * max(1e-300, float(np.abs(ys).max())))
