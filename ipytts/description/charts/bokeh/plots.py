"""Read plots of Bokeh into panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ipytts.description.charts.bokeh.annotations import (
    color_title,
    marks_of_annotations,
    read_strips,
)
from ipytts.description.charts.bokeh.axes import DEFAULT, PlotAxis
from ipytts.description.charts.bokeh.documents import Model
from ipytts.description.charts.bokeh.joins import joined
from ipytts.description.charts.bokeh.readers import bars, curves, grids, points
from ipytts.description.charts.bokeh.rows import Rows, UnsupportedGlyphError
from ipytts.description.charts.bokeh.series import Glyphs, Legends
from ipytts.description.charts.clipping import clip
from ipytts.description.charts.joining import known_marks
from ipytts.description.charts.json_data import to_texts
from ipytts.description.charts.model import (
    Encoding,
    HeatMap,
    Mark,
    NamedValues,
    Network,
    OtherMark,
    Panel,
)

_MAX_RENDERERS = 500  # renderers of a plot that are read
_READERS: dict[str, Callable[[Glyphs], list[Mark]]] = {
    **dict.fromkeys(("VBar", "HBar"), bars.read_bars),
    "Quad": bars.read_quads,
    **dict.fromkeys(("Line", "Step"), curves.read_lines),
    "MultiLine": curves.read_many_lines,
    **dict.fromkeys(("VArea", "VAreaStep"), curves.read_areas),
    "Patch": curves.read_patch,
    "Patches": curves.read_patches,
    **dict.fromkeys(("Rect", "Block"), grids.read_rectangles),
    "Image": grids.read_images,
    **dict.fromkeys(("ImageRGBA", "ImageURL"), grids.read_color_images),
    **dict.fromkeys(("Wedge", "AnnularWedge"), grids.read_wedges),
    **dict.fromkeys(
        (
            *("Scatter", "Circle", "Asterisk", "CircleCross", "CircleX", "Cross", "Dash", "Diamond", "Dot"),
            *("DiamondCross", "Hex", "InvertedTriangle", "Plus", "Square", "SquareCross", "SquareX", "Star"),
            *("Triangle", "X", "Y", "CircleDot", "DiamondDot", "HexDot", "SquareDot", "SquarePin", "StarDot"),
        ),
        points.read_points,
    ),
    **dict.fromkeys(("Text", "TextGlyph"), points.read_texts),
    "Segment": points.read_segments,
    **dict.fromkeys(("HSpan", "VSpan", "HStrip", "VStrip"), read_strips),
}
_FIELDS = {"VBar": ("x", "top"), "HBar": ("right", "y")}  # the properties along x and y
_UNNAMED = {
    *("", "x", "y", "xs", "ys", "top", "bottom", "left", "right", "index", "level_0", "size", "radius"),
    *("image", "x0", "y0", "x1", "y1", "value", "values", "color", "fill_color", "line_color"),
}


def panel_of(plot: Model, title: str) -> Panel:
    """Return a plot as a panel; what has an axis of its own beside the first one is in its twins."""
    legends = Legends(plot)
    renderers = plot.models("renderers")[:_MAX_RENDERERS]
    drawn = [each for each in renderers if each.get("visible", True) is not False]
    hidden = [each for each in renderers if each.name == "GlyphRenderer" and each not in drawn]
    by_ranges: dict[tuple[str, str], list[Model]] = {}
    for each in drawn:
        names = [each.text(f"{letter}_range_name") or DEFAULT for letter in "xy"]
        by_ranges.setdefault((names[0], names[1]), []).append(each)
    first = (DEFAULT, DEFAULT)
    order = sorted(by_ranges or {first: []}, key=lambda ranges: ranges != first)
    panels = [_panel(plot, by_ranges.get(ranges, []), ranges, legends) for ranges in order]
    names = [legends.name_of(each, _rows(each)) for each in hidden]
    titles = [title, *(text for text in _titles(plot) if text)]
    return replace(
        panels[0], title=", ".join(filter(None, titles)), twins=panels[1:], hidden=list(dict.fromkeys(names))
    )


def _titles(plot: Model) -> list[str]:
    """Return the title of a plot and the further titles above it."""
    title = plot.get("title")
    own = title if isinstance(title, str) else plot.model("title").text("text")
    above = [each.text("text") for each in plot.models("above")[::-1] if each.name == "Title"]
    return list(dict.fromkeys([own, *above]))


def _rows(renderer: Model) -> Rows:
    view = renderer.model("view")
    return Rows(renderer.model("glyph"), renderer.model("data_source"), view if view.name else None)


def _panel(plot: Model, renderers: Sequence[Model], ranges: tuple[str, str], legends: Legends) -> Panel:
    x, y = PlotAxis(plot, "x", ranges[0]), PlotAxis(plot, "y", ranges[1])
    marks: list[Mark] = []
    all_glyphs: list[Glyphs] = []
    for renderer in renderers:
        if renderer.name == "GraphRenderer":
            marks.append(_network(renderer))
        elif renderer.name == "GlyphRenderer":
            try:
                all_glyphs.append(Glyphs(renderer, _rows(renderer), x, y, legends))
            except UnsupportedGlyphError:
                marks.append(OtherMark("chart"))
    all_glyphs = _with_names(all_glyphs)
    for glyphs in all_glyphs:
        marks += _marks_of(glyphs, plot)
    if ranges == (DEFAULT, DEFAULT):
        marks += marks_of_annotations(plot, x, y, all_glyphs)
    marks, has_others = known_marks(joined(marks, x, y))
    limits = [axis.to_model("").limits for axis in (x, y)]
    panel = Panel(
        clip(marks, *limits),
        x=x.to_model(_label(x, all_glyphs)),
        y=y.to_model(_label(y, all_glyphs)),
        legend_title=next((t for g in all_glyphs if (t := g.legend_title(*_places(g)))), ""),
        has_other_marks=has_others,
    )
    return _with_encodings(panel, plot, all_glyphs)


def _places(glyphs: Glyphs) -> tuple[str, ...]:
    """Return the properties that give the places of marks."""
    letters = {"VBar": ("x",), "HBar": ("y",), "Segment": ("x0", "y0"), "Quad": ("left",)}
    return letters.get(glyphs.kind, () if "Wedge" in glyphs.kind else ("x", "y"))


def _with_names(all_glyphs: Sequence[Glyphs]) -> list[Glyphs]:
    """Return series; those without names that show different columns have the names of these."""
    fields = [_field_along(glyphs, "y") or _field_along(glyphs, "x") for glyphs in all_glyphs]
    known = [field for field in fields if field]
    if len(set(known)) < 2 or any(glyphs.name for glyphs in all_glyphs):
        return list(all_glyphs)
    return [replace(glyphs, fallback_name=field) for glyphs, field in zip(all_glyphs, fields, strict=True)]


def _field_along(glyphs: Glyphs, letter: str) -> str:
    """Return the name of the column that is shown along an axis; empty if it is not telling."""
    name = _FIELDS.get(glyphs.kind, ("x", "y"))["xy".index(letter)]
    field = glyphs.rows.field(name)
    return "" if field in _UNNAMED else field


def _label(axis: PlotAxis, all_glyphs: Sequence[Glyphs]) -> str:
    """Return the label of an axis, or the name of the only column that is shown along it."""
    fields = {_field_along(glyphs, axis.letter) for glyphs in all_glyphs}
    return axis.label or (fields.pop() if len(fields) == 1 else "")


def _marks_of(glyphs: Glyphs, plot: Model) -> list[Mark]:
    try:
        marks = _READERS.get(glyphs.kind, curves.read_other)(glyphs)
    except UnsupportedGlyphError:
        return [OtherMark("chart")]
    title = color_title(plot, glyphs.color_mapper() or glyphs.rows.model.model("color_mapper"))
    return [
        replace(mark, label=title or ("" if mark.label in _UNNAMED else mark.label))
        if isinstance(mark, (HeatMap, NamedValues))
        else mark
        for mark in marks
    ]


def _network(renderer: Model) -> Network:
    nodes = renderer.model("node_renderer").model("data_source").get("data") or {}
    edges = renderer.model("edge_renderer").model("data_source").get("data") or {}
    names = to_texts(nodes.get("index"))
    starts, ends = to_texts(edges.get("start")), to_texts(edges.get("end"))
    at = {name: number for number, name in enumerate(names)}
    links = [(at[a], at[b]) for a, b in zip(starts, ends, strict=False) if a in at and b in at]
    are_numbers = all(name.isdecimal() for name in names)
    return Network(len(names), links, [] if are_numbers else names)


def _with_encodings(panel: Panel, plot: Model, all_glyphs: Sequence[Glyphs]) -> Panel:
    """Return a panel with what colors, sizes and markers of points show beside the groups."""
    color_label, encodings = "", {}
    shown = {getattr(mark, "label", "") for mark in panel.marks}
    for glyphs in all_glyphs:
        if _READERS.get(glyphs.kind) not in (points.read_points, bars.read_bars):
            continue
        number = glyphs.color_field(of_categories=False)
        if number and number not in shown:
            color_label = color_title(plot, glyphs.color_mapper()) or number
        group = glyphs.group_field(*_places(glyphs))
        others = (
            ("size", glyphs.rows.field("size") or glyphs.rows.field("radius")),
            ("color", glyphs.color_field(of_categories=True)),
            ("marker", glyphs.marker_field()),
        )
        for channel, field in others:
            if field and field not in {*_UNNAMED, group, *map(glyphs.rows.field, _places(glyphs))}:
                names = [] if channel == "size" else dict.fromkeys(to_texts(glyphs.rows.values_of(field)))
                encodings[channel, field] = Encoding(channel, field, list(names))  # type: ignore[arg-type]
    color_label = "" if color_label in shown else color_label
    return replace(panel, color_label=color_label, encodings=list(encodings.values()))


def has_axes(plot: Model) -> bool:
    """Return whether a model is a plot."""
    return bool(plot.model("x_range").name) or plot.name in ("Figure", "figure", "Plot", "GMap")
