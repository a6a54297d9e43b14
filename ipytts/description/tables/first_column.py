"""Find out whether the first column of a table names its rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ipytts.description.tables.build import with_labels
from ipytts.description.tables.cells import is_year
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording.dates import Period

_ENOUGH_ROWS = 6  # of fewer, the values of any column may happen to differ
_NUMBER = re.compile(r"(?:minus )?[\d,.]+")  # shown as such, without a unit
_MEASURES = ("number", "whole number", "truth", "duration", "empty")
#: Last words of the names of columns whose values are names.
_NAMES = {
    *("name", "names", "key", "label", "title", "statistic", "term", "variable", "feature", "parameter"),
    *("metric", "model", "column", "country", "city", "month", "weekday", "quarter"),
}


def with_first_column_as_labels(table: Table) -> Table:
    """Return a small table with its first column as labels, if its values name the rows."""
    if table.labels or not table.cells or min(table.rows, table.width, len(table.columns)) < 2:
        return table
    first = table.columns[0]
    values = [row[0] for row in table.cells]
    if None in values or len(set(map(str, values))) < len(values) or not _are_names(table, first, values):
        return table
    is_chronological = _is_chronological(values)
    labels = Labels(
        first.name,
        values,
        values[0],
        values[-1],
        is_chronological=is_chronological,
        name_groups=not is_chronological,
        full_names=first.full_names,
    )
    rest = [
        with_labels(column, labels, [row[index] for row in table.cells])
        for index, column in enumerate(table.columns[1:], 1)
    ]
    cells = [row[1:] for row in table.cells]
    return replace(table, columns=rest, width=table.width - 1, labels=labels, cells=cells, unlabeled=table)


def _are_names(table: Table, first: Column, values: Sequence[Any]) -> bool:
    """Return whether different values name the rows, other than those of a few rows that happen to differ."""
    if first.kind == "whole number" and is_year(first):
        return _have_measures(table) and _is_chronological(values)
    if first.kind not in ("text", "category", "date"):
        return False
    is_name = table.is_by_first_column or first.name.lower().rpartition(" ")[2] in _NAMES
    return is_name or table.rows >= _ENOUGH_ROWS or _have_measures(table)


def _have_measures(table: Table) -> bool:
    """Return whether all columns but the first hold amounts."""
    return all(
        column.kind in _MEASURES and not is_year(column) and _are_numbers(column)
        for column in table.columns[1:]
    )


def _are_numbers(column: Column) -> bool:
    return all(map(_NUMBER.fullmatch, column.shown.values()))


def _is_chronological(values: Sequence[Any]) -> bool:
    """Return whether each year, or date, is later than the one before."""
    try:
        are_times = all(type(value) is int or isinstance(value, (dt.date, Period)) for value in values)
        return are_times and all(a < b for a, b in pairwise(values))
    except TypeError:  # dates with and without a time zone
        return False
