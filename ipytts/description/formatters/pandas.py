"""Describe data frames, series, indexes and times of pandas."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Context, localcontext
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype
from pandas.core.groupby.generic import DataFrameGroupBy, SeriesGroupBy

from ipytts.description.describer import describe
from ipytts.description.formatters import pandas_statistics, times
from ipytts.description.tables import build, model
from ipytts.description.tables.cells import format_label
from ipytts.description.tables.describe import LISTED_GROUPS, describe_grouping, describe_table
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording import dates, grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.tables.model import Kind

_SEARCHED_CELLS = 20_000_000  # in more cells that are not read otherwise, missing values are not counted
_LISTED_LABELS = 10  # of an index


def describe_frame(frame: Any, detail: Detail) -> str:
    """Return a data frame in words."""
    return describe_table(to_table(frame, detail), detail)


def describe_series(series: Any, detail: Detail) -> str:
    """Return a series in words."""
    return describe_table(to_table(series.to_frame(name=series.name), detail, "series"), detail)


def to_table(frame: Any, detail: Detail, noun: str = "table") -> Table:
    """Return a data frame as a table of the model."""
    rows, width = frame.shape
    read = build.columns_to_read(rows, width, detail)
    is_small = build.is_small(rows, width)
    labels = _labels(frame.index, is_small=is_small)
    with np.errstate(all="ignore"), localcontext(Context(traps=[])):
        columns = [
            _column(phrases.name(label), frame.iloc[:, index], labels)
            if index < read
            else Column(phrases.name(label), _kind(frame.iloc[: model.SMALL_TABLE, index].dropna())[0])
            for index, label in enumerate(frame.columns[: model.MAX_COLUMNS])
        ]
        missing = _count_missing(frame.iloc[:, read:], columns[:read])
    cells = [[to_python(item) for item in row] for row in _rows(frame)] if is_small else []
    columns_name = phrases.name(frame.columns.name) if frame.columns.name is not None else ""
    return Table(rows, columns, width, labels, cells, columns_name, missing, noun)


def _count_missing(rest: Any, columns: Sequence[Column]) -> int | None:
    """Return the number of missing values of columns that were read and of the rest of the table."""
    if rest.size > _SEARCHED_CELLS:
        return None
    return sum(column.missing or 0 for column in columns) + int(np.count_nonzero(rest.isna().to_numpy()))


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    columns = [list(frame.iloc[:, index]) for index in range(frame.shape[1])]
    return list(zip(*columns, strict=True)) if columns else []


def _labels(index: Any, *, is_small: bool) -> Labels | None:
    """Return the labels of the rows; None if rows are only numbered."""
    is_named = any(name is not None for name in index.names)
    if not len(index) or (not is_named and pd.api.types.is_integer_dtype(index.dtype)):
        return None
    name = " and ".join(phrases.name(name) for name in index.names if name is not None)
    to_label = _label_maker(index)
    values = [to_label(item) for item in index] if is_small else []
    is_chronological = isinstance(index, (pd.DatetimeIndex, pd.PeriodIndex)) and index.is_monotonic_increasing
    first, last = to_label(index[0]), to_label(index[-1])
    return Labels(name, values, first, last, is_chronological=bool(is_chronological))


def _label_maker(index: Any) -> Callable[[Any], Any]:
    """Return a function that turns an item of an index into a label."""
    if isinstance(index, pd.MultiIndex):
        levels = [Labels("" if name is None else phrases.name(name)) for name in index.names]
        return lambda item: ", ".join(
            format_label(level, to_python(part)) for level, part in zip(levels, item, strict=True)
        )
    is_dates = isinstance(index, pd.DatetimeIndex) and not index.hasnans and len(index) > 1
    if (
        is_dates
        and index.is_normalized
        and _begin_months(index[: model.SMALL_TABLE])
        and _begin_months(index)
    ):
        return lambda item: dates.month(item.year, item.month)
    return to_python


def _begin_months(days: Any) -> bool:
    return bool((days.day == 1).all())


def to_python(item: Any) -> Any:
    """Return a value as a Python object, else in words; None if it is missing."""
    if item is pd.NA or item is pd.NaT or (isinstance(item, (float, np.floating)) and np.isnan(item)):
        return None
    if item is None or type(item) in _PYTHON_TYPES:
        return item
    for cls, convert in _CONVERSIONS:
        if isinstance(item, cls):
            return convert(item)
    return describe.phrase(item, 60)


def _format_period(item: Any) -> str:
    """Return a week, a month, a quarter or a year in words; for another period, its start."""
    unit = item.freqstr.partition("-")[0]
    if unit in ("Y", "A", "YE"):
        return str(item.year)
    if unit in ("Q", "QE"):
        return f"quarter {item.quarter} of {item.year}"
    if unit in ("M", "ME"):
        return dates.month(item.year, item.month)
    if unit in ("W", "W-SUN"):
        return f"the week from {dates.date(item.start_time.to_pydatetime().date())}"
    return dates.date(item.start_time.to_pydatetime(warn=False))


_PYTHON_TYPES = (str, bool, int, float, dt.date, dt.datetime, dt.time)
_CONVERSIONS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (np.datetime64, lambda moment: to_python(pd.Timestamp(moment))),
    (np.timedelta64, lambda span: to_python(pd.Timedelta(span))),
    (np.generic, lambda number: number.item()),
    (pd.Timedelta, lambda span: dates.duration(span.total_seconds())),
    (pd.Period, _format_period),
    (
        pd.Interval,
        lambda span: f"{phrases.value(to_python(span.left))} to {phrases.value(to_python(span.right))}",
    ),
    (dt.timedelta, lambda span: dates.duration(span.total_seconds())),
    (dt.date, lambda moment: moment),
)


def _column(name: str, series: Any, labels: Labels | None) -> Column:
    """Return the facts about a column; its kind is "mixed" if its values cannot be compared."""
    present = pandas_statistics.without_missing(series)
    missing = len(series) - len(present)
    try:
        kind, present = _kind(present)
        column = Column(name, kind, missing)
        if kind in ("number", "whole number"):
            return _with_labels(_with_numbers(column, present), series, labels)
        if kind in ("date", "duration"):
            return _with_times(column, present)
        if kind == "truth":
            return replace(column, mean=float(present.astype(bool).mean()) if len(present) else None)
        if kind in ("text", "category"):
            return _with_texts(column, present)
    except (TypeError, ValueError, OverflowError, ArithmeticError, AttributeError, NotImplementedError):
        pass
    kind = "empty" if missing == len(series) else "mixed"
    return Column(name, kind, missing, item_noun=_item_noun(present))


def _item_noun(present: Any) -> str:
    """Return the common class of all values in words; empty for several classes."""
    if present.dtype.kind == "c":
        return "complex number"
    cls = pandas_statistics.common_class(present)
    return phrases.split_class_name(phrases.class_name(cls)) if cls else ""


def _kind(present: Any) -> tuple[Kind, Any]:
    """Return the kind of a series without missing values, and its values."""
    types, dtype = pd.api.types, present.dtype
    if isinstance(dtype, (pd.CategoricalDtype, pd.IntervalDtype)):
        return "category", present
    if isinstance(dtype, pd.PeriodDtype):
        return "date", present
    if isinstance(dtype, pd.SparseDtype):
        present = present.sparse.to_dense()
        dtype = present.dtype
    tests: tuple[tuple[Any, Kind], ...] = (
        (types.is_bool_dtype, "truth"),
        (types.is_integer_dtype, "whole number"),
        (types.is_float_dtype, "number"),
        (types.is_datetime64_any_dtype, "date"),
        (lambda dtype: dtype.kind == "m", "duration"),  # also that of pyarrow
    )
    for test, kind in tests:
        if test(dtype):
            return kind, present
    if not len(present):
        return "empty", present
    if isinstance(dtype, ExtensionDtype):
        return ("text" if types.is_string_dtype(dtype) else "mixed"), present
    return pandas_statistics.kind_of_objects(present), present


def _with_numbers(column: Column, present: Any) -> Column:
    values, infinite = pandas_statistics.numbers_of(present)
    column = replace(column, infinite=infinite)
    if not len(values):
        return column if infinite else replace(column, kind="empty")
    summary = pandas_statistics.summary_of_numbers(values)
    return build.with_numbers(column, to_python(summary.low), to_python(summary.high), *summary[2:])


def _with_labels(column: Column, series: Any, labels: Labels | None) -> Column:
    """Return a column with the labels of its extremes, and with its first and last value."""
    if not labels or column.low is None:
        return column
    to_label = _label_maker(series.index)
    low, high = (_label_of(extreme, series, labels, to_label) for extreme in (column.low, column.high))
    first, last = (to_python(series.iloc[end]) for end in pandas_statistics.ends_of(series))
    return replace(column, low_at=low, high_at=high, first=first, last=last)


def _label_of(extreme: Any, series: Any, labels: Labels, to_label: Callable[[Any], Any]) -> str | None:
    rows = pandas_statistics.positions_of(extreme, series)
    return build.join_labels([format_label(labels, to_label(series.index[row])) for row in rows[:3]])


def _with_times(column: Column, present: Any) -> Column:
    if not len(present):
        return replace(column, kind="empty")
    low, high = pandas_statistics.extremes(present)
    if column.kind == "date":
        return replace(column, low=to_python(low), high=to_python(high))
    low, high, mean = (pd.Timedelta(span).total_seconds() for span in (low, high, present.mean()))
    return replace(column, low=dates.duration(low), high=dates.duration(high), mean=mean)


def _with_texts(column: Column, present: Any) -> Column:
    counted = pandas_statistics.count_values(present)
    if counted is None:
        return column
    distinct, frequent = counted
    return build.with_texts(column, distinct, ((to_python(value), count) for value, count in frequent))


def _describe_grouping(grouping: Any, detail: Detail) -> str:
    sizes = grouping.size()
    if not isinstance(sizes, pd.Series):  # with as_index=False
        sizes = sizes.set_index(list(sizes.columns[:-1]))["size"]
    by = " and ".join(phrases.name(key) for key in sizes.index.names if key is not None) or "a key"
    listed = sizes.head(LISTED_GROUPS[detail])
    named = ((_format_item(sizes.index, key), int(size)) for key, size in listed.items())
    return describe_grouping(by, int(sizes.sum()), len(sizes), named, detail)


def _format_item(index: Any, item: Any) -> str:
    return phrases.value(_label_maker(index)(item))


def _describe_index(index: Any, detail: Detail) -> str:
    name = f" of {phrases.name(index.name)}" if index.name is not None else ""
    opening = f"an index{name} of {numbers.with_noun(len(index), 'label')}"
    if not len(index):
        return opening
    if detail == "brief" or len(index) > _LISTED_LABELS:
        first, last = _format_item(index, index[0]), _format_item(index, index[-1])
        return opening if len(index) == 1 else f"{opening} from {first} to {last}"
    return f"{opening}: {grammar.join(_format_item(index, item) for item in index)}"


def _describe_array(array: Any, detail: Detail) -> str:
    return describe_series(pd.Series(array), detail)


def _describe_timestamp(moment: Any, detail: Detail) -> str:
    return (
        times.describe_date(moment, detail) if isinstance(moment, dt.date) else _describe_item(moment, detail)
    )


def _describe_timedelta(span: Any, _: Detail) -> str:
    return dates.duration(span.total_seconds())


def _describe_item(item: Any, _: Detail) -> str:
    return phrases.value(to_python(item))


def _describe_missing(_: object, __: Detail) -> str:
    return "A missing value"


FORMATTERS: Mapping[type, Formatter] = {
    pd.DataFrame: describe_frame,
    pd.Series: describe_series,
    pd.Index: _describe_index,
    pd.api.extensions.ExtensionArray: _describe_array,
    pd.Timestamp: _describe_timestamp,
    pd.Timedelta: _describe_timedelta,
    pd.Period: _describe_item,
    pd.Interval: _describe_item,
    type(pd.NaT): _describe_missing,
    type(pd.NA): _describe_missing,
    DataFrameGroupBy: _describe_grouping,
    SeriesGroupBy: _describe_grouping,
}
