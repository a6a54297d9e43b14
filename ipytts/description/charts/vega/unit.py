"""Read a single view, one type of mark with its encoding, into a panel of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from ipytts.description.charts import model
from ipytts.description.charts.clipping import clip
from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.vega.bars import read_bars
from ipytts.description.charts.vega.boxes import read_boxes
from ipytts.description.charts.vega.channels import EncodedTable, as_categories, axis_of, definitions_of
from ipytts.description.charts.vega.curves import read_curves
from ipytts.description.charts.vega.grids import read_rectangles
from ipytts.description.charts.vega.intervals import read_error_bars, read_rules
from ipytts.description.charts.vega.maps import describe_topology, read_shapes
from ipytts.description.charts.vega.pies import read_arcs
from ipytts.description.charts.vega.points import read_points
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError
from ipytts.description.charts.vega.texts import read_texts
from ipytts.description.charts.vega.titles import axis_title, title
from ipytts.description.charts.vega.view import View

_CHARTS = {
    "arc": "pie chart",
    "area": "area chart",
    "bar": "bar chart",
    "boxplot": "box plot",
    "circle": "scatter plot",
    "errorband": "error band",
    "errorbar": "chart of error bars",
    "image": "chart of images",
    "line": "line chart",
    "point": "scatter plot",
    "rect": "chart of rectangles",
    "rule": "chart of rules",
    "square": "scatter plot",
    "text": "chart of texts",
    "tick": "strip plot",
    "trail": "line chart",
}
_OVER_CATEGORIES = ("bar", "boxplot", "tick")  # marks for each category of an axis
_DECORATIONS = ("text", "image")  # usually drawn on top of other marks
_READERS: dict[str, Callable[[View], tuple[View, list[model.Mark]]]] = {
    "arc": read_arcs,
    "bar": read_bars,
    "boxplot": read_boxes,
    "rect": read_rectangles,
    "rule": read_rules,
    "text": read_texts,
    **dict.fromkeys(("area", "line", "trail"), read_curves),
    **dict.fromkeys(("circle", "point", "square", "tick"), read_points),
    **dict.fromkeys(("errorband", "errorbar"), read_error_bars),
}
# Channels that show further quantities, with what a reader sees of them.
_ENCODINGS: tuple[tuple[str, Literal["color", "size", "marker", "line style"]], ...] = (
    ("size", "size"),
    ("strokeWidth", "size"),
    ("shape", "marker"),
    ("strokeDash", "line style"),
    ("color", "color"),
)
_WITHOUT_GROUPS = (
    model.HeatMap,
    model.NamedValues,
    PlaneBins,
    RegionGroups,
)  # colors are described with them
_ERRORS = (UnsupportedSpecError, KeyError, ValueError, TypeError, IndexError, AttributeError)


def mark_type(spec: Mapping[str, Any]) -> str:
    """Return the type of a view's mark."""
    mark = spec.get("mark")
    return str(mark.get("type") if isinstance(mark, dict) else mark)


def is_decoration(spec: Mapping[str, Any]) -> bool:
    """Return whether a view usually has only labels or pictures on top of other marks."""
    data = spec.get("data")
    is_frame = isinstance(data, dict) and ("sphere" in data or "graticule" in data)
    return mark_type(spec) in _DECORATIONS or is_frame


def panel_of(spec: Mapping[str, Any], table: Table | None) -> model.Panel:
    """Return a view as a panel; with its axes and the name of its chart, if it cannot be read.

    `table` is None if the data are not known.
    """
    definitions = definitions_of(spec.get("encoding") or {})
    if (
        table is None
        and definitions
        and not any("field" in d or "aggregate" in d for d in definitions.values())
    ):
        table = Table({})  # all values are in the encoding
    if table is not None:
        try:
            return _read(spec, definitions, table)
        except _ERRORS:
            pass
    x, y = (axis_of(definitions.get(name, {})) for name in ("x", "y"))
    name = _chart_name(spec)
    if is_horizontal := mark_type(spec) in _OVER_CATEGORIES and _lies_along_x(definitions):
        name = f"horizontal {name}"
    return model.Panel([model.OtherMark(name, is_horizontal)], x=x, y=y)


def _lies_along_x(definitions: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether only the x axis is one of numbers."""
    x, y = (definitions.get(name, {}).get("type") for name in ("x", "y"))
    return x == "quantitative" and y in ("nominal", "ordinal")


def _chart_name(spec: Mapping[str, Any]) -> str:
    mark = mark_type(spec)
    if mark == "geoshape" or "longitude" in (spec.get("encoding") or {}):
        return describe_topology(spec.get("data") or {})
    return _CHARTS.get(mark, "chart of marks that are not known")


def _read(spec: Mapping[str, Any], definitions: dict[str, dict[str, Any]], table: Table) -> model.Panel:
    mark, settings = mark_type(spec), spec.get("mark")
    data = EncodedTable(definitions, table)
    view = View(
        mark,
        settings if isinstance(settings, dict) else {},
        definitions,
        data,
        data.channel("x"),
        data.channel("y"),
    )
    if mark == "geoshape":
        view, marks = read_shapes(view, table)
    elif mark in _READERS:
        view, marks = _READERS[mark](view)
    else:
        raise UnsupportedSpecError(mark)
    shows_groups = not any(isinstance(m, _WITHOUT_GROUPS) for m in marks)
    x, y = (
        replace(channel.axis, label=axis_title(definitions, name))
        if f"{name}2" in definitions
        else channel.axis
        for name, channel in (("x", view.x), ("y", view.y))
    )
    return model.Panel(
        clip(marks, x.limits, y.limits) if view.settings.get("clip") is True else marks,
        x=x,
        y=y,
        legend_title=view.legend_title() if shows_groups else "",
        color_label=_color_label(view) if shows_groups else "",
        encodings=list(_encodings(view)) if shows_groups else (),
        is_polar=mark == "arc" and any(isinstance(m, model.Bars) for m in marks),
    )


def _color_label(view: View) -> str:
    return title(view.definitions["color"]) if view.channel("color").kind == "number" else ""


def _encodings(view: View) -> Iterator[model.Encoding]:
    """Yield what properties of the marks show beside the groups."""
    shown = {view.x.source, view.y.source, *(view.channel(name).source for name in view.grouping())}
    for name, kind in _ENCODINGS:
        channel = view.channel(name)
        if not channel.kind or channel.source in shown or (name == "color" and channel.kind == "number"):
            continue
        shown.add(channel.source)
        label = title(view.definitions[name])
        if channel.kind == "number":
            known = channel.values[np.isfinite(channel.values)]
            if known.size:
                yield model.Encoding(kind, label, low=float(known.min()), high=float(known.max()))
        else:
            names = [text for text in as_categories(channel).axis.categories.values() if text]
            yield model.Encoding(kind, label, names)
