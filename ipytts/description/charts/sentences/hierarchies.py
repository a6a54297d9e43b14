"""Describe parts within parts, such as those of a tree map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import calendar_names
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.tree_marks import Hierarchy
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_some, join_with, phrase

_MAX_PARTS = 8  # parts of the highest level
_MAX_LEAVES = 5  # the largest of the smallest parts
_MAX_FULL_LEAVES = 40


def describe_hierarchies(_: Panel, marks: Sequence[Hierarchy]) -> ChartText:
    """Describe the shares of the parts of the highest level, then the largest of the smallest parts."""
    mark = marks[0]
    y = AxisFormatter(Axis(mark.label), [mark.values], "y")
    inner = set(mark.parents)
    leaves = [n for n in range(len(mark.names)) if n not in inner and np.isfinite(mark.values[n])]
    text = ChartText(mark.chart, y.label, sizes=[count(len(leaves), "part")])
    levels = max((len(_path(mark, n)) for n in leaves), default=0)
    if levels > 1:
        size = count(len(leaves), "smallest part")
        text.sizes = [phrase("{} on {}", size, count(levels, "level"))]
    if not leaves:
        text.main_point = "it has no values"
        return text
    root, parts = _top(mark)
    total = float(sum(mark.values[n] for n in parts)) if root < 0 else float(mark.values[root])
    of = f" of {format_name(mark.names[root])}" if root >= 0 and mark.names[root].strip() else " of the whole"
    ranked = sorted(parts, key=lambda n: -mark.values[n])
    text.main_point = phrase("{}{}", _format_share(mark, ranked[0], total, y, "is largest, {}, {}"), of)
    if total > 0 and len(ranked) > 1:
        listed = [_format_share(mark, n, total, y, "{}, {}") for n in ranked[1:]]
        text.details.append(phrase("then {}", join_some(listed, _MAX_PARTS, "part")))
    if root >= 0 or len(parts) > 1:
        text.details.append(phrase("the whole is {}", y.fact(total, "value of the whole")))
    text.details += _describe_leaves(text, mark, leaves, parts, y)
    return text


def _top(mark: Hierarchy) -> tuple[int, list[int]]:
    """Return the part that holds all others, or -1, and the parts of the highest level that has several."""
    root, parts = -1, [n for n, parent in enumerate(mark.parents) if parent < 0]
    while len(parts) == 1 and (within := [n for n, parent in enumerate(mark.parents) if parent == parts[0]]):
        root, parts = parts[0], within
    return root, [n for n in parts if np.isfinite(mark.values[n])] or parts


def _path(mark: Hierarchy, part: int) -> list[int]:
    """Return a part after those that hold it, the highest first."""
    path = [part]
    while mark.parents[path[0]] >= 0:
        path.insert(0, mark.parents[path[0]])
    return path


def _names(mark: Hierarchy) -> list[str]:
    """Return the names of parts as they are spoken; those of months and weekdays in full."""
    levels = [len(_path(mark, n)) for n in range(len(mark.names))]
    names = list(mark.names)
    for level in set(levels):
        own = [n for n, each in enumerate(levels) if each == level]
        for n, name in zip(own, calendar_names.in_full(mark.names[n] for n in own), strict=True):
            names[n] = name
    return [format_name(name) for name in names]


def _format_share(mark: Hierarchy, part: int, total: float, y: AxisFormatter, template: str) -> Phrase:
    """Return a part with its value and its share."""
    value = float(mark.values[part])
    name = _names(mark)[part] or "one without a name"
    share = value / total if total > 0 else np.nan
    of_whole = Fact(numbers.percent(share), share, "share of the whole", at=mark.names[part])
    own = y.fact(value, "value of a part", at=mark.names[part])
    return phrase("{} {}", name, phrase(template, own, of_whole))


def _describe_leaves(
    text: ChartText, mark: Hierarchy, leaves: Sequence[int], parts: Sequence[int], y: AxisFormatter
) -> list[Words]:
    """Return the largest parts without others in them, if they are not those of the highest level."""
    if set(leaves) <= set(parts):
        return []
    ranked = sorted(leaves, key=lambda n: -mark.values[n])
    top = set(parts)
    listed = [_format_leaf(mark, n, top, y) for n in ranked[:_MAX_FULL_LEAVES]]
    if len(listed) > _MAX_LEAVES:
        text.full_details.append(phrase("then come {}", join_with("; ", listed[_MAX_LEAVES:])))
    smallest = _format_leaf(mark, ranked[-1], top, y)
    largest = join_with("; ", listed[:_MAX_LEAVES])
    return [
        phrase("the largest parts in them are {}", largest),
        phrase("the smallest is {}", smallest),
    ]


def _format_leaf(mark: Hierarchy, part: int, top: set[int], y: AxisFormatter) -> Phrase:
    """Return a part after the part of the highest level that holds it: "Asia, China 1.3 billion"."""
    path = _path(mark, part)
    start = next((n for n, each in enumerate(path) if each in top), 0)
    full = _names(mark)
    names = [full[n] for n in path[start:]]
    value = y.fact(float(mark.values[part]), "value of a part", at=mark.names[part])
    return phrase("{} {}", ", ".join(filter(None, names)), value)
