"""Describe event plots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import Events
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.wording.phrase import Phrase, join_some, phrase

_MAX_ROWS = 8  # rows that are described one by one
_MAX_TIES = 3  # rows with as many events that are named


def describe_events(panel: Panel, rows: Sequence[Events]) -> ChartText:
    """Describe the rows with the most and the fewest events, then the first and the last event of each."""
    along, across = (panel.x, panel.y) if rows[0].is_horizontal else (panel.y, panel.x)
    axis = AxisFormatter(along, [row.positions for row in rows])
    by = AxisFormatter(across, []).label
    text = ChartText("event plot", by, axis.label, "by")
    sizes = [int(np.isfinite(row.positions).sum()) for row in rows]
    total = count(sum(sizes), "event")
    text.sizes.append(phrase("{} in {}", total, count(len(rows), "row")) if len(rows) > 1 else total)
    if not sum(sizes):
        text.main_point = "there are no events in it"
        return text
    names = [format_name(row.name) or f"row {number}" for number, row in enumerate(rows, 1)]
    ends = phrase("they go {}", axis.format_range())
    if len(rows) == 1:
        text.main_point = ends
        return text
    text.main_point = _compare(names, sizes)
    text.details.append(ends)
    text.details += [_describe_row(name, row, axis) for name, row in zip(names, rows, strict=True)][
        :_MAX_ROWS
    ]
    return text


def _compare(names: Sequence[str], sizes: Sequence[int]) -> Phrase:
    """Return which rows have the most events, and which the fewest."""
    if min(sizes) == max(sizes):
        return phrase("each has {}", count(max(sizes), "event"))
    clauses = []
    for size in (max(sizes), min(sizes)):
        own = [name for name, number in zip(names, sizes, strict=True) if number == size]
        clauses.append(
            (join_some(own, _MAX_TIES), "has" if len(own) == 1 else "have", count(size, "event", of=own[0]))
        )
    (most, have, top), (fewest, _, bottom) = clauses
    return phrase("{} {} the most, {}, and {} the fewest, {}", most, have, top, fewest, bottom)


def _describe_row(name: str, row: Events, axis: AxisFormatter) -> Phrase:
    known = row.positions[np.isfinite(row.positions)]
    if not known.size:
        return phrase("{} has no events", name)
    size = count(known.size, "event", of=name)
    first = axis.fact(float(known.min()), "first event", of=name)
    if known.size == 1:
        return phrase("{}: {}, at {}", name, size, first)
    return phrase(
        "{}: {}, from {} to {}", name, size, first, axis.fact(float(known.max()), "last event", of=name)
    )
