"""Read rectangles: heat maps, density maps and shaded spans."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.model import Floats, HeatMap, Mark, ReferenceLine
from ipytts.description.charts.vega.bars import read_bars
from ipytts.description.charts.vega.channels import Channel, as_categories
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.titles import title
from ipytts.description.charts.vega.view import View

_MAX_SPANS = 20  # shaded spans


def read_rectangles(view: View) -> tuple[View, list[Mark]]:
    """Return a heat map, or shaded spans along one axis."""
    ranged = [name for name in ("x", "y") if view.channel(f"{name}2").kind]
    if len(ranged) == 1 and not view.channel("y" if ranged == ["x"] else "x").kind:
        return view, _spans(view, ranged[0])
    if ranged and not _is_grid(view):
        return read_bars(view) if len(ranged) == 1 else _unsupported()
    number = next((name for name in ("color", "fill", "opacity") if view.channel(name).kind), "")
    values = view.channel(number) if number else Channel("number", np.ones(view.data.count))
    if values.kind != "number":
        values = as_categories(values)
    label = title(view.definitions[number]) if number else ""
    is_count = bool(number) and view.definitions[number].get("aggregate") == "count"
    bins = _bins(view, values, label) if is_count else None
    return view, [bins or grid_of(view, values, label)]


def _bins(view: View, counts: Channel, label: str) -> PlaneBins | None:
    """Return the bins of a two-dimensional histogram; None if they are not bins of equal widths."""
    x_edges, y_edges = _edges(view.x), _edges(view.y)
    if not (x_edges.size and y_edges.size):
        return None
    known = np.isfinite(view.x.values) & np.isfinite(view.y.values)
    cells = np.zeros((y_edges.size - 1, x_edges.size - 1))
    rows, columns = (
        np.rint((bins.values[known] - edges[0]) / (edges[1] - edges[0])).astype(int)
        for bins, edges in ((view.y, y_edges), (view.x, x_edges))
    )
    cells[rows, columns] = counts.values[known]
    return PlaneBins(x_edges, y_edges, cells, label, are_counts=True)


def _unsupported() -> tuple[View, list[Mark]]:
    raise UnsupportedSpecError


def _is_grid(view: View) -> bool:
    """Return whether both axes have bins of the data."""
    return all(view.definitions.get(name, {}).get("bin") == "binned" for name in ("x", "y"))


def grid_of(view: View, values: Channel, label: str) -> HeatMap:
    """Return the values of marks that stand in the rows and columns of a grid."""
    if values.kind != "number" or not (view.x.kind and view.y.kind):
        raise UnsupportedSpecError
    x, y = as_categories(view.x), as_categories(view.y)
    known = np.isfinite(x.values) & np.isfinite(y.values)
    columns, rows = (np.unique(channel.values[known]) for channel in (x, y))
    if rows.size * columns.size > 4 * known.size + 100:  # hardly any place has a mark: not a grid
        raise UnsupportedSpecError
    is_count = any(d.get("aggregate") == "count" for d in view.definitions.values())
    cells = np.full((rows.size, columns.size), 0.0 if is_count else np.nan)
    at = np.searchsorted(rows, y.values[known]), np.searchsorted(columns, x.values[known])
    cells[at] = values.values[known]
    row_names, column_names = (
        [c.axis.categories[at] for at in a.tolist()] for c, a in ((y, rows), (x, columns))
    )
    numbers = (
        np.unique(channel.values[known]).tolist() if channel.kind != "category" else []
        for channel in (view.y, view.x)
    )
    return HeatMap(cells, row_names, column_names, label, *numbers)


def _edges(bins: Channel) -> Floats:
    """Return the edges of all bins from the first to the last; empty if there are none of equal width."""
    if bins.ends is None or bins.kind != "number":
        return np.empty(0)
    ends = bins.ends
    known = np.isfinite(bins.values) & np.isfinite(ends)
    starts, widths = bins.values[known], (ends - bins.values)[known]
    if not starts.size or not np.allclose(widths, widths[0]) or not widths[0] > 0:
        return np.empty(0)
    count = round((starts.max() - starts.min()) / widths[0]) + 1
    return np.asarray(starts.min() + widths[0] * np.arange(count + 1))


def _spans(view: View, axis: str) -> list[Mark]:
    starts, ends = view.channel(axis).values, view.channel(f"{axis}2").values
    color = view.channel("color")
    names = color.names() if color.kind == "category" else [""] * starts.size
    rows = np.flatnonzero(np.isfinite(starts) & np.isfinite(ends))
    spans = dict.fromkeys((starts[row], names[row], ends[row]) for row in rows.tolist())
    if len(spans) > _MAX_SPANS:
        raise UnsupportedSpecError
    return [ReferenceLine("x" if axis == "x" else "y", float(a), name, float(b)) for a, name, b in spans]
