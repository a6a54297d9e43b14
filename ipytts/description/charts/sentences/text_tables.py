"""Describe tables that are drawn in a figure."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.charts.labels import format_category
from ipytts.description.charts.model import Panel
from ipytts.description.charts.sentences.chart_text import MAX_NAMES, ChartText, count
from ipytts.description.charts.stage_marks import TextTable
from ipytts.description.wording.phrase import Fact, Phrase, join_some, join_with, phrase

_MAX_ROWS, _MAX_FULL_ROWS = 10, 40


def describe_text_tables(_: Panel, marks: Sequence[TextTable]) -> ChartText:
    """Describe the names of the columns, then each row."""
    table = marks[0]
    width = max(len(table.header), *map(len, table.rows)) if table.rows else len(table.header)
    text = ChartText("table", sizes=[count(len(table.rows), "row"), count(width, "column")])
    names = [format_category(name) for name in table.header if name.strip()]
    if names:
        text.main_point = phrase("the columns are {}", join_some(names, MAX_NAMES))
    rows = [_format_row(table, row) for row in range(len(table.rows))]
    text.details += rows[:_MAX_ROWS]
    text.full_details += rows[_MAX_ROWS:_MAX_FULL_ROWS]
    return text


def _format_row(table: TextTable, row: int) -> Phrase:
    """Return a row by the names of its columns: "North: count 12, mean 1.5"."""
    label = table.labels[row] if row < len(table.labels) else ""
    cells = list(enumerate(table.rows[row]))
    if not label.strip() and cells and cells[0][1].strip() and len(cells) > 1:
        label, cells = cells[0][1], cells[1:]
    parts = []
    for column, text in cells:
        name = format_category(table.header[column]) if column < len(table.header) else ""
        fact = Fact(format_category(text) or "empty", text, "cell", of=name, at=float(row))
        parts.append(phrase("{} {}", name, fact) if name else phrase("{}", fact))
    start = f"{format_category(label)}: " if label.strip() else ""
    return phrase("{}{}", start, join_with(", ", parts))
