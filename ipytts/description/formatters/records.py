"""Describe lists and dicts whose entries have the same fields, as the table that they are."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from ipytts.description.detail import Detail
from ipytts.description.formatters.number_lists import to_plain_items
from ipytts.description.tables.build import is_small, with_texts
from ipytts.description.tables.cells import column_names
from ipytts.description.tables.describe import describe_table
from ipytts.description.tables.model import Column, Table
from ipytts.description.tables.value_columns import kind_of
from ipytts.description.wording.phrase import Description, Phrase, join_some, phrase

_MOST_ROWS = 5_000
_MOST_FIELDS = 25
_FEWEST_ROWS = 2
_NAMED: dict[Detail, int] = {"brief": 5, "normal": 8, "full": 25}  # fields that the opening names, at most
#: Nouns of records whose fields have no names.
UNNAMED = ("pair", "tuple")
_SCALARS = (int, float, bool, str, dt.date, dt.datetime, dt.timedelta, type(None))
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


class Records(NamedTuple):
    """Rows of the same fields."""

    fields: Sequence[str]
    rows: Sequence[Sequence[Any]]
    noun: str  # for one row, such as "dict"


def parse_list(items: Sequence[Any]) -> Records | None:
    """Return the records in a list of dicts, of named tuples or of tuples; None if they differ too much."""
    if not _FEWEST_ROWS <= len(items) <= _MOST_ROWS:
        return None
    kinds = set(map(type, items))
    if kinds == {dict}:
        return _of_dicts(items)
    if len(kinds) == 1 and issubclass(type(items[0]), tuple):
        return _of_tuples(items)
    return None


def parse_dict(entries: Mapping[Any, Any]) -> Records | None:
    """Return the records in a dict of dicts, with their keys as the first field; None if it has none."""
    if not _FEWEST_ROWS <= len(entries) <= _MOST_ROWS or set(map(type, entries.values())) != {dict}:
        return None
    records = _of_dicts(list(entries.values()))
    if records is None or not all(type(key) is str for key in entries):
        return None
    rows = [[key, *row] for key, row in zip(entries, records.rows, strict=True)]
    return Records(("key", *records.fields), rows, "entry")


def _of_dicts(items: Sequence[dict[Any, Any]]) -> Records | None:
    """Return dicts as records, if each key is in at least half of them."""
    counts = Counter(key for item in items for key in islice(item, _MOST_FIELDS + 1) if type(key) is str)
    if any(len(item) > len(counts) for item in items):  # keys that are no texts
        return None
    if not 0 < len(counts) <= _MOST_FIELDS or min(counts.values()) * 2 < len(items):
        return None
    rows = [to_plain_items([item.get(key) for key in counts]) for item in items]
    return _records(column_names(counts), rows, "dict")


def _of_tuples(items: Sequence[tuple[Any, ...]]) -> Records | None:
    fields = getattr(type(items[0]), "_fields", None)
    width = tuple.__len__(items[0])
    if type(fields) is tuple and len(fields) == width:
        names = column_names(fields)
        noun = type(items[0]).__name__
    elif 2 <= width <= len(_ORDINALS):
        names = [f"the {ordinal} item" for ordinal in _ORDINALS[:width]]
        noun = "pair" if width == 2 else "tuple"
    else:
        return None
    rows = [list(tuple.__iter__(item)) for item in items]
    return _records(names, rows, noun) if all(len(row) == width for row in rows) else None


def _records(names: Sequence[str], rows: Sequence[Sequence[Any]], noun: str) -> Records | None:
    are_scalars = all(type(value) in _SCALARS for row in rows for value in row)
    return Records(names, rows, noun) if are_scalars else None


def describe_records(records: Records, opening: Phrase, detail: Detail) -> Description:
    """Return the number of records, their fields and the contents of each field in words."""
    if records.noun not in UNNAMED:
        fields = records.fields[1:] if records.noun == "entry" else records.fields
        opening = phrase("{}, each with {}", opening, join_some(list(fields), _NAMED[detail]))
    if detail == "brief":
        return Description.of([opening])
    contents = describe_table(_to_table(records), detail)
    first, *others = contents.sentences
    # Of a plain table, the first sentence is its size, which the opening states.
    is_size = {"row count", "column count"} <= {fact.method for fact in first.facts}
    return Description.of([opening, *(others if is_size else contents.sentences)])


def _to_table(records: Records) -> Table:
    rows = [[_without_nan(value) for value in row] for row in records.rows]
    by_field = list(zip(*rows, strict=True))
    columns = [_column(name, values) for name, values in zip(records.fields, by_field, strict=True)]
    missing = sum(column.missing or 0 for column in columns)
    cells = rows if is_small(len(rows), len(columns)) else ()
    are_named = records.noun == "entry"
    return Table(len(rows), columns, len(columns), cells=cells, missing=missing, is_by_first_column=are_named)


def _without_nan(value: Any) -> Any:
    return None if type(value) is float and math.isnan(value) else value


def _column(name: str, values: Sequence[Any]) -> Column:
    present = [value for value in values if value is not None]
    column = Column(name, kind_of(present), len(values) - len(present), key=name)
    if column.kind in ("number", "whole number"):
        finite = [value for value in present if math.isfinite(value)]
        return replace(column, infinite=len(present) - len(finite), **_extremes(finite, with_mean=True))
    if column.kind in ("date", "duration"):
        return replace(column, **_extremes(present, with_mean=False))
    if column.kind == "truth":
        return replace(column, mean=sum(present) / len(present))
    if column.kind == "text":
        counts = Counter(present)
        return with_texts(column, len(counts), counts.items())
    return column


def _extremes(values: Sequence[Any], *, with_mean: bool) -> dict[str, Any]:
    if not values:
        return {}
    mean = math.fsum(values) / len(values) if with_mean else None
    return {"low": min(values), "high": max(values), "mean": mean}
