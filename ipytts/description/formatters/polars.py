"""The tables and series of polars."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import polars as pl
from polars.dataframe.group_by import GroupBy

from ipytts.description.describer import describe
from ipytts.description.tables import columns, model, table
from ipytts.description.tables.model import Column, Table
from ipytts.description.wording import dates, grammar, numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.tables.model import Kind

_COUNTED_WHOLE = 2_000_000  # texts; of more, nobody counts the different ones


def tell_frame(frame: Any, detail: Detail) -> str:
    """Tell a data frame."""
    return table.tell(as_table(frame, detail), detail)


def tell_series(series: Any, detail: Detail) -> str:
    """Tell a series as a table of one column."""
    return table.tell(as_table(series.to_frame(), detail, what="series"), detail)


def as_table(frame: Any, detail: Detail, what: str = "table") -> Table:
    """Turn a data frame into a neutral table."""
    rows, width = frame.shape
    small = rows <= model.SMALL and width <= model.SMALL
    known = width if small else model.KNOWN[detail] + 1
    told = [
        _column(series) if place < known else Column(phrases.name(series.name), _kind(series.dtype))
        for place, series in enumerate(frame.get_columns()[: model.NAMED])
    ]
    cells = [[scalar(item) for item in row] for row in frame.iter_rows()] if small and width else []
    missing = sum(series.null_count() + _not_numbers(series) for series in frame.get_columns())
    return Table(rows, told, width, None, cells, "", missing, what)


def _not_numbers(series: Any) -> int:
    return int(series.is_nan().sum() or 0) if series.dtype.is_float() else 0


def scalar(item: Any) -> Any:
    """Return a value as Python has it, or its words where Python has none."""
    if isinstance(item, float) and math.isnan(item):
        return None
    if item is None or isinstance(item, (bool, int, float, str, dt.date, dt.time)):
        return item
    return (
        dates.duration(item.total_seconds()) if isinstance(item, dt.timedelta) else describe.phrase(item, 60)
    )


def _column(series: Any) -> Column:
    name = phrases.name(series.name)
    missing = series.null_count() + _not_numbers(series)
    there = series.drop_nulls()
    kind = _kind(series.dtype)
    if missing == len(series):
        return Column(name, "empty", missing)
    if kind in ("number", "whole number"):
        return _numbers(name, kind, there, missing)
    if kind in ("text", "category"):
        return _texts(name, kind, there, missing)
    if kind in ("date", "duration"):
        mean = there.mean().total_seconds() if kind == "duration" else None
        return Column(name, kind, missing, low=scalar(there.min()), high=scalar(there.max()), mean=mean)
    mean = there.mean() if kind == "truth" else None
    return Column(name, kind, missing, mean=mean, holds=_holds(series.dtype))


def _kind(dtype: Any) -> Kind:
    tests: tuple[tuple[bool, Kind], ...] = (
        (dtype.is_integer(), "whole number"),
        (dtype.is_numeric(), "number"),
        (dtype == pl.Duration, "duration"),
        (dtype in (pl.Date, pl.Datetime, pl.Time), "date"),
        (dtype in (pl.String, pl.Categorical, pl.Enum), "text"),
        (dtype == pl.Boolean, "truth"),
    )
    return next((kind for holds, kind in tests if holds), "mixed")


def _holds(dtype: Any) -> str:
    return "list" if dtype in (pl.List, pl.Array) else "record" if dtype == pl.Struct else ""


def _numbers(name: str, kind: Kind, there: Any, missing: int) -> Column:
    infinite = 0
    if there.dtype.is_float():
        finite = there.is_finite()
        infinite = int(there.is_infinite().sum())
        there = there.filter(finite)
    if not len(there):
        return Column(name, kind, missing, infinite=infinite)
    numbers = there.cast(pl.Float64)
    return Column(
        name,
        kind,
        missing,
        low=scalar(there.min()),
        high=scalar(there.max()),
        mean=_finite(numbers.mean()),
        infinite=infinite,
        median=_finite(numbers.median()),
        spread=_finite(numbers.std()),
    )


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _texts(name: str, kind: Kind, there: Any, missing: int) -> Column:
    if len(there) > _COUNTED_WHOLE:
        return Column(name, kind, missing)
    counts = there.cast(pl.String).value_counts(sort=True)
    shown = counts.head(1000).iter_rows()
    frequent = columns.most_frequent((phrases.value(text), int(count)) for text, count in shown)
    return Column(name, kind, missing, distinct=len(counts), frequent=frequent)


def _lazy(frame: Any, _: Detail) -> str:
    names = [phrases.name(name) for name in frame.collect_schema().names()]
    count = numbers.with_noun(len(names), "column")
    return f"a query that has not run, for {count}: {grammar.join_some(names, 8)}"


def _grouping(groups: Any, detail: Detail) -> str:
    sizes = groups.len().sort("len", descending=True)
    keys = sizes.columns[:-1]
    opening = f"a grouping of {numbers.with_noun(int(sizes['len'].sum()), 'row')} by"
    start = f"{opening} {grammar.join(map(phrases.name, keys))} into {numbers.with_noun(len(sizes), 'group')}"
    most = {"brief": 3, "normal": 10, "full": 40}[detail]
    held = sorted(sizes.iter_rows(), key=lambda row: (-row[-1], str(row[:-1])))
    told = [
        f"{', '.join(phrases.value(scalar(k)) for k in key)}, {numbers.with_noun(n, 'row')}"
        for *key, n in held
    ]
    left = f"; and {numbers.with_noun(len(held) - most, 'more group')}" if len(held) > most else ""
    return f"{start}: {'; '.join(told[:most])}{left}" if told else start


def _expression(expression: Any, _: Detail) -> str:
    return f"a polars expression: {plain_text.to_plain(str(expression), 120)}"


FORMATTERS: Mapping[type, Formatter] = {
    pl.DataFrame: tell_frame,
    pl.Series: tell_series,
    pl.LazyFrame: _lazy,
    pl.Expr: _expression,
    GroupBy: _grouping,
}
