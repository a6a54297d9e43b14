"""Read box plots."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column
from ipytts.description.charts.model import BoxSummary, Floats, Mark
from ipytts.description.charts.statistics.distributions import fences
from ipytts.description.charts.vega.channels import as_categories
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.view import View

_WHISKERS = 1.5  # interquartile ranges, Vega-Lite's default


def read_boxes(view: View) -> tuple[View, list[Mark]]:
    """Return a box for each category and group."""
    is_horizontal = view.is_horizontal()
    position, value = (view.y, view.x) if is_horizontal else (view.x, view.y)
    if value.kind != "number":
        raise UnsupportedSpecError
    extent = view.settings.get("extent", _WHISKERS)
    marks: list[Mark] = []
    for category, at in _categories(view, is_horizontal=is_horizontal):
        for group, rows in view.series():
            values = value.values[rows & at]
            values = values[np.isfinite(values)]
            if values.size:
                marks.append(_box(", ".join(filter(None, [category, group])), values, extent))
    if not position.kind and not marks:
        raise UnsupportedSpecError
    return view, marks


def _categories(view: View, *, is_horizontal: bool) -> list[tuple[str, Column]]:
    """Return the name and the rows of each position of boxes."""
    position = view.y if is_horizontal else view.x
    if not position.kind:
        return [("", np.ones(view.data.count, bool))]
    position = as_categories(position)
    return [(name, position.values == at) for at, name in position.axis.categories.items()]


def _box(name: str, values: Floats, extent: Any) -> BoxSummary:
    low, median, high = np.quantile(values, [0.25, 0.5, 0.75])
    ends = (float(values.min()), float(values.max()))
    outliers = np.empty(0)
    if isinstance(extent, (int, float)):
        below, above = fences(values, float(extent))
        inside = values[(values >= below) & (values <= above)]
        outliers = np.sort(values[(values < below) | (values > above)])
        ends = (float(inside.min()), float(inside.max()))
    return BoxSummary(
        name,
        *ends,
        median=float(median),
        lower_quartile=float(low),
        upper_quartile=float(high),
        outliers=outliers,
        count=values.size,
        values=values,
    )
