"""Describe points on a map, and its regions in groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import Axis, Floats, MapPoints, Panel
from ipytts.description.charts.sentences.chart_text import MAX_NAMES, ChartText, count, format_names
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, join_some, join_with, phrase


def describe_map_points(_: Panel, marks: Sequence[MapPoints]) -> ChartText:
    """Describe the places with the largest and the smallest value, and where the points lie."""
    text = ChartText("map")
    total = sum(_size(mark) for mark in marks)
    text.sizes.append(count(total, "point"))
    mark = marks[0]
    name_label = labels.format_axis_label(mark.name_label)
    if name_label:
        text.by = name_label
    values = np.concatenate([mark.values for mark in marks])
    names = [name for mark in marks for name in mark.names]
    if np.isfinite(values).any():
        y = AxisFormatter(Axis(mark.label), [values], "size")
        text.main_point = _describe_extremes(values, names, y)
    elif names:
        text.main_point = phrase("the places are {}", format_names(names))
    text.details += _describe_area(marks)
    return text


def describe_region_groups(_: Panel, marks: Sequence[RegionGroups]) -> ChartText:
    """Describe how many regions of a map are in each group, the largest first."""
    mark = marks[0]
    by = labels.format_axis_label(mark.label)
    if not mark.counts:
        return ChartText("map")
    regions, groups = count(sum(mark.counts), "region"), count(len(mark.names), "group")
    text = ChartText("map", sizes=[phrase("{} in {}{}", regions, groups, f" by {by}" if by else "")])
    sizes = sorted(zip(mark.counts, map(format_name, mark.names), strict=True), key=lambda pair: -pair[0])
    most, fewest = sizes[0][0], sizes[-1][0]
    if most == fewest:
        text.main_point = phrase("each has {}", count(most, "region")) if len(sizes) > 1 else ""
        text.details.append(phrase("the groups are {}", format_names(mark.names)))
        return text
    clauses = []
    for size, template in ((most, "{} {} the most, {}"), (fewest, "{} {} the fewest, {}")):
        names = [name for each, name in sizes if each == size]
        verb = "has" if len(names) == 1 else "each have"
        number = Fact(numbers.number(size), size, "count of regions")
        clauses.append(phrase(template, format_names(names), verb, number))
    text.main_point = join_with("; ", clauses)
    if len(sizes) > 2:
        listed = [phrase("{} {}", name, Fact(numbers.number(n), n, "count of regions")) for n, name in sizes]
        text.details.append(join_some(listed, MAX_NAMES, "group"))
    return text


def _size(mark: MapPoints) -> int:
    return max(len(mark.names), mark.values.size, mark.longitudes.size)


def _describe_extremes(values: Floats, names: Sequence[str], y: AxisFormatter) -> Phrase:
    ends = []
    for word, method, index in (
        ("largest", "maximum", int(np.nanargmax(values))),
        ("smallest", "minimum", int(np.nanargmin(values))),
    ):
        name = format_name(names[index]) if len(names) == values.size else ""
        fact = y.fact(values[index], method, at=name or None)
        ends.append(phrase("{} for {}, {}", word, name, fact) if name else phrase("{} {}", word, fact))
    return phrase("{} is {}, {}", y.name, *ends)


def _describe_area(marks: Sequence[MapPoints]) -> list[Phrase]:
    ranges = []
    for name, attribute in (("longitude", "longitudes"), ("latitude", "latitudes")):
        axis = AxisFormatter(Axis(name), [getattr(mark, attribute) for mark in marks])
        if np.isfinite(axis.low):
            ranges.append(phrase("{} goes {}", axis.name, axis.format_range()))
    return ranges
