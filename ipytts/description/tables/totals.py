"""Find the sums of other rows or columns, which are no extremes of the values that they add up."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ipytts.description.tables.build import with_labels, with_numbers
from ipytts.description.tables.model import Column, Labels, Table

NAMES = ("all", "all together", "total", "totals", "grand total", "sum")
_MARGINS = ("all", "all together")  # the name that pandas gives the row for all groups of a pivot table
_LIMIT = 1e300  # a sum of larger numbers may not fit into a float
_ROUNDING = 0.005  # of a total, by which it may differ from a sum of rounded values


def is_total(label: Any, value: Any, all_values: Sequence[Any]) -> bool:
    """Return whether a value has the name of a total and is the sum of the other values."""
    if type(label) is not str or label.strip().lower() not in NAMES or not _is_finite(value):
        return False
    present = [other for other in all_values if _is_finite(other)]
    return len(present) > 1 and math.isclose(value, math.fsum(present) - value, rel_tol=_ROUNDING)


def rows_of(table: Table) -> list[int]:
    """Return the positions of the rows that are a total of the others, or are for all of them."""
    labels = table.labels
    if not labels or not table.cells:
        return []
    values = [row[0] for row in table.cells]
    return [
        position
        for position, label in enumerate(labels.values)
        if is_total(label, values[position], values) or _is_margin(labels, position)
    ]


def _is_margin(labels: Labels, position: int) -> bool:
    """Return whether the last of the labels, which have a name, is the one that pandas gives a margin."""
    label = labels.values[position]
    is_last = 1 < position == len(labels.values) - 1
    return is_last and bool(labels.name) and type(label) is str and label.lower() in _MARGINS


def without_totals(table: Table) -> Table:
    """Return a table whose columns have the extremes and means of their values other than totals."""
    labels = table.labels
    if not labels or not table.cells:
        return table
    values = zip(*table.cells, strict=True)
    columns = [
        _without_totals(column, labels, of_column)
        for column, of_column in zip(table.columns, values, strict=True)
    ]
    return replace(table, columns=columns)


def _without_totals(column: Column, labels: Labels, values: Sequence[Any]) -> Column:
    pairs = list(zip(labels.values, values, strict=True))
    kept = [
        (label, value)
        for position, (label, value) in enumerate(pairs)
        if not is_total(label, value, values) and not _is_margin(labels, position)
    ]
    if len(kept) == len(pairs) or column.kind not in ("number", "whole number"):
        return column
    numbers = [value for _, value in kept if _is_finite(value)]
    if not numbers:
        return column
    deviation = statistics.stdev(numbers) if len(numbers) > 1 else None
    averages = statistics.fmean(numbers), statistics.median(numbers), deviation
    column = with_numbers(column, min(numbers), max(numbers), *averages)
    others = replace(labels, values=[label for label, _ in kept])
    return with_labels(column, others, [value for _, value in kept])


def _is_finite(value: Any) -> bool:
    return type(value) in (int, float) and -_LIMIT < value < _LIMIT
