"""Tables of the lines and texts that someone added to a panel: reference lines and notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.cells import format_values
from ipytts.description.charts.data_tables.model import Column, Draft, label_of
from ipytts.description.charts.model import Annotation, Panel, ReferenceLine


def draft_reference_lines(panel: Panel, marks: Sequence[ReferenceLine]) -> list[Draft]:
    """Return the table of reference lines and shaded ranges, with the axis of each; without the diagonal."""
    lines = [mark for mark in marks if mark.axis != "diagonal"]
    if not lines:
        return []
    axes = [panel.x if line.axis == "x" else panel.y for line in lines]
    on_axes = list(zip(axes, lines, strict=True))
    values, ends = (
        [format_values([getattr(line, attribute)], axis)[0] for axis, line in on_axes]
        for attribute in ("value", "end")
    )
    columns = [Column("Axis", [label_of(axis, line.axis) for axis, line in on_axes]), Column("Value", values)]
    if any(ends):
        columns.append(Column("To", ends))
    names = [line.name.strip() or f"Line {number}" for number, line in enumerate(lines, 1)]
    return [Draft([Column("Line", names)], columns, "Reference lines")]


def draft_annotations(panel: Panel, marks: Sequence[Annotation]) -> list[Draft]:
    """Return the table of the texts in a panel, with the places that they belong to."""
    columns = [
        Column(label_of(axis, letter), np.array([getattr(mark, letter) for mark in marks], float), axis)
        for letter, axis in (("x", panel.x), ("y", panel.y))
    ]
    known = [column for column in columns if np.isfinite(column.values).any()]
    return [Draft([Column("Note", [mark.text for mark in marks])], known, "Notes")]
