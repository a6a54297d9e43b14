"""The tables, series, indexes and times of pandas."""

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
from ipytts.description.formatters import times
from ipytts.description.tables import columns, model, table
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording import dates, grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.tables.model import Kind

_COUNTED_WHOLE = 200_000  # texts; of more, a sample says whether counting them is worth the time
_SAMPLE = 10_000
_MISSING_IN = 20_000_000  # cells, in which missing values are counted
_KINDS: tuple[tuple[set[type], Kind], ...] = (
    ({str}, "text"),
    ({bool}, "truth"),
    ({int}, "whole number"),
    ({int, float}, "number"),
    ({dt.date}, "date"),
    ({dt.datetime, pd.Timestamp}, "date"),
    ({dt.timedelta, pd.Timedelta}, "duration"),
)


def tell_frame(frame: Any, detail: Detail) -> str:
    """Tell a data frame."""
    return table.tell(as_table(frame, detail), detail)


def tell_series(series: Any, detail: Detail) -> str:
    """Tell a series as a table of one column."""
    frame = series.to_frame(name=series.name)
    return table.tell(as_table(frame, detail, what="series"), detail)


def as_table(frame: Any, detail: Detail, what: str = "table") -> Table:
    """Turn a data frame into a neutral table."""
    rows, width = frame.shape
    small = rows <= model.SMALL and width <= model.SMALL
    known = width if small else model.KNOWN[detail] + 1
    labels = _labels(frame.index, small=small)
    with np.errstate(all="ignore"), localcontext(Context(traps=[])):
        told = [
            _column(phrases.name(label), frame.iloc[:, place], labels)
            if place < known
            else Column(phrases.name(label), _kind(frame.iloc[: model.SMALL, place])[0])
            for place, label in enumerate(frame.columns[: model.NAMED])
        ]
        missing = int(frame.isna().to_numpy().sum()) if rows * width <= _MISSING_IN else None
    cells = [[scalar(item) for item in row] for row in _rows(frame)] if small else []
    across = phrases.name(frame.columns.name) if frame.columns.name is not None else ""
    return Table(rows, told, width, labels, cells, across, missing, what)


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    held = [list(frame.iloc[:, place]) for place in range(frame.shape[1])]
    return list(zip(*held, strict=True)) if held else []


def _labels(index: Any, *, small: bool) -> Labels | None:
    """Return what the rows are called; None where they are only numbered."""
    named = any(name is not None for name in index.names)
    if not len(index) or (not named and pd.api.types.is_integer_dtype(index.dtype)):
        return None
    name = " and ".join(phrases.name(name) for name in index.names if name is not None)
    say = _labeller(index)
    values = [say(item) for item in index] if small else []
    times_in_order = isinstance(index, (pd.DatetimeIndex, pd.PeriodIndex)) and index.is_monotonic_increasing
    return Labels(name, values, say(index[0]), say(index[-1]), in_time=bool(times_in_order))


def _labeller(index: Any) -> Callable[[Any], Any]:
    """Return what makes a label of an item of an index: of several levels a text, of its months theirs."""
    if isinstance(index, pd.MultiIndex):
        levels = [Labels("" if name is None else phrases.name(name)) for name in index.names]
        return lambda item: ", ".join(
            level.say(scalar(part)) for level, part in zip(levels, item, strict=True)
        )
    is_dates = isinstance(index, pd.DatetimeIndex) and not index.hasnans and len(index) > 1
    if is_dates and index.is_normalized and bool((index.day == 1).all()):
        return lambda item: dates.month(item.year, item.month)
    return scalar


def scalar(item: Any) -> Any:
    """Return a value as Python has it, or its words where Python has none; None if it is missing."""
    if item is pd.NA or item is pd.NaT or (isinstance(item, (float, np.floating)) and np.isnan(item)):
        return None
    if item is None or type(item) in _OF_PYTHON:
        return item
    for kind, say in _SAID:
        if isinstance(item, kind):
            return say(item)
    return describe.phrase(item, 60)


def period(item: Any) -> str:
    """Say a period: a day, a month, a quarter or a year; else when it starts."""
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


_OF_PYTHON = (str, bool, int, float, dt.date, dt.datetime, dt.time)
_SAID: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (np.datetime64, lambda moment: scalar(pd.Timestamp(moment))),
    (np.timedelta64, lambda span: scalar(pd.Timedelta(span))),
    (np.generic, lambda number: number.item()),
    (pd.Timedelta, lambda span: dates.duration(span.total_seconds())),
    (pd.Period, period),
    (pd.Interval, lambda span: f"{phrases.value(scalar(span.left))} to {phrases.value(scalar(span.right))}"),
    (dt.timedelta, lambda span: dates.duration(span.total_seconds())),
    (dt.date, lambda moment: moment),
)


def _column(name: str, series: Any, labels: Labels | None) -> Column:
    """Find out about a column; what is in the way of that makes it one of several kinds."""
    missing = int(series.isna().sum())
    kind = "mixed"
    try:
        kind, there = _kind(series)
        if kind in ("number", "whole number"):
            return _with_places(_numbers(name, kind, there, missing), series, labels)
        if kind in ("date", "duration"):
            return _times(name, kind, there, missing)
        if kind == "truth":
            return Column(name, kind, missing, mean=float(there.astype(bool).mean()) if len(there) else None)
        if kind in ("text", "category"):
            return _texts(name, kind, there, missing)
    except (TypeError, ValueError, OverflowError, ArithmeticError, AttributeError, NotImplementedError):
        kind = "mixed"
    return Column(name, "empty" if missing == len(series) else "mixed", missing, holds=_holds(series))


def _holds(series: Any) -> str:
    kinds = {type(item) for item in series.head(_SAMPLE).dropna()}
    return (
        phrases.split_class_name(phrases.class_name(kinds.pop()))
        if len(kinds) == 1 and len(series) <= _SAMPLE
        else ""
    )


def _kind(series: Any) -> tuple[Kind, Any]:
    """Return the kind of a series, and what of it is not missing."""
    types, dtype = pd.api.types, series.dtype
    there = series.dropna()
    if isinstance(dtype, pd.CategoricalDtype):
        return "category", there
    if isinstance(dtype, (pd.PeriodDtype, pd.IntervalDtype)):
        return "category", there.map(scalar) if len(there) <= _COUNTED_WHOLE else there
    if isinstance(dtype, pd.SparseDtype):
        there = there.sparse.to_dense()
        dtype = there.dtype
    tests: tuple[tuple[Any, Kind], ...] = (
        (types.is_bool_dtype, "truth"),
        (types.is_integer_dtype, "whole number"),
        (types.is_float_dtype, "number"),
        (types.is_datetime64_any_dtype, "date"),
        (types.is_timedelta64_dtype, "duration"),
    )
    for test, kind in tests:
        if test(dtype):
            return kind, there
    if not len(there):
        return "empty", there
    if isinstance(dtype, ExtensionDtype):
        return ("text" if types.is_string_dtype(dtype) else "mixed"), there
    found = set(map(type, there.to_numpy(dtype=object)))
    return next((kind for kinds, kind in _KINDS if found <= kinds), "mixed"), there


def _numbers(name: str, kind: Kind, there: Any, missing: int) -> Column:
    infinite = 0
    if kind == "number" and there.dtype != object:
        finite = np.isfinite(there.to_numpy(dtype="float64", na_value=np.nan))
        infinite = int((~finite).sum())
        there = there[finite] if infinite else there
    if not len(there):
        return Column(name, kind if infinite else "empty", missing, infinite=infinite)
    numbers = there.astype("float64")
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


def _finite(number: Any) -> float | None:
    return float(number) if np.isfinite(number) else None


def _with_places(column: Column, series: Any, labels: Labels | None) -> Column:
    """Add where the extremes are, and the first and the last value, where rows have labels."""
    if not labels or column.low is None:
        return column
    low, high = (_at(series, extreme, labels) for extreme in (column.low, column.high))
    there = series[series.notna().to_numpy()]
    first, last = scalar(there.iloc[0]), scalar(there.iloc[-1])
    return replace(column, low_at=low, high_at=high, first=first, last=last)


def _at(series: Any, extreme: Any, labels: Labels) -> str | None:
    places = np.flatnonzero(series.eq(extreme).fillna(value=False).to_numpy(dtype=bool))
    say = _labeller(series.index)
    return columns.at([labels.say(say(series.index[place])) for place in places[:3]])


def _times(name: str, kind: Kind, there: Any, missing: int) -> Column:
    if not len(there):
        return Column(name, "empty", missing)
    low, high = there.min(), there.max()
    if kind == "date":
        return Column(name, kind, missing, low=scalar(low), high=scalar(high))
    low, high, mean = (pd.Timedelta(span).total_seconds() for span in (low, high, there.mean()))
    spans = (dates.duration(low), dates.duration(high))
    return Column(name, kind, missing, low=spans[0], high=spans[1], mean=mean)


def _texts(name: str, kind: Kind, there: Any, missing: int) -> Column:
    if len(there) > _COUNTED_WHOLE and kind == "text":
        start = there.iloc[:: max(1, len(there) // _SAMPLE)]
        if start.nunique() > len(start) // 2:
            return Column(name, kind, missing)
    counts = there.value_counts()
    counts = counts[counts > 0]
    shown = counts.head(1000) if len(counts) > 1000 else counts  # the rest is not among the first
    frequent = columns.most_frequent((phrases.value(scalar(v)), int(n)) for v, n in shown.items())
    return Column(name, kind, missing, distinct=len(counts), frequent=frequent)


def _grouping(groups: Any, detail: Detail) -> str:
    sizes = groups.size()
    if not isinstance(sizes, pd.Series):  # with as_index=False
        sizes = sizes.set_index(list(sizes.columns[:-1]))["size"]
    keys = " and ".join(phrases.name(key) for key in sizes.index.names if key is not None) or "a key"
    opening = f"a grouping of {numbers.with_noun(int(sizes.sum()), 'row')} by {keys} into"
    start = f"{opening} {numbers.with_noun(len(sizes), 'group')}"
    most = {"brief": 3, "normal": 10, "full": 40}[detail]
    told = [
        f"{_label(sizes.index, k)}, {numbers.with_noun(int(n), 'row')}" for k, n in sizes.head(most).items()
    ]
    left = f"; and {numbers.with_noun(len(sizes) - most, 'more group')}" if len(sizes) > most else ""
    return f"{start}: {'; '.join(told)}{left}" if told else start


def _label(index: Any, item: Any) -> str:
    return phrases.value(_labeller(index)(item))


def _index(index: Any, detail: Detail) -> str:
    named = f" of {phrases.name(index.name)}" if index.name is not None else ""
    start = f"an index{named} of {numbers.with_noun(len(index), 'label')}"
    if not len(index):
        return start
    if detail == "brief" or len(index) > 2 * model.FEW:
        first, last = _label(index, index[0]), _label(index, index[-1])
        return start if len(index) == 1 else f"{start} from {first} to {last}"
    return f"{start}: {grammar.join(_label(index, item) for item in index)}"


def _array(array: Any, detail: Detail) -> str:
    return tell_series(pd.Series(array), detail)


def _timestamp(moment: Any, detail: Detail) -> str:
    return times.tell_date(moment, detail) if isinstance(moment, dt.date) else phrases.value(scalar(moment))


def _span(span: Any, _: Detail) -> str:
    return dates.duration(span.total_seconds())


def _said(item: Any, _: Detail) -> str:
    return phrases.value(scalar(item))


def _missing(_: object, __: Detail) -> str:
    return "A missing value"


FORMATTERS: Mapping[type, Formatter] = {
    pd.DataFrame: tell_frame,
    pd.Series: tell_series,
    pd.Index: _index,
    pd.api.extensions.ExtensionArray: _array,
    pd.Timestamp: _timestamp,
    pd.Timedelta: _span,
    pd.Period: _said,
    pd.Interval: _said,
    type(pd.NaT): _missing,
    type(pd.NA): _missing,
    DataFrameGroupBy: _grouping,
    SeriesGroupBy: _grouping,
}
