"""Read bars and histograms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ipytts.description.charts.json_data import Column
from ipytts.description.charts.model import Axis, Bars, Floats, Histogram, Mark
from ipytts.description.charts.statistics.arrays import total_by_position
from ipytts.description.charts.vega.bins import is_binned_in_data
from ipytts.description.charts.vega.channels import Channel, as_categories
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.titles import field_name, own_title
from ipytts.description.charts.vega.view import View


def read_bars(view: View) -> tuple[View, list[Mark]]:
    """Return bars, spans or histograms, and the view with the axis on which they stand."""
    is_horizontal = view.is_horizontal()
    names = ("y", "x") if is_horizontal else ("x", "y")
    position, value = (view.channel(name) for name in names)
    end = view.channel(f"{names[1]}2")
    if end.kind:
        return view, _spans(view, position, value, end, is_horizontal=is_horizontal)
    if is_binned_in_data(view.definitions.get(names[0], {})):
        position = replace(position, ends=view.channel(f"{names[0]}2").values)
    if not value.kind:
        raise UnsupportedSpecError
    if position.ends is not None and position.ends.size:
        if _is_count(view, names[1], value) and view.stack() != "normalize":
            return view, _histograms(view, position, value, is_horizontal=is_horizontal)
        position = as_categories(position)
    values, axis = shares(view, position, value)
    value = replace(value, axis=axis)
    x, y = (value, position) if is_horizontal else (position, value)
    view = replace(view, x=x, y=y)
    return view, _bars(view, position, values, is_horizontal=is_horizontal)


def shares(view: View, position: Channel, value: Channel) -> tuple[Floats, Axis]:
    """Return the values of marks and their axis; in percent of each stack, if stacks are normalized."""
    if view.stack() != "normalize":
        return value.values, value.axis
    positions = position.values if position.kind else np.zeros(value.values.size)
    unique, index = np.unique(positions, return_inverse=True)
    totals = np.bincount(index.ravel(), np.abs(np.nan_to_num(value.values)), minlength=unique.size)
    definition = view.definitions["x" if value is view.x else "y"]
    own = own_title(definition)
    label = (
        f"share of {field_name(definition) or 'records'} (%)" if own is None else f"{own} (%)" if own else ""
    )
    with np.errstate(all="ignore"):
        return 100 * value.values / totals[index.ravel()], replace(value.axis, label=label)


def _is_count(view: View, channel: str, value: Channel) -> bool:
    """Return whether values are counts: computed here, or whole numbers beside bins of the data."""
    if view.definitions[channel].get("aggregate"):
        return bool(view.definitions[channel]["aggregate"] == "count")
    known = value.values[np.isfinite(value.values)]
    return bool((known >= 0).all() and (known == np.round(known)).all())


def _histograms(view: View, position: Channel, value: Channel, *, is_horizontal: bool) -> list[Mark]:
    edges = _edges(position)
    marks: list[Mark] = []
    for name, rows in view.series():
        heights = np.zeros(edges.size - 1)
        at = np.searchsorted(edges, position.values[rows] + 1e-9 * (edges[1] - edges[0]), "right") - 1
        known = np.isfinite(position.values[rows]) & (at >= 0) & (at < heights.size)
        np.add.at(heights, at[known], np.nan_to_num(value.values[rows][known]))
        marks.append(Histogram(name, edges, heights, is_horizontal=is_horizontal))
    return marks


def _edges(position: Channel) -> Floats:
    """Return the edges of bins, with the edges of empty ones between them."""
    known = np.isfinite(position.values)
    if position.ends is None or not known.any():
        raise UnsupportedSpecError
    starts, ends = position.values[known], position.ends[known]
    width = float(np.median(ends - starts))
    count = round((float(ends.max()) - float(starts.min())) / width) if width > 0 else 0
    edges = float(starts.min()) + width * np.arange(count + 1)
    is_regular = count and np.allclose(ends - starts, width) and np.abs(edges[-1] - ends.max()) < 1e-6 * width
    return np.round(edges, 12) if is_regular else np.unique(np.concatenate([starts, ends]))


def _bars(view: View, position: Channel, values: Floats, *, is_horizontal: bool) -> list[Mark]:
    positions = position.values if position.kind else np.zeros(values.size)
    is_stacked = bool(view.stack() and view.grouping()) and not view.is_dodged()
    marks: list[Mark] = []
    for name, rows in view.series():
        join = total_by_position if view.stack() else _outermost
        is_placed = rows & np.isfinite(positions)
        unique, totals = join(positions[is_placed], values[is_placed])
        marks.append(Bars(name, unique, totals, is_horizontal, is_stacked))
    return marks


def _outermost(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions, and the longest of the bars that are drawn over each other at each."""
    order = np.lexsort((-np.abs(np.nan_to_num(values)), positions))
    unique, first = np.unique(positions[order], return_index=True)
    return unique, values[order][first]


def _spans(view: View, position: Channel, start: Channel, end: Channel, *, is_horizontal: bool) -> list[Mark]:
    positions = position.values if position.kind else np.zeros(start.values.size)
    marks: list[Mark] = []
    for name, rows in view.series():
        known: Column = rows & np.isfinite(positions) & np.isfinite(start.values) & np.isfinite(end.values)
        order = np.flatnonzero(known)[np.lexsort((start.values[known], positions[known]))]
        starts, ends = start.values[order], end.values[order]
        from_zero = not starts.any() and start.kind == "number"
        marks.append(Bars(name, positions[order], ends, is_horizontal, starts=None if from_zero else starts))
    return marks
