"""Describe the result of `describe`, of a table, a series or a grouping, also transposed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import format_label, format_year, names_identifiers
from ipytts.description.tables.model import Labels, Table
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, plain_value
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_some, join_with, phrase

_STATISTICS = {"count", "mean", "std", "min", "max"}
_DATE_STATISTICS = {"count", "mean", "min", "50%", "max"}
_TEXT_STATISTICS = {"count", "unique", "top", "freq"}
_LISTED: dict[Detail, int] = {"brief": 2, "normal": 12, "full": 50}  # columns, at most
_NAMED_COLUMNS = 5  # at most
_METHODS = {
    "mean": "mean",
    "std": "standard deviation",
    "min": "minimum",
    "max": "maximum",
    "50%": "median",
    "25%": "lower quartile",
    "75%": "upper quartile",
    "unique": "distinct count",
    "first": "minimum",
    "last": "maximum",
    "freq": "count of the most frequent",
}


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for statistics; none if the table has others."""
    statistics = _statistics_by_name(table)
    if not statistics:
        return
    counts = [to_number(values.get("count")) for values in statistics.values()]
    known = [count for count in counts if count is not None]
    largest = int(max(known, default=0))
    subject = _subject(table, statistics)
    is_one = len(statistics) == 1
    of = next(iter(statistics)) if is_one else ""
    over = "over" if len(set(known)) == 1 else "over up to"
    opening = phrase("summary statistics of {} {} {}", subject, over, counted(largest, "value", of=of))
    if detail == "brief":
        names = str(join_some([*statistics], _NAMED_COLUMNS))
        yield phrase("{}: {}", opening, _one(*next(iter(statistics.items()))) if is_one else names)
        return
    yield opening
    most = _LISTED[detail]
    for (name, row), count in list(zip(statistics.items(), counts, strict=True))[:most]:
        is_fewer = count is not None and count < largest
        fewer = phrase("{}, ", counted(int(count or 0), "value", of=name)) if is_fewer else ""
        sentence = _one(name, row, is_full=detail == "full")
        yield sentence if is_one else phrase("{}: {}{}", name, fewer, sentence)
    if len(statistics) > most:
        yield phrase("and {}", counted(len(statistics) - most, "more column", "count of others"))


def _statistics_by_name(table: Table) -> dict[str, dict[str, Any]]:
    """Return the statistics of each column or group by its name; empty if the table has none."""
    if not table.labels or not table.cells:
        return {}
    rows = list(map(phrases.text_of, table.labels.values))
    columns = [column.key for column in table.columns]
    if _are_statistics(columns):
        names, statistics = [_name(table.labels, label) for label in table.labels.values], columns
        values = [list(row) for row in table.cells]
    elif _are_statistics(rows):
        names, statistics = [column.name for column in table.columns], rows
        values = [list(column) for column in zip(*table.cells, strict=True)]
    else:
        return {}
    by_name = {name: dict(zip(statistics, row, strict=True)) for name, row in zip(names, values, strict=True)}
    return by_name if len(by_name) == len(names) else {}


def _name(labels: Labels, label: Any) -> str:
    """Return the name of a group, or of a column, which are the labels that have no name."""
    return format_label(labels, label) if labels.name else phrases.name(label)


def _are_statistics(names: Sequence[str]) -> bool:
    return any(set(names) >= known for known in (_STATISTICS, _DATE_STATISTICS, _TEXT_STATISTICS))


def _subject(table: Table, statistics: Mapping[str, Any]) -> str:
    """Return words for the series, columns or groups that have the statistics."""
    if table.noun == "series":
        return table.columns[0].name or "a series"
    by = table.labels.name if table.labels and len(statistics) == table.rows else ""
    count = len(statistics)
    if count == 1 and not by:
        return next(iter(statistics))
    return f"{numbers.number(count)} groups by {by}" if by else numbers.with_noun(count, "column")


def _one(name: str, values: Mapping[str, Any], *, is_full: bool = False) -> Phrase:
    """Return the statistics of one column or group."""
    if names_identifiers(name, are_unique=False):
        return phrase("identifiers")
    facts = {
        statistic: _fact(name, statistic, value, values)
        for statistic, value in values.items()
        if value is not None
    }
    missing = "missing"
    parts: list[Phrase] = []
    if "mean" in facts:
        parts.append(phrase("mean {}", facts["mean"]))
    if to_number(values.get("std")) is not None:
        parts.append(phrase("standard deviation {}", facts["std"]))
    if "min" in facts:
        is_text = type(values["min"]) is str and to_number(values["min"]) is None  # as polars gives them
        order = "alphabetically " if is_text else ""
        parts.append(phrase("{}from {} to {}", order, facts["min"], facts.get("max", missing)))
    elif {"first", "last"} <= facts.keys():  # of dates, in older versions of pandas
        parts.append(phrase("from {} to {}", facts["first"], facts["last"]))
    if "50%" in facts:
        parts.append(phrase("median {}", facts["50%"]))
    if is_full and {"25%", "75%"} <= facts.keys():
        parts.append(phrase("the middle half from {} to {}", facts["25%"], facts["75%"]))
    if "unique" in facts:
        parts.append(phrase("{} different values", facts["unique"]))
        top, frequency = facts.get("top", missing), facts.get("freq", missing)
        parts.append(phrase("most often {}, {}", str(top), frequency))
    return join_with(", ", parts or ["nothing"])


def _fact(name: str, statistic: str, value: Any, values: Mapping[str, Any]) -> Fact:
    are_numbers = (
        to_number(values.get("mean")) is not None
    )  # polars gives texts where columns are of several kinds
    number = to_number(value) if are_numbers else None
    item = value if number is None else number
    is_place = statistic != "std"
    text = (format_year(name, item) if is_place else "") or phrases.value(item)
    if statistic == "freq" and to_number(value) is not None:
        text = numbers.times(to_number(value) or 0)
    elif isinstance(item, dt.datetime) and _are_days(values.get("min"), values.get("max")):
        text = phrases.value(item.date())  # the time of day of a mean of days is of no use
    return Fact(text, plain_value(item), _METHODS.get(statistic, statistic), name)


def _are_days(*moments: Any) -> bool:
    return all(isinstance(moment, dt.datetime) and moment.time() == dt.time() for moment in moments)


def to_number(value: Any) -> float | None:
    """Return a finite number, or the one that a text has; None for another value."""
    if type(value) is str:
        try:
            value = float(value)
        except ValueError:
            return None
    return value if type(value) is int or (type(value) is float and math.isfinite(value)) else None
