"""Read figures of plotly, given as JSON, into charts. Nothing is drawn, and plotly is not needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.bands import with_bands
from ipytts.description.charts.clipping import clip
from ipytts.description.charts.facets import with_facet_titles
from ipytts.description.charts.json_data import decode, to_floats
from ipytts.description.charts.line_points import join_line_points
from ipytts.description.charts.model import Annotation, Axis, Chart, Curve, Encoding, Mark, Panel
from ipytts.description.charts.plotly import notes
from ipytts.description.charts.plotly.areas import Domain, Key, Layout, key_of
from ipytts.description.charts.plotly.frames import frame_of
from ipytts.description.charts.plotly.readers.histograms import bin_ends
from ipytts.description.charts.plotly.settings import layout_of, mapping, traces_of
from ipytts.description.charts.plotly.subplots import Subplot, is_horizontal, name_of
from ipytts.description.charts.plotly.texts import hover_label, hover_values, title
from ipytts.description.charts.plotly.traces import marks_of

_MAX_TRACES = 500  # traces that are read
_LINES = ("scatter", "scattergl", "scatterpolar", "scatterpolargl")
_DISTRIBUTIONS = ("box", "violin", "histogram")  # traces that plotly express draws along an axis
_CUMULATIVE = (
    "probability",
    "percent",
    "count",
    "sum",
)  # labels of cumulative distributions, their first words


@dataclass
class _Area:
    """An area of the figure with its traces and its panel."""

    key: Key
    traces: list[dict[str, Any]]  # that are drawn
    domains: tuple[Domain, Domain]
    panel: Panel


@np.errstate(all="ignore")
def chart_of(figure: dict[str, Any]) -> Chart:
    """Return a figure as a chart, given as the JSON that plotly's pages draw."""
    settings, traces = layout_of(figure), traces_of(figure)[:_MAX_TRACES]
    drawn = [trace for trace in traces if trace.get("visible", True) is True]
    layout = Layout(settings, drawn)
    by_key = _by_area(traces, settings)
    areas = [_area(layout, key, its_traces) for key, its_traces in by_key.items()]
    areas = [_with_marginal(area, areas, layout) for area in areas]
    areas.sort(key=lambda area: (-area.domains[1][1], area.domains[0][0]))
    areas = _with_twins(layout, areas)
    panels = with_facet_titles(_with_general_notes(settings, areas), ", ")
    of_grid = [area.domains for area in areas if not area.panel.is_marginal]
    rows, columns = (len({domain[n] for domain in of_grid}) for n in (1, 0))
    return Chart(panels, title(settings.get("title")), rows, columns, frame=frame_of(figure))


def _by_area(traces: Sequence[dict[str, Any]], settings: dict[str, Any]) -> dict[Key, list[dict[str, Any]]]:
    """Return the traces by their areas; those without a name that share one get their name in the legend."""
    areas: dict[Key, list[dict[str, Any]]] = {}
    for number, trace in enumerate(traces):
        areas.setdefault(key_of(trace, number), []).append(trace)
    for its_traces in areas.values():
        _name_by_hover_texts(its_traces)
    for number, trace in enumerate(traces):
        is_in_legend = trace.get("showlegend", settings.get("showlegend")) is not False
        if trace.get("name") is None and is_in_legend and len(areas[key_of(trace, number)]) > 1:
            trace["name"] = f"trace {number}"
    return areas


def _name_by_hover_texts(traces: Sequence[dict[str, Any]]) -> None:
    """Name traces that share a name, such as lines of one color, by what their hover texts say of each."""
    shared = {name for name, count in Counter(map(name_of, traces)).items() if count > 1}
    for name in shared:
        of_name = [trace for trace in traces if name_of(trace) == name and trace["type"] in _LINES]
        values = [hover_values(trace) for trace in of_name]
        labels = [
            label
            for label in (values[0] if values else ())
            if len({each.get(label) for each in values}) == len(values)
        ]
        for trace, each in zip(of_name, values, strict=True) if labels else ():
            trace["name"] = each[labels[-1]]


def _area(layout: Layout, key: Key, all_traces: list[dict[str, Any]]) -> _Area:
    traces = [trace for trace in all_traces if trace.get("visible", True) is True]
    hidden = dict.fromkeys(name_of(t) for t in all_traces if not any(t is other for other in traces))
    domains = layout.domains(key, all_traces)
    subplot = layout.subplot(key, traces)
    texts = notes.notes_of(layout.settings)
    panel = Panel(
        title=", ".join(title(note) for note in notes.title_notes(texts, domains)),
        legend_title=title(mapping(layout.settings.get("legend")).get("title")),
        hidden=[name for name in hidden if name],
    )
    panel = _with_bins(_with_axes(panel, layout, key, subplot, texts), traces, subplot)
    read = [mark for trace in traces for mark in marks_of(trace, subplot)]
    marks: list[Mark] = with_bands(join_line_points(read) if key.kind == "xy" else read)
    shown = {getattr(mark, "label", "") for mark in marks}  # quantities that the marks have as their values
    colors = dict.fromkeys(subplot.color_label(trace) for trace in traces)
    has_others = False
    if key.kind == "xy":
        lines, has_others = notes.reference_lines(layout.settings, texts, key, subplot)
        marks = [
            *clip(marks, panel.x.limits, panel.y.limits),
            *lines,
            *notes.annotations_of(texts, key, subplot),
        ]
    panel = replace(
        panel,
        marks=marks,
        color_label=next((label for label in colors if label and label not in shown), ""),
        encodings=[encoding for encoding in _size_encodings(traces) if encoding.label not in shown],
        has_other_marks=has_others,
    )
    return _Area(key, traces, domains, replace(panel, purpose=_purpose(panel, traces)))


def _with_axes(
    panel: Panel, layout: Layout, key: Key, subplot: Subplot, texts: Sequence[dict[str, Any]]
) -> Panel:
    """Return a panel with its axes; those of a polar plot are the angle and the radius."""
    if key.kind == "xy":
        shared = {notes.axis_of_title(note): title(note) for note in texts}
        x = subplot.x.to_model(layout.axis_label(key.name, shared.get("x", "")))
        y = subplot.y.to_model(layout.axis_label(key.y, shared.get("y", "")))
        return replace(panel, x=x, y=y)
    own = mapping(layout.settings.get(key.name))
    if key.kind == "polar":
        angle = subplot.x.to_model("" if subplot.x.kind == "category" else "angle (°)")
        radius = subplot.y.to_model(title(mapping(own.get("radialaxis")).get("title")))
        return replace(panel, is_polar=True, x=replace(angle, limits=None), y=radius)
    if key.kind == "scene":
        x, y, z = (Axis(title(mapping(own.get(f"{letter}axis")).get("title"))) for letter in "xyz")
        return replace(panel, x=x, y=y, z=z)
    return panel


def _with_bins(panel: Panel, traces: Sequence[dict[str, Any]], subplot: Subplot) -> Panel:
    """Return a panel whose axis names bins by their ends, if bars stand for bins but show no counts."""
    for trace in traces:
        letter = "y" if is_horizontal(trace) else "x"
        axis = panel.y if letter == "y" else panel.x
        formatter = AxisFormatter(axis, [np.array(ends) for ends in bin_ends(trace, subplot)])
        names = {
            (low + high) / 2: f"{formatter.place(low)} to {formatter.place(high)}"
            for low, high in bin_ends(trace, subplot)
        }
        if names:
            named = replace(axis, kind="category", categories=names)
            panel = replace(panel, y=named) if letter == "y" else replace(panel, x=named)
    return panel


def _size_encodings(traces: Sequence[dict[str, Any]]) -> list[Encoding]:
    """Return the quantity that the sizes of points show, if the hover text names it."""
    sizes: dict[str, list[Any]] = {}
    for trace in traces:
        label, size = hover_label(trace, "marker.size"), mapping(trace.get("marker")).get("size")
        if label and decode(size).size and trace["type"].startswith("scatter"):
            sizes.setdefault(label, []).append(to_floats(size))
    return [
        Encoding("size", label, low=float(np.nanmin(values)), high=float(np.nanmax(values)))
        for label, parts in sizes.items()
        if np.isfinite(values := np.concatenate(parts)).any()
    ]


def _purpose(panel: Panel, traces: Sequence[dict[str, Any]]) -> str:
    """Return "cumulative distribution" for the steps that plotly express draws for one."""
    curves = [mark for mark in panel.marks if isinstance(mark, Curve)]
    are_steps = bool(curves) and all(
        c.form == "steps" and c.y.size and (np.diff(c.y) >= 0).all() for c in curves
    )
    is_labeled = panel.y.label.split(" ")[0] in _CUMULATIVE
    return "cumulative distribution" if are_steps and is_labeled and len(curves) == len(traces) else ""


def _with_marginal(area: _Area, areas: Sequence[_Area], layout: Layout) -> _Area:
    """Return an area that shows a distribution along an axis of another one as marginal."""
    is_one = area.key.kind == "xy" and any(_is_marginal(area, other, layout) for other in areas)
    return replace(area, panel=replace(area.panel, is_marginal=True)) if is_one else area


def _is_marginal(area: _Area, other: _Area, layout: Layout) -> bool:
    """Return whether an area lies beside another one, has an axis of it, and no numbers at its own axis."""
    if other.key.kind != "xy" or not all(trace["type"] in _DISTRIBUTIONS for trace in area.traces):
        return False
    names, others = (area.key.name, area.key.y), (other.key.name, other.key.y)
    shares = [layout.group(name) == layout.group(theirs) for name, theirs in zip(names, others, strict=True)]
    if sum(shares) != 1:
        return False
    shared, own = (0, 1) if shares[0] else (1, 0)
    has_numbers = layout.axis_settings(names[own]).get("showticklabels") is not False
    return area.domains[shared] == other.domains[shared] and not has_numbers


def _with_twins(layout: Layout, areas: Sequence[_Area]) -> list[_Area]:
    """Return areas with those whose axes overlay theirs as their twins."""
    joined = {area.key: area for area in areas}
    for area in areas:
        below = Key("xy", layout.below(area.key.name), layout.below(area.key.y))
        if area.key.kind == "xy" and below != area.key and below in joined:
            host = joined[below]
            joined[below] = replace(host, panel=replace(host.panel, twins=[*host.panel.twins, area.panel]))
            del joined[area.key]
    return list(joined.values())


def _with_general_notes(settings: dict[str, Any], areas: Sequence[_Area]) -> list[Panel]:
    """Return the panels; the first one has the annotations that belong to none."""
    texts = notes.notes_of(settings)
    used = [note for area in areas for note in notes.title_notes(texts, area.domains)]
    general: list[Annotation] = notes.general_notes(texts, used)
    panels = [area.panel for area in areas]
    if general and panels:
        marks: list[Mark] = [*panels[0].marks, *general]
        panels[0] = replace(panels[0], marks=marks)
    return panels
