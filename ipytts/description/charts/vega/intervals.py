"""Read error bars, error bands and rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.json_data import Column
from ipytts.description.charts.model import AreaBetween, Floats, Intervals, Mark, ReferenceLine
from ipytts.description.charts.vega.aggregates import aggregate
from ipytts.description.charts.vega.channels import Channel
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.titles import field_name, own_title, title
from ipytts.description.charts.vega.view import View

_MAX_LINES = 20  # lines across a panel
_INTERVAL_NAMES = {
    "ci": "95 percent confidence interval",
    "iqr": "interquartile range",
    "stderr": "standard error",
    "stdev": "standard deviation",
}
_OPERATION_NAMES = {
    "min": "minimum",
    "max": "maximum",
    "average": "mean",
    "sum": "total",
    "q1": "lower quartile",
    "q3": "upper quartile",
}


def read_error_bars(view: View) -> tuple[View, list[Mark]]:
    """Return the intervals of error bars or error bands: given in the data, or computed from them."""
    is_horizontal = _is_horizontal(view)
    position, value = (view.y, view.x) if is_horizontal else (view.x, view.y)
    if value.kind != "number":
        raise UnsupportedSpecError
    is_given = any(f"{letter}{end}" in view.definitions for letter in "xy" for end in ("2", "Error"))
    shown = "" if is_given else _INTERVAL_NAMES.get(_extent(view.settings), "")
    marks: list[Mark] = []
    for name, rows in view.series():
        positions = position.values[rows] if position.kind else np.zeros(int(rows.sum()))
        at, center, low, high = _extents(
            view, positions, value.values[rows], rows, is_horizontal=is_horizontal
        )
        if view.mark == "errorband" and not is_horizontal and position.kind:
            marks.append(AreaBetween(name, at, low, high, shown))
        else:
            marks.append(Intervals(name, at, center, low, high, is_horizontal, shown))
    return view, marks


def _is_horizontal(view: View) -> bool:
    if view.settings.get("orient") in ("horizontal", "vertical"):
        return bool(view.settings["orient"] == "horizontal")
    if any(name in view.definitions for name in ("x2", "xError", "xError2")):
        return True
    if any(name in view.definitions for name in ("y2", "yError", "yError2")):
        return False
    return view.x.kind == "number" and view.y.kind != "number"


def _extents(
    view: View, positions: Floats, values: Floats, rows: Column, *, is_horizontal: bool
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return positions, centers and ends; a center that is not known is NaN."""
    letter = "x" if is_horizontal else "y"
    end, error = view.channel(f"{letter}2"), view.channel(f"{letter}Error")
    order = np.argsort(positions, kind="stable")
    if end.kind:
        low, high = np.minimum(values, end.values[rows]), np.maximum(values, end.values[rows])
        return positions[order], np.full(values.size, np.nan), low[order], high[order]
    if error.kind:
        other = view.channel(f"{letter}Error2")
        up = error.values[rows]
        down = -np.abs(other.values[rows]) if other.kind else -up
        return positions[order], values[order], (values + down)[order], (values + up)[order]
    return _computed(view.settings, positions, values)


def _computed(
    settings: Mapping[str, Any], positions: Floats, values: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the intervals that Vega-Lite computes: standard errors of means by default."""
    known = np.isfinite(positions) & np.isfinite(values)
    unique, groups = np.unique(positions[known], return_inverse=True)
    groups, numbers = groups.ravel(), values[known]
    extent = _extent(settings)
    center = aggregate(numbers, groups, unique.size, "median" if extent == "iqr" else "mean")
    if extent in ("ci", "iqr"):
        operations = ("ci0", "ci1") if extent == "ci" else ("q1", "q3")
        low, high = (aggregate(numbers, groups, unique.size, operation) for operation in operations)
        return unique, center, low, high
    half = aggregate(numbers, groups, unique.size, extent)
    return unique, center, center - half, center + half


def _extent(settings: Mapping[str, Any]) -> str:
    return str(settings.get("extent") or ("iqr" if settings.get("center") == "median" else "stderr"))


def read_rules(view: View) -> tuple[View, list[Mark]]:
    """Return lines across the panel, or lines between two values."""
    if view.channel("y2").kind and view.x.kind:
        return view, _ranges(view, view.x, view.y, view.channel("y2"), is_horizontal=False)
    if view.channel("x2").kind and view.y.kind:
        return view, _ranges(view, view.y, view.x, view.channel("x2"), is_horizontal=True)
    if (view.x.kind and view.y.kind) or view.channel("x2").kind or view.channel("y2").kind:
        raise UnsupportedSpecError
    marks = [*_lines(view, "x", view.x), *_lines(view, "y", view.y)]
    if not marks:
        raise UnsupportedSpecError
    return view, marks


def _ranges(
    view: View, position: Channel, start: Channel, end: Channel, *, is_horizontal: bool
) -> list[Mark]:
    marks: list[Mark] = []
    low, high = np.minimum(start.values, end.values), np.maximum(start.values, end.values)
    for name, rows in view.series():
        chosen = np.flatnonzero(rows & np.isfinite(position.values))
        order = chosen[np.argsort(position.values[chosen], kind="stable")]
        marks.append(
            Intervals(
                name,
                position.values[order],
                np.full(order.size, np.nan),
                low[order],
                high[order],
                is_horizontal,
            )
        )
    return marks


def _lines(view: View, letter: Literal["x", "y"], channel: Channel) -> list[Mark]:
    if not channel.kind:
        return []
    definition = view.definitions[letter]
    names = _line_names(view, definition, channel.values.size)
    lines = dict.fromkeys(
        (value, name)
        for value, name in zip(channel.values.tolist(), names, strict=True)
        if np.isfinite(value)
    )
    if len(lines) > _MAX_LINES:
        raise UnsupportedSpecError
    return [ReferenceLine(letter, value, name) for value, name in lines]


def _line_names(view: View, definition: Mapping[str, Any], count: int) -> list[str]:
    """Return the names of lines: what they show, and their group."""
    operation = definition.get("aggregate")
    shown = ""
    if isinstance(operation, str) and definition.get("field"):
        shown = (
            own_title(definition)
            or f"the {_OPERATION_NAMES.get(operation, operation)} of {field_name(definition)}"
        )
    elif definition.get("field") and not view.grouping():
        shown = title(definition) if own_title(definition) else ""
    groups = [""] * count
    for name, rows in view.series():
        for row in np.flatnonzero(rows).tolist():
            groups[row] = name
    return [", ".join(filter(None, [shown, group])) for group in groups]
