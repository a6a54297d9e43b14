"""Describe one panel: its most important marks first, then the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts import labels, model
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import Arrows, Contours, Events, Hexagons, PlaneBins
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import Axis, Floats, OtherMark, Panel, Plot3D
from ipytts.description.charts.sentences.arrows import describe_arrows
from ipytts.description.charts.sentences.axes import describe_axes, describe_outside
from ipytts.description.charts.sentences.bands import describe_areas_between, describe_intervals
from ipytts.description.charts.sentences.bars import describe_bars
from ipytts.description.charts.sentences.boxes import describe_boxes, describe_unbinned_histograms
from ipytts.description.charts.sentences.chart_text import (
    ChartText,
    chart_text,
    count,
    format_names,
)
from ipytts.description.charts.sentences.curves import describe_curves
from ipytts.description.charts.sentences.events import describe_events
from ipytts.description.charts.sentences.fields import describe_contours, describe_hexagons
from ipytts.description.charts.sentences.fitted_lines import describe_fitted_lines, describe_slopes
from ipytts.description.charts.sentences.funnels import describe_funnels
from ipytts.description.charts.sentences.heat_maps import describe_heat_maps, describe_images
from ipytts.description.charts.sentences.hierarchies import describe_hierarchies
from ipytts.description.charts.sentences.histograms import describe_histograms
from ipytts.description.charts.sentences.indicators import describe_indicators
from ipytts.description.charts.sentences.maps import describe_map_points, describe_region_groups
from ipytts.description.charts.sentences.marked_points import describe_marked_points
from ipytts.description.charts.sentences.named_curves import describe_running_totals
from ipytts.description.charts.sentences.named_values import describe_flows, describe_named_values
from ipytts.description.charts.sentences.networks import describe_networks
from ipytts.description.charts.sentences.pies import describe_pies
from ipytts.description.charts.sentences.plane_bins import describe_plane_bins
from ipytts.description.charts.sentences.points import describe_points
from ipytts.description.charts.sentences.spans import describe_waterfalls
from ipytts.description.charts.sentences.text_tables import describe_text_tables
from ipytts.description.charts.sentences.trees import describe_decision_trees, describe_dendrograms
from ipytts.description.charts.sentences.variable_pairs import (
    describe_parallel_coordinates,
    describe_scatter_matrices,
)
from ipytts.description.charts.stage_marks import Funnel, TextTable
from ipytts.description.charts.tree_marks import DecisionTree, Dendrogram, Hierarchy
from ipytts.description.wording import grammar
from ipytts.description.wording.phrase import Words, join, phrase

_MAX_REFERENCE_LINES = 3
_MAX_ANNOTATIONS = 3
_MAX_TWIN_DETAILS = 2  # sentences about a second axis


def describe_panel(panel: Panel) -> ChartText:
    """Describe the marks of a panel, then its axes, lines and annotations."""
    groups = [(describe, [m for m in panel.marks if isinstance(m, cls)]) for cls, describe in _DESCRIBE]
    groups = [(describe, marks) for describe, marks in groups if marks]
    if groups:
        (describe, marks), *others = groups
        text = describe(panel, marks)
        for describe, marks in others:
            _add_marks(text, panel, describe, marks)
    else:
        is_empty = all(isinstance(mark, model.Outside) for mark in panel.marks)
        text = chart_text("empty chart" if is_empty else "chart", *_formatters(panel))
    if panel.purpose:
        text.kind = panel.purpose
        if text.quantity and labels.words_in(text.quantity) <= labels.words_in(panel.purpose):
            text.quantity = ""  # "an autocorrelation plot of autocorrelation"
    elif panel.is_polar:
        text.kind = f"polar {text.kind}"
    text.details += [*describe_outside(panel), *describe_axes(panel)]
    text.details += _describe_reference_lines(panel)
    text.details += describe_marked_points(panel)
    text.details += _describe_annotations(panel)
    text.details += _describe_encodings(panel)
    twins = [(twin, _describe_panel_of_twin(twin)) for twin in panel.twins if has_data(twin)]
    for _, added in twins:
        text.details += [
            phrase("on a second axis, {}", added.opening()),
            *added.sentences()[:_MAX_TWIN_DETAILS],
        ]
    if len(twins) == 1:
        text.second = _name_twin(*twins[0])
    text.details += _describe_hidden(panel)
    return text


def has_data(panel: Panel) -> bool:
    """Return whether a panel or one of its twins has marks."""
    return bool(panel.marks) or any(has_data(twin) for twin in panel.twins)


def _add_marks(text: ChartText, panel: Panel, describe: Callable[..., ChartText], marks: list[Any]) -> None:
    """Add less important marks: curves as lines through others, the rest with a description of their own."""
    are_curves = isinstance(marks[0], model.Curve)
    if are_curves and any(isinstance(mark, model.Points) for mark in panel.marks):
        text.sizes.append("a line" if len(marks) == 1 else count(len(marks), "line"))
        text.details[:0] = describe_fitted_lines(panel, marks)
        text.in_panels += describe_slopes(panel, marks)
    elif are_curves and any(isinstance(mark, model.Histogram) for mark in panel.marks):
        text.sizes.append("a curve" if len(marks) == 1 else count(len(marks), "curve"))
        if len(marks) == 1:
            text.details += _describe_peak(panel, marks[0])
    elif _are_same_values(panel, marks):
        text.sizes.append("dots for single values")
    elif are_curves and (totals := describe_running_totals(panel, marks)):
        text.sizes.append("a line")
        text.details[:0] = totals
    else:
        added = describe(panel, marks)
        text.sizes.append(grammar.with_article(added.kind))
        if added.main_point:
            text.details.insert(0, phrase("the {}: {}", added.kind, added.main_point))
        text.details += added.sentences()
        text.full_details += added.full_details


def _are_same_values(panel: Panel, marks: Sequence[Any]) -> bool:
    """Return whether points over categories show the values of the boxes that are drawn there."""
    has_categories = "category" in (panel.x.kind, panel.y.kind)
    boxes = [mark for mark in panel.marks if isinstance(mark, model.BoxSummary)]
    if not boxes or not has_categories or not isinstance(marks[0], model.Points):
        return False
    return bool(sum(points.x.size for points in marks) > 2 * len(boxes))  # fewer may be means


def _describe_peak(panel: Panel, curve: model.Curve) -> list[Words]:
    if not np.isfinite(curve.y).any():
        return []
    peak = curve.x[int(np.nanargmax(curve.y))]
    return [
        phrase(
            "the curve peaks {}",
            AxisFormatter(panel.x, [curve.x], is_position=True).fact_at(peak, "place of the maximum"),
        )
    ]


def _describe_3d_plots(panel: Panel, plots: Sequence[Plot3D]) -> ChartText:
    """Describe the range along each axis."""
    forms = Counter(plot.form for plot in plots)
    kinds = [form if count == 1 else f"{form} of {count} parts" for form, count in forms.items()]
    text = ChartText(f"three-dimensional {grammar.join(kinds)}")
    if forms.keys() == {"scatter plot"}:
        text.sizes.append(count(sum(plot.x.size for plot in plots), "point"))
    ranges = []
    for letter, axis in zip("xyz", (panel.x, panel.y, panel.z or model.Axis()), strict=True):
        formatter = AxisFormatter(axis, [getattr(plot, letter) for plot in plots], letter)
        if np.isfinite(formatter.low):
            ranges.append(phrase("{} {}", formatter.label or letter, formatter.format_range()))
    text.main_point = join(ranges) if ranges else "there is nothing in it"
    return text


def _describe_other_marks(panel: Panel, marks: Sequence[OtherMark]) -> ChartText:
    y, x = _formatters(panel)
    axes = (x, y) if all(mark.is_horizontal for mark in marks) else (y, x)
    return chart_text(grammar.join(mark.phrase for mark in marks), *axes)


def _formatters(panel: Panel) -> tuple[AxisFormatter, AxisFormatter]:
    return AxisFormatter(panel.y, [], "y"), AxisFormatter(panel.x, [])


def _describe_reference_lines(panel: Panel) -> list[Words]:
    lines = [mark for mark in panel.marks if isinstance(mark, model.ReferenceLine)]
    return [_describe_reference_line(panel, line) for line in lines[:_MAX_REFERENCE_LINES]]


def _describe_reference_line(panel: Panel, line: model.ReferenceLine) -> Words:
    name = f", {format_name(line.name)}," if format_name(line.name) else ""
    if line.axis == "diagonal":
        return f"the diagonal{name} is drawn for comparison"
    is_x = line.axis == "x"
    axis = AxisFormatter(
        panel.x if is_x else panel.y, _coordinates(panel, line.axis), line.axis, is_position=is_x
    )
    value = axis.fact(line.value, "reference line", of=line.name)
    if np.isfinite(line.end):
        end = axis.fact(line.end, "reference line", of=line.name)
        return phrase("a shaded range{} goes from {} {} to {}", name, axis.name, value, end)
    direction = "vertical" if is_x else "horizontal"
    return phrase("a {} line{} is at {} {}", direction, name, axis.name, value)


def _coordinates(panel: Panel, axis: str) -> list[Floats]:
    return [getattr(mark, axis) for mark in panel.marks if isinstance(mark, (model.Curve, model.Points))]


def _describe_annotations(panel: Panel) -> list[Words]:
    sentences: list[Words] = []
    x = AxisFormatter(panel.x, _coordinates(panel, "x"), is_position=True)
    y = AxisFormatter(panel.y, _coordinates(panel, "y"), "y")
    annotations = [mark for mark in panel.marks if isinstance(mark, model.Annotation)]
    for note in annotations[:_MAX_ANNOTATIONS]:
        at: Words = ""
        if np.isfinite([note.x, note.y]).all():
            place = x.fact_at(note.x, "place of a note"), y.fact(note.y, "place of a note", at=note.x)
            at = phrase(" {}, at {},", *place)
        sentences.append(phrase("a note{} reads: {}", at, labels.format_title(note.text)))
    left_out = len(annotations) - _MAX_ANNOTATIONS
    if left_out > 0:
        sentences.append(phrase("there {} {}", grammar.are(left_out), count(left_out, "further note")))
    return sentences


def _describe_encodings(panel: Panel) -> list[Words]:
    """Return what colors, sizes and markers show."""
    sentences: list[Words] = []
    if panel.color_label:
        sentences.append(f"color shows {labels.format_axis_label(panel.color_label)}")
    for encoding in panel.encodings:
        label = labels.format_axis_label(encoding.label)
        channel = encoding.channel if encoding.channel in ("color", "size") else f"the {encoding.channel}"
        shown = f"{channel} shows {label}" if label else f"{channel} distinguishes groups"
        if encoding.names:
            sentences.append(phrase("{}: {}", shown, format_names(encoding.names)))
        elif np.isfinite([encoding.low, encoding.high]).all():
            values = AxisFormatter(Axis(encoding.label), [np.array([encoding.low, encoding.high])])
            sentences.append(phrase("{}, {}", shown, values.format_range()))
        else:
            sentences.append(shown)
    return sentences


def _describe_panel_of_twin(twin: Panel) -> ChartText:
    return describe_panel(replace(twin, x=replace(twin.x, is_reversed=False)))  # the axis of the panel


def _name_twin(twin: Panel, text: ChartText) -> list[Words]:
    """Return what a second axis shows, in fewer words each time: "a line chart on a second axis"."""
    names = [format_name(mark.name) for mark in twin.marks if isinstance(mark, (model.Bars, model.Curve))]
    quantity = text.quantity or (labels.without_side(names[0]) if len(names) == 1 else "")
    kind = grammar.with_article(text.kind)
    shown = [f"{kind} of {quantity}", kind] if quantity else [kind]
    return [*(phrase("{} on a second axis", words) for words in shown), "a second axis"]


def _describe_hidden(panel: Panel) -> list[Words]:
    """Return sentences about what is hidden, and about marks that were not recognized."""
    sentences: list[Words] = []
    if panel.hidden:
        names = [name for name in panel.hidden if name.strip()]
        verb = "is" if len(panel.hidden) == 1 else "are"
        hidden: Words = format_names(names) if names else count(len(panel.hidden), "series")
        sentences.append(phrase("{} {} hidden", hidden, verb))
    if panel.has_other_marks:
        sentences.append("other marks are not described")
    return sentences


_DESCRIBE: list[tuple[type, Callable[..., ChartText]]] = [  # the most important marks first
    (model.HeatMap, describe_heat_maps),
    (Hexagons, describe_hexagons),
    (PlaneBins, describe_plane_bins),
    (Contours, describe_contours),
    (Arrows, describe_arrows),
    (Events, describe_events),
    (Dendrogram, describe_dendrograms),
    (DecisionTree, describe_decision_trees),
    (Hierarchy, describe_hierarchies),
    (model.Pie, describe_pies),
    (model.BoxSummary, describe_boxes),
    (model.UnbinnedHistogram, describe_unbinned_histograms),
    (model.Bars, describe_bars),
    (model.Waterfall, describe_waterfalls),
    (model.Histogram, describe_histograms),
    (model.Points, describe_points),
    (model.ScatterMatrix, describe_scatter_matrices),
    (model.ParallelCoordinates, describe_parallel_coordinates),
    (model.MapPoints, describe_map_points),
    (model.Network, describe_networks),
    (model.Curve, describe_curves),
    (model.Intervals, describe_intervals),
    (model.AreaBetween, describe_areas_between),
    (model.RGBImage, describe_images),
    (model.Plot3D, _describe_3d_plots),
    (RegionGroups, describe_region_groups),
    (Funnel, describe_funnels),
    (TextTable, describe_text_tables),
    (model.NamedValues, describe_named_values),
    (model.Flows, describe_flows),
    (model.Indicator, describe_indicators),
    (model.OtherMark, _describe_other_marks),
]
