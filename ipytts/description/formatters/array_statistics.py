"""Extremes, means and counts of large NumPy arrays, in few passes and with few copies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

_CHUNK = 32_768  # texts whose hashes are computed together, so that they stay in the processor's cache
_LONGEST_TEXT = 1_000  # characters; longer texts are not counted
# The multiplier and the shift of MurmurHash3's finalizer (Austin Appleby, public domain, 2011).
_MULTIPLIER, _SHIFT = np.uint64(0xFF51AFD7ED558CCD), np.uint64(33)


class NumberSummary(NamedTuple):
    """The extremes as they are, and the mean, median and standard deviation as floats."""

    low: Any
    high: Any
    mean: float
    median: float
    standard_deviation: float


class Counts(NamedTuple):
    """The number of different values, and where one of the most frequent is; None if several are."""

    distinct: int
    position: int | None
    highest: int  # how often that value occurs


def finite_numbers(numbers: Any) -> tuple[Any, int, int]:
    """Return the finite numbers, the number of missing ones, and that of infinite ones.

    An array of finite numbers is returned itself: its extremes show that nothing is missing.
    """
    if numbers.dtype.kind != "f" or not numbers.size or np.isfinite([numbers.min(), numbers.max()]).all():
        return numbers, 0, 0
    missing = int(np.count_nonzero(np.isnan(numbers)))
    finite = numbers[np.isfinite(numbers)]
    return finite, missing, int(numbers.size - finite.size) - missing


def summarize_numbers(values: Any, floats: Any) -> NumberSummary:
    """Return the summary of an array of finite numbers, with the deviation of a sample.

    `values` may be Python objects; `floats` are the same numbers as an array of floats or integers.
    """
    deviation = floats.std(dtype="float64", ddof=1) if floats.size > 1 else np.nan
    low, high = floats.min(), floats.max()
    if values is not floats:  # rounding keeps the order, so the exact extremes are among these
        low, high = values[floats == low].min(), values[floats == high].max()
    mean, median = floats.mean(dtype="float64"), np.median(floats)
    return NumberSummary(low, high, float(mean), float(median), float(deviation))


def count_texts(texts: Any) -> Counts | None:
    """Return how often the texts of a flat array occur; None if they are too long, or some may be missing."""
    if hasattr(texts.dtype, "na_object"):
        return None
    width = _longest(texts)
    if width > _LONGEST_TEXT:
        return None
    return count_hashes(np.concatenate([_hashes(chunk) for chunk in _chunks(texts, max(width, 1))]))


def count_rows(*columns: Any) -> Counts:
    """Return how often the rows of one or more flat arrays of numbers or times occur."""
    words = np.empty((len(columns[0]), len(columns)), "uint64")
    for word, column in zip(words.T, columns, strict=True):
        wide = column.astype("float64") + 0.0 if column.dtype.kind == "f" else column.astype("int64")
        word[:] = wide.view("uint64")  # 0.0 was added because minus zero equals zero
    return count_hashes(_hashes(words))


def count_hashes(hashes: Any) -> Counts:
    """Return how often values occur, given a hash of 64 bits for each.

    With 10 million different values, the probability that any two share a hash is less than 1 in 100,000.
    """
    ordered = np.sort(hashes)
    is_new = ordered[1:] != ordered[:-1]
    distinct = 1 + int(np.count_nonzero(is_new))
    if distinct == len(hashes):
        return Counts(distinct, 0 if distinct == 1 else None, 1)
    starts = np.r_[0, 1 + np.flatnonzero(is_new)]
    counts = np.diff(starts, append=len(ordered))
    which = np.flatnonzero(counts == counts.max())
    position = int(np.argmax(hashes == ordered[starts[which[0]]])) if len(which) == 1 else None
    return Counts(distinct, position, int(counts.max()))


def _longest(texts: Any) -> int:
    """Return the number of characters of the longest text, or the number that an array has room for."""
    if texts.dtype.kind == "U":
        return int(texts.dtype.itemsize // 4)
    return int(np.strings.str_len(texts).max())


def _chunks(texts: Any, width: int) -> Iterator[Any]:
    """Yield the texts as rows of code points, which have `width` columns."""
    for start in range(0, len(texts), _CHUNK):
        chunk = np.ascontiguousarray(texts[start : start + _CHUNK], dtype=f"=U{width}")
        yield chunk.view("uint32").reshape(len(chunk), width)


def _hashes(rows: Any) -> Any:
    """Return a hash of 64 bits of each row; rows that differ in one column never share a hash."""
    hashes = np.zeros(len(rows), "uint64")
    for column in rows.T:
        hashes ^= column
        hashes *= _MULTIPLIER
        hashes ^= hashes >> _SHIFT
    return hashes
