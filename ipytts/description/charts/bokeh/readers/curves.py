"""Read lines, steps and filled areas."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.bokeh.axes import PlotAxis
from ipytts.description.charts.bokeh.series import Glyphs
from ipytts.description.charts.json_data import decode, to_floats
from ipytts.description.charts.model import AreaBetween, Curve, Floats, Mark, NamedValues, OtherMark

_MIN_CORNERS = 3  # of a filled shape
_MAX_LINES = 500  # lines of one glyph that are read
_NAMES = ("name", "names", "country", "county", "state", "region", "NAME", "label", "labels")


def read_lines(glyphs: Glyphs) -> list[Mark]:
    """Return a line through points, or steps."""
    x = glyphs.x.positions(glyphs.rows.column("x"))
    y = glyphs.y.positions(glyphs.rows.column("y"))
    count = min(x.size, y.size)
    return [_curve(glyphs.name, x[:count], y[:count], glyphs)]


def _curve(name: str, x: Floats, y: Floats, glyphs: Glyphs) -> Curve:
    form: Any = "steps" if glyphs.kind == "Step" else "line"
    if _goes_back(x) and glyphs.x.kind != "category":
        form = "path"
    return Curve(name, x, y, form=form)


def _goes_back(x: Floats) -> bool:
    steps = np.diff(x[np.isfinite(x)])
    return bool((steps < 0).any())


def read_many_lines(glyphs: Glyphs) -> list[Mark]:
    """Return the lines of one glyph, each with its group as its name."""
    xs, ys = glyphs.rows.column("xs"), glyphs.rows.column("ys")
    names = [glyphs.name] * len(xs)
    for name, rows in glyphs.series("xs"):
        for at in np.flatnonzero(rows).tolist():
            names[at] = name
    return [
        _curve(name, *_points(glyphs, x, y), glyphs)
        for name, x, y in list(zip(names, xs, ys, strict=False))[:_MAX_LINES]
    ]


def _points(glyphs: Glyphs, x: Any, y: Any) -> tuple[Floats, Floats]:
    own = glyphs.x.positions(decode(x)), glyphs.y.positions(decode(y))
    count = min(own[0].size, own[1].size)
    return own[0][:count], own[1][:count]


def read_areas(glyphs: Glyphs) -> list[Mark]:
    """Return the area between two edges: a part of a stack, an area above 0, or an area between lines."""
    rows = glyphs.rows
    below, above = rows.stacked_fields("y1"), rows.stacked_fields("y2")
    x = glyphs.x.positions(rows.column("x"))
    if below is not None and above and above[:-1] == below:
        values = to_floats(rows.values_of(above[-1]))
        return [Curve(glyphs.name or above[-1], x, values, form="stacked area")]
    edges = [glyphs.y.positions(rows.column(name, default)) for name, default in (("y1", 0.0), ("y2", None))]
    for base, edge in (edges, edges[::-1]):
        if not np.nan_to_num(base).any():
            return [Curve(glyphs.name, x, edge, form="area")]
    return [AreaBetween(glyphs.name, x, np.minimum(*edges), np.maximum(*edges))]


def read_patch(glyphs: Glyphs) -> list[Mark]:
    """Return a filled shape whose edge goes there and back as an area."""
    x = glyphs.x.positions(glyphs.rows.column("x"))
    y = glyphs.y.positions(glyphs.rows.column("y"))
    return [_shape(glyphs.name, x, y, glyphs.y)]


def _shape(name: str, x: Floats, y: Floats, axis: PlotAxis) -> Mark:
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    turn = int(np.argmax(x)) + 1 if x.size else 0
    last = turn if x[turn : turn + 1] == x[turn - 1 : turn] else turn - 1  # two corners at the end, or one
    back_x, back_y = x[: last - 1 : -1] if last else x[::-1], y[: last - 1 : -1] if last else y[::-1]
    are_edges = turn >= 2 and not (np.diff(x[:turn]) < 0).any() and not (np.diff(back_x) < 0).any()
    if x.size < _MIN_CORNERS or not are_edges or axis.kind == "category":
        return OtherMark("filled shape")
    x, y = x[:turn], y[:turn]
    other = np.interp(x, back_x, back_y) if back_x.size else np.zeros(x.size)
    is_base = not other[1:-1].any() if x.size > 2 else not other.any()
    if is_base:
        return Curve(name, x, y, form="area")
    return AreaBetween(name, x, np.minimum(y, other), np.maximum(y, other))


def read_patches(glyphs: Glyphs) -> list[Mark]:
    """Return shapes whose colors show numbers as the regions of a map, and others as areas."""
    rows = glyphs.rows
    if field := glyphs.color_field(of_categories=False):
        values = to_floats(rows.values_of(field))
        label = field
        return [NamedValues("map", "region", _names(glyphs, values.size), values, label)]
    xs, ys = rows.column("xs"), rows.column("ys")
    marks: list[Mark] = [
        _shape(name, *_points(glyphs, xs[at], ys[at]), glyphs.y)
        for name, shown in glyphs.series("xs")
        for at in np.flatnonzero(shown).tolist()[:_MAX_LINES]
    ]
    if any(isinstance(mark, OtherMark) for mark in marks):
        return [OtherMark(f"plot of {len(marks):,} filled shapes" if len(marks) > 1 else "filled shape")]
    return marks


def _names(glyphs: Glyphs, count: int) -> list[str]:
    """Return the names of shapes: of a column that is called so, or else their numbers."""
    for field in _NAMES:
        if field in glyphs.rows.fields:
            column = glyphs.rows.values_of(field)
            if len(column) == count:
                return [str(name) for name in column]
    return [f"number {number}" for number in range(1, count + 1)]


def read_other(glyphs: Glyphs) -> list[Mark]:
    """Return a mark whose data are not described."""
    if glyphs.kind == "HexTile":
        return [OtherMark(f"plot of {glyphs.rows.count:,} hexagonal bins")]
    return [OtherMark("chart")]
