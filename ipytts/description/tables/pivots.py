"""Describe numbers by the labels of rows, and of columns: pivot tables and aggregated groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import format_apart, format_label, format_truth, format_value, value_fact
from ipytts.description.tables.margins import Margins
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.tables.shares import share_of
from ipytts.description.tables.statistics import to_number
from ipytts.description.tables.totals import is_total, rows_of, without_totals
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Phrase, Words, join_with, phrase

_LISTED_CELLS: dict[Detail, int] = {"brief": 2, "normal": 12, "full": 50}  # rows, and columns, at most
_LISTED_ZEROS = 2  # of labels without a name; more become one phrase
_LISTED_ROWS: dict[Detail, int] = {"brief": 3, "normal": 12, "full": 40}  # rows of one value, at most


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for the result of `pivot` and `crosstab`; none for another table."""
    labels = table.labels
    if not labels or not labels.name or not table.columns_name or not table.cells or table.width < 2:
        return
    cells = _numbers(table, labels)
    if not cells:
        return
    margins = Margins.of(table)
    compared = [
        cell
        for cell in cells
        if not (margins.has(table, cell.row, cell.column) or _is_total(table, labels, cell))
    ]
    whole = share_of(table, margins)
    is_share = bool(whole)
    extremes = _extremes(table, labels, compared, is_share=is_share) if len(compared) > 1 else ""
    by = f"shares {whole}" if whole else f"values by {labels.name} and {table.columns_name}"
    yield phrase("{}, {}{}", by, margins.size(table), extremes)
    if detail == "brief":
        return
    most = _LISTED_CELLS[detail]
    for label, row in list(zip(labels.values, table.cells, strict=True))[:most]:
        cells_of_row = join_with("; ", _row(table, label, row, most, is_share=is_share))
        yield phrase("for {}: {}", format_label(labels, label), cells_of_row)
    if table.rows > most:
        yield phrase("and {}", counted(table.rows - most, "more row", "count of others"))


class _Cell(NamedTuple):
    """A number in a table."""

    value: Any
    where: str  # its row and its column in words
    row: int
    column: int


def _numbers(table: Table, labels: Labels) -> list[_Cell]:
    """Return the cells that are numbers."""
    return [
        _Cell(value, f"{format_label(labels, label)} and {_name(column, table.columns_name)}", row, index)
        for row, (label, cells) in enumerate(zip(labels.values, table.cells, strict=True))
        for index, (column, value) in enumerate(zip(table.columns, cells, strict=True))
        if type(value) is not str and to_number(value) is not None
    ]


def _is_total(table: Table, labels: Labels, cell: _Cell) -> bool:
    """Return whether a cell is the total of its row or of its column."""
    of_row, of_column = table.cells[cell.row], [row[cell.column] for row in table.cells]
    return is_total(table.columns[cell.column].key, cell.value, of_row) or is_total(
        labels.values[cell.row], cell.value, of_column
    )


def _row(table: Table, label: Any, row: Sequence[Any], most: int, *, is_share: bool) -> Iterator[Phrase]:
    """Yield the cells of a row; several zeros, or several missing values, become one phrase."""
    cells = list(zip(table.columns, row, strict=True))[:most]
    rest = []
    for empty in (0, None):
        alike = [cell for cell in cells if cell[1] == empty]
        if len(alike) > 1:
            cells = [cell for cell in cells if cell[1] != empty]
            of_others = (
                numbers.percent(0) if is_share and empty == 0 else format_value(table.columns[0], empty)
            )
            rest.append(phrase("the others, {}", of_others))
    for column, value in cells:
        text = numbers.percent(value) if is_share and value is not None else ""
        fact = value_fact(column, value, "value", label, text=text)
        yield phrase("{}, {}", _name(column, table.columns_name), fact)
    yield from rest
    if table.width > most:
        yield phrase("and {} more", number_fact(table.width - most, "count of others"))


def _name(column: Column, columns_name: str) -> str:
    is_number = column.name.replace(",", "").isdecimal()  # of the data, not of ours
    return f"{columns_name} {column.name}" if is_number else format_truth(columns_name, column.name)


def _extremes(table: Table, labels: Labels, cells: Sequence[_Cell], *, is_share: bool) -> Phrase:
    low, high = (extreme(cell.value for cell in cells) for extreme in (min, max))
    low_text, high_text = map(numbers.percent, (low, high)) if is_share else numbers.apart([low, high])
    if numbers.are_equal(low, high):
        column = table.columns[cells[0].column]
        return phrase(": always {}", value_fact(column, low, "overall minimum", text=low_text))
    parts = []
    for which, extreme, text, method in (
        ("highest", high, high_text, "overall maximum"),
        ("lowest", low, low_text, "overall minimum"),
    ):
        found = [cell for cell in cells if numbers.are_equal(cell.value, extreme)]
        first = found[0]
        column = table.columns[first.column]
        fact = value_fact(column, extreme, method, labels.values[first.row], text=text)
        if len(found) == 1:
            parts.append(phrase("{} for {}, {}", which, first.where, fact))
        else:
            places = counted(len(found), "place", f"count of the {method}")
            parts.append(phrase("{} {}, in {}", which, fact, places))
    return phrase(": {}", join_with("; ", parts))


def describe_one_column(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for one column of numbers by label, such as an aggregated `groupby`."""
    table = without_totals(table)
    column, labels = table.columns[0], table.labels
    if table.width != 1 or not labels or column.low is None:
        return
    if labels.is_chronological and table.rows > _LISTED_ROWS["normal"]:
        return
    by = f" by {labels.name}" if labels.name else ""
    if table.rows == 1 and table.cells:
        yield _only_value(table, column, labels)
        return
    rows = _row_count(table)
    # Not "4 values by region": a listener hears "for values by region".
    opening = (
        phrase("{}{}, {}", column.name, by, rows) if column.name else phrase("a series of {}{}", rows, by)
    )
    yield phrase("{}{}", opening, _column_extremes(table, column, labels))
    if detail == "brief":
        return
    if table.cells and table.rows <= _LISTED_ROWS[detail]:
        yield join_with("; ", _listed(table, column, labels))
    elif column.mean is not None and not labels.name_groups:
        yield phrase("the mean is {}", value_fact(column, column.mean, "mean"))
    if column.missing:
        missing = counted(column.missing, "value", "missing count", of=column.key)
        yield phrase("{} {} missing", missing, grammar.are(column.missing))


def _only_value(table: Table, column: Column, labels: Labels) -> Phrase:
    label, item = labels.values[0], table.cells[0][0]
    name = column.name or "a series of 1 value"
    fact = value_fact(column, item, "value", label)
    return phrase("{} for {}: {}", name, format_label(labels, label), fact)


def _row_count(table: Table) -> Phrase:
    """Return the number of values in words, without a total of them."""
    found = rows_of(table)
    if not found:
        return phrase("{}", counted(table.rows, "value", "row count"))
    count = counted(table.rows - len(found), "value", "row count without totals")
    values = [row[0] for row in table.cells]
    is_sum = all(is_total("total", values[position], values) for position in found)
    return phrase("{} and {}", count, "their total" if is_sum else "one for all together")


def _listed(table: Table, column: Column, labels: Labels) -> Iterator[Phrase]:
    items = [row[0] for row in table.cells]
    zeros = items.count(0)
    are_many = zeros > _LISTED_ZEROS and zeros < len(items) and not labels.name
    for label, item, text in zip(labels.values, items, format_apart(column, items), strict=True):
        if are_many and item == 0:
            continue
        yield phrase(
            "{}, {}", format_label(labels, label), value_fact(column, item, "value", label, text=text)
        )
    if are_many:
        yield phrase("the others, {}", "0")


def _column_extremes(table: Table, column: Column, labels: Labels) -> Phrase:
    others = [row[0] for row in table.cells]
    low, high, *_ = format_apart(column, [column.low, column.high, *others])
    if numbers.are_equal(column.low, column.high):
        return phrase(": always {}", value_fact(column, column.low, "minimum", text=low))
    parts = []
    for which, extreme, text, at, method in (
        ("highest", column.high, high, column.high_at, "maximum"),
        ("lowest", column.low, low, column.low_at, "minimum"),
    ):
        names = grammar.join(format_label(labels, label) for label in at)
        fact = value_fact(column, extreme, method, at[0] if at else None, text=text)
        parts.append(phrase("{}{}, {}", which, f" for {names}" if names else "", fact))
    return phrase(": {}", join_with("; ", parts))
