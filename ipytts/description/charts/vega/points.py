"""Read points: scatter plots, strips of points, circles in a grid, and points on maps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ipytts.description.charts.model import MapPoints, Mark, Points
from ipytts.description.charts.statistics.distributions import summarize_box
from ipytts.description.charts.vega.channels import Channel
from ipytts.description.charts.vega.grids import grid_of
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.titles import title
from ipytts.description.charts.vega.view import View

_VALUES = ("size", "color", "fill", "opacity")  # channels that show a number at a point


def read_points(view: View) -> tuple[View, list[Mark]]:
    """Return points, or what they show together."""
    x, y = view.x, view.y
    if view.definitions.get("longitude") or view.definitions.get("latitude"):
        return view, [_map_points(view)]
    if not x.kind and not y.kind:
        raise UnsupportedSpecError
    if not x.kind or not y.kind:
        return view, _strip(view, y if y.kind else x)
    number = next((name for name in _VALUES if view.channel(name).kind == "number"), "")
    if number and x.is_discrete and y.is_discrete:
        grid = grid_of(view, view.channel(number), title(view.definitions[number]))
        return view, [replace(grid, form="bubble plot")]
    if _is_strip(view):
        return view, _strips(view)
    marks: list[Mark] = [Points(name, x.values[rows], y.values[rows]) for name, rows in view.series()]
    return view, marks


def _strip(view: View, value: Channel) -> list[Mark]:
    return [summarize_box(name, value.values[rows], "strip", with_count=True) for name, rows in view.series()]


def _is_strip(view: View) -> bool:
    """Return whether there are several points at the same category, without an order or groups."""
    position, value = (view.x, view.y) if view.x.kind == "category" else (view.y, view.x)
    if position.kind != "category" or value.kind != "number" or value.ends is not None or view.grouping():
        return False
    known = position.values[np.isfinite(position.values) & np.isfinite(value.values)]
    return np.unique(known).size * 2 <= known.size


def _strips(view: View) -> list[Mark]:
    position, value = (view.x, view.y) if view.x.kind == "category" else (view.y, view.x)
    return [
        summarize_box(name, value.values[position.values == at], "strip", with_count=True)
        for at, name in position.axis.categories.items()
        if np.isfinite(value.values[position.values == at]).any()
    ]


def _map_points(view: View) -> MapPoints:
    longitudes, latitudes = view.channel("longitude"), view.channel("latitude")
    names = next(
        (
            view.channel(name)
            for name in ("text", "tooltip", "detail")
            if view.channel(name).kind == "category"
        ),
        None,
    )
    number = next((name for name in _VALUES if view.channel(name).kind == "number"), "")
    return MapPoints(
        names.names() if names else (),
        view.channel(number).values if number else np.empty(0),
        longitudes.values,
        latitudes.values,
        title(view.definitions[number]) if number else "",
        names.axis.label if names else "",
    )
