"""Describe data frames, series, indexes and times of pandas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, localcontext
from typing import Any

import numpy as np
import pandas as pd
from pandas.core.groupby.generic import DataFrameGroupBy, SeriesGroupBy

from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters import pandas_statistics, times
from ipytts.description.formatters.pandas_index import describe_index, format_item
from ipytts.description.formatters.pandas_labels import label_maker, read_labels
from ipytts.description.formatters.pandas_periods import unit_of_dates
from ipytts.description.formatters.pandas_types import are_types, describe_types, kind_of_type
from ipytts.description.formatters.pandas_values import to_python
from ipytts.description.tables import build, model
from ipytts.description.tables.cells import (
    column_names,
    names_identifiers,
    number_labels,
    series_name,
)
from ipytts.description.tables.describe import LISTED_GROUPS, describe_grouping, describe_table
from ipytts.description.tables.model import Column, Kind, Labels, Table
from ipytts.description.wording import dates, phrases
from ipytts.description.wording.facts import plain_value
from ipytts.description.wording.phrase import Description, Fact

_SEARCHED_CELLS = 20_000_000  # in more cells that are not read otherwise, missing values are not counted


def describe_frame(frame: Any, detail: Detail) -> Description:
    """Return a data frame in words."""
    return describe_table(to_table(frame, detail), detail)


def describe_series(series: Any, detail: Detail) -> Description:
    """Return a series in words."""
    if series.dtype == object and are_types(series):
        return describe_types(series, detail)
    return describe_table(to_table(series.to_frame(name=series.name), detail, "series"), detail)


def to_table(frame: Any, detail: Detail, noun: str = "table") -> Table:
    """Return a data frame as a table of the model."""
    rows, width = frame.shape
    read = build.columns_to_read(rows, width, detail)
    is_small = build.is_small(rows, width)
    labels = read_labels(frame.index, is_small=is_small)
    if labels is None and noun == "series" and is_small and rows:
        labels = number_labels(frame.index.tolist(), frame.columns[0])
    columns_name = " and ".join(phrases.name(name) for name in frame.columns.names if name is not None)
    named = list(_named(frame.columns[: model.MAX_COLUMNS], columns_name, noun))
    with np.errstate(all="ignore"), localcontext(Context(traps=[])):
        columns = [
            _column(column, frame.iloc[:, index], labels)
            if index < read
            else replace(column, kind=_kind(frame.iloc[: model.SMALL_TABLE, index].dropna())[0])
            for index, column in enumerate(named)
        ]
        missing = _count_missing(frame, columns[:read])
    cells = [build.cells_of_row(columns, map(to_python, row)) for row in _rows(frame)] if is_small else []
    is_record = noun == "series" and pd.api.types.is_object_dtype(frame.dtypes.iloc[0])
    return Table(rows, columns, width, labels, cells, columns_name, missing, noun, is_record=is_record)


def _count_missing(frame: Any, read: Sequence[Column]) -> int | None:
    """Return the number of missing values of a table, some of whose first columns were read."""
    if frame.shape[1] > model.MAX_COLUMNS:  # selecting the rest takes longer than to search them all
        read = ()
    rest = frame.iloc[:, len(read) :] if read else frame
    if rest.size > _SEARCHED_CELLS:
        return None
    return sum(column.missing or 0 for column in read) + int(np.count_nonzero(rest.isna().to_numpy()))


def _named(labels: Any, columns_name: str, noun: str) -> Iterator[Column]:
    """Yield a column, still empty, for each label."""
    to_label = label_maker(labels)
    keys = [label if isinstance(label, tuple) else to_label(label) for label in labels]
    for label, key, name in zip(labels, keys, column_names(keys, columns_name), strict=True):
        yield Column(series_name(key) if noun == "series" else name, "empty", key=phrases.text_of(label))


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    columns = [list(frame.iloc[:, index]) for index in range(frame.shape[1])]
    return list(zip(*columns, strict=True)) if columns else []


def _column(named: Column, series: Any, labels: Labels | None) -> Column:
    """Return the facts about a column; its kind is "mixed" if its values cannot be compared."""
    present = pandas_statistics.without_missing(series)
    missing = len(series) - len(present)
    try:
        kind, present = _kind(present)
        column = replace(named, kind=kind, missing=missing)
        if kind in ("number", "whole number") and _are_identifiers(named, present):
            return _with_texts(replace(column, kind="identifier"), present)
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
    return replace(named, kind=kind, missing=missing, item_noun=_item_noun(present))


def _are_identifiers(named: Column, present: Any) -> bool:
    """Return whether numbers have a name of identifiers, and all are whole."""
    if not len(present) or not names_identifiers(named.key, are_unique=True):
        return False
    are_unique = names_identifiers(named.key, are_unique=False) or bool(present.is_unique)
    return are_unique and bool((present % 1 == 0).all())


def _item_noun(present: Any) -> str:
    """Return the common class of all values in words; empty for several classes."""
    if present.dtype.kind == "c":
        return "complex number"
    cls = pandas_statistics.common_class(present)
    return phrases.split_class_name(phrases.class_name(cls)) if cls else ""


def _kind(present: Any) -> tuple[Kind, Any]:
    """Return the kind of a series without missing values, and its values."""
    if isinstance(present.dtype, pd.SparseDtype):
        present = present.sparse.to_dense()
    kind = kind_of_type(present.dtype)
    if kind is None or kind == "text":  # of no values, it is not known
        kind = (kind or pandas_statistics.kind_of_objects(present)) if len(present) else "empty"
    return kind, present


def _with_numbers(column: Column, present: Any) -> Column:
    summary, infinite = pandas_statistics.summarize(present)
    column = replace(column, infinite=infinite)
    if summary is None:
        return column if infinite else replace(column, kind="empty")
    return build.with_numbers(column, to_python(summary.low), to_python(summary.high), *summary[2:])


def _with_labels(column: Column, series: Any, labels: Labels | None) -> Column:
    """Return a column with the labels of its extremes, and with its first and last value."""
    if not labels or column.low is None:
        return column
    to_label = label_maker(series.index)
    low, high = (_labels_of(extreme, series, to_label) for extreme in (column.low, column.high))
    ends = pandas_statistics.ends_of(series)
    first, last = (to_python(series.iloc[end]) for end in ends)
    first_at, last_at = (to_label(series.index[end]) for end in ends)
    places = {"low_at": low, "high_at": high, "first_at": first_at, "last_at": last_at}
    return replace(column, first=first, last=last, **places)


def _labels_of(extreme: Any, series: Any, to_label: Callable[[Any], Any]) -> Sequence[Any]:
    """Return the labels of an extreme; none if they are many, or if other rows have them too."""
    rows = pandas_statistics.positions_of(extreme, series)
    different = series.index[rows[: model.SMALL_TABLE]].unique()
    if not 0 < len(different) <= build.LABELS_OF_EXTREME or len(rows) > model.SMALL_TABLE:
        return ()
    if not isinstance(series.index, pd.MultiIndex):
        with_labels = sum(int(np.count_nonzero(series.index == label)) for label in different)
        if with_labels > len(rows):
            return ()
    return [to_label(label) for label in different]


def _with_times(column: Column, present: Any) -> Column:
    if not len(present):
        return replace(column, kind="empty")
    low, high = pandas_statistics.extremes(present)
    if column.kind == "duration":
        mean = pd.Timedelta(present.mean()).total_seconds()
        return replace(column, low=to_python(low), high=to_python(high), mean=mean)
    unit = unit_of_dates(pd.DatetimeIndex(present)) if present.dtype.kind == "M" else None
    if unit:
        return replace(column, low=dates.Period(low.date(), unit), high=dates.Period(high.date(), unit))
    return replace(column, low=to_python(low), high=to_python(high))


def _with_texts(column: Column, present: Any) -> Column:
    counted = pandas_statistics.count_values(present)
    if counted is None:
        return column
    distinct, frequent = counted
    return build.with_texts(column, distinct, ((to_python(value), count) for value, count in frequent))


def _describe_grouping(grouping: Any, detail: Detail) -> Description:
    sizes = grouping.size()
    if not isinstance(sizes, pd.Series):  # with as_index=False
        sizes = sizes.set_index(list(sizes.columns[:-1]))["size"]
    by = " and ".join(phrases.name(key) for key in sizes.index.names if key is not None) or "a key"
    listed = sizes.head(LISTED_GROUPS[detail])
    named = ((format_item(sizes.index, key), int(size)) for key, size in listed.items())
    return describe_grouping(by, int(sizes.sum()), len(sizes), named, detail)


def _describe_array(array: Any, detail: Detail) -> Description:
    return describe_series(pd.Series(array), detail)


def _describe_timestamp(moment: Any, detail: Detail) -> Description:
    return (
        times.describe_date(moment, detail) if isinstance(moment, dt.date) else _describe_item(moment, detail)
    )


def _describe_timedelta(span: Any, _: Detail) -> Description:
    return times.describe_seconds(span.total_seconds())


def _describe_item(item: Any, _: Detail) -> Description:
    value = to_python(item)
    return Description.of([Fact(phrases.value(value), plain_value(value), "value")])


def _describe_missing(_: object, __: Detail) -> Description:
    return Description.of(["a missing value"])


FORMATTERS: Mapping[type, Formatter] = {
    pd.DataFrame: describe_frame,
    pd.Series: describe_series,
    pd.Index: describe_index,
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
