"""Describe tables of text, of Markdown, HTML and printed output, in the same words as data frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipytts.description.detail import LENGTHS
from ipytts.description.documents import cell_values
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.tables import build, row_lists
from ipytts.description.tables.cells import column_names, number_labels, series_name
from ipytts.description.tables.describe import describe_table
from ipytts.description.tables.model import SMALL_TABLE, Labels, Table
from ipytts.description.tables.value_columns import column_of, labels_of
from ipytts.description.wording import grammar, phrases

_PERCENT = re.compile(r"(?<=\d)\s?%\Z")
_PROSE = 60  # characters of a cell; a longer one is read as it is
_SENTENCE = re.compile(r"\s*(?:\S+\s+){4,}\S*[.!?]\s*")  # five words or more
_ELLIPSES = frozenset(["...", "…", "⋮", "⋯", ".."])  # in place of rows and columns that are left out
_LEADING_ZERO = re.compile(r"0(?: ?\d)+")  # in a column of codes, which are read digit by digit
_ALIGNMENT = re.compile(r":?-{2,}:?|:-+:?|-+:")  # a cell of a row that only aligns columns

Name = str | tuple[str, ...]  # of a column, or of a row; several texts if it has several levels


@dataclass(frozen=True)
class Grid:
    """The cells of a table as text."""

    header: tuple[Name, ...]  # the names of the columns; may be empty
    rows: tuple[tuple[str, ...], ...]  # all of the same length
    labels: tuple[Name, ...] = ()  # one for each row, or empty
    caption: str = ""
    shape: tuple[int, int] | None = None  # rows and columns of the whole table, if only a part is shown
    label_names: tuple[str, ...] = ()  # the name of each level of the labels, or empty
    columns_name: str = ""  # a name for the names of the columns
    is_data: bool = False  # whether it is a data frame: its cells are values, not written text
    noun: str = "table"  # or "series"
    is_record: bool = False  # whether a series may have values of several kinds


def describe_grid(grid: Grid) -> str:
    """Return sentences for a table; if only a part is shown, its size and first rows.

    Examples
    --------
    >>> describe_grid(Grid(("species", "mm"), (("Adelie", "38.791391"), ("Gentoo", "47.5"))))
    'Mm by species, 2 values: highest for Gentoo, 47.5; lowest for Adelie, 38.8. Adelie, 38.8; Gentoo, 47.5.'
    >>> describe_grid(Grid(("Before you run this, save your work.",), ()))
    'Before you run this, save your work.'
    """
    grid = _without_alignment(grid)
    if not any(any(row) for row in (grid.header, *grid.rows)):
        return ""
    if not grid.is_data and (not grid.rows or _has_prose(grid)):
        return grammar.paragraph(to_speakable(grid.caption), *_prose(grid))
    if not is_whole(grid):
        words = _describe_part(grid)
    else:
        words = describe_table(to_table(grid), "normal").render(LENGTHS["normal"])
    return grammar.paragraph(to_speakable(grid.caption), words)


def is_whole(grid: Grid) -> bool:
    """Return whether all rows and columns of a table are shown, and are not too many to read."""
    is_cut = grid.shape not in (None, (len(grid.rows), _width(grid))) or _has_ellipsis(grid)
    return not is_cut and len(grid.rows) <= SMALL_TABLE


def _has_ellipsis(grid: Grid) -> bool:
    return any(row and _ELLIPSES.issuperset(row) for row in grid.rows) or not _ELLIPSES.isdisjoint(
        grid.header
    )


def _width(grid: Grid) -> int:
    return len(grid.rows[0]) if grid.rows else len(grid.header)


def to_table(grid: Grid) -> Table:
    """Return a grid, all of which is shown, as a table of the model."""
    keys = grid.header or tuple(f"column {number}" for number in range(1, _width(grid) + 1))
    columns_name = phrases.name(grid.columns_name) if grid.columns_name else ""
    labels = _labels(grid)
    by_column = list(zip(*grid.rows, strict=True)) or [() for _ in keys]
    is_record = grid.is_record and labels is not None and not labels.name
    if is_record:  # each cell for itself: a row of a table has numbers beside texts
        values = [[cell_values.parse_column([text])[0] for text in texts] for texts in by_column]
    else:
        values = [list(map(_with_percent, _values(grid, texts))) for texts in by_column]
    names = column_names([_key(key) for key in keys], columns_name)
    if grid.noun == "series":
        names = [series_name(_key(keys[0]))]
    columns = [
        column_of(name, str(_key(key)), of_column, labels)
        for name, key, of_column in zip(names, keys, values, strict=True)
    ]
    cells = [build.cells_of_row(columns, row) for row in zip(*values, strict=True)]
    missing = sum(column.missing or 0 for column in columns)
    return Table(
        *(len(grid.rows), columns, len(columns), labels, cells, columns_name, missing, grid.noun),
        is_by_first_column=not grid.is_data,
        is_record=is_record,
    )


def _key(name: Name) -> Any:
    """Return the name of a column as it is in the data: a whole number for a text of digits."""
    return name if type(name) is tuple else cell_values.parse_column([str(name)])[0]


def _values(grid: Grid, texts: Sequence[str]) -> list[Any]:
    values = cell_values.parse_column(texts)
    if grid.is_data:
        return values
    are_codes = any(map(_LEADING_ZERO.fullmatch, texts))
    return [_spoken(value, is_code=are_codes) if type(value) is str else value for value in values]


def _spoken(text: str, *, is_code: bool) -> str:
    return " ".join(text) if is_code and text.isdecimal() else to_speakable(text)


def _with_percent(value: Any) -> Any:
    return _PERCENT.sub(" percent", value) if type(value) is str else value


def _labels(grid: Grid) -> Labels | None:
    if not grid.labels:
        return None
    rows = [label if type(label) is tuple else (str(label),) for label in grid.labels]
    levels = [_values(grid, texts) for texts in zip(*rows, strict=True)]
    if len(levels) > 1:  # a row for all groups has a label in its first level alone
        levels = [
            ["" if not text else value for text, value in zip(texts, of_level, strict=True)]
            for texts, of_level in zip(zip(*rows, strict=True), levels, strict=True)
        ]
    names = [phrases.name(name) if name else "" for name in grid.label_names or ("",) * len(levels)]
    labels = labels_of(names, levels)
    if labels is None and grid.noun == "series":
        return number_labels(levels[0], _key(grid.header[0]))
    return labels


def _describe_part(grid: Grid) -> str:
    """Return sentences for a table of which not all rows or columns are shown."""
    rows, width = grid.shape or (len(grid.rows), _width(grid))
    shown_rows = [index for index, row in enumerate(grid.rows) if not _ELLIPSES.issuperset(row)]
    kept = next((n for n, index in enumerate(shown_rows) if n != index), len(shown_rows))
    columns = [index for index, name in enumerate(grid.header) if name not in _ELLIPSES]
    columns = columns[: next((n for n, index in enumerate(columns) if n != index), len(columns))]
    first = replace(
        grid,
        header=tuple(grid.header[index] for index in columns),
        rows=tuple(tuple(row[index] for index in columns) for row in grid.rows[:kept]),
        labels=grid.labels[:kept],
    )
    return row_lists.describe_part(to_table(first), rows, width).render(LENGTHS["normal"])


def _has_prose(grid: Grid) -> bool:
    return any(len(cell) > _PROSE or _SENTENCE.fullmatch(cell) for row in grid.rows for cell in row)


def _prose(grid: Grid) -> Iterator[str]:
    """Yield the text of a table row by row, each cell after the name of its column."""
    header = [to_speakable(" ".join(name) if type(name) is tuple else str(name)) for name in grid.header]
    if not grid.rows:
        yield from (as_sentence(name) for name in header if name)
        return
    labels = grid.labels or [""] * len(grid.rows)
    for label, row in zip(labels, grid.rows, strict=True):
        if label:
            yield as_sentence(to_speakable(", ".join(label) if type(label) is tuple else str(label)), ":")
        names = header or [""] * len(row)
        for name, cell in zip(names, row, strict=True):
            if words := to_speakable(cell):
                yield as_sentence(f"{name.rstrip(':')}: {words}" if name else words)


def with_cells(grid: Grid, change: Callable[[str], str]) -> Grid:
    """Return a grid with each of its texts changed.

    Examples
    --------
    >>> with_cells(Grid(("a", "b"), (("c", "d"),)), str.upper).rows
    (('C', 'D'),)
    """

    def changed(name: Name) -> Name:
        return tuple(map(change, name)) if type(name) is tuple else change(str(name))

    return replace(
        grid,
        header=tuple(map(changed, grid.header)),
        labels=tuple(map(changed, grid.labels)),
        rows=tuple(tuple(map(change, row)) for row in grid.rows),
    )


def _without_alignment(grid: Grid) -> Grid:
    """Return a grid without rows of dashes that only align its columns."""
    kept = [n for n, row in enumerate(grid.rows) if not row or not all(map(_ALIGNMENT.fullmatch, row))]
    if len(kept) == len(grid.rows):
        return grid
    labels = tuple(grid.labels[index] for index in kept) if grid.labels else ()
    return replace(grid, rows=tuple(grid.rows[index] for index in kept), labels=labels)


def make_grid(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "", has_labels: bool = False
) -> Grid:
    """Return a grid of rows of any length.

    A first column without a name becomes the labels; if `has_labels`, also a first column with a name.

    Examples
    --------
    >>> grid = make_grid(["", "mean"], [["bill", "44"]])
    >>> grid.header, grid.rows, grid.labels
    (('mean',), (('44',),), ('bill',))
    """
    width = max(map(len, [header, *rows]), default=0)
    even = [tuple(row) + ("",) * (width - len(row)) for row in rows]
    if width > 1 and len(header) in (0, width) and (has_labels or (header and not header[0].strip())):
        labels = tuple(row[0] for row in even)
        return Grid(tuple(header[1:]), tuple(row[1:] for row in even), labels, caption)
    return Grid(tuple(header) + ("",) * (width - len(header)) if header else (), tuple(even), (), caption)
