"""Read the annotations of a plot: lines across it, spans, bands, whiskers and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.bokeh.axes import PlotAxis
from ipytts.description.charts.bokeh.documents import Model
from ipytts.description.charts.bokeh.rows import Rows
from ipytts.description.charts.bokeh.series import Glyphs
from ipytts.description.charts.json_data import decode, to_texts
from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Curve,
    Floats,
    Intervals,
    Mark,
    ReferenceLine,
)

_SIDES = ("center", "left", "right", "above", "below", "renderers")
_MAX_LINES = 20  # lines across a panel


def annotations_of(plot: Model) -> list[Model]:
    """Return what stands in a plot or beside it, such as axes, legends and notes."""
    found = {each.key: each for side in _SIDES for each in plot.models(side)}
    return [each for each in found.values() if each.get("visible", True) is not False]


def color_title(plot: Model, mapper: Model | None) -> str:
    """Return the title of the color bar of a mapper of colors, or an empty text."""
    bars = [each for each in annotations_of(plot) if each.name == "ColorBar"]
    of_mapper = [bar for bar in bars if bar.model("color_mapper") is mapper] or bars[:1]
    return next((title for bar in of_mapper if (title := bar.text("title"))), "")


def marks_of_annotations(plot: Model, x: PlotAxis, y: PlotAxis, all_glyphs: Sequence[Glyphs]) -> list[Mark]:
    """Return the marks of the annotations of a plot.

    A band or a whisker has the name of the only series that is drawn from the same data.
    """
    marks: list[Mark] = []
    for each in annotations_of(plot):
        read = _READERS.get(each.name)
        if read is not None:
            marks += read(each, x, y)
        elif each.name in ("Band", "Whisker"):
            source = each.model("source")
            names = {glyphs.name for glyphs in all_glyphs if glyphs.rows.source is source}
            marks += _with_ends(each, x, y, names.pop() if len(names) == 1 else "")
        elif each.name == "Slope":
            marks += _slope(each, all_glyphs)
    return marks


def _span(span: Model, x: PlotAxis, y: PlotAxis) -> list[Mark]:
    """Return a line across the plot."""
    letter: Literal["x", "y"] = "x" if span.get("dimension") == "height" else "y"
    return _lines(letter, x if letter == "x" else y, [span.get("location")])


def _lines(letter: Literal["x", "y"], axis: PlotAxis, places: Any) -> list[Mark]:
    at = axis.positions(decode(places))[:_MAX_LINES]
    return [ReferenceLine(letter, value) for value in at.tolist() if np.isfinite(value)]


def _box(box: Model, x: PlotAxis, y: PlotAxis) -> list[Mark]:
    """Return a shaded range between two values of one axis."""
    spans: list[tuple[Literal["x", "y"], float, float]] = []
    for letter, axis, names in (("x", x, ("left", "right")), ("y", y, ("bottom", "top"))):
        ends = [box.get(name) for name in names]
        are_in_data = all(box.get(f"{name}_units", "data") == "data" for name in names)
        if are_in_data and any(isinstance(end, (int, float)) for end in ends):
            numbers = [np.nan if not isinstance(end, (int, float)) else end for end in ends]
            low, high = axis.positions(decode(numbers)).tolist()
            if np.isfinite([low, high]).any():
                spans.append(("x" if letter == "x" else "y", low, high))
    if len(spans) != 1 or not np.isfinite(spans[0][1:]).all():
        return []
    letter, low, high = spans[0]
    return [ReferenceLine(letter, low, "", high)]


def _slope(slope: Model, all_glyphs: Sequence[Glyphs]) -> list[Mark]:
    """Return a straight line across the plot: the diagonal, or a line from end to end of the points."""
    gradient, start = slope.number("gradient"), slope.number("y_intercept")
    if gradient == 1 and start == 0:
        return [ReferenceLine("diagonal", np.nan)]
    columns = [g.x.positions(g.rows.column("x")) for g in all_glyphs if g.rows.spec("x")]
    known = [column[np.isfinite(column)] for column in columns]
    known = [column for column in known if column.size]
    if not known or not np.isfinite([gradient, start]).all():
        return []
    ends = np.array([min(column.min() for column in known), max(column.max() for column in known)])
    return [Curve("", ends, start + gradient * ends)]


def _with_ends(annotation: Model, x: PlotAxis, y: PlotAxis, name: str) -> list[Mark]:
    """Return the area of a band, or the intervals of whiskers."""
    is_horizontal = annotation.get("dimension") == "width"
    across, along = (y, x) if is_horizontal else (x, y)
    rows = Rows(annotation, annotation.model("source"))
    base = across.positions(rows.column("base"))
    low, high = (along.positions(rows.column(end)) for end in ("lower", "upper"))
    count = max(base.size, low.size, high.size)
    base, low, high = (_filled(column, count) for column in (base, low, high))
    if annotation.name == "Band":
        return [] if is_horizontal else [AreaBetween(name, base, low, high)]
    return [Intervals(name, base, np.full(count, np.nan), low, high, is_horizontal)]


def _filled(column: Floats, count: int) -> Floats:
    """Return a column of single values; one that is missing is unknown."""
    return column if column.size == count else np.full(count, column[0] if column.size == 1 else np.nan)


def _label(label: Model, x: PlotAxis, y: PlotAxis) -> list[Mark]:
    """Return a text in a plot."""
    text = label.text("text")
    if not text:
        return []
    are_in_data = all(label.get(f"{letter}_units", "data") == "data" for letter in "xy")
    places = [float(axis.positions(decode([label.get(axis.letter)]))[0]) for axis in (x, y)]
    return [Annotation(text, *places) if are_in_data else Annotation(text)]


def _labels(labels: Model, x: PlotAxis, y: PlotAxis) -> list[Mark]:
    rows = Rows(labels, labels.model("source"))
    columns = x.positions(rows.column("x")), y.positions(rows.column("y"))
    texts = to_texts(rows.column("text"))
    return [Annotation(text, float(a), float(b)) for text, a, b in zip(texts, *columns, strict=False) if text]


_READERS: dict[str, Callable[[Model, PlotAxis, PlotAxis], list[Mark]]] = {
    "BoxAnnotation": _box,
    "Label": _label,
    "LabelSet": _labels,
    "Span": _span,
}


def read_strips(glyphs: Glyphs) -> list[Mark]:
    """Return lines or shaded ranges across the plot that a glyph draws."""
    is_upright = glyphs.kind.startswith("V")
    axis, letter = (glyphs.x, "x") if is_upright else (glyphs.y, "y")
    if glyphs.kind.endswith("Span"):
        return _lines("x" if is_upright else "y", axis, glyphs.rows.column(letter))
    low, high = (axis.positions(glyphs.rows.column(f"{letter}{end}")) for end in "01")
    ranges: list[Mark] = [
        ReferenceLine("x" if is_upright else "y", min(ends), glyphs.name, max(ends))
        for ends in zip(low.tolist(), high.tolist(), strict=False)
        if np.isfinite(ends).all()
    ]
    return ranges[:_MAX_LINES]
