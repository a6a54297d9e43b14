"""Tables of Markdown and of HTML: their cells as values, told as `describe` tells tables."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipytts.description.documents.speakable import speakable
from ipytts.description.tables import columns
from ipytts.description.tables.model import SMALL, Column, Labels, Table
from ipytts.description.tables.table import tell as tell_table
from ipytts.description.wording import numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.tables.model import Kind

_MOST_ROWS, _MOST_COLUMNS = 5, 8  # that are told of a table that is shown in part
_LONGEST_CELL = 80  # characters
_NUMBER = re.compile(r"[-+−]?(?:\d[\d,]*)?\.?\d+(?:[eE][-+]?\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MISSING = ("", "NaN", "nan", "NaT", "None", "<NA>", "null")
_LEFT_OUT = {"...", "…", "⋮", "⋯"}  # what pandas shows in place of rows and columns


@dataclass(frozen=True)
class Grid:
    """The cells of a table, as text.

    Parameters
    ----------
    header : tuple of str
        The names of the columns; empty if there are none.
    rows : tuple of tuple of str
        Each as long as the others.
    labels : tuple of str
        What the rows are called, one for each; empty if they have no names.
    caption : str
        What stands above or below it.
    shape : (int, int) or None
        Rows and columns of the whole, where only a part of it is shown.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...] = ()
    caption: str = ""
    shape: tuple[int, int] | None = None


def tell(grid: Grid) -> str:
    """Tell a table as `describe` would; one that is shown in part by its size and its first rows.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    str
        Sentences; empty if the table is.

    Examples
    --------
    >>> tell(Grid(("species", "mm"), (("Adelie", "38.791391"), ("Gentoo", "47.5"))))
    'Mm by species, 2 values: highest for Gentoo, 47.5; lowest for Adelie, 38.8. Adelie, 38.8; Gentoo, 47.5.'
    """
    if not any(any(row) for row in (grid.header, *grid.rows)):
        return ""
    is_whole = grid.shape in (None, (len(grid.rows), _width(grid))) and 0 < len(grid.rows) <= SMALL
    told = tell_table(_as_table(grid), "normal") if is_whole else _in_part(grid)
    return phrases.paragraph(speakable(grid.caption), told)


def _width(grid: Grid) -> int:
    return len(grid.rows[0]) if grid.rows else len(grid.header)


def _as_table(grid: Grid) -> Table:
    cells = [[_value(cell) for cell in row] for row in grid.rows]
    names = grid.header or [f"column {place}" for place in range(1, _width(grid) + 1)]
    labels = _labels(grid)
    told = [_column(name, [row[place] for row in cells]) for place, name in enumerate(names)]
    if labels:
        told = [
            columns.with_extremes(c, labels, [row[place] for row in cells]) for place, c in enumerate(told)
        ]
    missing = sum(column.missing or 0 for column in told)
    return Table(len(cells), told, len(told), labels, cells, missing=missing)


def _labels(grid: Grid) -> Labels | None:
    if not grid.labels or list(grid.labels) == list(map(str, range(len(grid.labels)))):
        return None
    values = [_value(label) for label in grid.labels]
    return Labels("", values, values[0], values[-1])


def _column(name: str, values: Sequence[Any]) -> Column:
    name = phrases.name(name) if name else "unnamed"
    there = [value for value in values if value is not None]
    missing = len(values) - len(there)
    kind = _kind(there)
    if kind in ("number", "whole number"):
        return Column(
            name, kind, missing, low=min(there), high=max(there), mean=math.fsum(there) / len(there)
        )
    if kind == "date":
        return Column(name, kind, missing, low=min(there), high=max(there))
    if kind == "truth":
        return Column(name, kind, missing, mean=sum(there) / len(there))
    if kind == "text":
        distinct, frequent = columns.counted_texts(there)
        return Column(name, kind, missing, distinct=distinct, frequent=frequent)
    return Column(name, kind, missing)


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
    """Return what a cell holds: a number, a truth, a date, a text that can be said, or None."""
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
    return plain_text.shorten(speakable(text), _LONGEST_CELL)


def _in_part(grid: Grid) -> str:
    rows, width = grid.shape or (len(grid.rows), _width(grid))
    size = f"a table of {numbers.counted(rows, 'row')} and {numbers.counted(width, 'column')}"
    names = [phrases.name(name) for name in grid.header if name and name not in _LEFT_OUT]
    shown = [place for place, row in enumerate(grid.rows) if not _LEFT_OUT.issuperset(row)][:_MOST_ROWS]
    told = [
        f"{size}: {phrases.list_some(names, _MOST_COLUMNS)}" if names else size,
        *(_row(grid, p) for p in shown),
    ]
    left = rows - len(shown)
    if left > 0:
        told.append(f"{numbers.counted(left, 'more row')} {'follows' if left == 1 else 'follow'}")
    return phrases.paragraph(*told)


def _row(grid: Grid, place: int) -> str:
    label = grid.labels[place] if grid.labels else ""
    name = f"row {place + 1}" if label in ("", str(place)) else f"for {phrases.value(_value(label))}"
    cells = [phrases.value(_value(cell)) for cell in grid.rows[place] if cell not in _LEFT_OUT]
    return f"{name}: {', '.join(cells[:_MOST_COLUMNS])}"


def grid_of(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "", labelled: bool = False
) -> Grid:
    """Make a grid of what is there: rows are made as long as the longest; a nameless first column is labels.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of sequence of str
    caption : str
    labelled : bool
        Whether the first column is labels in any case.

    Returns
    -------
    Grid

    Examples
    --------
    >>> grid_of(["", "mean"], [["bill", "44"]])
    Grid(header=('mean',), rows=(('44',),), labels=('bill',), caption='', shape=None)
    """
    width = max(map(len, [header, *rows]), default=0)
    even = [tuple(row) + ("",) * (width - len(row)) for row in rows]
    if width > 1 and len(header) in (0, width) and (labelled or (header and not header[0].strip())):
        labels = tuple(row[0] for row in even)
        return Grid(tuple(header[1:]), tuple(row[1:] for row in even), labels, caption)
    return Grid(tuple(header) + ("",) * (width - len(header)) if header else (), tuple(even), (), caption)
