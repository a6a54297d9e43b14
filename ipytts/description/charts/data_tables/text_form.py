"""Write data tables as plain text with aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from ipytts.description.charts.data_tables.tables import DataTable

_GAP = "  "


def to_text(heading: str, tables: Sequence[DataTable], remarks: Iterable[str]) -> str:
    """Return tables one below the other, with a heading before and remarks after them."""
    blocks = [heading, *map(_table, tables)] if tables else []
    return "\n\n".join([*blocks, *remarks])


def _table(table: DataTable) -> str:
    headers = len(table.row_headers)
    rows = [(*table.row_headers, *table.columns), *table.rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    are_numbers = [
        number >= headers and all(map(_is_number, column[1:]))
        for number, column in enumerate(zip(*rows, strict=True))
    ]
    lines = [
        _GAP.join(
            padding + text if is_number else text + padding
            for text, width, is_number in zip(row, widths, are_numbers, strict=True)
            for padding in [" " * (width - _width(text))]
        ).rstrip()
        for row in rows
    ]
    return "\n".join([table.caption, *lines, *([table.left_out] if table.left_out else [])])


def _is_number(text: str) -> bool:
    """Return whether a cell has a number, or is empty."""
    return not text or text.lstrip("-")[:1].isdigit()


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )
