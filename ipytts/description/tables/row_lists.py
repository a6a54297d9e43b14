"""Describe the first rows of a table one after another, with the names of the columns in the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.tables.cells import format_apart, format_cells, format_label, value_fact
from ipytts.description.tables.model import DESCRIBED_COLUMNS, Labels, Table
from ipytts.description.wording import grammar
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, join, join_with, phrase

_ROWS_OF_A_PART = 5  # that are described, at most


def describe_rows(table: Table, opening: Words, detail: Detail) -> Sequence[Words]:
    """Return an opening, with the names of the columns if they are many, and as many rows as fit.

    None fits if the sequence is empty.
    """
    return _fit(table, opening, table.rows, table.width, detail)


def describe_part(table: Table, rows: int, width: int) -> Description:
    """Return the size of a table in words, and its first rows, given the part that is shown.

    `rows` and `width` are those of the whole table.
    """
    if table.noun == "series":
        return _describe_part_of_series(table, rows)
    size = counted(rows, "row", "row count"), counted(width, "column", "column count")
    opening = phrase("a table of {} and {}", *size)
    shown = _fit(table, opening, rows, width, "normal", _ROWS_OF_A_PART)
    names = _names(table, width, DESCRIBED_COLUMNS["normal"])
    return Description.of(shown or [phrase("{}{}", opening, names)])


def _describe_part_of_series(table: Table, rows: int) -> Description:
    column = table.columns[0]
    name = f", {column.name}" if column.name else ""
    opening = phrase("a series of {}{}", counted(rows, "value", "row count"), name)
    items = [row[0] for row in table.cells[:_ROWS_OF_A_PART]]
    facts = [
        value_fact(column, item, "value", f"row {row}", text=text)
        for row, (item, text) in enumerate(zip(items, format_apart(column, items), strict=True), 1)
    ]
    if table.labels:
        return Description.of([opening, phrase("it begins: {}", join_with("; ", _labelled(table, facts)))])
    return Description.of([opening, phrase("it begins with {}", join(facts))])


def _labelled(table: Table, facts: Sequence[Fact]) -> Iterator[Phrase]:
    labels = table.labels or Labels()
    for label, fact in zip(labels.values, facts, strict=False):
        yield phrase("{}, {}", format_label(labels, label), fact)


def _fit(
    table: Table, opening: Words, rows: int, width: int, detail: Detail, most_rows: int = 1_000
) -> Sequence[Words]:
    most = DESCRIBED_COLUMNS[detail]
    is_wide = width > most + 1
    most = most if is_wide else width
    first = phrase("{}{}", opening, _names(table, width, most)) if is_wide else opening
    listed = _list(table, most, most_rows, with_names=not is_wide)
    if rows == 1 and not is_wide and not table.labels and listed:
        only = phrase("{}: {}", opening, listed[0][1])
        return [only] if len(str(Description.of([only]))) <= LENGTHS[detail] else []
    for count in range(len(listed), 0, -1):
        of_rows = [phrase("{}: {}", name, cells) for name, cells in listed[:count]]
        sentences = [first, *of_rows, _more_rows(rows - count)]
        if len(str(Description.of(sentences))) <= LENGTHS[detail]:
            return sentences
    return []


def _names(table: Table, width: int, most: int) -> Phrase:
    names = [column.name for column in table.columns[:most]]
    left = width - len(names)
    if not left:
        return phrase(": {}", grammar.join(names)) if names else Phrase()
    return phrase(": {} and {} more", ", ".join(names), number_fact(left, "count of others"))


def _more_rows(left: int) -> Words:
    verb = "follows" if left == 1 else "follow"
    return phrase("{} {}", counted(left, "more row", "count of others"), verb) if left > 0 else ""


def _list(table: Table, most_columns: int, most_rows: int, *, with_names: bool) -> list[tuple[str, Phrase]]:
    """Return the name and the cells of each row; those of the first have the names of their columns."""
    by_column = list(zip(*table.cells, strict=True))[:most_columns]
    columns = table.columns[: len(by_column)]
    texts = [
        format_cells(column, items, table.labels) for column, items in zip(columns, by_column, strict=True)
    ]
    verb = "is " if any(column.name[-1:].isdigit() for column in columns) else ""
    listed = []
    for index in range(min(table.rows, most_rows)):
        label = table.labels.values[index] if table.labels else f"row {index + 1}"
        name = f"for {format_label(table.labels, label)}" if table.labels else label
        facts: list[Fact] = [
            value_fact(column, items[index], "value", label, text=of_column[index])
            for column, items, of_column in zip(columns, by_column, texts, strict=True)
        ]
        named = with_names and index == 0
        cells: list[Words] = [
            phrase("{} {}{}", column.name, verb, fact) if named else fact
            for column, fact in zip(columns, facts, strict=True)
        ]
        listed.append((name, join_with(", ", cells)))
    return listed
