"""Describe data frames and series of polars."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from polars.dataframe.group_by import GroupBy

from ipytts.description.describer import describe
from ipytts.description.detail import Detail, Formatter
from ipytts.description.tables import build, model
from ipytts.description.tables.cells import column_names, names_identifiers
from ipytts.description.tables.column_kinds import describe_kinds, kind_of_type
from ipytts.description.tables.describe import LISTED_GROUPS, describe_grouping, describe_table
from ipytts.description.tables.model import Column, Kind, Table
from ipytts.description.wording import dates, grammar, phrases, plain_text
from ipytts.description.wording.facts import counted
from ipytts.description.wording.phrase import Description, join_some, phrase

_COUNTED_TEXTS = 2_000_000  # of a longer column, texts are counted only if a sample has many repeats
_SAMPLE = 10_000  # values
_LISTED_NAMES = 8
_SIZE = "size of the group"
_EXPRESSION_LENGTH = 120  # characters


def describe_frame(frame: Any, detail: Detail) -> Description:
    """Return a data frame in words."""
    return describe_table(to_table(frame, detail), detail)


def describe_series(series: Any, detail: Detail) -> Description:
    """Return a series in words."""
    return describe_table(to_table(series.to_frame(), detail, "series"), detail)


def to_table(frame: Any, detail: Detail, noun: str = "table") -> Table:
    """Return a data frame as a table of the model."""
    rows, width = frame.shape
    read = build.columns_to_read(rows, width, detail)
    shown = frame.get_columns()[: model.MAX_COLUMNS]
    names = [""] if noun == "series" and not shown[0].name else column_names(series.name for series in shown)
    columns = [
        _column(name, series) if index < read else Column(name, _kind(series.dtype), key=series.name)
        for index, (name, series) in enumerate(zip(names, shown, strict=True))
    ]
    has_cells = build.is_small(rows, width) and width
    cells = (
        [build.cells_of_row(columns, map(to_python, row)) for row in frame.iter_rows()] if has_cells else []
    )
    missing = _count_missing(frame.get_columns())
    return Table(rows, columns, width, None, cells, "", missing, noun)


def _count_missing(columns: Sequence[Any]) -> int:
    """Return the number of missing values of all columns; columns of one type are searched as one."""
    types = {series.dtype for series in columns if series.dtype.is_float()}
    floats = (
        pl.concat([series for series in columns if series.dtype == dtype], rechunk=False) for dtype in types
    )
    nan = sum(int(series.is_nan().sum() or 0) for series in floats)
    return nan + sum(int(series.null_count()) for series in columns)


def to_python(item: Any) -> Any:
    """Return a value as a Python object, else in words; None if it is missing."""
    if isinstance(item, float) and math.isnan(item):
        return None
    if item is None or isinstance(item, (bool, int, float, str, dt.date, dt.time)):
        return item
    if isinstance(item, dt.timedelta):
        return dates.Seconds(item.total_seconds())
    return str(describe.phrase(item, 60))


def _column(name: str, series: Any) -> Column:
    column = Column(name, _kind(series.dtype), _count_missing([series]), key=series.name)
    if column.missing == len(series):
        return replace(column, kind="empty")
    present = series.drop_nulls()
    if column.kind == "whole number" and names_identifiers(series.name, are_unique=True):
        are_unique = present.n_unique() == len(present)
        are_identifiers = names_identifiers(series.name, are_unique=are_unique)
        column = replace(column, kind="identifier") if are_identifiers else column
    return _with_values(column, present)


def _with_values(column: Column, present: Any) -> Column:
    if column.kind in ("number", "whole number"):
        return _with_numbers(column, present)
    if column.kind in ("text", "identifier"):
        return _with_counts(column, present)
    if column.kind in ("date", "duration"):
        return _with_times(column, present)
    mean = present.mean() if column.kind == "truth" else None
    return replace(column, mean=mean, item_noun=_item_noun(present.dtype))


def _with_times(column: Column, present: Any) -> Column:
    low, high = to_python(present.min()), to_python(present.max())
    if column.kind == "duration":
        return replace(column, low=low, high=high, mean=present.mean().total_seconds())
    unit = _unit(present)
    low, high = dates.to_periods([low, high], unit) if unit else (low, high)
    return replace(column, low=low, high=high)


def _unit(present: Any) -> dates.Unit | None:
    """Return the unit of dates that all begin, or all end, a month, a quarter or a year; None for others."""
    if present.dtype not in (pl.Date, pl.Datetime):
        return None
    days = present.dt.date()
    if present.dtype == pl.Datetime and not bool((days.cast(present.dtype) == present).all()):
        return None
    is_first, is_last = (
        bool((days == days.dt.month_start()).all()),
        bool((days == days.dt.month_end()).all()),
    )
    return dates.find_unit(days.unique().to_list()) if is_first or is_last else None


def _with_counts(column: Column, present: Any) -> Column:
    """Return a column with its most frequent values; without them if most of very many are different."""
    sample = present.gather_every(max(1, len(present) // _SAMPLE))
    if len(present) > _COUNTED_TEXTS and sample.n_unique() > len(sample) // 2:
        return column
    counts = present.rename("text").value_counts()
    frequent = counts.top_k(build.FREQUENT_CANDIDATES, by="count")
    as_text = frequent.cast({"text": pl.String}) if column.kind == "text" else frequent
    return build.with_texts(column, len(counts), as_text.iter_rows())


def _kind(dtype: Any) -> Kind:
    tests: tuple[tuple[bool, Kind], ...] = (
        (dtype.is_integer(), "whole number"),
        (dtype.is_numeric(), "number"),
        (dtype == pl.Duration, "duration"),
        (dtype in (pl.Date, pl.Datetime, pl.Time), "date"),
        (dtype in (pl.String, pl.Categorical, pl.Enum), "text"),
        (dtype == pl.Boolean, "truth"),
    )
    return next((kind for is_kind, kind in tests if is_kind), "mixed")


def _item_noun(dtype: Any) -> str:
    return "list" if dtype in (pl.List, pl.Array) else "record" if dtype == pl.Struct else ""


def _with_numbers(column: Column, present: Any) -> Column:
    if present.dtype.is_float():
        column = replace(column, infinite=int(present.is_infinite().sum()))
        is_finite = present.is_finite()
        present = present if is_finite.all() else present.filter(is_finite)
    if not len(present):
        return column
    floats = present.cast(pl.Float64)  # whose sums do not overflow
    low, high = to_python(present.min()), to_python(present.max())
    return build.with_numbers(column, low, high, floats.mean(), floats.median(), floats.std())


def _describe_schema(schema: Any, detail: Detail) -> Description:
    names = [phrases.name(name) for name in schema]
    return Description.of(
        [describe_kinds(names, [kind_of_type(str(dtype)) for dtype in schema.values()], detail)]
    )


def _describe_lazy_frame(frame: Any, _: Detail) -> Description:
    names = [phrases.name(name) for name in frame.collect_schema().names()]
    count = counted(len(names), "column", "column count")
    return Description.of(
        [phrase("a query that has not run, for {}: {}", count, join_some(names, _LISTED_NAMES))]
    )


def _describe_grouping(grouping: Any, detail: Detail) -> Description:
    sizes = grouping.len(_SIZE)
    keys = sizes.columns[:-1]
    by = grammar.join(map(phrases.name, keys))
    largest = sizes.top_k(LISTED_GROUPS[detail], by=[_SIZE, *keys], reverse=[False, *([True] * len(keys))])
    named = (
        (", ".join(phrases.value(to_python(part)) for part in key), size)
        for *key, size in largest.iter_rows()
    )
    return describe_grouping(by, int(sizes[_SIZE].sum()), len(sizes), named, detail)


def _describe_expression(expression: Any, _: Detail) -> Description:
    text = plain_text.to_plain(str(expression), _EXPRESSION_LENGTH)
    return Description.of([f"a polars expression: {text}"])


FORMATTERS: Mapping[type, Formatter] = {
    pl.DataFrame: describe_frame,
    pl.Series: describe_series,
    pl.LazyFrame: _describe_lazy_frame,
    pl.Expr: _describe_expression,
    GroupBy: _describe_grouping,
    **({pl.Schema: _describe_schema} if hasattr(pl, "Schema") else {}),
}
