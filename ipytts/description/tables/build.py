"""Helpers of all readers of tables: how much of a table to read, and the facts about a column."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import full_names
from ipytts.description.tables.model import (
    DESCRIBED_COLUMNS,
    FEW_ROWS,
    MAX_COLUMNS,
    SMALL_TABLE,
    Column,
    Labels,
)
from ipytts.description.wording import phrases
from ipytts.description.wording.dates import Period
from ipytts.description.wording.numbers import are_equal

FREQUENT_VALUES = 5  # values that are described with their frequency, at most
ORDERED_KINDS = ("number", "whole number", "date", "duration")  # have a lowest and a highest value
LABELS_OF_EXTREME = 2  # labels of one extreme that are described, at most
FREQUENT_CANDIDATES = 1_000  # most frequent values that a reader passes to `with_texts`


def is_small(rows: int, width: int) -> bool:
    """Return whether a table is so small that its cells are read: both ways, or a few rows of any."""
    return (rows <= SMALL_TABLE and width <= SMALL_TABLE) or (rows <= FEW_ROWS and width <= MAX_COLUMNS)


def columns_to_read(rows: int, width: int, detail: Detail) -> int:
    """Return the number of columns whose values are read; others are read only for name and kind."""
    return width if is_small(rows, width) else DESCRIBED_COLUMNS[detail] + 1


def cells_of_row(columns: Sequence[Column], row: Iterable[Any]) -> list[Any]:
    """Return the values of a row, with dates as the periods that their columns hold."""
    return [
        Period(item, column.low.unit)
        if isinstance(column.low, Period) and isinstance(item, dt.date)
        else item
        for item, column in zip(row, columns, strict=True)
    ]


def with_numbers(column: Column, low: Any, high: Any, mean: Any, median: Any, deviation: Any) -> Column:
    """Return a column with the extremes, mean, median and standard deviation of its finite numbers."""
    mean, median, deviation = map(_finite, (mean, median, deviation))
    return replace(column, low=low, high=high, mean=mean, median=median, standard_deviation=deviation)


def _finite(number: Any) -> float | None:
    return float(number) if number is not None and math.isfinite(number) else None


def with_texts(column: Column, distinct: int, counts: Iterable[tuple[Any, int]]) -> Column:
    """Return a column with its most frequent values, given the first of them with their counts."""
    listed = [(value, int(count)) for value, count in counts]
    names = full_names([value for value, _ in listed])
    return replace(column, distinct=distinct, frequent=_most_frequent(listed), full_names=names)


def count_texts(values: Sequence[str]) -> tuple[int, list[tuple[str, int]]]:
    """Return the number of different values, and the most frequent ones with their counts."""
    counts = Counter(values)
    return len(counts), _most_frequent(counts.items())


def _most_frequent(counts: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Return the most frequent values; those of the same frequency are ordered by name."""
    return sorted(counts, key=lambda pair: (-pair[1], phrases.value(pair[0])))[: FREQUENT_VALUES + 1]


def with_labels(column: Column, labels: Labels, values: Sequence[Any]) -> Column:
    """Return a column with the labels of its extremes, and with its first and last value."""
    if column.kind not in ORDERED_KINDS or column.low is None:
        return column
    pairs = list(zip(labels.values, values, strict=True))
    low_at, high_at = (_labels_of(extreme, pairs) for extreme in (column.low, column.high))
    present = [pair for pair in pairs if pair[1] is not None]
    (first_at, first), (last_at, last) = present[0], present[-1]
    ends = {"first": first, "last": last, "first_at": first_at, "last_at": last_at}
    return replace(column, low_at=low_at, high_at=high_at, **ends)


def _labels_of(extreme: Any, pairs: Sequence[tuple[Any, Any]]) -> Sequence[Any]:
    """Return the labels of an extreme; none if they are many, or if other values have them too."""
    different = list(dict.fromkeys(label for label, value in pairs if are_equal(value, extreme)))
    others = {label for label, value in pairs if not are_equal(value, extreme)}
    return different if len(different) <= LABELS_OF_EXTREME and others.isdisjoint(different) else ()
