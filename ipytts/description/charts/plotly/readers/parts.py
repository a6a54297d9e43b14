"""Read charts of parts: pies, funnels, and trees of parts within parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import to_floats, to_texts
from ipytts.description.charts.model import Mark, NamedValues, Pie
from ipytts.description.charts.plotly.subplots import is_horizontal, name_of
from ipytts.description.charts.plotly.texts import hover_label, plain

if TYPE_CHECKING:
    from ipytts.description.charts.plotly.subplots import Subplot

_TREES = {"sunburst": "sunburst chart", "treemap": "tree map", "icicle": "icicle chart"}


def read_pie(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the slices of a pie, without those that are hidden; slices of the same name are added up."""
    labels, values = [plain(label) for label in to_texts(trace.get("labels"))], to_floats(trace.get("values"))
    if trace.get("values") is None:
        values = np.ones(len(labels))
    if not labels:
        labels = [str(number) for number in range(values.size)]
    hidden = set(to_texts(subplot.layout.get("hiddenlabels")))
    sums: dict[str, float] = {}
    for label, value in zip(labels, values.tolist(), strict=False):
        if np.isfinite(value) and value >= 0 and label not in hidden:
            sums[label] = sums.get(label, 0.0) + value
    total = sum(sums.values())
    if not total > 0:
        return [Pie([], np.empty(0))]
    return [Pie(list(sums), np.array([value / total for value in sums.values()]))]


def read_funnel(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the stages of a funnel."""
    sideways = trace.get("orientation") != "v" if trace.get("y") is not None else is_horizontal(trace)
    stages, axis = (trace.get("y"), subplot.x) if sideways else (trace.get("x"), subplot.y)
    values = axis.values(trace.get("x" if sideways else "y"))
    names = [plain(stage) for stage in to_texts(stages)] or [str(n) for n in range(values.size)]
    if len([t for t in subplot.traces if t["type"] == "funnel"]) > 1 and name_of(trace):
        names = [f"{name}, {name_of(trace)}" for name in names]
    count = min(len(names), values.size)
    return [NamedValues("funnel chart", "part", names[:count], values[:count])]


def read_tree(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the parts without parts of their own; so nothing counts twice."""
    labels = [plain(label) for label in to_texts(trace.get("labels"))]
    values = to_floats(trace.get("values"))
    ids = to_texts(trace.get("ids")) or to_texts(trace.get("labels"))
    parents = to_texts(trace.get("parents"))
    parents += [""] * (len(labels) - len(parents))
    inner = set(parents)
    leaves = [n for n in range(min(len(labels), len(ids))) if ids[n] not in inner]
    if trace.get("values") is None:
        values = np.ones(len(labels))  # each leaf has the same size
    if trace.get("branchvalues") != "total":  # values of parts that hold others are added to theirs
        inner = {each for n, each in enumerate(ids[: values.size]) if not values[n] > 0} & inner
        leaves = [n for n in range(min(len(labels), len(ids))) if ids[n] not in inner]
    leaves = [n for n in leaves if n < values.size]
    groups = _top_levels(ids, labels, parents)
    return [
        NamedValues(
            _TREES[trace["type"]],
            "part",
            [labels[n] for n in leaves],
            values[leaves],
            hover_label(trace, "value"),
            [groups[n] for n in leaves] if any(groups) else [],
        )
    ]


def _top_levels(ids: list[str], labels: list[str], parents: list[str]) -> list[str]:
    """Return, for each part, the name of the part of the highest level that holds others; "" for these."""
    index = {each: n for n, each in reversed(list(enumerate(ids)))}
    roots = [n for n, parent in enumerate(parents[: len(ids)]) if parent not in index]
    tops = set(roots) if len(roots) > 1 else {n for n, p in enumerate(parents) if index.get(p) in roots}
    groups = []
    for n in range(len(labels)):
        seen, part = {n}, n
        while part not in tops and index.get(parents[part], part) not in seen:
            part = index[parents[part]]
            seen.add(part)
        groups.append(labels[part] if part in tops and part != n and part < len(labels) else "")
    return groups
