"""Read histograms: their bins or categories, and the counts or other heights of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import Bars, Floats, Histogram, Mark, UnbinnedHistogram
from ipytts.description.charts.plotly.bins import BinSettings, bin_edges, bin_numbers
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, is_horizontal, name_of

_SCALES = {"percent": 100.0, "fraction": 1.0}
_PARTS = {"exclude": 1.0, "half": 0.5}  # of a bin that its running total leaves out
_FUNCTIONS: dict[str, Callable[[Floats], Any]] = {
    "sum": np.nansum,
    "avg": np.nanmean,
    "min": np.nanmin,
    "max": np.nanmax,
}


@dataclass(frozen=True)
class _Data:
    """The values of a trace, and what makes the heights of its bars if they are not counts."""

    values: Floats
    weights: Floats
    function: str


def read_histogram(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the bins of a histogram; of counts by category, and of sums or means, its bars."""
    sideways = is_horizontal(trace)
    axis = subplot.y if sideways else subplot.x
    data = _data(trace, subplot)
    edges = _edges(trace, subplot)
    drawn = np.flatnonzero(_counts(data.values, edges)) if edges.size > 1 else np.empty(0)
    if not drawn.size:
        values = data.values[np.isfinite(data.values)]
        return [UnbinnedHistogram(name_of(trace), values, is_horizontal=sideways)]
    heights = _part_of_all(_heights(trace, data, edges), trace, subplot, edges)
    centers = (edges[:-1] + edges[1:]) / 2
    if axis.kind == "category" or data.function != "count":
        if not subplot.are_stacked and len(subplot.traces) == 1:  # an empty bin between others has no bar
            heights = np.where(_counts(data.values, edges), heights, np.nan)
            drawn = np.arange(drawn[0], drawn[-1] + 1)
        return [Bars(name_of(trace), centers[drawn], heights[drawn], sideways, subplot.are_stacked)]
    is_cumulative = bool(mapping(trace.get("cumulative")).get("enabled"))
    drawn = np.flatnonzero(heights) if is_cumulative else drawn
    first, end = int(drawn[0]), int(drawn[-1]) + 1  # plotly leaves out empty bins at both ends
    return [Histogram(name_of(trace), edges[first : end + 1], heights[first:end], sideways, is_cumulative)]


def bin_ends(trace: dict[str, Any], subplot: Subplot) -> list[tuple[float, float]]:
    """Return the ends of the bins whose sums, means or extremes the bars of a trace show."""
    axis = subplot.y if is_horizontal(trace) else subplot.x
    if trace["type"] != "histogram" or axis.kind != "number" or _data(trace, subplot).function == "count":
        return []
    return list(pairwise(_edges(trace, subplot).tolist()))


def _data(trace: dict[str, Any], subplot: Subplot) -> _Data:
    sideways = is_horizontal(trace)
    axis, along, across = (subplot.y, "y", "x") if sideways else (subplot.x, "x", "y")
    values, weights = axis.values(trace.get(along)), to_floats(trace.get(across))
    function = str(trace.get("histfunc") or "count")
    if weights.size < values.size or function not in _FUNCTIONS:
        return _Data(values, np.empty(0), "count")
    return _Data(values, weights[: values.size], function)


def _edges(trace: dict[str, Any], subplot: Subplot) -> Floats:
    """Return the edges of the bins that a trace shares with others; empty if we do not know them."""
    sideways = is_horizontal(trace)
    axis, letter = (subplot.y, "y") if sideways else (subplot.x, "x")
    if axis.kind == "category":
        return np.arange(len(axis.categories) + 1, dtype=float) - 0.5
    if axis.kind != "number":
        return np.empty(0)  # plotly aligns bins of dates with the calendar
    traces = [t for t in _sharing(trace, subplot) if is_horizontal(t) == sideways]
    bins = [mapping(t.get(f"{letter}bins")) for t in traces]
    start, end, size = (
        next((each[key] for each in bins if isinstance(each.get(key), (int, float))), None)
        for key in ("start", "end", "size")
    )
    most = next((t[f"nbins{letter}"] for t in traces if t.get(f"nbins{letter}")), 0)
    values = np.concatenate([to_floats(t.get(letter)) for t in traces])
    if size is not None and not size > 0:
        return np.empty(0)
    edges = bin_edges(values, BinSettings(start, end, size, most if isinstance(most, int) else 0))
    return _with_last_total(edges, mapping(trace.get("cumulative")))


def _with_last_total(edges: Floats, running: dict[str, Any]) -> Floats:
    """Return edges with another bin at the end of running totals that leave out a part of each bin."""
    if edges.size < 2 or not running.get("enabled") or running.get("currentbin") not in _PARTS:
        return edges
    if running.get("direction") == "decreasing":
        return np.concatenate([[2 * edges[0] - edges[1]], edges])
    return np.concatenate([edges, [2 * edges[-1] - edges[-2]]])


def _sharing(trace: dict[str, Any], subplot: Subplot) -> list[dict[str, Any]]:
    """Return the traces that share the bins of one: those of its group, or all bars that are not overlaid."""
    group = trace.get("bingroup")
    if group:
        return [t for t in subplot.all_traces if t["type"] == "histogram" and t.get("bingroup") == group]
    if subplot.bar_mode == "overlay":
        return [trace]
    return [t for t in subplot.traces if t["type"] == "histogram" and not t.get("bingroup")]


def _counts(values: Floats, edges: Floats) -> Floats:
    numbers = bin_numbers(values, edges)
    return np.bincount(numbers[np.isfinite(numbers)].astype(int), minlength=edges.size - 1).astype(float)


def _heights(trace: dict[str, Any], data: _Data, edges: Floats) -> Floats:
    """Return the heights of the bars, with the norm and the running total that the trace asks for."""
    heights = _counts(data.values, edges)
    if data.function != "count":
        numbers = bin_numbers(data.values, edges)
        heights = np.array(
            [_combine(data, data.weights[numbers == number]) for number in range(edges.size - 1)], float
        )
    running = mapping(trace.get("cumulative"))
    norm = str(trace.get("histnorm") or "")
    total = float(heights.sum())
    if norm.startswith(("percent", "probability")) and total:
        heights = heights * (100 if norm == "percent" else 1) / total
    if norm.endswith("density") and not running.get("enabled"):
        heights = heights / np.diff(edges)
    return _running_total(heights, running) if running.get("enabled") else heights


def _combine(data: _Data, weights: Floats) -> float:
    return float(_FUNCTIONS[data.function](weights)) if np.isfinite(weights).any() else 0.0


def _running_total(heights: Floats, settings: dict[str, Any]) -> Floats:
    """Return the sums up to each bin, with the whole bin, without it, or with half of it."""
    is_falling = settings.get("direction") == "decreasing"
    ordered = heights[::-1] if is_falling else heights
    part = _PARTS.get(str(settings.get("currentbin")), 0.0)
    sums = ordered.cumsum() - part * ordered
    return sums[::-1] if is_falling else sums


def _part_of_all(heights: Floats, trace: dict[str, Any], subplot: Subplot, edges: Floats) -> Floats:
    """Return heights as parts of those of all traces in each bin, if the bars are normalized."""
    scale = _SCALES.get(str(subplot.layout.get("barnorm")))
    if scale is None:
        return heights
    traces = [
        t for t in subplot.traces if t["type"] == "histogram" and is_horizontal(t) == is_horizontal(trace)
    ]
    totals = np.sum([_heights(t, _data(t, subplot), edges) for t in traces], axis=0)
    return np.nan_to_num(scale * heights / np.where(totals > 0, totals, np.nan))
