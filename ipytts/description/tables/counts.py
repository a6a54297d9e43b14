"""Describe counts and shares of values, and counts of missing values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import COUNT_NAMES, SHARE_NAME, format_label, value_fact
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_SHARE_NAMES = (SHARE_NAME, "share")
_MISSING_NAMES = {
    *("missing", "missing values", "missing count", "n missing", "null", "nulls", "null count", "na", "nan"),
    *("nans", "isna", "isnull"),
}
_LISTED: dict[Detail, int] = {"brief": 3, "normal": 12, "full": 40}  # values, at most
_ROUNDING = 0.02  # by which the sum of rounded shares may differ from 1


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for the result of `value_counts`: one column of counts or of shares of 1."""
    if table.width != 1 or not table.labels:
        return
    column, labels = table.columns[0], table.labels
    labels = labels if labels.name else replace(labels, noun="value")
    is_share = column.name in _SHARE_NAMES and _are_shares(table, column)
    if not is_share and not (
        column.name in COUNT_NAMES and column.kind == "whole number" and column.low >= 0
    ):
        return
    of = f" of {labels.name}" if labels.name else ""
    values = counted(table.rows, "value", "row count")
    opening = phrase("{}{}, {}", "shares" if is_share else "counts", of, values)
    if column.mean is not None and not is_share:
        total = round(column.mean * (table.rows - (column.missing or 0)))
        opening = phrase("{} and {} in all", opening, Fact(numbers.number(total), total, "sum", column.key))
    if not table.cells:
        yield opening
        if column.high_at:
            names = grammar.join(format_label(labels, label) for label in column.high_at)
            most_often = _fact(column, column.high, column.high_at[0], "maximum", is_share=is_share)
            yield phrase("most often {}, {}", names, most_often)
        return
    yield phrase("{}: {}", opening, _listed(table, labels, _LISTED[detail], is_share=is_share))


def _are_shares(table: Table, column: Column) -> bool:
    """Return whether all values are shares of one whole: by the name that pandas gives, or a sum of 1."""
    if column.kind != "number" or column.mean is None or not 0 <= column.low <= column.high <= 1:
        return False
    total = column.mean * (table.rows - (column.missing or 0))
    are_first = column.name == SHARE_NAME and total < 1  # those of `value_counts` that are most frequent
    return are_first or math.isclose(total, 1, abs_tol=_ROUNDING)


def _listed(table: Table, labels: Labels, most: int, *, is_share: bool) -> Phrase:
    """Return the values with their counts, the most frequent first."""
    column = table.columns[0]
    counts = list(zip(labels.values, (row[0] for row in table.cells), strict=True))
    counts.sort(key=lambda pair: -(pair[1] or 0))  # polars gives them in no order
    method = "share" if is_share else "count"
    listed: list[Words] = [
        phrase("{}, {}", format_label(labels, label), _fact(column, count, label, method, is_share=is_share))
        for label, count in counts[:most]
    ]
    if len(counts) > most:
        listed.append(phrase("and {} more", number_fact(len(counts) - most, "count of others")))
    return join_with("; ", listed)


def _fact(column: Column, value: Any, label: Any, method: str, *, is_share: bool) -> Fact:
    text = numbers.percent(value) if is_share and value is not None else ""
    return value_fact(column, value, method, label, text=text)


def describe_missing(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentence for counts of missing values, by the name of their only column."""
    if table.width != 1 or not table.labels or not table.cells or (detail == "brief" and table.rows > 60):
        return
    column = table.columns[0]
    if column.name.lower() not in _MISSING_NAMES or column.kind != "whole number" or column.low < 0:
        return
    counts = list(zip(table.labels.values, (row[0] or 0 for row in table.cells), strict=True))
    total = sum(count for _, count in counts)
    if not total:
        yield phrase("{} values are missing", Fact("no", 0, "sum", column.key))
        return
    most = _LISTED[detail]
    found = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
    listed: Sequence[Words] = [
        phrase("{} in {}", value_fact(column, count, "count", label), phrases.name(label))
        for label, count in found[:most]
    ]
    in_others = number_fact(sum(count for _, count in found[most:]), "sum of others", column.key)
    more = [phrase("{} in others", in_others)] if len(found) > most else []
    in_all = counted(total, "value", "sum", of=column.key)
    yield phrase("{} {} missing in all, {}", in_all, grammar.are(total), join([*listed, *more]))
