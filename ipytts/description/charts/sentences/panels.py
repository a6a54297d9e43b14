"""One panel in words: its main marks first, then what else is drawn there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import (
    Annotation,
    Axis,
    Bars,
    BoxSummary,
    Curve,
    HeatMap,
    Histogram,
    NamedValues,
    OtherMark,
    Pie,
    Plot3D,
    Points,
    ReferenceLine,
    RGBImage,
    UnbinnedHistogram,
)
from ipytts.description.charts.sentences import bars, curves, distributions, grids, points
from ipytts.description.charts.sentences.chart_text import ChartText, name, of
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.description.charts.model import Floats, Panel

_NOTES = 3


def tell(panel: Panel) -> ChartText:
    """Tell a panel; what is told of it is in the order of its weight."""
    groups = [(formatter, [m for m in panel.marks if isinstance(m, kind)]) for kind, formatter in _TELLERS]
    present = [(formatter, marks) for formatter, marks in groups if marks]
    if not present:
        told = _frame(panel)
    else:
        formatter, marks = present[0]
        told = formatter(panel, marks)
        for formatter, marks in present[1:]:
            _add(told, panel, formatter, marks)
    if panel.polar:
        told.kind = f"polar {told.kind}"
    told.more += told.outliers
    told.more += _log(panel)
    told.more += [_rule(rule, panel) for rule in panel.marks if isinstance(rule, ReferenceLine)][:_NOTES]
    told.more += _notes(panel)
    if panel.color_label:
        told.more.append(f"Color stands for {labels.spoken(panel.color_label)}")
    for twin in panel.twins:
        told.more += _twin(twin)
    return told


def has_data(panel: Panel) -> bool:
    """Tell whether anything is drawn in a panel."""
    return bool(panel.marks) or any(has_data(twin) for twin in panel.twins)


def _add(told: ChartText, panel: Panel, formatter: Callable[..., ChartText], marks: list[Any]) -> None:
    """Tell further marks in sentences of their own: the lines through points, most of all."""
    first = marks[0]
    if isinstance(first, Curve) and any(isinstance(m, Points) for m in panel.marks):
        told.add("a line" if len(marks) == 1 else numbers.with_noun(len(marks), "line"))
        told.more[:0] = points.fitted(panel, marks)
    elif isinstance(first, Curve) and any(isinstance(m, Histogram) for m in panel.marks):
        told.add("a curve" if len(marks) == 1 else numbers.with_noun(len(marks), "curve"))
        told.more += [_peaks(panel, curve) for curve in marks if len(marks) == 1]
    else:
        further = formatter(panel, marks)
        told.add(grammar.with_article(further.kind))
        told.more.insert(
            0, grammar.sentence(f"In the {further.kind}, {further.point}") if further.point else ""
        )
        told.more += further.more
        told.full += further.full
    told.more = [text for text in told.more if text]


def _peaks(panel: Panel, curve: Curve) -> str:
    if not np.isfinite(curve.y).any():
        return ""
    top = float(curve.x[int(np.nanargmax(curve.y))])
    return f"The curve peaks {AxisFormatter(panel.x, [curve.x]).format_at(top)}"


def _solids(panel: Panel, solids: Sequence[Plot3D]) -> ChartText:
    """Tell what is drawn in three dimensions: how far it reaches along each of them."""
    kinds = Counter(solid.form for solid in solids)
    listed = grammar.join(kind if count == 1 else f"{kind} of {count} parts" for kind, count in kinds.items())
    axes = zip("xyz", (panel.x, panel.y, panel.z or Axis()), strict=True)
    says = {along: AxisFormatter(axis, [getattr(solid, along) for solid in solids]) for along, axis in axes}
    told = ChartText(f"three-dimensional {listed}")
    if all(solid.form == "scatter plot" for solid in solids):
        told.subject = f"with {numbers.with_noun(sum(solid.x.size for solid in solids), 'point')}"
    spans = [
        f"{values.label or along} {values.format_range()}"
        for along, values in says.items()
        if np.isfinite(values.low)
    ]
    told.point = grammar.join(spans) or "there is nothing in it"
    return told


def _others(panel: Panel, others: Sequence[OtherMark]) -> ChartText:
    x, y = AxisFormatter(panel.x, []), AxisFormatter(panel.y, [])
    return ChartText(grammar.join(other.phrase for other in others), of(y, x))


def _frame(panel: Panel) -> ChartText:
    x, y = AxisFormatter(panel.x, []), AxisFormatter(panel.y, [])
    return ChartText("empty chart" if not panel.marks else "chart", of(y, x))


def _log(panel: Panel) -> list[str]:
    if any(isinstance(m, (HeatMap, Pie)) for m in panel.marks):
        return []
    named = [
        labels.spoken(axis.label) or f"the {what} axis"
        for axis, what in ((panel.x, "horizontal"), (panel.y, "vertical"))
        if axis.log
    ]
    scale = "is on a logarithmic scale" if len(named) == 1 else "are on logarithmic scales"
    return [f"{grammar.join(named)} {scale}"] if named else []


def _rule(rule: ReferenceLine, panel: Panel) -> str:
    axis: Axis = panel.x if rule.axis == "x" else panel.y
    says = AxisFormatter(axis, _data(panel, rule.axis))
    named = name(rule.name)
    label = says.label.split(" in ")[0]
    at = f"{f'{label} ' if label else ''}{says.format(rule.value)}"
    if np.isfinite(rule.end):
        return (
            f"A shaded stretch{f', {named},' if named else ''} reaches from {at} to {says.format(rule.end)}"
        )
    kind = "vertical" if rule.axis == "x" else "horizontal"
    return f"A {kind} line{f', {named},' if named else ''} is at {at}"


def _data(panel: Panel, along: str) -> list[Floats]:
    return [getattr(m, along) for m in panel.marks if isinstance(m, (Curve, Points))]


def _notes(panel: Panel) -> list[str]:
    told = []
    x = AxisFormatter(panel.x, _data(panel, "x"))
    y = AxisFormatter(panel.y, _data(panel, "y"))
    notes = [mark for mark in panel.marks if isinstance(mark, Annotation)]
    for note in notes[:_NOTES]:
        at = f" {x.format_at(note.x)}, at {y.format(note.y)}," if np.isfinite([note.x, note.y]).all() else ""
        told.append(f"A note{at} says: {labels.title(note.text)}")
    if len(notes) > _NOTES:
        told.append(f"There are {numbers.with_noun(len(notes) - _NOTES, 'further note')}")
    return told


def _twin(twin: Panel) -> list[str]:
    if not has_data(twin):
        return []
    told = tell(twin)
    opening = told.opening().removesuffix(".")
    return [f"On a second axis, {opening[0].lower()}{opening[1:]}", *told.more[:2]]


_TELLERS: list[tuple[type, Callable[..., ChartText]]] = [
    (HeatMap, grids.tell_grids),
    (Pie, grids.tell_pies),
    (BoxSummary, distributions.tell_spreads),
    (UnbinnedHistogram, distributions.tell_samples),
    (Bars, bars.tell),
    (Histogram, distributions.tell_histograms),
    (Points, points.tell),
    (Curve, curves.tell),
    (RGBImage, grids.tell_pictures),
    (Plot3D, _solids),
    (NamedValues, bars.tell_ranking),
    (OtherMark, _others),
]
