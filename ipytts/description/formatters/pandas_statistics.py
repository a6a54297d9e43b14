"""Counts, kinds and extremes of columns of pandas, without Python objects where pandas stores numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ipytts.description.formatters.array_statistics import (
    NumberSummary,
    count_rows,
    finite_numbers,
    summarize_numbers,
)
from ipytts.description.tables.build import FREQUENT_CANDIDATES
from ipytts.description.tables.model import Kind
from ipytts.description.wording.numbers import ROUNDING

_COUNTED = 200_000  # values; of a longer column, values are counted only if a sample has many repeats
_SAMPLE = 10_000  # values
# By the names of `pandas.api.types.infer_dtype`.
_KINDS: dict[str, Kind] = {
    "string": "text",
    "boolean": "truth",
    "integer": "whole number",
    "floating": "number",
    "mixed-integer-float": "number",
    "date": "date",
    "datetime": "date",
    "datetime64": "date",
    "timedelta": "duration",
    "timedelta64": "duration",
}


def without_missing(series: Any) -> Any:
    """Return the values of a series that are not missing; the series itself if none is."""
    is_missing = series.isna().to_numpy()
    return pd.Series(series.array[~is_missing]) if is_missing.any() else series


def kind_of_objects(present: Any) -> Kind:
    """Return the kind of a series of Python objects."""
    return _KINDS.get(pd.api.types.infer_dtype(present, skipna=False), "mixed")


def common_class(present: Any) -> type | None:
    """Return the class of all values; None if they are of several classes, or there is none."""
    if present.dtype != object:
        return type(present.iloc[0]) if len(present) else None
    classes = set(map(type, present.tolist()))
    return classes.pop() if len(classes) == 1 else None


def summarize(present: Any) -> tuple[NumberSummary | None, int]:
    """Return the summary of the finite numbers of a series, and the number of infinite ones.

    The series is without missing values. The summary is None if no number is finite.
    """
    values = present.to_numpy(dtype=getattr(present.dtype, "numpy_dtype", None))
    floats = values.astype("float64") if values.dtype == object else values
    finite, missing, infinite = finite_numbers(floats)
    if not len(finite):
        return None, missing + infinite
    exact = finite if floats is values else values[np.isfinite(floats)] if infinite else values
    return summarize_numbers(exact, finite), missing + infinite


def extremes(present: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest value of a series without missing values."""
    if present.dtype == object:  # pandas would look for missing values again
        values = present.to_numpy()
        return values.min(), values.max()
    return present.min(), present.max()


def positions_of(extreme: Any, series: Any) -> Any:
    """Return the positions of a value in a series, of a float also where only rounding errors change it."""
    if isinstance(extreme, float) and isinstance(series.dtype, np.dtype) and series.dtype.kind == "f":
        return np.flatnonzero(abs(series.to_numpy() - extreme) <= ROUNDING * abs(extreme))
    return np.flatnonzero(series.eq(extreme).fillna(value=False).to_numpy(dtype=bool))


def ends_of(series: Any) -> tuple[int, int]:
    """Return the positions of the first and the last value that is not missing."""
    is_present = series.notna().to_numpy()
    return int(is_present.argmax()), len(series) - 1 - int(is_present[::-1].argmax())


def count_values(present: Any) -> tuple[int, list[tuple[Any, int]]] | None:
    """Return the number of different values, and the most frequent ones with their counts.

    None for a long column of texts or other objects most of which are different: they take long to count.
    """
    if isinstance(present.dtype, pd.CategoricalDtype):
        return _count_codes(present.cat.codes.to_numpy(), present.cat.categories)
    array, step = present.array, max(1, len(present) // _SAMPLE)
    if len(present) <= _COUNTED or present[::step].nunique() <= _SAMPLE // 2:
        return _count_codes(*_factorize(array))
    ends = (array.left, array.right) if isinstance(array, pd.arrays.IntervalArray) else (present,)
    columns = [end.to_numpy() for end in ends]
    if any(column.dtype.kind not in "iufM" for column in columns):
        return None
    counts = count_rows(*columns)
    return counts.distinct, [] if counts.position is None else [(array[counts.position], counts.highest)]


def _count_codes(codes: Any, values: Any) -> tuple[int, list[tuple[Any, int]]]:
    counts = np.bincount(codes, minlength=len(values))
    used = np.flatnonzero(counts)
    if len(used) > FREQUENT_CANDIDATES:
        used = used[np.argpartition(-counts[used], FREQUENT_CANDIDATES)[:FREQUENT_CANDIDATES]]
    return int(np.count_nonzero(counts)), [(values[code], int(counts[code])) for code in used]


def _factorize(array: Any) -> tuple[Any, Any]:
    """Return a code for each value, and the values by code; intervals are compared by their ends."""
    if not isinstance(array, pd.arrays.IntervalArray):
        codes, values = pd.factorize(array)
        return codes, values
    left, _ = pd.factorize(array.left)
    right, ends = pd.factorize(array.right)
    codes, pairs = pd.factorize(left.astype("int64") * len(ends) + right)
    first = np.full(len(pairs), len(codes))
    np.minimum.at(first, codes, np.arange(len(codes)))
    return codes, array[first]
