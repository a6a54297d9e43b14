"""Tables of series over an axis: lines, areas, bars, intervals, prices and waterfalls.

Series over the same positions share a table, with a column for each; the positions are the row headers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipytts.description.charts.data_tables.model import Column, Draft, header_of_group, label_of
from ipytts.description.charts.model import (
    AreaBetween,
    Axis,
    Bars,
    Curve,
    Floats,
    Intervals,
    Panel,
    Points,
    Waterfall,
)

_Mark = Curve | AreaBetween | Intervals | Bars | Waterfall | Points

KINDS = (Curve, AreaBetween, Intervals, Bars, Waterfall)  # of marks that are series
_MAX_MERGED = 200_000  # positions; with more, series share a table only if all their positions are the same
_MAX_UNION = 1.5  # times as many rows as the longest series has; with more, many cells would be empty
_SPAN = ["from", "to"]
_NOUNS = {Curve: "Line", AreaBetween: "Shaded area", Bars: "Bars"}


@dataclass(frozen=True)
class _Series:
    """A series with its values and what belongs to them, such as the ends of its intervals."""

    name: str
    positions: Floats
    position_axis: Axis
    value_axis: Axis
    values: Sequence[tuple[str, Floats]]  # each after what its header adds to that of the series: "low"
    position_word: str  # for the positions on an axis without a label
    value_word: str  # the same for the values
    noun: str  # for a series without a name
    legend_title: str


def draft_series(panels: Sequence[Panel]) -> list[Draft]:
    """Return the tables of the series of panels that share one area."""
    series = [_read(panel, mark) for panel in panels for mark in panel.marks if isinstance(mark, KINDS)]
    return [_draft(group) for group in _in_groups(series)]


def draft_points_over_one_axis(panel: Panel, marks: Sequence[Points]) -> list[Draft]:
    """Return the table of several series of points that all have the same positions; none for others."""
    series = [_read(panel, mark) for mark in marks]
    x = marks[0].x
    if len(series) < 2 or x.size > _MAX_MERGED or np.unique(x).size < x.size:
        return []
    return [_draft(series)] if len(_with_same_positions(series)) == 1 else []


def _read(panel: Panel, mark: _Mark) -> _Series:
    words = ("angle", "radius") if panel.is_polar else ("x", "y")
    axes = panel.x, panel.y
    if getattr(mark, "is_horizontal", False):
        words, axes = words[::-1], axes[::-1]
    positions = mark.x if isinstance(mark, (Curve, Points, AreaBetween)) else mark.positions
    value_word = words[1] if isinstance(mark, (Curve, Points)) else "Value"
    values = _values_of(mark)
    noun = _NOUNS.get(type(mark), "Series")
    name = mark.name.strip()
    return _Series(name, positions, *axes, values, words[0], value_word, noun, panel.legend_title)


def _values_of(mark: _Mark) -> list[tuple[str, Floats]]:
    """Return the values of a series, each after what its header adds to that of the series."""
    if isinstance(mark, Waterfall):
        changes = np.where(mark.are_totals, np.nan, mark.changes)
        return [("change", changes), ("total", np.where(mark.are_totals, mark.changes, np.nan))]
    if isinstance(mark, Bars) and mark.starts is not None:
        return list(zip(_SPAN, (mark.starts, mark.values), strict=True))
    if isinstance(mark, Curve) and mark.form == "prices":
        columns = (("open", mark.opening), ("high", mark.high), ("low", mark.low), ("close", mark.y))
        return [(word, values) for word, values in columns if values is not None]
    return [*_middle(mark), *_ends(mark)]


def _middle(mark: Curve | Points | AreaBetween | Intervals | Bars) -> list[tuple[str, Floats]]:
    """Return the values of a series without its intervals, which may be all that is drawn."""
    if isinstance(mark, (Curve, Points)):
        return [("", mark.y)]
    if isinstance(mark, AreaBetween):
        return []
    return [("", mark.values)] if np.isfinite(mark.values).any() else []


def _ends(mark: Curve | Points | AreaBetween | Intervals | Bars) -> list[tuple[str, Floats]]:
    """Return the ends of the intervals of a series, if it has some."""
    low, high = getattr(mark, "low", None), getattr(mark, "high", None)
    if low is None or high is None:
        return []
    name = (getattr(mark, "band_name", "") or getattr(mark, "interval_name", "")).strip()
    of_band = f" ({name})" if name and name != mark.name.strip() else ""
    return [(f"low{of_band}", low), (f"high{of_band}", high)]


def _in_groups(series: Sequence[_Series]) -> list[list[_Series]]:
    """Return series in groups of those that have their positions, or most of them, in common."""
    by_axis: dict[tuple[str, str, str], list[_Series]] = {}
    for one in series:
        key = one.position_axis.kind, one.position_axis.label, one.position_word
        by_axis.setdefault(key, []).append(one)
    return [group for parts in by_axis.values() for group in _with_common_positions(parts)]


def _with_same_positions(series: Sequence[_Series]) -> list[list[_Series]]:
    groups: dict[tuple[int, bytes], list[_Series]] = {}
    for one in series:
        key = one.positions.size, (one.positions.tobytes() if len(series) > 1 else b"")
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _with_common_positions(series: Sequence[_Series]) -> list[list[_Series]]:
    """Return all series as one group, with missing values where one has none, if few cells become empty."""
    groups = _with_same_positions(series)
    positions = [group[0].positions for group in groups]
    if len(groups) < 2 or sum(at.size for at in positions) > _MAX_MERGED:
        return groups
    if any(np.unique(at).size < at.size or np.isnan(at).any() for at in positions):
        return groups
    union = np.unique(np.concatenate(positions))
    is_category = groups[0][0].position_axis.kind == "category"
    if not is_category and union.size > _MAX_UNION * max(at.size for at in positions):
        return groups
    return [[_spread(one, union) for one in series]]


def _spread(series: _Series, positions: Floats) -> _Series:
    """Return a series at all positions, with missing values at those that are not its own."""
    rows = np.searchsorted(positions, series.positions)
    spread = []
    for word, values in series.values:
        at_all = np.full(positions.size, np.nan)
        at_all[rows[: values.size]] = values[: rows.size]
        spread.append((word, at_all))
    return replace(series, positions=positions, values=spread)


def _draft(group: Sequence[_Series]) -> Draft:
    first = group[0]
    headers, name = _headers(group)
    if len(group) == 1 and len(first.values) > 1:
        name = name or headers[0]
    has_whole_dates = [word for word, _ in first.values] == _SPAN
    columns = [
        Column(", ".join(filter(None, [header, word])), values, one.value_axis, has_whole_dates)
        for one, header in zip(group, headers, strict=True)
        for word, values in one.values
    ]
    position = label_of(first.position_axis, first.position_word)
    rows = Column(position, first.positions, first.position_axis)
    return Draft([rows], columns, f"{name} by {position}" if name else "")


def _headers(group: Sequence[_Series]) -> tuple[list[str], str]:
    """Return a header for each series, and what all show if the headers do not say it."""
    labels = [one.value_axis.label.strip() for one in group]
    names = [header_of_group(one.name, one.legend_title) for one in group]
    if len(group) == 1:
        label, name = labels[0], names[0]
        has_word = bool(group[0].values and group[0].values[0][0])
        header = label or name or ("" if has_word else group[0].value_word)
        return [header], "" if name.casefold() in header.casefold() else name
    if len(set(labels)) == 1:
        return [name or one.noun for name, one in zip(names, group, strict=True)], labels[0]
    return [
        _with_label(name, label) or one.noun for name, label, one in zip(names, labels, group, strict=True)
    ], ""


def _with_label(name: str, label: str) -> str:
    """Return the name of a series with the label of its values, unless this has the name in it."""
    if name.casefold() in label.casefold():
        return label
    return f"{name}, {label}" if label else name
