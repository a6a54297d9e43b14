"""Describe one row of a table, whose values are of several kinds, by the names of its columns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.tables.cells import (
    format_by_name,
    format_label,
    format_value,
    format_year,
    names_identifiers,
    value_fact,
)
from ipytts.description.tables.model import Labels, Table
from ipytts.description.wording import phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Words, join_with, phrase

_LISTED: dict[Detail, int] = {"brief": 8, "normal": 16, "full": 40}  # values, at most
_CONSTANTS = {"intercept", "const", "(intercept)", "constant"}  # terms of a model without a variable
_COMPARABLE = 1_000  # times the smallest value; amounts of one kind rarely differ more


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentence for values of several kinds by name, a series or a row; none for another table."""
    if table.noun == "series":
        if _is_record(table) and table.labels:
            names = [phrases.name(label) for label in table.labels.values]
            yield from _fitting(
                table, _opening_of_series(table), names, [row[0] for row in table.cells], detail
            )
    elif table.rows == 1 and table.width > 1 and table.cells and table.labels and not table.columns_name:
        names = [column.name for column in table.columns]
        yield from _fitting(table, _opening_of_row(table, table.labels), names, table.cells[0], detail)


def _is_record(table: Table) -> bool:
    """Return whether the values of a series cannot be compared: they are of several kinds."""
    labels, kind = table.labels, table.columns[0].kind
    if not labels or labels.name or not table.cells or not all(type(label) is str for label in labels.values):
        return False
    if kind not in ("number", "whole number"):
        return kind == "mixed"
    values = [row[0] for row in table.cells]
    return table.is_record or not _are_comparable(labels.values, values)


def _are_comparable(names: Sequence[str], values: Sequence[Any]) -> bool:
    """Return whether numbers may have one unit, as far as is known from their names and sizes."""
    if any(format_year(name, value) for name, value in zip(names, values, strict=True)):
        return False
    if any(names_identifiers(name, are_unique=False) or name.lower() in _CONSTANTS for name in names):
        return False
    sizes = [abs(value) for value in values if value and math.isfinite(value)]
    return not sizes or max(sizes) <= _COMPARABLE * min(sizes)


def _fitting(
    table: Table, opening: Words, names: Sequence[str], items: Sequence[Any], detail: Detail
) -> Iterator[Words]:
    """Yield the sentence with as many values as the length allows."""
    for most in range(min(_LISTED[detail], len(items)), 0, -1):
        values = join_with(", ", _values(table, names, items, most))
        sentence = phrase("{}: {}", opening, values)
        if len(str(Description.of([sentence]))) <= LENGTHS[detail]:
            yield sentence
            return


def _opening_of_series(table: Table) -> Words:
    column, size = table.columns[0], counted(table.rows, "value", "row count")
    if not column.name:
        return phrase("a series of {}", size)
    if column.key.isdecimal():
        return f"row {column.key}"
    return f"one row, {column.name}" if column.kind == "mixed" else phrase("{}, {}", column.name, size)


def _opening_of_row(table: Table, labels: Labels) -> Words:
    rows, width = counted(1, "row", "row count"), counted(table.width, "column", "column count")
    return phrase("a table of {} and {}, {}", rows, width, format_label(labels, labels.values[0]))


def _values(table: Table, names: Sequence[str], items: Sequence[Any], most: int) -> Iterator[Words]:
    for index, (name, item) in enumerate(list(zip(names, items, strict=True))[:most]):
        is_series = table.noun == "series"
        column = table.columns[0 if is_series else index]
        at = table.labels.values[index if is_series else 0] if table.labels else None
        text = format_by_name(at, item) if is_series else ""
        verb = "is " if name[-1:].isdigit() else ""
        fact = value_fact(column, item, "value", at, text=text or format_value(column, item))
        yield phrase("{} {}{}", name, verb, fact)
    if len(items) > most:
        yield phrase("and {} more", number_fact(len(items) - most, "count of others"))
