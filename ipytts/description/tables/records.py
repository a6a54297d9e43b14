"""Describe one row of a table, whose values are of several kinds, by the names of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.detail import LENGTHS
from ipytts.description.tables.cells import format_year, names_identifiers, value_fact
from ipytts.description.wording import phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Words, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.description.detail import Detail
    from ipytts.description.tables.model import Table

_LISTED: dict[Detail, int] = {"brief": 8, "normal": 16, "full": 40}  # values, at most


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentence for a series of values of several kinds by name; none for another table."""
    labels = table.labels
    if table.noun != "series" or not labels or labels.name or not table.cells:
        return
    if table.columns[0].kind != "mixed" or not all(type(label) is str for label in labels.values):
        return
    for most in range(min(_LISTED[detail], table.rows), 0, -1):
        sentence = phrase("{}: {}", _opening(table), join_with(", ", _values(table, most)))
        if len(str(Description.of([sentence]))) <= LENGTHS[detail]:
            yield sentence
            return


def _opening(table: Table) -> Words:
    column = table.columns[0]
    if not column.name:
        return phrase("a series of {}", counted(table.rows, "value", "row count"))
    name = f"number {column.key}" if column.key.isdecimal() else column.name
    return f"one row, {name}"


def _values(table: Table, most: int) -> Iterator[Words]:
    column, labels = table.columns[0], table.labels
    names = labels.values if labels else ()
    for name, row in list(zip(names, table.cells, strict=True))[:most]:
        fact = value_fact(column, row[0], "value", name, text=_format(name, row[0]))
        yield phrase("{} {}", phrases.name(name), fact)
    if table.rows > most:
        yield phrase("and {} more", number_fact(table.rows - most, "count of others"))


def _format(name: str, item: Any) -> str:
    if type(item) is int and names_identifiers(name, are_unique=True):
        return str(item)
    return format_year(name, item) or phrases.value(item)
