"""Describe tables of Markdown and HTML in the same words as data frames."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.speakable_text import to_speakable
from ipytts.description.tables.build import count_texts, with_labels
from ipytts.description.tables.cells import column_names
from ipytts.description.tables.describe import describe_table
from ipytts.description.tables.model import SMALL_TABLE, Column, Labels, Table
from ipytts.description.wording import grammar, numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.tables.model import Kind

_MAX_ROWS, _MAX_COLUMNS = 5, 8  # rows and columns of a table that is shown in part
_MAX_CELL = 80  # characters
_NUMBER = re.compile(r"[-+−]?(?!0\d)(?:\d[\d,]*)?\.?\d+(?:[eE][-+]?\d+)?")  # 007 is an identifier
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MISSING = ("", "NaN", "nan", "NaT", "None", "<NA>", "null")
_ELLIPSES = {"...", "…", "⋮", "⋯"}  # pandas shows them in place of rows and columns that it leaves out


@dataclass(frozen=True)
class Grid:
    """The cells of a table as text."""

    header: tuple[str, ...]  # the names of the columns; may be empty
    rows: tuple[tuple[str, ...], ...]  # all of the same length
    labels: tuple[str, ...] = ()  # one for each row, or empty
    caption: str = ""
    shape: tuple[int, int] | None = None  # rows and columns of the whole table, if only a part is shown


def describe_grid(grid: Grid) -> str:
    """Return sentences for a table; if only a part is shown, its size and first rows.

    Examples
    --------
    >>> describe_grid(Grid(("species", "mm"), (("Adelie", "38.791391"), ("Gentoo", "47.5"))))
    'Mm by species, 2 values: highest for Gentoo, 47.5; lowest for Adelie, 38.8. Adelie, 38.8; Gentoo, 47.5.'
    """
    if not any(any(row) for row in (grid.header, *grid.rows)):
        return ""
    is_whole = grid.shape in (None, (len(grid.rows), _width(grid))) and 0 < len(grid.rows) <= SMALL_TABLE
    sentences = str(describe_table(_to_table(grid), "normal")) if is_whole else _describe_part(grid)
    return grammar.paragraph(to_speakable(grid.caption), sentences)


def _width(grid: Grid) -> int:
    return len(grid.rows[0]) if grid.rows else len(grid.header)


def _to_table(grid: Grid) -> Table:
    rows = [[_value(cell) for cell in row] for row in grid.rows]
    names = column_names(grid.header) or [f"column {number}" for number in range(1, _width(grid) + 1)]
    labels = _labels(grid)
    values = [list(column) for column in zip(*rows, strict=True)]
    found = [_column(name, column) for name, column in zip(names, values, strict=True)]
    if labels:
        found = [with_labels(c, labels, column) for c, column in zip(found, values, strict=True)]
    missing = sum(column.missing or 0 for column in found)
    return Table(len(rows), found, len(found), labels, rows, missing=missing)


def _labels(grid: Grid) -> Labels | None:
    if not grid.labels or list(grid.labels) == list(map(str, range(len(grid.labels)))):
        return None
    values = [_value(label) for label in grid.labels]
    return Labels("", values, values[0], values[-1])


def _column(name: str, values: Sequence[Any]) -> Column:
    present = [value for value in values if value is not None]
    missing = len(values) - len(present)
    kind = _kind(present)
    if kind in ("number", "whole number"):
        mean = math.fsum(present) / len(present)
        return Column(name, kind, missing, key=name, low=min(present), high=max(present), mean=mean)
    if kind == "date":
        return Column(name, kind, missing, key=name, low=min(present), high=max(present))
    if kind == "truth":
        return Column(name, kind, missing, key=name, mean=sum(present) / len(present))
    if kind == "text":
        distinct, frequent = count_texts(present)
        return Column(name, kind, missing, key=name, distinct=distinct, frequent=frequent)
    return Column(name, kind, missing, key=name)


def _kind(values: Sequence[Any]) -> Kind:
    kinds = set(map(type, values))
    names: dict[frozenset[type], Kind] = {
        frozenset(): "empty",
        frozenset({int}): "whole number",
        frozenset({float}): "number",
        frozenset({int, float}): "number",
        frozenset({bool}): "truth",
        frozenset({dt.date}): "date",
        frozenset({str}): "text",
    }
    return names.get(frozenset(kinds), "mixed")


def _value(text: str) -> Any:
    """Return the value of a cell: a number, a Boolean, a date, a speakable text, or None if it is missing."""
    text = text.strip()
    if text in _MISSING:
        return None
    if text in ("True", "False"):
        return text == "True"
    if _NUMBER.fullmatch(text):
        plain = text.replace(",", "").replace("−", "-")
        return float(plain) if re.search(r"[.eE]", plain) else int(plain)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    return plain_text.shorten(to_speakable(text), _MAX_CELL)


def _describe_part(grid: Grid) -> str:
    rows, width = grid.shape or (len(grid.rows), _width(grid))
    size = f"a table of {numbers.with_noun(rows, 'row')} and {numbers.with_noun(width, 'column')}"
    names = [phrases.name(name) for name in grid.header if name and name not in _ELLIPSES]
    shown = [index for index, row in enumerate(grid.rows) if not _ELLIPSES.issuperset(row)][:_MAX_ROWS]
    sentences = [
        f"{size}: {grammar.join_some(names, _MAX_COLUMNS)}" if names else size,
        *(_describe_row(grid, index) for index in shown),
    ]
    left = rows - len(shown)
    if left > 0:
        sentences.append(f"{numbers.with_noun(left, 'more row')} {'follows' if left == 1 else 'follow'}")
    return grammar.paragraph(*sentences)


def _describe_row(grid: Grid, index: int) -> str:
    label = grid.labels[index] if grid.labels else ""
    name = f"row {index + 1}" if label in ("", str(index)) else f"for {phrases.value(_value(label))}"
    cells = [phrases.value(_value(cell)) for cell in grid.rows[index] if cell not in _ELLIPSES]
    return f"{name}: {', '.join(cells[:_MAX_COLUMNS])}"


def make_grid(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "", has_labels: bool = False
) -> Grid:
    """Return a grid of rows of any length.

    A first column without a name becomes the labels; if `has_labels`, also a first column with a name.

    Examples
    --------
    >>> make_grid(["", "mean"], [["bill", "44"]])
    Grid(header=('mean',), rows=(('44',),), labels=('bill',), caption='', shape=None)
    """
    width = max(map(len, [header, *rows]), default=0)
    even = [tuple(row) + ("",) * (width - len(row)) for row in rows]
    if width > 1 and len(header) in (0, width) and (has_labels or (header and not header[0].strip())):
        labels = tuple(row[0] for row in even)
        return Grid(tuple(header[1:]), tuple(row[1:] for row in even), labels, caption)
    return Grid(tuple(header) + ("",) * (width - len(header)) if header else (), tuple(even), (), caption)
