"""Read two-dimensional histograms: the bins over a plane, and the counts or other values in these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import Floats, HeatMap, Mark, OtherMark, Points
from ipytts.description.charts.plotly.axes import FigureAxis
from ipytts.description.charts.plotly.bins import BinSettings, bin_edges, bin_numbers
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, name_of
from ipytts.description.charts.plotly.texts import hover_label

_TYPES = ("histogram2d", "histogram2dcontour")
_COMBINE: dict[str, Callable[[Floats], Any]] = {"sum": np.sum, "avg": np.mean, "min": np.min, "max": np.max}


@dataclass(frozen=True)
class _Plane:
    """Points in bins, with their weights if these are combined in each bin."""

    x: Floats
    y: Floats
    weights: Floats
    edges: tuple[Floats, Floats]

    def combined(self, combine: Callable[[Floats], Any], empty: float) -> Floats:
        """Return what the weights in each bin are together, a row for each bin of y."""
        x_edges, y_edges = self.edges
        cells = np.full((y_edges.size - 1, x_edges.size - 1), empty)
        columns, rows = bin_numbers(self.x, x_edges), bin_numbers(self.y, y_edges)
        members: dict[tuple[int, int], list[float]] = {}
        known = np.isfinite(columns) & np.isfinite(rows) & np.isfinite(self.weights)
        for row, column, weight in zip(rows[known], columns[known], self.weights[known], strict=True):
            members.setdefault((int(row), int(column)), []).append(float(weight))
        for cell, weights in members.items():
            cells[cell] = float(combine(np.array(weights)))
        return cells


def read_density(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the bins of a two-dimensional histogram, the points that contours show, or a matrix."""
    x, y = subplot.points(trace)
    weights = to_floats(trace.get("z"))
    function = str(trace.get("histfunc") or "count")
    is_count = function not in _COMBINE or weights.size < x.size
    are_categories = "category" in (subplot.x.kind, subplot.y.kind)
    if is_count and trace["type"] == "histogram2dcontour" and not are_categories:
        return [Points(name_of(trace), x, y, "contours")]
    edges = _edges(trace, subplot, "x"), _edges(trace, subplot, "y")
    if min(own.size for own in edges) < 2:
        points = Points(name_of(trace), x, y, "density")
        return [points if is_count else OtherMark("heat map of values in bins")]
    plane = _Plane(x, y, np.ones(x.size) if is_count else weights[: x.size], edges)
    empty = 0.0 if is_count or function == "sum" else np.nan
    values = plane.combined(len if is_count else _COMBINE[function], empty)
    values, norm = _normalized(values, trace, edges)
    label = subplot.color_title(trace) or hover_label(trace, "z") or norm or ("count" if is_count else "")
    if are_categories:
        return [HeatMap(values, _names(subplot.y, edges[1]), _names(subplot.x, edges[0]), label)]
    is_plain = is_count and not norm
    return [PlaneBins(*edges, values, label, is_plain, *((x, y) if is_count else ()))]


def _edges(trace: dict[str, Any], subplot: Subplot, letter: str) -> Floats:
    """Return the edges of the bins along an axis, which are those of all traces in the group of bins."""
    axis = subplot.x if letter == "x" else subplot.y
    if axis.kind == "category":
        return np.arange(len(axis.categories) + 1, dtype=float) - 0.5
    if axis.kind != "number":
        return np.empty(0)  # plotly aligns bins of dates with the calendar
    group = _group_of(trace, letter)
    every = [t for t in subplot.all_traces if t["type"] in _TYPES]
    shared = [t for t in every if group and _group_of(t, letter) == group]
    traces = shared or [trace]
    settings = [mapping(t.get(f"{letter}bins")) for t in traces]
    start, end, size = (
        next((each[key] for each in settings if isinstance(each.get(key), (int, float))), None)
        for key in ("start", "end", "size")
    )
    most = next((t[f"nbins{letter}"] for t in traces if isinstance(t.get(f"nbins{letter}"), int)), 0)
    if size is not None and not size > 0:
        return np.empty(0)
    values = np.concatenate([to_floats(t.get(letter)) for t in traces])
    return bin_edges(values, BinSettings(start, end, size, most, is_2d=True))


def _group_of(trace: dict[str, Any], letter: str) -> Any:
    return trace.get(f"{letter}bingroup") or trace.get("bingroup")


def _normalized(values: Floats, trace: dict[str, Any], edges: tuple[Floats, Floats]) -> tuple[Floats, str]:
    """Return values with the norm that a trace asks for, and the name of the norm."""
    norm = str(trace.get("histnorm") or "")
    total = float(np.nansum(values))
    if norm.startswith(("percent", "probability")) and total:
        values = values * (100 if norm == "percent" else 1) / total
    if norm.endswith("density"):
        values = values / np.outer(np.diff(edges[1]), np.diff(edges[0]))
    return values, norm


def _names(axis: FigureAxis, edges: Floats) -> list[str]:
    """Return the categories of an axis, or the ranges of its bins."""
    if axis.kind == "category":
        return list(axis.categories)
    centers = (edges[1:] + edges[:-1]) / 2
    if np.array_equal(centers, np.round(centers)) and np.allclose(np.diff(edges), 1):
        return [f"{center:g}" for center in centers]  # each bin has one whole number
    return [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
