"""Describe scatter plots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis, Floats, Panel, Points
from ipytts.description.charts.sentences.boxes import describe_strips
from ipytts.description.charts.sentences.chart_text import ChartText, count, count_with_verb
from ipytts.description.charts.sentences.point_groups import (
    Cloud,
    add_relations_within,
    compare_groups,
    describe_clouds,
    describe_groups,
    find_clouds,
    is_related_in_clouds,
    mixed,
)
from ipytts.description.charts.sentences.relations import as_drawn, describe_relation, relation
from ipytts.description.charts.statistics import outliers, relations, spreads
from ipytts.description.charts.statistics.arrays import Flags, are_equal, equal_to
from ipytts.description.charts.statistics.claims import level
from ipytts.description.charts.statistics.relations import Relation
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, phrase

_MAX_LISTED = 7  # points that are described one by one
_HIDDEN = 0.1  # difference of two correlations that is worth a word
_MIN_TYPICAL = 20  # points; the range of most of fewer is not described
_MOST_OF_RANGE = 0.7  # a larger part of the range says no more than the range
_MIN_UNCORRELATED = 30  # points; of fewer, a small correlation may be chance
_KINDS = {"scatter": "scatter plot", "density": "density map", "contours": "density contour plot"}
_MODERATE = 0.5  # correlation; such a one is not called unclear
_UNCLEAR, _UNCERTAIN = "they show no clear relation", "no relation is certain"
_MIN_LEVEL = 3  # points; of more, one may be an exception


def describe_points(panel: Panel, series: Sequence[Points]) -> ChartText:
    """Describe the relation of x and y or separate clouds, then each group, then outliers."""
    series = [replace(p, x=p.x[: p.y.size], y=p.y[: p.x.size]) for p in series]
    if (panel.x.kind == "category") != (panel.y.kind == "category"):
        return describe_strips(panel, series)
    drawn = [_inside(panel, points) for points in series]
    x, y = (
        AxisFormatter(panel.x, [p.x for p in drawn], is_position=True),
        AxisFormatter(panel.y, [p.y for p in drawn], "y"),
    )
    xs, ys = np.concatenate([p.x for p in drawn]), np.concatenate([p.y for p in drawn])
    text = ChartText(_KINDS[series[0].form])
    text.quantity, text.by, text.conjunction = y.label, x.label, "against"
    if xs.size:
        _describe_drawn(text, panel, drawn, xs, ys, x, y)
    else:
        text.main_point = "there are no points in it"
    missing = sum(int((~np.isfinite(p.x + p.y)).sum()) for p in series)
    if missing:
        text.full_details.append(phrase("{} missing", count_with_verb(missing, "point")))
    outside = sum(p.x.size for p in series) - xs.size - missing
    if outside:
        text.details.append(phrase("{} outside the axes", count_with_verb(outside, "point")))
    return text


def _inside(panel: Panel, points: Points) -> Points:
    """Return the points that are drawn: finite, inside the axes, and above 0 on a logarithmic axis."""
    is_drawn = np.isfinite(points.x) & np.isfinite(points.y)
    is_drawn &= _is_inside(panel.x, points.x) & _is_inside(panel.y, points.y)
    return points if is_drawn.all() else replace(points, x=points.x[is_drawn], y=points.y[is_drawn])


def _is_inside(axis: Axis, values: Floats) -> Flags:
    is_inside: Flags = (values > 0) | (not axis.is_log)
    if axis.limits:
        is_inside &= (values >= min(axis.limits)) & (values <= max(axis.limits))
    return is_inside


def _describe_drawn(
    text: ChartText,
    panel: Panel,
    series: Sequence[Points],
    xs: Floats,
    ys: Floats,
    x: AxisFormatter,
    y: AxisFormatter,
) -> None:
    text.sizes.append(count(xs.size, "point"))
    has_groups = len(series) > 1 and any(p.name for p in series)
    # The sorted values of a Q-Q plot always rise.
    related = None if panel.purpose == "Q-Q plot" else relation(panel, *mixed(series, xs, ys))
    if related and has_groups and not _is_in_series(panel, series, related):
        related = None
    clouds = find_clouds(panel, series)
    if has_groups:
        text.sizes[-1] = phrase("{} in {}", text.sizes[-1], count(len(series), "group"))
        text.details += [_describe_ranges(xs, ys, x, y)] if xs.size > 1 else []
        describe_groups(text, panel, series, x, y)
    _describe_relation(text, panel, series, related, clouds, x, y)
    if not text.main_point:
        text.main_point = _describe_unrelated(panel, xs, ys, x, y)
        if has_groups:
            add_relations_within(text, panel, series, x, y)
    if not clouds and not has_groups and panel.purpose != "Q-Q plot":
        text.details += _describe_spread(panel, related, xs, ys, x, y)
    if xs.size > 1:
        text.details += [] if has_groups else [_describe_ranges(xs, ys, x, y)]
        text.in_panels += [text.sizes[-1], join([phrase("{} {}", a.name, a.format_range()) for a in (x, y)])]
    # Of relations and outliers, these have the larger share of errors: they need large distances.
    far = outliers.outlying_points(*as_drawn(panel, xs, ys), 2 * level(panel))
    if not far:
        return
    outlying = _describe_outliers(far, xs, ys, x, y)
    rest = relation(panel, np.delete(xs, far), np.delete(ys, far))
    if rest and not clouds and not has_groups and _is_hidden(rest, related):
        without = "one point" if len(far) == 1 else "two points"
        text.main_point = phrase("{} without {} far off", describe_relation(rest, x, y), without)
        text.details.insert(0, outlying)
    else:
        text.outliers.append(outlying)


def _describe_relation(
    text: ChartText,
    panel: Panel,
    series: Sequence[Points],
    related: Relation | None,
    clouds: Sequence[Cloud],
    x: AxisFormatter,
    y: AxisFormatter,
) -> None:
    """Set the main point to the relation of all points or to separate clouds, if there is either."""
    has_groups = len(series) > 1 and any(p.name for p in series)
    if related and (not clouds or is_related_in_clouds(clouds, related)):
        text.main_point = describe_relation(related, x, y)
        if clouds:
            text.details.insert(
                0, phrase("there are {}", describe_clouds(clouds, x, y, in_full=not has_groups))
            )
        if has_groups:
            compare_groups(text, panel, series, related, x, y)
    elif clouds:
        text.main_point = describe_clouds(clouds, x, y, in_full=not has_groups)
        text.details[:0] = _describe_within(clouds, x, y)


def _describe_spread(
    panel: Panel, related: Relation | None, xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter
) -> list[Words]:
    """Return a sentence about points that fan out around a straight line."""
    if related and related.form != "line":
        return []
    found = spreads.spread_relation(*as_drawn(panel, xs, ys), level(panel))
    if not found:
        return []
    word = "grows" if found > 0 else "shrinks"
    verb = Fact(word, word, "rank correlation of distances from a line")
    if found > 0:
        return [phrase("the points fan out: the spread of {} {} with {}", y.name, verb, x.name)]
    return [phrase("the spread of {} {} as {} rises", y.name, verb, x.name)]


def _is_hidden(rest: Relation, related: Relation | None) -> bool:
    """Return whether a straight line is much closer without the outliers, or clear only then."""
    if rest.form != "line" or (related and related.form != "line"):
        return False
    return not related or abs(rest.coefficient - related.coefficient) > _HIDDEN


def _is_in_series(panel: Panel, series: Sequence[Points], related: Relation) -> bool:
    """Return whether a relation of all points is found in one of several series too, if x is in order in all.

    Points of the same series follow each other, so that all together are fewer than they seem.
    """
    if not all(relations.is_ordered(points.x) for points in series if points.x.size):
        return True
    found = (relation(panel, points.x, points.y, len(series) + 1) for points in series)
    return any(one and one.coefficient * related.coefficient > 0 for one in found)


def _describe_ranges(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the range of each axis, and that of the central 80 percent of many points."""
    verbs = ["goes" if axis.low < axis.high else "stays" for axis in (x, y)]
    again = "" if verbs[0] == verbs[1] else f" {verbs[1]}"
    ranges = [(_format_range(values, axis), axis) for values, axis in ((xs, x), (ys, y))]
    comma = ";" if any(len(words.facts) > len(axis.format_range().facts) for words, axis in ranges) else ","
    return phrase("{} {} {}{} {}{} {}", x.name, verbs[0], ranges[0][0], comma, y.name, again, ranges[1][0])


def _format_range(values: Floats, axis: AxisFormatter) -> Phrase:
    whole = axis.format_range()
    if values.size < _MIN_TYPICAL or not axis.varies:
        return whole
    low, high = (float(np.quantile(values, share)) for share in (0.1, 0.9))
    if are_equal(low, high) or (high - low) > _MOST_OF_RANGE * (axis.high - axis.low):
        return whole
    inner = (
        axis.fact(value, method, of=axis.name)
        for value, method in ((low, "lower decile"), (high, "upper decile"))
    )
    return phrase("{}, mostly {} to {}", whole, *inner)


def _describe_within(clouds: Sequence[Cloud], x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return sentences about the relations within clouds."""
    if not any(cloud.relation for cloud in clouds):
        return ["within each, no relation is clear"]
    return [
        phrase("within {}, {}", cloud.title, describe_relation(cloud.relation, x, y, cloud.title))
        for cloud in clouds
        if cloud.relation
    ]


def _describe_unrelated(panel: Panel, xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Words:
    if not (x.varies and y.varies):
        return _describe_level(xs, ys, x, y)
    for values in (xs, ys):
        if xs.size > _MIN_LEVEL and _shares_all_but_one(values):
            return _describe_exception(xs, ys, x, y, is_y=values is ys)
    if xs.size <= _MAX_LISTED:
        return _list_points(xs, ys, x, y)
    size = abs(relations.correlation(*as_drawn(panel, xs, ys)))
    is_small = size < relations.MIN_RELATION
    if is_small and xs.size >= _MIN_UNCORRELATED:
        return "the two are hardly correlated"
    if relations.is_ordered(xs):
        return _describe_ends(xs, ys, x, y)
    return _UNCERTAIN if size >= _MODERATE else _UNCLEAR


def _describe_level(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Describe points that have one x or one y value."""
    if xs.size == 1:
        return phrase("it is at {} and {}", x.fact(xs[0], "value"), y.fact(ys[0], "value", at=float(xs[0])))
    axis = x if y.varies else y
    return phrase("all are at {} {}", axis.name, axis.fact(axis.low, "minimum"))


def _shares_all_but_one(values: Floats) -> bool:
    return int(np.count_nonzero(~equal_to(values, float(np.median(values))))) == 1


def _describe_exception(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter, *, is_y: bool) -> Phrase:
    """Describe points that have one x value or one y value, but for one of them."""
    values, axis = (ys, y) if is_y else (xs, x)
    common = float(np.median(values))
    other = int(np.flatnonzero(~equal_to(values, common))[0])
    place = x.fact(xs[other], "exception"), y.fact(ys[other], "exception", at=float(xs[other]))
    words = phrase("all are at {} {}, except one at {}", axis.name, axis.fact(common, "median"), place[0])
    if is_y:
        words = phrase(
            "all are at {} {}, except one at {} {}", y.name, y.fact(common, "median"), x.name, place[0]
        )
    return phrase("{} and {} {}", words, y.name, place[1])


def _list_points(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    points = [
        phrase("{} {}", y.fact(ys[n], "value", at=float(xs[n])), x.fact_at(xs[n], "value"))
        for n in np.argsort(xs, kind="stable")
    ]
    return phrase("{} is {}", y.name, join(points))


def _describe_ends(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    first, last = int(xs.argmin()), int(xs.argmax())
    ends = [
        phrase("{} {}", y.fact(ys[n], method, at=float(xs[n])), x.fact_at(xs[n], method))
        for n, method in ((first, "start"), (last, "end"))
    ]
    return phrase("{} goes from {} to {}", y.name, *ends)


def _describe_outliers(
    found: Sequence[int], xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter
) -> Words:
    """Return a sentence about points far from the others along an axis, or else from a straight line."""
    noun, verb = ("point", "lies") if len(found) == 1 else ("points", "lie")
    number = Fact(f"{len(found)} {noun}", len(found), "count of outliers", at=float(xs[found[0]]))
    points = [
        phrase(
            "{} {}, {} {}",
            x.name,
            x.fact(xs[n], "outlier"),
            y.name,
            y.fact(ys[n], "outlier", at=float(xs[n])),
        )
        for n in found
    ]
    return phrase("{} {} far from the others, at {}", number, verb, join(points))
