"""Plotly's figures in words, by their JSON: nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from plotly.basedatatypes import BaseFigure

from ipytts.description.charts.model import Annotation, Axis, Chart, Mark, Panel, ReferenceLine
from ipytts.description.charts.plotly.traces import Frame, marks_of
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.detail import Detail

_NEAR = 0.03  # of the figure: how far a panel's title is from its middle
_TRACES = 500


def tell_figure(figure: BaseFigure, detail: Detail) -> str:
    """Tell a figure."""
    return describe_chart(chart_of(figure.to_dict()), detail)


@np.errstate(all="ignore")
def chart_of(figure: dict[str, Any]) -> Chart:
    """Return what a figure shows, given as the JSON that plotly's pages draw."""
    layout = figure.get("layout") or {}
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for number, trace in enumerate((figure.get("data") or [])[:_TRACES]):
        if trace.get("visible", True) is True:
            groups.setdefault(_place(trace, number), []).append(trace)
    panels = _twinned(layout, {place: _panel(layout, place, traces) for place, traces in groups.items()})
    title = _text(layout.get("title"))
    rows = {tuple(_axis(layout, place[1]).get("domain", (0, 1))) for place in groups if place[0] == "xy"}
    columns_of = {
        tuple(_axis(layout, place[2]).get("domain", (0, 1))) for place in groups if place[0] == "xy"
    }
    return Chart(panels, title, len(columns_of), len(rows))


def _place(trace: dict[str, Any], number: int) -> tuple[str, ...]:
    """Return which panel a trace is in; those without axes have one of their own."""
    kind = trace.get("type", "scatter")
    for key in ("scene", "polar", "geo", "map", "mapbox", "ternary", "subplot"):
        if key in trace:
            return "other", str(trace[key])
    if kind in (
        "pie",
        "sunburst",
        "treemap",
        "icicle",
        "funnelarea",
        "indicator",
        "table",
        "sankey",
        "parcoords",
        "parcats",
        "splom",
    ):
        return "other", str(number)
    if kind.endswith(("3d", "polar", "geo", "map", "mapbox", "ternary")) or kind in (
        "surface",
        "mesh3d",
        "choropleth",
    ):
        return "other", kind
    return "xy", str(trace.get("xaxis") or "x"), str(trace.get("yaxis") or "y")


def _axis(layout: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the settings of the axis that traces call "x2", say."""
    return layout.get(f"{name[0]}axis{name[1:]}") or {}


def _text(given: Any) -> str:
    """Return the text of a title, which may be a text or hold one."""
    if isinstance(given, dict):
        given = given.get("text")
    return str(given or "").replace("<br>", " ")


def _panel(layout: dict[str, Any], place: tuple[str, ...], traces: list[dict[str, Any]]) -> Panel:
    legend_title = _text((layout.get("legend") or {}).get("title"))
    if place[0] == "other":
        frame = Frame(layout, {}, {}, traces)
        return _with_marks(Panel(legend_title=legend_title), frame, traces)
    settings = [_axis(layout, name) for name in place[1:]]
    frame = Frame(layout, settings[0], settings[1], traces)
    x, y = (
        Axis(_label(layout, axis, name[0]), *reading)
        for axis, name, reading in zip(settings, place[1:], (frame.x.read(), frame.y.read()), strict=True)
    )
    panel = Panel(title=_panel_title(layout, *settings), x=x, y=y, legend_title=legend_title)
    panel = _with_marks(panel, frame, traces)
    return replace(panel, marks=[*panel.marks, *_shapes(layout, place, frame)])


def _label(layout: dict[str, Any], axis: dict[str, Any], letter: str) -> str:
    """Return the label of an axis; in a grid of panels only the outer ones have theirs."""
    own = _text(axis.get("title"))
    if own or "matches" not in axis:
        return own
    return next(
        (
            text
            for key, other in layout.items()
            if key.startswith(f"{letter}axis") and (text := _text(other.get("title")))
        ),
        "",
    )


def _with_marks(panel: Panel, frame: Frame, traces: list[dict[str, Any]]) -> Panel:
    marks: list[Mark] = []
    color_label = polar = ""
    z = None
    for trace in traces:
        marks += marks_of(trace, frame)
        marker = trace.get("marker") or {}
        if "coloraxis" in marker or "colorbar" in marker:
            axis = frame.layout.get(marker.get("coloraxis", "")) or {}
            color_label = color_label or _text(
                (marker.get("colorbar") or axis.get("colorbar") or {}).get("title")
            )
        kind = trace.get("type", "scatter")
        polar = polar or ("polar" if kind.endswith("polar") else "")
        if kind.endswith("3d") or kind == "surface":
            scene = frame.layout.get(trace.get("scene", "scene")) or {}
            axes = [Axis(_text((scene.get(f"{letter}axis") or {}).get("title"))) for letter in "xyz"]
            panel, z = replace(panel, x=axes[0], y=axes[1]), axes[2]
    if polar:
        panel = replace(panel, x=Axis("", *frame.x.read()))
    return replace(panel, marks=marks, color_label=color_label, z=z, polar=bool(polar))


def _panel_title(layout: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> str:
    """Return the texts that stand above a panel and beside its row."""
    x_domain, y_domain = x.get("domain") or (0, 1), y.get("domain") or (0, 1)
    told = []
    for note in layout.get("annotations") or []:
        if note.get("showarrow", True) or note.get("xref") != "paper" or note.get("yref") != "paper":
            continue
        if note.get("textangle"):  # the title of a row, at the right
            beside = abs(note.get("y", -1) - sum(y_domain) / 2) < _NEAR
            told += [_text(note)] if beside else []
            continue
        if abs(note.get("x", -1) - sum(x_domain) / 2) >= _NEAR:
            continue
        above = note.get("y", -1) - y_domain[1]
        if abs(above) < _NEAR or (above > 0 and _is_of_column(layout, note, y_domain[1])):
            told.append(_text(note))
    return ", ".join(told)


def _is_of_column(layout: dict[str, Any], title: dict[str, Any], top: float) -> bool:
    """Tell whether a text above is the title of all panels below it, as no other stands in between."""
    return not any(
        abs(note.get("x", -1) - title.get("x", -1)) < _NEAR
        and top - _NEAR < note.get("y", -1) < title.get("y", 0)
        for note in layout.get("annotations") or []
        if note is not title
    )


def _shapes(layout: dict[str, Any], place: tuple[str, ...], frame: Frame) -> list[ReferenceLine | Annotation]:
    """Return reference lines, shaded stretches and notes."""
    marks: list[ReferenceLine | Annotation] = []
    for shape in layout.get("shapes") or []:
        x_ref, y_ref = str(shape.get("xref", "x")), str(shape.get("yref", "y"))
        if y_ref == place[2] and x_ref in ("paper", f"{place[1]} domain"):
            ends = frame.y.values([shape.get("y0"), shape.get("y1")])
            marks.append(_rule("y", ends, _text((shape.get("label") or {}).get("text"))))
        elif x_ref == place[1] and y_ref in ("paper", f"{place[2]} domain"):
            ends = frame.x.values([shape.get("x0"), shape.get("x1")])
            marks.append(_rule("x", ends, _text((shape.get("label") or {}).get("text"))))
    for note in layout.get("annotations") or []:
        if note.get("xref", "x") == place[1] and note.get("yref", "y") == place[2] and note.get("text"):
            x, y = frame.x.values([note.get("x")]), frame.y.values([note.get("y")])
            marks.append(Annotation(_text(note), float(x[0]), float(y[0])))
    return marks


def _rule(along: Any, ends: Any, name: str) -> ReferenceLine:
    low, high = float(np.min(ends)), float(np.max(ends))
    return ReferenceLine(along, low, name, high if high > low else float("nan"))


def _twinned(layout: dict[str, Any], panels: dict[tuple[str, ...], Panel]) -> list[Panel]:
    """Put panels on axes that lie over others to those they lie over."""
    told = dict(panels)
    for place, panel in panels.items():
        over = _axis(layout, place[2]).get("overlaying") if place[0] == "xy" else None
        under = next((other for other in panels if over and other[0] == "xy" and other[2] == over), None)
        if under is not None and under in told and under != place:
            told[under] = replace(told[under], twins=[*told[under].twins, replace(panel, x=told[under].x)])
            del told[place]
    return list(told.values())


FORMATTERS: dict[type, Callable[[Any, Detail], str]] = {BaseFigure: tell_figure}
