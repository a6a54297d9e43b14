"""Describe points of a line that are marked."""

from __future__ import annotations

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import MarkedPoints
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Curve, Panel
from ipytts.description.charts.sentences.chart_text import count
from ipytts.description.charts.statistics.arrays import finite
from ipytts.description.wording import grammar
from ipytts.description.wording.phrase import Phrase, join, phrase

_MAX_POINTS = 3  # points of a series that are named


def describe_marked_points(panel: Panel) -> list[Phrase]:
    """Return a sentence about each series of marked points: "a point marks 9 in 2005"."""
    curves = [mark for mark in panel.marks if isinstance(mark, Curve)]
    x = AxisFormatter(panel.x, [curve.x for curve in curves], is_position=True)
    y = AxisFormatter(panel.y, [curve.y for curve in curves], "y")
    return [_describe(mark, x, y) for mark in panel.marks if isinstance(mark, MarkedPoints)]


def _describe(points: MarkedPoints, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    name = f", {format_name(points.name)}," if format_name(points.name) else ""
    xs, ys = finite(points.x, points.y)
    if xs.size > _MAX_POINTS:
        number = count(xs.size, "marked point")
        return phrase("there {} {}{}", grammar.are(xs.size), number, name.rstrip(","))
    listed = join(
        phrase("{} {}", y.fact(value, "value", at=float(at)), x.fact_at(at, "place of the value"))
        for at, value in zip(xs, ys, strict=True)
    )
    subject, verb = ("a point", "marks") if xs.size == 1 else ("points", "mark")
    return phrase("{}{} {} {}", subject, name, verb, listed)
