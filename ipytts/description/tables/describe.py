"""Describe a whole table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from ipytts.description.detail import LENGTHS
from ipytts.description.tables import columns, summaries
from ipytts.description.tables.build import with_labels
from ipytts.description.tables.cells import format_label, format_value, is_year
from ipytts.description.tables.model import DESCRIBED_COLUMNS, Column, Labels, Table
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipytts.description.detail import Detail

# The most rows and columns of a table that is described row by row.
_ROW_BY_ROW: dict[Detail, tuple[int, int]] = {"brief": (0, 0), "normal": (6, 6), "full": (15, 10)}
_NAMED_COLUMNS: dict[Detail, int] = {"brief": 5, "normal": 20, "full": 40}  # at most
_LISTED_LABELS = 8  # at most
LISTED_GROUPS: dict[Detail, int] = {"brief": 3, "normal": 10, "full": 40}  # at most
_NOUNS = {
    "number": "number",
    "whole number": "whole number",
    "category": "text",
    "truth": "truth value",
    "text": "text",
    "date": "date",
    "duration": "duration",
}


def describe_table(table: Table, detail: Detail) -> str:
    """Return a table in words: the results of a summary, such as `value_counts`; else its size and contents.

    In normal detail, up to 6 rows of up to 6 columns are described row by row; of larger tables 8 columns are
    described and 20 named. In full detail, these are 15, 10, 25 and 40.
    """
    table = _with_first_column_as_labels(table)
    return grammar.paragraph(*(summaries.describe_summary(table, detail) or _describe_plain(table, detail)))


def describe_grouping(
    by: str, rows: int, groups: int, sizes: Iterable[tuple[str, int]], detail: Detail
) -> str:
    """Return a grouping in words, with the names and sizes of its first groups."""
    opening = f"a grouping of {numbers.with_noun(rows, 'row')} by {by}"
    opening += f" into {numbers.with_noun(groups, 'group')}"
    most = LISTED_GROUPS[detail]
    listed = [f"{name}, {numbers.with_noun(size, 'row')}" for name, size in islice(sizes, most)]
    more = f"; and {numbers.with_noun(groups - most, 'more group')}" if groups > most else ""
    return f"{opening}: {'; '.join(listed)}{more}" if listed else opening


def _with_first_column_as_labels(table: Table) -> Table:
    """Return a small table with its first column as labels, if its values are suitable and all different."""
    if table.labels or not table.cells or table.width < 2 or len(table.columns) < 2:
        return table
    first = table.columns[0]
    values = [row[0] for row in table.cells]
    are_years = first.kind == "whole number" and is_year(first)
    if not (are_years or first.kind in ("text", "category", "date")):
        return table
    if None in values or len(set(map(str, values))) < len(values):
        return table
    is_chronological = _is_chronological(values, are_years=are_years)
    labels = Labels(first.name, values, values[0], values[-1], is_chronological=is_chronological)
    rest = [
        with_labels(column, labels, [row[index] for row in table.cells])
        for index, column in enumerate(table.columns[1:], 1)
    ]
    cells = [row[1:] for row in table.cells]
    return replace(table, columns=rest, width=table.width - 1, labels=labels, cells=cells, unlabeled=table)


def _is_chronological(values: Sequence[Any], *, are_years: bool) -> bool:
    try:
        are_dates = are_years or all(isinstance(value, dt.date) for value in values)
        return are_dates and all(a < b for a, b in pairwise(values))
    except TypeError:  # dates with and without a time zone
        return False


def _describe_plain(table: Table, detail: Detail) -> Sequence[str]:
    if table.noun == "series" and table.rows:
        return list(_describe_series(table, detail))
    shown = table.unlabeled or table
    if detail == "brief" or not table.rows or not table.width:
        return [_size(shown) + _column_names(shown)]
    max_rows, max_columns = _ROW_BY_ROW[detail]
    if table.cells and table.rows <= max_rows and table.width <= max_columns:
        by = f", by {table.labels.name}" if table.unlabeled and table.labels else ""
        sentences = [_size(shown) + by, *_row_by_row(table)]
        if _fits(sentences, detail):
            return sentences
    return _column_by_column(table, detail)


def _fits(sentences: Sequence[str], detail: Detail) -> bool:
    return len(grammar.paragraph(*sentences)) <= LENGTHS[detail]


def _column_by_column(table: Table, detail: Detail) -> list[str]:
    """Return the size, as many columns as the length allows, and the names of the others."""
    shown = table.unlabeled or table
    start = [_size(shown), _missing(shown)]
    if table.labels:
        start.append(_describe_labels(table.labels, table.rows))
    is_chronological = bool(table.labels and table.labels.is_chronological)
    most = DESCRIBED_COLUMNS[detail]
    most = table.width if table.width <= most + 1 else most
    described = [
        columns.describe_column(column, table.rows, detail, is_chronological=is_chronological)
        for column in table.columns[:most]
    ]
    for count in range(len(described), -1, -1):
        sentences = [*start, *described[:count], _other_columns(table, count, detail)]
        if _fits(sentences, detail):
            break
    return sentences


def _describe_series(table: Table, detail: Detail) -> Iterator[str]:
    column, labels = table.columns[0], table.labels
    name = f", {column.name}" if column.name != "unnamed" else ""
    size = numbers.with_noun(table.rows, _NOUNS.get(column.kind, "value"))
    opening = f"a series of {size}{_by(labels)}{name}"
    most = _ROW_BY_ROW[detail][0]
    if table.cells and table.rows <= most and not labels:
        yield f"{opening}: {grammar.join(format_value(column, row[0]) for row in table.cells)}"
        return
    is_chronological = bool(labels and labels.is_chronological)
    contents = columns.describe_contents(column, table.rows, detail, is_chronological=is_chronological)
    yield f"{opening}: {contents}" if contents else opening
    if detail == "brief":
        return
    if labels:
        yield _describe_labels(labels, table.rows)
    if not column.missing:
        yield "Nothing is missing"


def _by(labels: Labels | None) -> str:
    return f" by {labels.name}" if labels and labels.name else ""


def _size(table: Table) -> str:
    if not table.rows:
        size = f"an empty {table.noun} with {numbers.with_noun(table.width, 'column')} and no rows"
        return size if table.width else f"an empty {table.noun} without rows and columns"
    by = _by(table.labels)
    and_by = f" and {table.columns_name}" if by and table.columns_name else ""
    counts = f"{numbers.with_noun(table.rows, 'row')} and {numbers.with_noun(table.width, 'column')}"
    return f"a {table.noun}{by}{and_by} of {counts}"


def _column_names(table: Table) -> str:
    if not table.columns:
        return ""
    names = [column.name for column in table.columns]
    most = _NAMED_COLUMNS["brief"]
    if table.width > most + 1:
        return f": {', '.join(names[:most])} and {numbers.number(table.width - most)} more"
    return f": {grammar.join(names)}"


def _missing(table: Table) -> str:
    if table.missing is None:
        return ""
    if not table.missing:
        return "Nothing is missing"
    share = numbers.percent(table.missing / (table.rows * table.width))
    return f"{numbers.with_noun(table.missing, 'value')} {grammar.are(table.missing)} missing, {share}"


def _describe_labels(labels: Labels, rows: int) -> str:
    name = labels.name or ("time" if labels.is_chronological else "rows")
    if rows > 1 and labels.first is not None and labels.is_chronological:
        return f"{name}: from {format_label(labels, labels.first)} to {format_label(labels, labels.last)}"
    if labels.values:
        values = [format_label(labels, label) for label in labels.values]
        return f"{name}: {grammar.join_some(values, _LISTED_LABELS)}"
    return ""


def _row_by_row(table: Table) -> Iterator[str]:
    for index, row in enumerate(table.cells):
        labels = table.labels
        name = f"for {format_label(labels, labels.values[index])}" if labels else f"in row {index + 1}"
        cells = [
            f"{column.name} is {format_value(column, item)}"
            for column, item in zip(table.columns, row, strict=True)
        ]
        yield f"{name}, {grammar.join(cells)}"


def _other_columns(table: Table, described: int, detail: Detail) -> str:
    """Return the number of columns that are not described, their kinds, and the names of the first ones."""
    left = table.width - described
    if left <= 0:
        return ""
    named = [column.name for column in table.columns[described : _NAMED_COLUMNS[detail]]]
    among = "" if len(named) == left else ", among them"
    names = f"{among or ':'} {grammar.join(named)}" if named else ""
    kinds = _kinds(table.columns[described:]) if len(table.columns) == table.width else ""
    return f"there {grammar.are(left)} {numbers.with_noun(left, 'more column')}{kinds}{names}"


def _kinds(rest: Sequence[Column]) -> str:
    nouns = {**_NOUNS, "whole number": "number"}
    counts = Counter(nouns[column.kind] for column in rest if column.kind in nouns)
    if sum(counts.values()) < len(rest):
        return ""
    if len(counts) == 1:
        return f" of {numbers.plural(*counts)}"
    kinds = [f"{numbers.number(count)} of {numbers.plural(noun)}" for noun, count in counts.most_common()]
    return f", {grammar.join(kinds)}" if kinds else ""
