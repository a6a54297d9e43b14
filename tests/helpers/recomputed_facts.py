"""Values of facts, recomputed with pandas and numpy from the object by their method, series and place."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
from pandas.io.formats.style import Styler

from tests.helpers import recomputed_tables
from tests.helpers.description_rules import numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.wording.phrase import Fact

_EPOCH = pd.Timestamp(0)
_WORDS = {
    "once": 1,
    "twice": 2,
    "no": 0,
    "none": 0,
    "all": None,
    "both": None,
    "the only": 1,
} | dict.fromkeys(("all missing", "all different"))
_STATISTICS = {
    "minimum": "min",
    "maximum": "max",
    "mean": "mean",
    "median": "50%",
    "standard deviation": "std",
    "lower quartile": "25%",
    "upper quartile": "75%",
    "distinct count": "unique",
    "count": "count",
    "count of the most frequent": "freq",
}


def check_facts(thing: Any, facts: list[Fact], by: Callable[[Any, Fact], Any] | None = None) -> None:
    """Check that each fact has the value that its object has, and that its words are that value, rounded.

    `by` recomputes the value, if `recompute` does not.
    """
    assert facts, f"no facts about {thing!r}"
    for fact in facts:
        expected = _plain((by or recompute)(thing, fact))
        assert _is_same(fact.value, expected), f"{fact!r} is {expected!r}"
        assert fact.is_estimate or _is_spoken(fact), f"{fact!r} sounds like another value"


def _is_same(value: Any, expected: Any) -> bool:
    if isinstance(value, str) or isinstance(expected, str):
        return str(value) == str(expected)
    return math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-12)


def _is_spoken(fact: Fact) -> bool:
    """Return whether the only number in the words of a fact is its value to the digits given."""
    spoken = list(numbers_in(fact.text))
    if isinstance(fact.value, str) or fact.text in _WORDS or len(spoken) != 1 or fact.text != spoken[0].text:
        return _WORDS.get(fact.text, fact.value) in (None, fact.value)
    return abs(spoken[0].value - fact.value) <= spoken[0].tolerance * (1 + 1e-9)


@singledispatch
def recompute(thing: Any, fact: Fact) -> Any:
    """Return the value of a fact, from its object."""
    raise NotImplementedError(type(thing))


@recompute.register(list)
def _of_list(items: list[Any], fact: Fact) -> Any:
    if fact.method == "value":
        return items[int(str(fact.at).removeprefix("item ")) - 1]
    if fact.method == "size":
        return len(items)
    finite = pd.Series([item for item in items if math.isfinite(item)])
    if fact.method == "not finite count":
        return len(items) - len(finite)
    return _METHODS[fact.method](finite, None)


@recompute.register(dict)
def _of_dict(entries: dict[Any, Any], fact: Fact) -> Any:
    names = {str(key): value for key, value in entries.items()}
    known = {"size": len(entries), "sum": sum(names.values()), "distinct count": len(entries)}
    return names[str(fact.at)] if fact.method in ("value", "count") else known[fact.method]


@recompute.register(np.ndarray)
def _of_array(array: np.ndarray, fact: Fact) -> Any:
    if fact.method == "value":
        row, column = [*map(int, re.findall(r"\d+", str(fact.at))), 1][:2]
        return array[row - 1] if array.ndim == 1 else array[row - 1, column - 1]
    sizes = {"row count": 0, "column count": 1, "size": int(str(fact.at or "0").removeprefix("axis "))}
    if fact.method in sizes:
        return array.shape[sizes[fact.method]]
    if fact.method == "standard deviation of the population":
        return array[np.isfinite(array)].std()
    return _METHODS[fact.method](pd.Series(array.ravel()), None)


@recompute.register(pl.DataFrame)
def _of_polars(frame: pl.DataFrame, fact: Fact) -> Any:
    return recompute(pd.DataFrame({name: frame[name].to_list() for name in frame.columns}), fact)


@recompute.register(pd.Index)
def _of_index(index: pd.Index, fact: Fact) -> Any:
    return {"row count": len(index)}[fact.method]


@recompute.register(Styler)
def _of_styler(styler: Styler, fact: Fact) -> Any:
    frame = styler.data.drop(columns=styler.data.columns[list(styler.hidden_columns)])
    return recompute(frame.reset_index(drop=True) if styler.hide_index_[0] else frame, fact)


@recompute.register(pd.Series)
def _of_series(series: pd.Series, fact: Fact) -> Any:
    if fact.method == "column count":  # of the types of columns
        return recomputed_tables.count_of_kind(series, str(fact.at))
    return recompute(series.to_frame(name=series.name), fact)


@recompute.register(pd.DataFrame)
def _of_frame(frame: pd.DataFrame, fact: Fact) -> Any:
    rows, width = frame.shape
    missing = int(frame.isna().to_numpy().sum())
    of_all = {
        "row count": rows,
        "column count": width,
        "row count without totals": rows - 1,
        "column count without totals": width - 1,
        "missing count": missing,
        "share of missing values": missing / (rows * width),
    }
    if not fact.of and fact.method in of_all:
        return of_all[fact.method]
    names = [*map(str, frame.columns)]
    if recomputed_tables.is_summary(frame):  # the result of describe()
        named = dict(zip((name.replace("_", " ") for name in names), names, strict=True))
        return frame[named[fact.of]][_STATISTICS[fact.method]] if fact.of else frame.loc["count"].max()
    series = frame.iloc[:, names.index(fact.of or names[0])]
    if fact.method == "correlation":
        return series.iloc[names.index(str(fact.at))]
    if "overall" in fact.method:
        frame = recomputed_tables.without_margins(frame)
        extreme = frame.min().min() if fact.method.endswith("minimum") else frame.max().max()
        assert fact.at is None or _is_same(_plain(_cell(frame, series, fact.at)), _plain(extreme))
        return np.isclose(frame, extreme).sum() if fact.method.startswith("count") else extreme
    if fact.method in ("value", "share") or (fact.method == "count" and fact.of in ("count", "missing")):
        return _cell(frame, series, fact.at)
    rest = recomputed_tables.without_total(series) if fact.method in ("minimum", "maximum") else series
    value = _METHODS[fact.method](rest, fact.at)
    if fact.at is not None and fact.method in ("minimum", "maximum", "first value", "last value"):
        assert _is_same(_plain(_cell(frame, series, fact.at)), _plain(value)), f"{fact!r} is not there"
    return value


def _cell(frame: pd.DataFrame, series: pd.Series, at: Any) -> Any:
    """Return the value in the row whose label, or whose first cell, is `at`; or of "row 3"."""
    if isinstance(at, str) and at.startswith("row "):
        return series.iloc[int(at.removeprefix("row ")) - 1]
    for labels in (frame.index, frame.iloc[:, 0]):
        words = recomputed_tables.words_for_labels(labels)
        found = [
            position
            for position, label in enumerate(labels)
            if _is_same(_plain(label), at) or words.get(position) == at
        ]
        if found:
            return series.iloc[found[0]]
    raise AssertionError(f"there is no row {at!r}")


def _plain(value: Any) -> Any:
    """Return a value as facts have it: numbers, texts, dates as days since 1970, durations in seconds."""
    if value is pd.NaT or value is None or (isinstance(value, float) and math.isnan(value)):
        return "None"
    if isinstance(value, pd.Period):
        value = value.start_time
    if isinstance(value, dt.date):
        return (pd.Timestamp(value) - _EPOCH) / pd.Timedelta(days=1)
    if isinstance(value, (dt.timedelta, np.timedelta64)):
        return pd.Timedelta(value).total_seconds()
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    return value.item() if isinstance(value, np.generic) else value


def _finite(series: pd.Series) -> pd.Series:
    is_number = pd.api.types.is_numeric_dtype(series.dtype)
    return series[np.isfinite(series)] if is_number else series.dropna()


_METHODS: dict[str, Callable[[pd.Series, Any], Any]] = {
    "minimum": lambda series, _: _finite(series).min(),
    "maximum": lambda series, _: _finite(series).max(),
    "mean": lambda series, _: _finite(series).mean(),
    "median": lambda series, _: _finite(series).median(),
    "standard deviation": lambda series, _: _finite(series).std(),
    "sum": lambda series, _: series.sum(),
    "first value": lambda series, _: series.dropna().iloc[0],
    "last value": lambda series, _: series.dropna().iloc[-1],
    "missing count": lambda series, _: series.isna().sum(),
    "infinite count": lambda series, _: np.isinf(series).sum(),
    "distinct count": lambda series, _: series.nunique(),
    "share of true values": lambda series, _: series.dropna().astype(bool).mean(),
    "count of true values": lambda series, _: series.sum(),
    "count": lambda series, at: sum(_is_same(_plain(value), at) for value in series),
}
