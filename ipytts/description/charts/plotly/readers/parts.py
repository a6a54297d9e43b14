"""Read charts of parts: pies, funnels, and trees of parts within parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.json_data import to_floats, to_texts
from ipytts.description.charts.model import Floats, Mark, Pie
from ipytts.description.charts.plotly.subplots import Subplot, is_horizontal, name_of
from ipytts.description.charts.plotly.texts import hover_label, plain
from ipytts.description.charts.stage_marks import Funnel
from ipytts.description.charts.tree_marks import Hierarchy

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
    count = min(len(names), values.size)
    return [Funnel(name_of(trace), names[:count], values[:count])]


def read_tree(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return all parts, each with the sum of the parts that it holds."""
    labels = [plain(label) for label in to_texts(trace.get("labels"))]
    ids = to_texts(trace.get("ids")) or to_texts(trace.get("labels"))
    texts = to_texts(trace.get("parents"))
    count = min(len(labels), len(ids))
    number_of = {each: n for n, each in reversed(list(enumerate(ids[:count])))}
    parents = [number_of.get(text, -1) for text in texts[:count]] + [-1] * (count - len(texts))
    parents = _without_circles(parents)
    values = to_floats(trace.get("values"))
    if trace.get("values") is None:
        inner = set(parents)
        values = np.array([float(n not in inner) for n in range(count)])  # each leaf has the same size
    values = np.concatenate([values[:count], np.full(max(0, count - values.size), np.nan)])
    if trace.get("branchvalues") != "total" or trace.get("values") is None:
        values = _with_parts(values, parents)
    label = hover_label(trace, "value")
    return [Hierarchy(_TREES[trace["type"]], labels[:count], parents, values, label)]


def _without_circles(parents: list[int]) -> list[int]:
    """Return the parents of parts, with -1 for a part that holds itself, perhaps through others."""
    found = list(parents)
    for n in range(len(found)):
        seen, part = {n}, n
        while found[part] >= 0:
            part = found[part]
            if part in seen:
                found[n] = -1
                break
            seen.add(part)
    return found


def _with_parts(values: Floats, parents: list[int]) -> Floats:
    """Return values to which those of all parts within each are added."""
    sums = np.nan_to_num(values)
    for n, value in enumerate(np.nan_to_num(values).tolist()):
        part = parents[n]
        while part >= 0:
            sums[part] += value
            part = parents[part]
    return sums
