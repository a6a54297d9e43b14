"""Describe lines, steps and areas."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    MAX_SERIES,
    ChartText,
    chart_text,
    count,
    count_with_verb,
    format_names,
)
from ipytts.description.charts.sentences.densities import are_densities, describe_densities
from ipytts.description.charts.statistics import series
from ipytts.description.wording import grammar
from ipytts.description.wording.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Curve, Panel
    from ipytts.description.charts.statistics.series import Point, Trend

    _Curves = list[tuple[Curve, Trend]]

_MAX_CROSSINGS = 3  # crossings of two curves that are described
_MAX_LEADERS = 3  # curves that are named as the highest at the end
_MIN_SHARED = 3  # curves; if there are more, some of them may have other ends
_ZIGZAG = 3  # turning points; a curve with as many "goes up and down"
_MAX_ERROR_BARS = 6  # error bars that are described one by one
_MAX_FULL_CURVES = 20  # curves at detail "full"
_NOUNS = {"area": "area", "stacked area": "area", "prices": "line", "line": "line", "steps": "step"}
_NOUNS |= {"stems": "series", "path": "line"}


def describe_curves(panel: Panel, curves: Sequence[Curve]) -> ChartText:
    """Describe the common properties of curves, then each curve."""
    curves = [curve if curve.x.size == curve.y.size else _with_equal_sizes(curve) for curve in curves]
    x = AxisFormatter(panel.x, [curve.x for curve in curves])
    y = AxisFormatter(panel.y, [curve.y for curve in curves])
    if are_densities(panel, curves):
        return describe_densities(panel, curves)
    text = chart_text(_kind(curves), y, x)
    if len(curves) > 1:
        text.sizes.append(count(len(curves), _noun(curves)))
    trends = [(curve, series.trend(curve.x, curve.y, is_log=panel.y.is_log)) for curve in curves]
    drawn = [(curve, trend) for curve, trend in trends if trend]
    empty = [format_name(curve.name) for curve, trend in trends if not trend and curve.name]
    if not drawn:
        text.main_point = f"there are no points in {'it' if len(curves) == 1 else 'them'}"
        return text
    if len(drawn) > 1:
        _describe_several(text, drawn, x, y)
    else:
        name = format_name(drawn[0][0].name) or ("it" if len(curves) == 1 else "the one with points")
        text.main_point = f"{name} {describe_trend(drawn[0][1], x, y)}"
        _describe_one(text, *drawn[0], x, y)
    if empty:
        verb = "has" if len(empty) == 1 else "have"
        text.details.append(f"{grammar.join_some(empty, MAX_NAMES)} {verb} no points")
    return text


def _with_equal_sizes(curve: Curve) -> Curve:
    """Return a curve without the values that have no second coordinate; chart libraries do not draw them."""
    n = min(curve.x.size, curve.y.size)
    return replace(curve, x=curve.x[:n], y=curve.y[:n], low=None, high=None)


def _kind(curves: Sequence[Curve]) -> str:
    forms = {curve.form for curve in curves}
    form = forms.pop() if len(forms) == 1 else "line"
    kinds = {"stacked area": "stacked area chart", "prices": "candlestick chart", "stems": "stem plot"}
    return kinds.get(form, f"{_NOUNS[form]} chart")


def _noun(curves: Sequence[Curve]) -> str:
    nouns = {_NOUNS[curve.form] for curve in curves}
    return nouns.pop() if len(nouns) == 1 else "line"


def _describe_one(text: ChartText, curve: Curve, trend: Trend, x: AxisFormatter, y: AxisFormatter) -> None:
    extremes = [f"{word} is {y.format(point.y)}, {x.format_at(point.x)}" for word, point in _extremes(trend)]
    text.details += [f"The {', and the '.join(extremes)}"] if extremes else []
    text.details += _describe_median(curve, x)
    text.details += _describe_band(curve, x, y)
    missing = curve.y.size - trend.count
    if missing:
        text.details.append(phrase("{} missing", count_with_verb(missing, "point")))
    text.full_details.append(phrase("there {} {}", grammar.are(trend.count), count(trend.count, "point")))


def _describe_several(text: ChartText, drawn: _Curves, x: AxisFormatter, y: AxisFormatter) -> None:
    text.main_point = _compare(drawn, y)
    text.details += _describe_total(drawn, x, y)
    ranges = Counter((trend.start.x, trend.end.x) for _, trend in drawn)
    (range_, shared), *_ = ranges.most_common(1)
    has_common_range = shared == len(drawn) or (shared > 1 and len(drawn) > _MIN_SHARED)
    if has_common_range:
        ends = (x.fact(value, method) for value, method in zip(range_, ("minimum", "maximum"), strict=True))
        text.extent = phrase("from {} to {}", *ends)
    if len(drawn) <= MAX_SERIES:
        for number, (curve, trend) in enumerate(drawn, 1):
            name = format_name(curve.name) or f"Line {number}"
            with_ends = not has_common_range or (trend.start.x, trend.end.x) != range_
            sentence = f"{name} {describe_trend(trend, x, y, with_ends=with_ends)}"
            for word, point in _extremes(trend):
                sentence += f", {word} {x.format_at(point.x)} with {y.format(point.y)}"
            text.details.append(sentence)
        text.details += _describe_crossings(drawn, x)
    else:
        text.details += _describe_ends(drawn, y)
        names = [curve.name for curve, _ in drawn if curve.name]
        text.groups = phrase("the lines are {}", format_names(names)) if names else ""
        for curve, trend in drawn[:_MAX_FULL_CURVES]:
            movement = describe_trend(trend, x, y, with_ends=not has_common_range)
            text.full_details.append(f"{format_name(curve.name) or 'A line'} {movement}")
    for curve, _ in drawn[:MAX_SERIES]:
        text.full_details += _describe_band(curve, x, y)


def format_point(point: Point, x: AxisFormatter, y: AxisFormatter) -> str:
    """Return a point of a curve in words: "5 in 2015"."""
    return f"{y.format(point.y)} {x.format_at(point.x)}"


def describe_trend(trend: Trend, x: AxisFormatter, y: AxisFormatter, *, with_ends: bool = True) -> str:
    """Return a trend in words: "rises from 2 to 5", and `with_ends` "rises from 2 in 2012 to 5 in 2015"."""
    if trend.count == 1:
        return f"has one point, {format_point(trend.start, x, y)}"
    if trend.is_flat:
        return f"stays at {y.format(trend.start.y)}" + (f" {x.format_range()}" if with_ends else "")
    start, end = (
        format_point(point, x, y) if with_ends else y.format(point.y) for point in (trend.start, trend.end)
    )
    turns = [format_point(point, x, y) for point in trend.turning_points]
    if not turns:
        verb = "rises" if trend.end.y > trend.start.y else "falls"
        steadily = " all the way" if trend.count > 2 else ""  # with points in between
        return f"{verb}{steadily if trend.is_monotonic else ' overall'} from {start} to {end}"
    if len(turns) >= _ZIGZAG:
        return _describe_zigzag(trend, x, y, start, end)
    is_rising = trend.turning_points[0].y >= trend.start.y
    first, second = ("rises", "falls") if is_rising else ("falls", "rises")
    if len(turns) == 1:
        return f"{first} from {start} to {turns[0]}, then {second} to {end}"
    return f"{first} from {start} to {turns[0]}, {second} to {turns[1]}, then {first} to {end}"


def _describe_zigzag(trend: Trend, x: AxisFormatter, y: AxisFormatter, start: str, end: str) -> str:
    low, high = (format_point(point, x, y) for point in (trend.low, trend.high))
    text = f"goes up and down between {low} and {high}"
    period = series.period(trend)
    if np.isfinite(period):
        return f"{text}, with a peak about every {x.format_distance(period)}"
    change = trend.end.y - trend.start.y
    if abs(change) >= (trend.high.y - trend.low.y) / 2:
        text += f", {'rising' if change > 0 else 'falling'} overall"
    return f"{text}, from {start} to {end}"


def _extremes(trend: Trend) -> list[tuple[str, Point]]:
    """Return the highest and the lowest point, unless `describe_trend` names them."""
    named = [point.y for point in (trend.start, trend.end, *trend.turning_points)]
    if trend.is_flat or len(trend.turning_points) >= _ZIGZAG:
        return []
    extremes = (("highest", trend.high), ("lowest", trend.low))
    return [(word, point) for word, point in extremes if point.y not in named]


def _compare(drawn: _Curves, y: AxisFormatter) -> str:
    """Return the directions of several curves, and the names of those that end highest and lowest."""
    (bottom, lowest), *_, (top, highest) = sorted(drawn, key=lambda pair: pair[1].end.y)
    top_name, bottom_name = format_name(top.name), format_name(bottom.name)
    high, low = y.format(highest.end.y), y.format(lowest.end.y)
    index = series.highest_throughout([(curve.x, curve.y) for curve, _ in drawn])
    if not top.name or not bottom.name:
        ends = f"they reach {y.format_range()}" if y.low < y.high else f"all are {y.format_range()}"
    elif highest.end.y == lowest.end.y:
        ends = f"all end at {low}"
    elif index is not None and drawn[index][0] is top:
        ends = f"{top_name} is highest throughout and ends at {high}, {bottom_name} ends lowest at {low}"
    else:
        ends = f"{top_name} ends highest at {high}, {bottom_name} lowest at {low}"
    return "; ".join([*_describe_directions(drawn), ends])


def _describe_directions(drawn: _Curves) -> list[str]:
    rising = [curve for curve, trend in drawn if trend.end.y > trend.start.y]
    falling = [curve for curve, trend in drawn if trend.end.y < trend.start.y]
    if len(drawn) in (len(rising), len(falling)):
        return [f"{'both' if len(drawn) == 2 else 'all'} {'rise' if rising else 'fall'}"]
    if len(rising) == len(falling) == 1 and len(drawn) == 2 and all(curve.name for curve, _ in drawn):
        return [f"{format_name(rising[0].name)} rises and {format_name(falling[0].name)} falls"]
    directions = ((len(rising), "rise"), (len(falling), "fall"))
    counts = [f"{count} {verb}{'s' if count == 1 else ''}" for count, verb in directions if count]
    return [grammar.join(counts)] if counts else []


def _describe_total(drawn: _Curves, x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return the trend of the sum of stacked areas."""
    first = drawn[0][0]
    if any(curve.form != "stacked area" or not np.array_equal(curve.x, first.x) for curve, _ in drawn):
        return []
    total = np.sum([np.nan_to_num(curve.y) for curve, _ in drawn], axis=0)
    trend = series.trend(first.x, total)
    total_y = AxisFormatter(y.axis, [total])
    return [f"The whole {describe_trend(trend, x, total_y, with_ends=False)}"] if trend else []


def _describe_ends(drawn: _Curves, y: AxisFormatter) -> list[str]:
    """Return the names of the curves that end highest; if some have no name, the range of the ends."""
    ranked = sorted(drawn, key=lambda pair: -pair[1].end.y)
    if not all(curve.name for curve, _ in ranked):
        ends = np.array([trend.end.y for _, trend in ranked])
        low, middle, high = (y.format(f(ends)) for f in (np.min, np.median, np.max))
        return [f"They end between {low} and {high}, half of them at {middle} or above"]
    leaders = [
        f"{format_name(curve.name)} with {y.format(trend.end.y)}" for curve, trend in ranked[:_MAX_LEADERS]
    ]
    return [f"The highest at the end are {grammar.join(leaders)}"]


def _describe_crossings(drawn: _Curves, x: AxisFormatter) -> list[str]:
    """Return the ranges of x in which two curves cross, if they cross a few times."""
    if len(drawn) != 2:
        return []
    (one, _), (other, _) = drawn
    if one.x.shape != other.x.shape or not np.array_equal(one.x, other.x):
        return []
    signs = np.sign(one.y - other.y)
    different = np.flatnonzero(np.isfinite(signs) & (signs != 0))
    crossings = np.flatnonzero(np.diff(signs[different]))
    if not 0 < crossings.size <= _MAX_CROSSINGS:
        return []
    at = one.x[different]
    ranges = [f"between {x.format(at[index])} and {x.format(at[index + 1])}" for index in crossings]
    return [f"They cross {grammar.join(ranges)}"]


def _describe_band(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return a sentence about every error bar if they are few, else about the widest one or the band."""
    if curve.low is None or curve.high is None or curve.form not in ("line", "steps"):
        return []
    width = curve.high - curve.low
    known = np.flatnonzero(np.isfinite(width))
    if not known.size or not np.nanmax(width) > 0:
        return []
    of_curve = f" of {format_name(curve.name)}" if curve.name else ""
    has_other_name = curve.band_name and curve.band_name != curve.name
    band_name = f", {format_name(curve.band_name)}," if has_other_name else ""
    are_few = curve.band == "error bar" and known.size <= _MAX_ERROR_BARS
    ranges = [
        (x.format_at(curve.x[index]), f"from {y.format(curve.low[index])} to {y.format(curve.high[index])}")
        for index in (known.tolist() if are_few else [int(np.nanargmax(width))])
    ]
    if are_few:
        return [f"The error bars{of_curve} reach {', '.join(map(' '.join, ranges))}"]
    at, widest = ranges[0]
    if curve.band == "error bar":
        return [f"The widest error bar{of_curve}{band_name} is {at}, {widest}"]
    return [f"The band{of_curve or ' around it'}{band_name} is widest {at}, {widest}"]


def _describe_median(curve: Curve, x: AxisFormatter) -> list[str]:
    """Return the median if the curve is a cumulative distribution."""
    if curve.form != "steps" or not np.isfinite(curve.y).all():
        return []
    if curve.y.max() != 1 or (np.diff(curve.y) < 0).any():
        return []
    median = curve.x[int(np.searchsorted(curve.y, 0.5))]
    return [f"Half of the values are at or below {x.format(median)}"]
