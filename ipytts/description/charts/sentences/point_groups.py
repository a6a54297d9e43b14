"""Describe groups of points: those of the legend, and separate clouds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Floats, Panel, Points
from ipytts.description.charts.sentences.chart_text import (
    MAX_SERIES,
    ChartText,
    count,
    format_groups,
    format_names,
)
from ipytts.description.charts.sentences.relations import (
    as_drawn,
    describe_relation,
    relation,
)
from ipytts.description.charts.statistics import clusters, relations
from ipytts.description.charts.statistics.relations import Relation
from ipytts.description.wording.phrase import Fact, Phrase, join, join_with, phrase

_WORDS = dict(enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2))
_ORDINALS = [f"the {each}" for each in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")]
_ORDINALS += ["the eighth", "the ninth", "the tenth"]
_MAX_MARKED = 0.1  # share of the points; a smaller group that is no cloud may mark places, such as centers
_MOST = 0.9  # share of a group that lies in the cloud with its name, and of the cloud that has the names
_MAX_FULL_GROUPS = 20  # groups whose centers are described at detail "full"
_DEPENDENT = 0.2  # product of the serial correlations of x and y within groups
_MIN_GROUP = 20  # points; smaller groups hardly show a relation


@dataclass(frozen=True)
class Cloud:
    """A cloud of points that is separate from the others."""

    x: Floats
    y: Floats
    title: str  # the names of the groups that it has, or "the first"
    is_named: bool
    scale: int  # points for each point of the selection
    relation: Relation | None


def without_marked_places(series: Sequence[Points]) -> list[Points]:
    """Return groups without those of a few points, which may mark places among the others."""
    total = sum(points.x.size for points in series)
    smallest = min(clusters.MIN_CLOUD, _MAX_MARKED * total)
    return [points for points in series if points.x.size >= smallest]


def mixed(series: Sequence[Points], xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Return points in an order in which those of a group do not follow each other.

    Points that stand together only as they are of one group do not depend on their predecessors. Those of a
    time series do, also within their group; they stay in order.
    """
    if len(series) < 2 or all(relations.is_ordered(points.x) for points in series if points.x.size):
        return xs, ys
    own = [(p.x - np.median(p.x), p.y - np.median(p.y)) for p in series if p.x.size]
    serial = [relations.serial_correlation(np.concatenate(parts)) for parts in zip(*own, strict=True)]
    if serial[0] * serial[1] >= _DEPENDENT:
        return xs, ys
    order = np.random.default_rng(0).permutation(xs.size)
    return xs[order], ys[order]


def find_clouds(panel: Panel, series: Sequence[Points]) -> list[Cloud]:
    """Return the separate clouds of points as they are drawn, with the groups of the legend in them."""
    series = without_marked_places(series)
    xs, ys = np.concatenate([p.x for p in series]), np.concatenate([p.y for p in series])
    found = clusters.clouds(*as_drawn(panel, xs, ys))
    if not found:
        return []
    owners = np.repeat(np.arange(len(series)), [points.x.size for points in series])
    scale = -(-xs.size // sum(cloud.size for cloud in found))
    clouds = []
    for ordinal, cloud in zip(_ORDINALS, found, strict=False):
        inside = np.bincount(owners[cloud], minlength=len(series)) * scale
        groups = [p for p, size in zip(series, inside.tolist(), strict=True) if size >= _MOST * p.x.size]
        is_named = all(map(_has_name, groups)) and sum(p.x.size for p in groups) >= _MOST * inside.sum()
        title = str(format_names(group.name for group in groups)) if is_named else ordinal
        x, y = xs[cloud], ys[cloud]
        clouds.append(Cloud(x, y, title, is_named, scale, relation(panel, x, y, len(found) + 1)))
    return clouds


def _has_name(points: Points) -> bool:
    return bool(points.name.strip())


def is_related_in_clouds(clouds: Sequence[Cloud], related: Relation) -> bool:
    """Return whether the relation of all points is found within a cloud too."""
    return any(cloud.relation and cloud.relation.coefficient * related.coefficient > 0 for cloud in clouds)


def describe_clouds(
    clouds: Sequence[Cloud], x: AxisFormatter, y: AxisFormatter, *, in_full: bool = True
) -> Phrase:
    """Return clouds, `in_full` with their counts and centers: "two separate clouds: 80 points around …"."""
    in_full = in_full or not all(cloud.is_named for cloud in clouds)
    number = Fact(f"{_WORDS[len(clouds)]} separate clouds", len(clouds), "count of clouds")
    parts = [_describe_cloud(cloud, x, y) if in_full else cloud.title for cloud in clouds]
    return phrase("{}: {}", number, join_with("; ", parts))


def _describe_cloud(cloud: Cloud, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    points = count(cloud.x.size * cloud.scale, "point", of=cloud.title)
    if cloud.scale > 1:
        points = replace(points, text=f"about {points}", is_estimate=True)
    center = _describe_center(cloud.x, cloud.y, x, y, cloud.title)
    return phrase("{} around {}", points, center)


def _describe_center(xs: Floats, ys: Floats, x: AxisFormatter, y: AxisFormatter, of: str) -> Phrase:
    center = x.fact(float(np.median(xs)), "median", of=of), y.fact(float(np.median(ys)), "median", of=of)
    return phrase("{} {} and {} {}", x.name, center[0], y.name, center[1])


def describe_groups(
    text: ChartText, panel: Panel, series: Sequence[Points], x: AxisFormatter, y: AxisFormatter
) -> None:
    """Add the names of the groups of the legend, and their counts and centers."""
    if panel.legend_title or len(series) > MAX_SERIES:
        groups = format_groups(panel, [points.name for points in series])
        text.groups = phrase("the groups are {}{}", "by " if panel.legend_title else "", groups)
    details = text.details if len(series) <= MAX_SERIES else text.full_details
    for points in series[:_MAX_FULL_GROUPS]:
        name = format_name(points.name) or "others"
        if points.x.size:
            center = _describe_center(points.x, points.y, x, y, name)
            size = count(points.x.size, "point", of=name)
            details.append(phrase("{}: {} around {}", name, size, center))
        else:
            details.append(f"{name}: no points")


def compare_groups(
    text: ChartText,
    panel: Panel,
    series: Sequence[Points],
    related: Relation,
    x: AxisFormatter,
    y: AxisFormatter,
) -> None:
    """Add whether the relation of all points is found, reversed or not clear within the groups.

    A reversal is described by Simpson (1951), Journal of the Royal Statistical Society B 13.
    """
    within = _relations_within(text, panel, series, x, y)
    reversed_in = [
        name for name, found in within.items() if found and found.coefficient * related.coefficient < 0
    ]
    if reversed_in:
        verb = "falls" if related.coefficient > 0 else "rises"
        text.main_point = phrase("{}, but within {} it {}", text.main_point, format_names(reversed_in), verb)
    elif not any(found and found.coefficient * related.coefficient > 0 for found in within.values()):
        if all(points.x.size >= _MIN_GROUP for points in without_marked_places(series)):
            text.main_point = phrase("{}, but within none of the groups", text.main_point)
        else:
            text.details.append("within none of the groups is this relation clear")


def add_relations_within(
    text: ChartText, panel: Panel, series: Sequence[Points], x: AxisFormatter, y: AxisFormatter
) -> None:
    """Add the relations within groups that all points together do not show."""
    within = _relations_within(text, panel, series, x, y)
    rising = [name for name, found in within.items() if found and found.coefficient > 0]
    falling = [name for name, found in within.items() if found and found.coefficient < 0]
    clauses = [
        phrase("within {} {} {} with {}", format_names(names), y.name, verb, x.name)
        for names, verb in ((rising, "rises"), (falling, "falls"))
        if names
    ]
    if clauses:
        text.main_point = phrase("{}, but {}", text.main_point, join(clauses))


def _relations_within(
    text: ChartText, panel: Panel, series: Sequence[Points], x: AxisFormatter, y: AxisFormatter
) -> dict[str, Relation | None]:
    """Return the relation within each group, and add them to the details of the text."""
    within = {
        format_name(points.name) or "others": relation(panel, points.x, points.y, len(series) + 1)
        for points in series
    }
    for name, found in within.items():
        if found:
            text.full_details.append(phrase("within {}, {}", name, describe_relation(found, x, y, of=name)))
    return within
