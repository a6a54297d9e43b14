"""Describe figures of plotly, given as JSON. Nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from plotly.basedatatypes import BaseFigure

from ipytts.description.charts.json_data import title_text
from ipytts.description.charts.model import Annotation, Axis, Chart, Mark, Panel, ReferenceLine
from ipytts.description.charts.plotly.subplots import Subplot
from ipytts.description.charts.plotly.traces import marks_of
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description

_NEAR = 0.03  # of the figure's size; the title of a panel is nearer to the panel's edge or center
_MOST_TRACES = 500  # traces that are read
_SUBPLOT_KEYS = ("scene", "polar", "geo", "map", "mapbox", "ternary", "subplot")
_OWN_AREA_TYPES = (
    *("pie", "funnelarea", "indicator", "table", "sankey"),
    *("sunburst", "treemap", "icicle", "parcoords", "parcats", "splom"),
)
_SHARED_AREA_TYPES = ("surface", "mesh3d", "choropleth")
_SHARED_AREA_SUFFIXES = ("3d", "polar", "geo", "map", "mapbox", "ternary")


def describe_figure(figure: BaseFigure, detail: Detail) -> Description:
    """Return the description of a figure."""
    return describe_chart(chart_of(figure.to_dict()), detail)


@np.errstate(all="ignore")
def chart_of(figure: dict[str, Any]) -> Chart:
    """Return a figure as a chart, given as the JSON that plotly's pages draw."""
    layout = figure.get("layout") or {}
    traces_of: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for number, trace in enumerate((figure.get("data") or [])[:_MOST_TRACES]):
        if trace.get("visible", True) is True:
            traces_of.setdefault(_subplot_key(trace, number), []).append(trace)
    panels = _with_twins(layout, {key: _panel(layout, key, traces) for key, traces in traces_of.items()})
    keys = [key for key in traces_of if key[0] == "xy"]
    x_domains, y_domains = (
        {tuple(_axis_settings(layout, key[n]).get("domain", (0, 1))) for key in keys} for n in (1, 2)
    )
    return Chart(panels, title_text(layout.get("title")), len(y_domains), len(x_domains))


def _subplot_key(trace: dict[str, Any], number: int) -> tuple[str, ...]:
    """Return "xy" and the names of two axes, or "other" and the name of a subplot without axes."""
    kind = trace.get("type", "scatter")
    for key in _SUBPLOT_KEYS:
        if key in trace:
            return "other", str(trace[key])
    if kind in _OWN_AREA_TYPES:
        return "other", str(number)
    if kind.endswith(_SHARED_AREA_SUFFIXES) or kind in _SHARED_AREA_TYPES:
        return "other", kind
    return "xy", str(trace.get("xaxis") or "x"), str(trace.get("yaxis") or "y")


def _axis_settings(layout: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the settings of the axis that traces call "x2", for example."""
    return layout.get(f"{name[0]}axis{name[1:]}") or {}


def _panel(layout: dict[str, Any], key: tuple[str, ...], traces: list[dict[str, Any]]) -> Panel:
    panel = Panel(legend_title=title_text((layout.get("legend") or {}).get("title")))
    if key[0] == "other":
        return _with_marks(panel, layout, Subplot(layout, {}, {}, traces), traces)
    x, y = (_axis_settings(layout, name) for name in key[1:])
    subplot = Subplot(layout, x, y, traces)
    panel = replace(
        panel,
        title=_panel_title(layout, x, y),
        x=subplot.x.to_model(_axis_label(layout, x, "x")),
        y=subplot.y.to_model(_axis_label(layout, y, "y")),
    )
    panel = _with_marks(panel, layout, subplot, traces)
    return replace(panel, marks=[*panel.marks, *_shapes_and_annotations(layout, key, subplot)])


def _axis_label(layout: dict[str, Any], axis: dict[str, Any], letter: str) -> str:
    """Return the label of an axis; in a grid of panels only the outer ones have one."""
    own = title_text(axis.get("title"))
    if own or "matches" not in axis:
        return own
    labels = (title_text(a.get("title")) for key, a in layout.items() if key.startswith(f"{letter}axis"))
    return next(filter(None, labels), "")


def _with_marks(
    panel: Panel, layout: dict[str, Any], subplot: Subplot, traces: list[dict[str, Any]]
) -> Panel:
    """Return a panel with the marks of its traces, and with the axes of polar and 3D plots."""
    marks: list[Mark] = []
    color_label = ""
    for trace in traces:
        marks += marks_of(trace, subplot)
        color_label = color_label or subplot.color_title(trace.get("marker") or {})
        kind = trace.get("type", "scatter")
        if kind.endswith("polar"):
            panel = replace(panel, is_polar=True)
        if kind.endswith("3d") or kind == "surface":
            scene = layout.get(trace.get("scene", "scene")) or {}
            x, y, z = (Axis(title_text((scene.get(f"{letter}axis") or {}).get("title"))) for letter in "xyz")
            panel = replace(panel, x=x, y=y, z=z)
    if panel.is_polar:
        panel = replace(panel, x=subplot.x.to_model(""))
    return replace(panel, marks=marks, color_label=color_label)


def _panel_title(layout: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> str:
    """Return the title above a panel and that of its row."""
    (left, right), (bottom, top) = x.get("domain") or (0, 1), y.get("domain") or (0, 1)
    titles = []
    for note in layout.get("annotations") or []:
        if note.get("showarrow", True) or note.get("xref") != "paper" or note.get("yref") != "paper":
            continue
        note_x, note_y = note.get("x", -1), note.get("y", -1)
        if note.get("textangle"):  # the title of a row, at the right
            is_title = abs(note_y - (bottom + top) / 2) < _NEAR
        else:
            is_above = abs(note_y - top) < _NEAR or (note_y > top and _is_of_column(layout, note, top))
            is_title = is_above and abs(note_x - (left + right) / 2) < _NEAR
        titles += [title_text(note)] if is_title else []
    return ", ".join(titles)


def _is_of_column(layout: dict[str, Any], title: dict[str, Any], top: float) -> bool:
    """Return whether a text above a panel is the title of its column: no other text is between them."""
    return not any(
        abs(note.get("x", -1) - title.get("x", -1)) < _NEAR
        and top - _NEAR < note.get("y", -1) < title.get("y", 0)
        for note in layout.get("annotations") or []
        if note is not title
    )


def _shapes_and_annotations(
    layout: dict[str, Any], key: tuple[str, ...], subplot: Subplot
) -> list[ReferenceLine | Annotation]:
    """Return the reference lines, shaded spans and annotations of a panel."""
    marks: list[ReferenceLine | Annotation] = []
    _, x_name, y_name = key
    for shape in layout.get("shapes") or []:
        x_ref, y_ref = str(shape.get("xref", "x")), str(shape.get("yref", "y"))
        if y_ref == y_name and x_ref in ("paper", f"{x_name} domain"):
            marks.append(_reference_line("y", shape, subplot))
        elif x_ref == x_name and y_ref in ("paper", f"{y_name} domain"):
            marks.append(_reference_line("x", shape, subplot))
    for note in layout.get("annotations") or []:
        if note.get("xref", "x") == x_name and note.get("yref", "y") == y_name and note.get("text"):
            x, y = subplot.x.values([note.get("x")]), subplot.y.values([note.get("y")])
            marks.append(Annotation(title_text(note), float(x[0]), float(y[0])))
    return marks


def _reference_line(letter: Any, shape: dict[str, Any], subplot: Subplot) -> ReferenceLine:
    axis = subplot.x if letter == "x" else subplot.y
    ends = axis.values([shape.get(f"{letter}0"), shape.get(f"{letter}1")])
    low, high = float(np.min(ends)), float(np.max(ends))
    name = title_text((shape.get("label") or {}).get("text"))
    return ReferenceLine(letter, low, name, high if high > low else float("nan"))


def _with_twins(layout: dict[str, Any], panels: dict[tuple[str, ...], Panel]) -> list[Panel]:
    """Return panels with those on axes that overlay theirs as their twins."""
    joined = dict(panels)
    for key, panel in panels.items():
        below = _axis_settings(layout, key[2]).get("overlaying") if key[0] == "xy" else None
        host = next((other for other in panels if below and other[0] == "xy" and other[2] == below), None)
        if host is not None and host in joined and host != key:
            twin = replace(panel, x=joined[host].x)
            joined[host] = replace(joined[host], twins=[*joined[host].twins, twin])
            del joined[key]
    return list(joined.values())


FORMATTERS: dict[type, Formatter] = {BaseFigure: describe_figure}
