"""A table, whatever library or page it is from, and how it is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ipytts.description.detail import LENGTHS
from ipytts.description.tables import columns, summaries
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipytts.description.detail import Detail
from ipytts.description.tables.model import KNOWN, Column, Labels, Table

_ROW_BY_ROW: dict[Detail, tuple[int, int]] = {"brief": (0, 0), "normal": (6, 6), "full": (15, 10)}
_NAMED: dict[Detail, int] = {"brief": 5, "normal": 20, "full": 40}  # columns
_NOUNS = {
    "number": "number",
    "whole number": "whole number",
    "category": "text",
    "truth": "truth value",
    "text": "text",
    "date": "date",
    "duration": "duration",
}


def tell(table: Table, detail: Detail) -> str:
    """Tell a table in words: as what it is, if it is a summary; else its size, then its rows or columns.

    In normal detail, up to 6 rows of up to 6 columns are told row by row; of larger tables 8 columns are
    told and 20 named. In full, these are 15, 10, 25 and 40.
    """
    table = _labelled(table)
    told = summaries.tell(table, detail)
    return grammar.paragraph(*(told or _plain(table, detail)))


def _labelled(table: Table) -> Table:
    """Take the first column of a small table for what its rows are called, where it can be that."""
    if table.labels or not table.cells or table.width < 2 or len(table.columns) < 2:  # one is left
        return table
    first = table.columns[0]
    values = [row[0] for row in table.cells]
    telling = first.kind in ("text", "category", "date") or (
        first.kind == "whole number" and columns.is_year(first)
    )
    if not telling or None in values or len(set(map(str, values))) < len(values):
        return table
    in_time = _in_time(values, years=columns.is_year(first))
    labels = Labels(first.name, values, values[0], values[-1], in_time=in_time)
    rest = [
        columns.with_extremes(column, labels, [row[place] for row in table.cells])
        for place, column in enumerate(table.columns[1:], 1)
    ]
    cells = [row[1:] for row in table.cells]
    return replace(table, columns=rest, width=table.width - 1, labels=labels, cells=cells, whole=table)


def _in_time(values: Sequence[Any], *, years: bool) -> bool:
    try:
        return (years or all(isinstance(v, dt.date) for v in values)) and all(
            a < b for a, b in pairwise(values)
        )
    except TypeError:  # dates with and without a zone
        return False


def _plain(table: Table, detail: Detail) -> Iterator[str]:
    shown = table.whole or table
    if table.what == "series" and table.rows:
        yield from _series(table, detail)
        return
    if detail == "brief":
        yield _size(shown) + _names(shown)
        return
    if not table.rows or not table.width:
        yield _size(shown) + _names(shown)
        return
    rows, width = _ROW_BY_ROW[detail]
    if table.cells and table.rows <= rows and table.width <= width:
        told = [_size_by_label(table), *_row_by_row(table)]
        if _fits(told, detail):
            yield from told
            return
    yield from _column_by_column(table, detail)


def _fits(told: Sequence[str], detail: Detail) -> bool:
    return len(grammar.paragraph(*told)) <= LENGTHS[detail]


def _column_by_column(table: Table, detail: Detail) -> list[str]:
    """Tell as many columns as there is room for, when the others are named."""
    start = [_size(table.whole or table), _missing(table.whole or table)]
    start += [_rows_called(table.labels, table.rows)] if table.labels else []
    in_time = bool(table.labels and table.labels.in_time)
    most = _told(table, detail)
    each = [columns.tell(column, table.rows, detail, in_time=in_time) for column in table.columns[:most]]
    while not _fits([*start, *each, _further(table, len(each), detail)], detail) and each:
        each.pop()
    return [*start, *each, _further(table, len(each), detail)]


def _series(table: Table, detail: Detail) -> Iterator[str]:
    column = table.columns[0]
    by = f" by {table.labels.name}" if table.labels and table.labels.name else ""
    name = f", {column.name}" if column.name != "unnamed" else ""
    opening = f"a series of {numbers.with_noun(table.rows, _NOUNS.get(column.kind, 'value'))}{by}{name}"
    few = _ROW_BY_ROW["normal"][0] if detail != "full" else _ROW_BY_ROW["full"][0]
    if table.cells and table.rows <= few and detail != "brief" and not table.labels:
        yield f"{opening}: {grammar.join(columns.say(column, row[0]) for row in table.cells)}"
        return
    told = columns.told(column, table.rows, detail, in_time=bool(table.labels and table.labels.in_time))
    yield f"{opening}: {told}" if told else opening
    if detail == "brief":
        return
    if table.labels:
        yield _rows_called(table.labels, table.rows)
    if not column.missing:
        yield "Nothing is missing"


def _size(table: Table) -> str:
    if not table.rows:
        size = f"an empty {table.what} with {numbers.with_noun(table.width, 'column')} and no rows"
        return size if table.width else f"an empty {table.what} without rows and columns"
    by = f" by {table.labels.name}" if table.labels and table.labels.name else ""
    across = f" and {table.across}" if by and table.across else ""
    counts = f"{numbers.with_noun(table.rows, 'row')} and {numbers.with_noun(table.width, 'column')}"
    return f"a {table.what}{by}{across} of {counts}"


def _size_by_label(table: Table) -> str:
    """Say the size of a table whose first column is what its rows are called."""
    by = f", by {table.labels.name}" if table.whole and table.labels else ""
    return f"{_size(table.whole or table)}{by}"


def _names(table: Table) -> str:
    if not table.columns:
        return ""
    names = [column.name for column in table.columns]
    most = _NAMED["brief"]
    if table.width > most + 1:
        return f": {', '.join(names[:most])} and {numbers.number(table.width - most)} more"
    return f": {grammar.join(names)}"


def _missing(table: Table) -> str:
    if table.missing is None:
        return ""
    if not table.missing:
        return "Nothing is missing"
    share = table.missing / (table.rows * table.width)
    return (
        f"{numbers.with_noun(table.missing, 'value')} {_are(table.missing)} missing, {numbers.percent(share)}"
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _rows_called(labels: Labels, rows: int) -> str:
    name = labels.name or ("time" if labels.in_time else "rows")
    if rows > 1 and labels.first is not None and labels.in_time:
        return f"{name}: from {labels.say(labels.first)} to {labels.say(labels.last)}"
    if labels.values:
        return f"{name}: {grammar.join_some([labels.say(label) for label in labels.values], 8)}"
    return ""


def _row_by_row(table: Table) -> Iterator[str]:
    for place, row in enumerate(table.cells):
        row_name = _row_name(table.labels, place)
        told = [f"{c.name} is {columns.say(c, item)}" for c, item in zip(table.columns, row, strict=True)]
        yield f"{row_name}, {grammar.join(told)}"


def _told(table: Table, detail: Detail) -> int:
    """Return how many columns are told: one more than usual takes no longer than to say that there is one."""
    most = KNOWN[detail]
    return table.width if table.width <= most + 1 else most


def _row_name(labels: Labels | None, place: int) -> str:
    if not labels:
        return f"in row {place + 1}"
    return f"for {labels.say(labels.values[place])}"


def _further(table: Table, told: int, detail: Detail) -> str:
    left = table.width - told
    if left <= 0:
        return ""
    named = [column.name for column in table.columns[told : _NAMED[detail]]]
    names = f": {grammar.join(named)}" if named and len(named) == left else ""
    if named and not names:
        names = f", among them {grammar.join(named)}"
    kinds = _kinds(table.columns[told:]) if len(table.columns) == table.width else ""
    return f"there {_are(left)} {numbers.with_noun(left, 'more column')}{kinds}{names}"


def _kinds(left: Sequence[Column]) -> str:
    nouns = {**_NOUNS, "whole number": "number"}
    counts = Counter(nouns[column.kind] for column in left if column.kind in nouns)
    if sum(counts.values()) < len(left):
        return ""
    if len(counts) == 1:
        return f" of {numbers.plural(*counts)}"
    told = [f"{numbers.number(count)} of {numbers.plural(noun)}" for noun, count in counts.most_common()]
    return f", {grammar.join(told)}" if told else ""
