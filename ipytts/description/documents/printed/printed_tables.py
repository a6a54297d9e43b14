r"""Read tables that were printed: data frames and series of pandas, and tables drawn with lines.

What a program prints is a table only if it is one beyond doubt; any other text is left to its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ipytts.description.documents import tables
from ipytts.description.documents.printed import box_tables, printed_frames
from ipytts.description.documents.printed.printed_frames import find_gaps, one_level, split_levels
from ipytts.description.documents.printed.printed_info import describe_info_text
from ipytts.description.tables.model import Table
from ipytts.description.wording import numbers

_MAX_READ = 50_000  # characters
_SHAPE = re.compile(r"\n\s*\[(\d+) rows x (\d+) columns\]\s*\Z")
_EMPTY = re.compile(r"Empty DataFrame\nColumns: \[(.*)\]\nIndex: \[.*\]\s*\Z", re.DOTALL)
_SERIES_END = re.compile(
    r"\n(?:Freq: \S+?, )?(?:Name: (?P<name>.*?), )?(?:Length: (?P<length>\d+), )?dtype: (?P<type>\S.*)"
    r"(?:\nCategories \(.*)?\Z"
)
_TOP = re.compile(r"^only showing top (\d+) rows?\s*\Z", re.MULTILINE)
_RULE = re.compile(r"^[─━═=_-]{10,}$", re.MULTILINE)  # pandas draws none
_BLANK_LINE = re.compile(r"\n[ ]*\n")
_WRAPPED = "\\"  # at the end of the header of columns of which more follow below
_WRAP_END = re.compile(r" +\\\Z")
_GAP = 2  # blanks between the levels of the labels of a series, at least
_GAP_OF_SERIES = 4  # blanks before its values, of which a minus sign takes one
_VALUE = re.compile(r"\S {3,}\S")  # behind a label


def describe_printed_table(text: str) -> str | None:
    r"""Return sentences for a printed table, or for the text of ``df.info()``; None for any other text.

    Examples
    --------
    >>> describe_printed_table("   a  b\n0  1  x\n1  2  y")
    'A table of 2 rows and 2 columns. Row 1: a 1, b x. Row 2: 2, y.'
    """
    if words := describe_info_text(text[:_MAX_READ]):
        return words
    grid = read_grid(text)
    words = tables.describe_grid(grid) if grid else ""
    if words and (top := _TOP.search(text)):  # below a table of Spark
        return f"Only the first {numbers.with_noun(int(top[1]), 'row')} of a table. {words}"
    return words or None


def to_table(text: str) -> Table | None:
    r"""Return a printed table as a table of the model; None if it is none, or not shown in whole.

    Examples
    --------
    >>> table = to_table("a    3\nb    5\nName: n, dtype: int64")
    >>> table.noun, table.columns[0].name, table.labels.values, table.cells
    ('series', 'n', ['a', 'b'], [[3], [5]])
    """
    grid = read_grid(text)
    return tables.to_table(grid) if grid and tables.is_whole(grid) else None


def read_grid(text: str) -> tables.Grid | None:
    """Return the cells of a printed table, or of the part of it that is printed; None if it is none."""
    text = text[:_MAX_READ].strip("\n").rstrip()
    if "\t" in text:
        return None
    grid = box_tables.read(text) or _read_empty(text) or _read_series(text)
    return grid or (None if _RULE.search(text) else _read_frame(text))


def _read_empty(text: str) -> tables.Grid | None:
    match = _EMPTY.fullmatch(text)
    if not match:
        return None
    names = [name.strip() for name in match[1].split(",") if name.strip()]
    return tables.Grid(tuple(names), (), is_data=True)


def _read_series(text: str) -> tables.Grid | None:
    end = _SERIES_END.search(text)
    lines = text[: end.start()].splitlines() if end else []
    if not end or not lines:
        return None
    is_shorter = len(lines[0].rstrip()) < max(len(line.rstrip()) for line in lines)  # values end at one place
    has_names = is_shorter or not _VALUE.search(lines[0])
    stop = _start_of_values(lines[has_names:])
    head = lines[:has_names]  # in whole: a name can be longer than the labels
    levels = split_levels([*head, *(line[:stop] for line in lines[has_names:])], _GAP)
    if not stop or levels is None:
        return None
    names, labels = (levels[0], levels[1:]) if has_names else ((), levels)
    return tables.Grid(
        header=(end["name"] or "",),
        rows=tuple((line[stop:].strip(),) for line in lines[has_names:]),
        labels=one_level(labels),
        shape=(int(end["length"]), 1) if end["length"] else None,
        label_names=tuple(names),
        is_data=True,
        noun="series",
        is_record=end["type"] == "object",
    )


def _start_of_values(lines: Sequence[str]) -> int:
    """Return where the values of a series begin, to the right of its labels; 0 if that is not known."""
    gaps = [
        (start - any(line[stop : stop + 1] == "-" for line in lines), stop)
        for start, stop in find_gaps(lines)
    ]
    wide = [stop for start, stop in gaps if stop - start >= _GAP_OF_SERIES]
    return wide[-1] if wide else 0


def _read_frame(text: str) -> tables.Grid | None:
    shape = _SHAPE.search(text)
    parts = [part.splitlines() for part in _BLANK_LINE.split(text[: shape.start()] if shape else text)]
    if any(not part[0].endswith(_WRAPPED) for part in parts[:-1]):
        return None
    grids = [printed_frames.read([_WRAP_END.sub("", line).rstrip() for line in part]) for part in parts]
    first = grids[0]
    if first is None or any(grid is None or grid.labels != first.labels for grid in grids):
        return None
    found = [grid for grid in grids if grid]
    return replace(
        first,
        header=sum((grid.header for grid in found), ()),
        rows=tuple(sum(rows, ()) for rows in zip(*(grid.rows for grid in found), strict=True)),
        shape=(int(shape[1]), int(shape[2])) if shape else None,
    )
