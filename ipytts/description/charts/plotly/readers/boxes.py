"""Read traces of boxes, violins and strips of points."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import group_rows, is_missing, to_floats, to_texts
from ipytts.description.charts.model import BoxSummary, Floats, Mark
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, is_horizontal, name_of
from ipytts.description.charts.statistics.distributions import summarize_box

_FENCE = 1.5  # interquartile ranges beyond the quartiles, the reach of the whiskers
_INVISIBLE = "rgba(255,255,255,0)"  # the fill of the boxes that plotly express draws for strips and rugs


def read_boxes(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the boxes, violins or strips of a trace, one for each position."""
    sideways = is_horizontal(trace)
    if trace["type"] == "box" and trace.get("median") is not None:
        return _summarized_boxes(trace, sideways=sideways)
    along, across = ("x", "y") if sideways else ("y", "x")
    axis = subplot.x if sideways else subplot.y
    values = axis.values(trace.get(along))
    categories = to_texts(trace.get(across))
    if len(categories) != values.size:
        alone = trace.get(f"{across}0")
        categories = ["" if is_missing(alone) else str(alone)] * values.size
    groups, names = group_rows(categories)
    boxes = [_box(trace, values[groups == group], name) for group, name in enumerate(names)]
    return [replace(box, is_horizontal=sideways) for box in boxes]


def _box(trace: dict[str, Any], values: Floats, category: str) -> BoxSummary:
    """Return one box, with quartiles as plotly computes them."""
    form: Any = "violin" if trace["type"] == "violin" else "box"
    if _INVISIBLE in (trace.get("fillcolor"), mapping(trace.get("line")).get("color")):
        form = "strip"
    box = summarize_box(_joined(category, trace), values, form, method="hazen", with_count=form != "box")
    if form != "box" or not values.size:
        return box
    if trace.get("quartilemethod") in ("inclusive", "exclusive"):
        box = _with_hinges(box, values, is_inclusive=trace["quartilemethod"] == "inclusive")
    if trace.get("boxpoints") is False:  # then the whiskers cover all
        ends = float(np.nanmin(values)), float(np.nanmax(values))
        return replace(box, low=ends[0], high=ends[1], outliers=np.empty(0))
    # No whisker ends inside the box.
    return replace(box, low=min(box.low, box.lower_quartile), high=max(box.high, box.upper_quartile))


def _with_hinges(box: BoxSummary, values: Floats, *, is_inclusive: bool) -> BoxSummary:
    """Return a box with the medians of the halves of the values as quartiles (Tukey, 1977)."""
    ordered = np.sort(values[np.isfinite(values)])
    size = (ordered.size + is_inclusive) // 2  # of a half, with the median in both halves or in none
    if not size:
        return box
    first, third = float(np.median(ordered[:size])), float(np.median(ordered[-size:]))
    margin = _FENCE * (third - first)
    is_inside = (ordered >= first - margin) & (ordered <= third + margin)
    low, high = ordered[is_inside][[0, -1]]
    return replace(
        box,
        lower_quartile=first,
        upper_quartile=third,
        low=float(low),
        high=float(high),
        outliers=ordered[~is_inside],
    )


def _joined(category: str, trace: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(filter(None, [category, name_of(trace)])))


def _summarized_boxes(trace: dict[str, Any], *, sideways: bool) -> list[Mark]:
    """Return boxes whose quartiles and whiskers are given."""
    median, first, third = (to_floats(trace.get(key)) for key in ("median", "q1", "q3"))
    count = min(median.size, first.size, third.size)
    low, high = (to_floats(trace.get(key)) for key in ("lowerfence", "upperfence"))
    low = low if low.size >= count else first  # without fences, there are no whiskers
    high = high if high.size >= count else third
    categories = to_texts(trace.get("y" if sideways else "x"))
    categories += [""] * (count - len(categories))
    return [
        BoxSummary(
            _joined(categories[n], trace),
            low[n],
            high[n],
            median[n],
            first[n],
            third[n],
            is_horizontal=sideways,
        )
        for n in range(count)
    ]
