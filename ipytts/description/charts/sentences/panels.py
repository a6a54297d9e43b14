"""Describe one panel: its most important marks first, then the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts import labels, model
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.sentences.bars import describe_bars, describe_named_values
from ipytts.description.charts.sentences.boxes import describe_boxes, describe_unbinned_histograms
from ipytts.description.charts.sentences.chart_text import ChartText, format_name, format_subject
from ipytts.description.charts.sentences.curves import describe_curves
from ipytts.description.charts.sentences.heat_maps import describe_heat_maps, describe_images
from ipytts.description.charts.sentences.histograms import describe_histograms
from ipytts.description.charts.sentences.pies import describe_pies
from ipytts.description.charts.sentences.points import describe_fitted_lines, describe_points
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.description.charts.model import Floats, OtherMark, Panel, Plot3D

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
        text = ChartText("chart" if panel.marks else "empty chart", _format_axes(panel))
    if panel.is_polar:
        text.kind = f"polar {text.kind}"
    text.details += text.outliers
    text.details += _describe_log_axes(panel)
    text.details += _describe_reference_lines(panel)
    text.details += _describe_annotations(panel)
    if panel.color_label:
        text.details.append(f"Color stands for {labels.format_axis_label(panel.color_label)}")
    for twin in panel.twins:
        text.details += _describe_twin(twin)
    return text


def has_data(panel: Panel) -> bool:
    """Return whether a panel or one of its twins has marks."""
    return bool(panel.marks) or any(has_data(twin) for twin in panel.twins)


def _add_marks(text: ChartText, panel: Panel, describe: Callable[..., ChartText], marks: list[Any]) -> None:
    """Add less important marks: curves as lines through others, the rest with a description of their own."""
    are_curves = isinstance(marks[0], model.Curve)
    if are_curves and any(isinstance(mark, model.Points) for mark in panel.marks):
        text.add_to_subject("a line" if len(marks) == 1 else numbers.with_noun(len(marks), "line"))
        text.details[:0] = describe_fitted_lines(panel, marks)
    elif are_curves and any(isinstance(mark, model.Histogram) for mark in panel.marks):
        text.add_to_subject("a curve" if len(marks) == 1 else numbers.with_noun(len(marks), "curve"))
        if len(marks) == 1:
            text.details += _describe_peak(panel, marks[0])
    else:
        added = describe(panel, marks)
        text.add_to_subject(grammar.with_article(added.kind))
        if added.main_point:
            text.details.insert(0, f"In the {added.kind}, {added.main_point}")
        text.details += added.details
        text.full_details += added.full_details


def _describe_peak(panel: Panel, curve: model.Curve) -> list[str]:
    if not np.isfinite(curve.y).any():
        return []
    peak = curve.x[int(np.nanargmax(curve.y))]
    return [f"The curve peaks {AxisFormatter(panel.x, [curve.x]).format_at(peak)}"]


def _describe_3d_plots(panel: Panel, plots: Sequence[Plot3D]) -> ChartText:
    """Describe the range along each axis."""
    forms = Counter(plot.form for plot in plots)
    kinds = [form if count == 1 else f"{form} of {count} parts" for form, count in forms.items()]
    text = ChartText(f"three-dimensional {grammar.join(kinds)}")
    if forms.keys() == {"scatter plot"}:
        text.subject = f"with {numbers.with_noun(sum(plot.x.size for plot in plots), 'point')}"
    ranges = []
    for letter, axis in zip("xyz", (panel.x, panel.y, panel.z or model.Axis()), strict=True):
        formatter = AxisFormatter(axis, [getattr(plot, letter) for plot in plots])
        if np.isfinite(formatter.low):
            ranges.append(f"{formatter.label or letter} {formatter.format_range()}")
    text.main_point = grammar.join(ranges) or "there is nothing in it"
    return text


def _describe_other_marks(panel: Panel, marks: Sequence[OtherMark]) -> ChartText:
    return ChartText(grammar.join(mark.phrase for mark in marks), _format_axes(panel))


def _format_axes(panel: Panel) -> str:
    return format_subject(AxisFormatter(panel.y, []), AxisFormatter(panel.x, []))


def _describe_log_axes(panel: Panel) -> list[str]:
    if any(isinstance(mark, (model.HeatMap, model.Pie)) for mark in panel.marks):
        return []
    names = [
        labels.format_axis_label(axis.label) or f"the {direction} axis"
        for axis, direction in ((panel.x, "horizontal"), (panel.y, "vertical"))
        if axis.is_log
    ]
    scale = "is on a logarithmic scale" if len(names) == 1 else "are on logarithmic scales"
    return [f"{grammar.join(names)} {scale}"] if names else []


def _describe_reference_lines(panel: Panel) -> list[str]:
    sentences = []
    lines = [mark for mark in panel.marks if isinstance(mark, model.ReferenceLine)]
    for line in lines[:_MAX_REFERENCE_LINES]:
        axis = AxisFormatter(panel.x if line.axis == "x" else panel.y, _coordinates(panel, line.axis))
        name = f", {format_name(line.name)}," if format_name(line.name) else ""
        value = f"{axis.quantity} {axis.format(line.value)}".strip()
        if np.isfinite(line.end):
            sentences.append(f"A shaded stretch{name} reaches from {value} to {axis.format(line.end)}")
        else:
            direction = "vertical" if line.axis == "x" else "horizontal"
            sentences.append(f"A {direction} line{name} is at {value}")
    return sentences


def _coordinates(panel: Panel, axis: str) -> list[Floats]:
    return [getattr(mark, axis) for mark in panel.marks if isinstance(mark, (model.Curve, model.Points))]


def _describe_annotations(panel: Panel) -> list[str]:
    sentences = []
    x = AxisFormatter(panel.x, _coordinates(panel, "x"))
    y = AxisFormatter(panel.y, _coordinates(panel, "y"))
    annotations = [mark for mark in panel.marks if isinstance(mark, model.Annotation)]
    for note in annotations[:_MAX_ANNOTATIONS]:
        has_point = np.isfinite([note.x, note.y]).all()
        at = f" {x.format_at(note.x)}, at {y.format(note.y)}," if has_point else ""
        sentences.append(f"A note{at} says: {labels.format_title(note.text)}")
    left_out = len(annotations) - _MAX_ANNOTATIONS
    if left_out > 0:
        sentences.append(f"There are {numbers.with_noun(left_out, 'further note')}")
    return sentences


def _describe_twin(twin: Panel) -> list[str]:
    if not has_data(twin):
        return []
    text = describe_panel(twin)
    opening = text.opening().removesuffix(".")
    return [f"On a second axis, {opening[0].lower()}{opening[1:]}", *text.details[:_MAX_TWIN_DETAILS]]


_DESCRIBE: list[tuple[type, Callable[..., ChartText]]] = [  # the most important marks first
    (model.HeatMap, describe_heat_maps),
    (model.Pie, describe_pies),
    (model.BoxSummary, describe_boxes),
    (model.UnbinnedHistogram, describe_unbinned_histograms),
    (model.Bars, describe_bars),
    (model.Histogram, describe_histograms),
    (model.Points, describe_points),
    (model.Curve, describe_curves),
    (model.RGBImage, describe_images),
    (model.Plot3D, _describe_3d_plots),
    (model.NamedValues, describe_named_values),
    (model.OtherMark, _describe_other_marks),
]
