"""Tables of Markdown and of HTML, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipytts.description import words
from ipytts.narration.wording import speakable

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ROWS, _MOST_COLUMNS = 5, 8  # that are told
_LONGEST_CELL = 80  # characters
_NUMBER = re.compile(r"[-+−]?(?:\d[\d,]*)?\.?\d+(?:[eE][-+]?\d+)?")
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
    """Tell a table: its size, its columns, and its first rows.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    str
        Sentences; empty if the table is.

    Examples
    --------
    >>> tell(Grid(("species", "bill_mm"), (("Adelie", "38.791391"), ("Gentoo", "47.5"))))
    'A table of 2 rows and 2 columns: species and bill mm. Row 1: Adelie, 38.8. Row 2: Gentoo, 47.5.'
    """
    if not any(any(row) for row in (grid.header, *grid.rows)):
        return ""
    rows, columns = grid.shape or (len(grid.rows), len(grid.header) or len(grid.rows[0]))
    size = f"a table of {words.counted(rows, 'row')} and {words.counted(columns, 'column')}"
    names = [_cell(name) or "unnamed" for name in grid.header if name not in _LEFT_OUT]
    listed = words.some(names, max(_MOST_COLUMNS, 1)) if names else ""
    told = [f"{size}: {listed}" if listed else size, *_rows(grid)]
    left = rows - _MOST_ROWS
    if left > 0:
        told.append(f"{words.counted(left, 'more row')} {'follows' if left == 1 else 'follow'}")
    return words.paragraph(speakable(grid.caption), *told)


def _rows(grid: Grid) -> list[str]:
    shown = [place for place, row in enumerate(grid.rows) if not _LEFT_OUT.issuperset(row)]
    return [_row(grid, place) for place in shown[:_MOST_ROWS]]


def _row(grid: Grid, place: int) -> str:
    label = grid.labels[place] if grid.labels else ""
    name = f"Row {place + 1}" if label in ("", str(place)) else _cell(label)
    cells = [_cell(cell) or "empty" for cell in grid.rows[place] if cell not in _LEFT_OUT]
    return f"{name}: {', '.join(cells[:_MOST_COLUMNS])}"


def _cell(text: str) -> str:
    """Say a cell; a number rounded for the ear."""
    text = text.strip()
    if text in ("NaN", "nan", "NaT", "None", "<NA>"):
        return "missing"
    if _NUMBER.fullmatch(text):
        plain = text.replace(",", "").replace("−", "-")
        return words.number(float(plain) if re.search(r"[.eE]", plain) else int(plain))
    return words.shortened(speakable(text), _LONGEST_CELL)


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
