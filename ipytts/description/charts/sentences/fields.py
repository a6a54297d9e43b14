"""Describe hexagonal bins and contour plots by their highest and lowest values, and where these are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import Contours, Hexagons, Place
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Panel, Points
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.sentences.places import (
    describe_extremes,
    format_extent,
    format_place,
    format_places,
    format_ranges,
    place_fact,
)
from ipytts.description.charts.sentences.relations import relation
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MAX_PLACES = 3  # areas that are named
_MAX_SETS = 4  # sets of contours in the main point
_MAX_POINTS = 20_000  # of hexagonal bins whose relation is tested


def describe_hexagons(panel: Panel, marks: Sequence[Hexagons]) -> ChartText:
    """Describe the fullest hexagon, or those with the highest and the lowest value."""
    mark = marks[0]
    known = np.isfinite(mark.values) & ((mark.values > 0) | (not mark.are_counts))
    x = AxisFormatter(panel.x, [mark.x[known]])
    y = AxisFormatter(panel.y, [mark.y[known]], "y")
    values = AxisFormatter(Axis("" if mark.are_counts else mark.label), [mark.values[known]])
    text = _named("hexbin plot", values, x, y)
    if not known.any():
        text.main_point = "it is empty"
        return text
    hexagons = count(int(known.sum()), "hexagon")
    if mark.are_counts:
        text.sizes.append(phrase("{} in {}", count(int(mark.values[known].sum()), "point"), hexagons))
        _describe_counts(text, panel, mark, x, y)
    else:
        text.sizes.append(hexagons)
        text.main_point = describe_extremes(
            mark.values, values, "hexagon", lambda index: _format_center(mark, index, x, y)
        )
    extent = format_extent(x, y, "center of a hexagon")
    text.details.append(phrase("the centers of the hexagons go {}", extent))
    return text


def _named(kind: str, values: AxisFormatter, x: AxisFormatter, y: AxisFormatter) -> ChartText:
    """Return the text of a chart of values over a plane, or of y against x if the values have no name."""
    if values.label:
        return ChartText(kind, values.label, " and ".join(filter(None, [x.label, y.label])))
    return ChartText(kind, y.label, x.label, "against")


def _format_center(mark: Hexagons, index: int, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    center = Place(float(mark.x[index]), float(mark.y[index]))
    return phrase("around {}", format_place(center, x, y, "center of a hexagon"))


def _describe_counts(
    text: ChartText, panel: Panel, mark: Hexagons, x: AxisFormatter, y: AxisFormatter
) -> None:
    counts = np.sort(mark.values)[::-1]
    fullest = np.flatnonzero(mark.values == counts[0])
    points = count(int(counts[0]), "point")
    if fullest.size == 1:
        text.main_point = phrase(
            "the fullest, with {}, is {}", points, _format_center(mark, fullest[0], x, y)
        )
    else:
        number = Fact(numbers.number(fullest.size), fullest.size, "count of the fullest hexagons")
        text.main_point = phrase("the {} fullest have {} each", number, points)
    half = int(np.searchsorted(np.cumsum(counts), counts.sum() / 2)) + 1
    if half > 1:
        number = Fact(numbers.number(half), half, "count of hexagons with half of the points")
        text.details.append(phrase("half of the points lie in the {} fullest hexagons", number))
    text.details += _describe_relation(panel, mark, x, y)


def _describe_relation(panel: Panel, mark: Hexagons, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence about a straight relation of the points, taken at the centers of their hexagons."""
    counts = mark.values.astype(int)
    if counts.sum() > _MAX_POINTS:
        return []
    found = relation(panel, np.repeat(mark.x, counts), np.repeat(mark.y, counts))
    if not found or found.form != "line":
        return []
    coefficient = found.coefficient
    text = f"about {numbers.correlation(coefficient)}"
    fact = Fact(text, coefficient, "correlation of binned points", is_estimate=True)
    verb = "rises" if coefficient > 0 else "falls"
    return [phrase("{} {} with {}, correlation {}", y.name, verb, x.name, fact)]


def describe_contours(panel: Panel, marks: Sequence[Contours]) -> ChartText:
    """Describe where contours show the highest and the lowest values, and what parts them."""
    first = marks[0]
    x = AxisFormatter(panel.x, [mark.x for mark in marks])
    y = AxisFormatter(panel.y, [mark.y for mark in marks], "y")
    quantity = Axis("" if first.is_density else first.label)
    values = AxisFormatter(quantity, [mark.levels for mark in marks], "the value")
    text = _named("density contour plot" if first.is_density else "contour plot", values, x, y)
    if len(marks) > 1:
        text.sizes.append(count(len(marks), "group"))
        _describe_sets(text, marks, x, y, values)
    else:
        text.sizes += [count(first.levels.size, "level")] if first.levels.size else []
        text.main_point = _describe_extremes(first, x, y, values)
    if not text.main_point and first.levels.size:
        text.main_point = phrase("the levels go {}", values.format_range())
    for mark in marks:
        text.details += _describe_separate(mark, x, y, values)
    has_points = any(isinstance(mark, Points) for mark in panel.marks)
    if np.isfinite([x.low, x.high, y.low, y.high]).all() and not has_points:
        within = phrase("the contours go {}", format_extent(x, y, "end of the contours"))
        text.details.append(within if first.is_density else format_ranges(x, y))
    if first.levels.size > 1:
        text.full_details.append(phrase("the levels go {}", values.format_range()))
    return text


def _describe_sets(
    text: ChartText, marks: Sequence[Contours], x: AxisFormatter, y: AxisFormatter, values: AxisFormatter
) -> None:
    """Describe each of several sets of contours; those of densities are compared by their densest parts."""
    names = [format_name(mark.name) or f"group {number}" for number, mark in enumerate(marks, 1)]
    clauses = [_describe_extremes(mark, x, y, values) for mark in marks]
    text.details += [
        phrase("{}: {}", name, clause) for name, clause in zip(names, clauses, strict=True) if clause
    ]
    centers = [mark.highest[0] for mark in marks if mark.highest and np.isfinite(mark.highest[0].x)]
    if not marks[0].is_density or len(centers) < len(marks):
        text.groups = phrase("the groups are {}", grammar.join(names))
        return
    facts = [
        phrase("{} for {}", place_fact(x, center.x, "center of the highest area", of=mark.name), name)
        for mark, center, name in zip(marks, centers, names, strict=True)
    ]
    text.main_point = phrase("the densest parts are around {} {}", x.name, join(facts[:_MAX_SETS]))


def _describe_extremes(mark: Contours, x: AxisFormatter, y: AxisFormatter, values: AxisFormatter) -> Words:
    """Return where values lie above the highest level, and below the lowest one; of a density, the first."""
    if mark.is_density:
        at = format_places(mark.highest[:_MAX_PLACES], x, y, "center of the highest area", of=mark.name)
        are = "part is" if len(mark.highest) == 1 else "parts are"
        return phrase("the densest {} {}", are, at) if at else ""
    clauses = []
    for word, level, places, method in (
        ("highest, above", mark.high_level, mark.highest, "center of the highest area"),
        ("lowest, below", mark.low_level, mark.lowest, "center of the lowest area"),
    ):
        if places:
            at = format_places(places[: _MAX_PLACES + 1], x, y, method, of=mark.name)
            if not at or len(places) > _MAX_PLACES:
                at = phrase("in {}", count(len(places), "area", of=mark.name))
            clauses.append(phrase("{} {}, {}", word, values.fact(level, "level"), at))
    return join_with("; ", clauses)


def _describe_separate(
    mark: Contours, x: AxisFormatter, y: AxisFormatter, values: AxisFormatter
) -> list[Words]:
    """Return a sentence about areas that a level parts; each of them has a higher level in it."""
    if len(mark.separate) < 2 or mark.split_level == mark.high_level:
        return []
    quantity = "the density" if mark.is_density else values.name
    of = f"{format_name(mark.name)}: " if mark.name else ""
    level = values.fact(mark.split_level, "level", of=mark.name)
    number = count(len(mark.separate), "separate area", of=mark.name)
    at = format_places(mark.separate, x, y, "center of a separate area", of=mark.name)
    where = phrase(", {}", at) if at and len(mark.separate) <= _MAX_PLACES else ""
    return [phrase("{}where {} is above {}, there are {}{}", of, quantity, level, number, where)]
