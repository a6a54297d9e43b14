"""Read plots of plotnine into charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.bands import with_bands
from ipytts.description.charts.clipping import clip
from ipytts.description.charts.joining import (
    join_marks,
    known_marks,
    with_diagonal,
    with_strips,
    without_labels,
)
from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import Annotation, Axis, Chart, Encoding, OtherMark, Panel
from ipytts.description.charts.plotnine.axes import PlotAxis, names_of, plain_label
from ipytts.description.charts.plotnine.building import BuiltPlot, TooManyRowsError, build
from ipytts.description.charts.plotnine.flipping import flipped
from ipytts.description.charts.plotnine.layers import PanelLayer
from ipytts.description.charts.plotnine.readers import marks_of

_LAYOUT = ("PANEL", "ROW", "COL", "SCALE_X", "SCALE_Y", "AXIS_X", "AXIS_Y")
_MAX_PANELS = 60  # panels that are read
_CHANNELS = {"color": "color", "fill": "color", "shape": "marker", "linetype": "line style", "size": "size"}
_TOO_LARGE = "It has too many rows to be read."


@np.errstate(all="ignore")
def chart_of(plot: Any) -> Chart:
    """Return a plot as a chart."""
    try:
        built = build(plot)
    except TooManyRowsError:
        return Chart([Panel([OtherMark("chart")])], _title(plot.labels), remark=_TOO_LARGE)
    own = built.plot
    rows = own.layout.layout.to_dict("records")
    panels = [_panel(built, row) for row in rows[:_MAX_PANELS]]
    caption = _text(own.labels, "caption")
    if caption and panels:
        panels[0] = replace(panels[0], marks=[*panels[0].marks, Annotation(caption)])
    is_grid = len({(row["ROW"], row["COL"]) for row in rows}) == len(rows)
    size = (max(int(row["ROW"]) for row in rows), max(int(row["COL"]) for row in rows)) if rows else (0, 0)
    is_whole = is_grid and size[0] * size[1] == len(rows)
    return Chart(panels, _title(own.labels), *(size if is_whole else (0, 0)))


def _text(labels: Any, name: str) -> str:
    value = labels.get(name, "")
    return "" if value is None else " ".join(str(value).split())


def _title(labels: Any) -> str:
    return ", ".join(filter(None, [_text(labels, "title"), _text(labels, "subtitle")]))


def _panel(built: BuiltPlot, row: Mapping[str, Any]) -> Panel:
    plot = built.plot
    is_flipped = type(plot.coordinates).__name__ == "coord_flip"
    x, y = (_axis(built, row, letter, is_flipped=is_flipped) for letter in "xy")
    layers = _layers(built, row, x, y)
    marks = [mark for layer in layers for mark in marks_of(layer)]
    axes = x.to_model(), y.to_model()
    marks = with_bands(join_marks(with_strips(marks, *axes), has_dates=x.kind == "date"))
    marks, has_others = known_marks(with_diagonal(without_labels(marks)))
    marks = clip(marks, axes[0].limits, axes[1].limits)
    model_x, model_y = (axes[0], _with_shares(axes[1], layers))
    if is_flipped:
        marks, model_x, model_y = [flipped(mark) for mark in marks], model_y, model_x
    panel = Panel(
        marks,
        title=", ".join(f"{name} {value}" for name, value in row.items() if name not in _LAYOUT),
        x=model_x,
        y=model_y,
        legend_title=next((title for layer in layers if (title := layer.legend_title())), ""),
        has_other_marks=has_others or built.has_left_out,
    )
    return _with_encodings(panel, layers)


def _with_shares(axis: Axis, layers: Sequence[PanelLayer]) -> Axis:
    """Return the axis of values; in percent if they are shares of all at the same place."""
    if not any(layer.position == "position_fill" for layer in layers):
        return axis
    return replace(axis, label=f"share of {axis.label}" if axis.label else "share", percent_of=1.0)


def _axis(built: BuiltPlot, row: Mapping[str, Any], letter: str, *, is_flipped: bool) -> PlotAxis:
    """Return the axis for the data of x or y, which coordinates may draw as the other one."""
    plot = built.plot
    scales = getattr(plot.layout, f"panel_scales_{letter}")
    number = int(row[f"SCALE_{letter.upper()}"]) - 1
    scale = scales[number] if number < len(scales) else scales[0]
    source = {"x": "y", "y": "x"}[letter] if is_flipped and built.is_drawn else letter
    label = scale.name if scale.name is not None else plot.labels.get(source, "")
    limits = getattr(getattr(plot.coordinates, "limits", None), letter, None)
    return PlotAxis(scale, plain_label(label), limits)


def _layers(built: BuiltPlot, row: Mapping[str, Any], x: PlotAxis, y: PlotAxis) -> list[PanelLayer]:
    plot = built.plot
    labels = {name: _text(plot.labels, name) for name in _CHANNELS} | {"alpha": _text(plot.labels, "alpha")}
    layers = []
    for layer, position in zip(plot.layers, built.positions, strict=False):
        data = layer.data
        if "PANEL" in data.columns:
            data = data[data["PANEL"].astype(int) == int(row["PANEL"])]
        if len(data):
            stat = type(layer.stat).__name__
            layers.append(
                PanelLayer(layer.geom, stat, position, layer.mapping, data, x, y, built.scales, labels)
            )
    return layers


def _with_encodings(panel: Panel, layers: Sequence[PanelLayer]) -> Panel:
    """Return a panel with what colors, sizes and markers of points show beside the groups."""
    color_label, encodings = "", {}
    for layer in layers:
        if not layer.is_a("geom_point"):
            continue
        if number := layer.numeric("color", "fill"):
            color_label = layer.label(number)
        if layer.numeric("size"):
            sizes = to_floats(layer.data["size"].to_numpy())
            label = layer.label("size")
            encodings[label] = Encoding(
                "size", label, low=float(np.nanmin(sizes)), high=float(np.nanmax(sizes))
            )
        for aesthetic in layer.discrete()[1:]:
            label = layer.label(aesthetic)
            names = list(names_of(layer.scales[aesthetic]).values())
            channel: Any = _CHANNELS.get(aesthetic, "color")
            encodings[label] = Encoding(channel, label, names)
    return replace(panel, color_label=color_label, encodings=list(encodings.values()))


def panels_of_composition(composition: Any) -> list[Panel]:
    """Return the panels of plots that are put beside or above each other."""
    panels: list[Panel] = []
    for item in getattr(composition, "items", []):
        if hasattr(item, "items") and not hasattr(item, "layers"):
            panels += panels_of_composition(item)
        elif hasattr(item, "layers"):
            chart = chart_of(item)
            titles = [", ".join(filter(None, [chart.title, panel.title])) for panel in chart.panels]
            panels += [replace(p, title=title) for p, title in zip(chart.panels, titles, strict=True)]
    return panels[:_MAX_PANELS]
