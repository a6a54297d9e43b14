"""Read charts of many variables and of flows: scatter matrices, parallel coordinates, Sankey diagrams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import group_rows, to_floats, to_texts
from ipytts.description.charts.model import Floats, Flows, Mark, ParallelCoordinates, ScatterMatrix
from ipytts.description.charts.plotly.settings import items, mapping
from ipytts.description.charts.plotly.subplots import Subplot, name_of
from ipytts.description.charts.plotly.texts import plain


def _dimensions(trace: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in items(trace.get("dimensions")) if each.get("visible") is not False]


def read_scatter_matrix(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the matrix that all traces with the same variables draw together: each is a group."""
    traces = [t for t in subplot.traces if t["type"] == "splom"]
    if trace is not traces[0]:
        return []
    names = [plain(each.get("label")) for each in _dimensions(trace)]
    alike = [t for t in traces if [plain(each.get("label")) for each in _dimensions(t)] == names]
    tables = [[to_floats(each.get("values")) for each in _dimensions(t)] for t in alike]
    sizes = [max((column.size for column in table), default=0) for table in tables]
    columns = [
        np.concatenate([_padded(table[n], size) for table, size in zip(tables, sizes, strict=True)])
        for n in range(len(names))
    ]
    are_groups = len(alike) > 1 and bool(names)
    groups = (
        [name_of(t) for t, size in zip(alike, sizes, strict=True) for _ in range(size)] if are_groups else []
    )
    return [ScatterMatrix(names, columns, groups)]


def _padded(values: Floats, size: int) -> Floats:
    """Return values with missing ones at the end."""
    return np.concatenate([values, np.full(size - values.size, np.nan)])


def read_parallel_coordinates(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the values on each axis."""
    dimensions = _dimensions(trace)
    columns, categories = zip(*map(_values_and_names, dimensions), strict=True) if dimensions else ((), ())
    names = [plain(each.get("label")) for each in dimensions]
    return [ParallelCoordinates(names, columns, categories if any(categories) else ())]


def _values_and_names(dimension: dict[str, Any]) -> tuple[Floats, Sequence[str]]:
    """Return the values on an axis; those that all have names as their numbers, and the names."""
    values, ticks = to_floats(dimension.get("values")), to_floats(dimension.get("tickvals"))
    names = [plain(text) for text in to_texts(dimension.get("ticktext"))]
    if not values.size or not names or ticks.size != len(names) or not np.isin(values, ticks).all():
        return values, []
    return (values[:, None] == ticks[None, :]).argmax(1).astype(float), names


def read_parallel_categories(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the categories on each axis, as their numbers and names."""
    names, columns, categories = [], [], []
    counts = np.nan_to_num(to_floats(trace.get("counts"))).astype(int)  # of the lines of each row
    for each in _dimensions(trace):
        numbers, texts = group_rows(to_texts(each.get("values")))
        names.append(plain(each.get("label")))
        repeats = counts if counts.size == numbers.size else 1
        columns.append(np.repeat(numbers.astype(float), repeats))
        categories.append(texts)
    return [ParallelCoordinates(names, columns, categories)]


def read_flows(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the flows of a Sankey diagram between its nodes."""
    node, link = mapping(trace.get("node")), mapping(trace.get("link"))
    labels = [plain(label) for label in to_texts(node.get("label"))]
    values = to_floats(link.get("value"))
    ends = [to_floats(link.get(key)) for key in ("source", "target")]
    count = min(values.size, *(end.size for end in ends))
    known = np.isfinite(values[:count]) & (values[:count] > 0)
    for end in ends:
        known &= np.isfinite(end[:count])
    sources, targets = ([_node(labels, number) for number in end[:count][known]] for end in ends)
    return [Flows(sources, targets, values[:count][known], plain(trace.get("valuesuffix")))]


def _node(labels: list[str], number: float) -> str:
    index = int(number)
    return (labels[index] if 0 <= index < len(labels) else "") or f"node {index}"
