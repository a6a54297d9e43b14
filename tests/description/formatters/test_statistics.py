"""The extremes and counts of large columns and arrays, compared with those of pandas and of plain Python."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts import describe
from ipytts.description.formatters import array_statistics, pandas_statistics
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 250_000  # more than are counted without a look at a sample


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a", "b", "ba", "a" * 17, "ä", "🙂", "🙂a"]), min_size=1, max_size=60))
def test_count_texts_counts_as_plain_python(texts: list[str]) -> None:
    counted = Counter(texts)
    (most, count), *others = counted.most_common()
    is_tied = any(other == count for _, other in others)
    for array in (np.array(texts), np.array(texts).astype(">U20"), np.array(texts, np.dtypes.StringDType())):
        counts = array_statistics.count_texts(array)
        assert counts is not None
        assert (counts.distinct, counts.highest) == (len(counted), count)
        assert counts.position is None if is_tied else texts[counts.position or 0] == most


def test_count_texts_keeps_similar_texts_apart_beyond_one_chunk() -> None:
    texts = np.array([f"{number:06}" for number in range(100_000)] + ["000001"])
    assert array_statistics.count_texts(texts) == (100_000, 1, 2)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, -0.0, 1.5]), st.sampled_from([0, 1, -1])), min_size=1, max_size=40
    )
)
def test_count_rows_counts_as_plain_python(rows: list[tuple[float, int]]) -> None:
    floats, integers = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    counted = Counter(rows)
    counts = array_statistics.count_rows(floats, integers)
    assert (counts.distinct, counts.highest) == (len(counted), max(counted.values()))


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f8", "i1", "u8", "object"])
def test_summary_of_numbers_is_that_of_plain_python(dtype: str) -> None:
    values = [3, 1, 4, 1, 5, 9, 2, 6]
    summary, infinite = pandas_statistics.summarize(pd.Series(np.array(values, dtype)))
    assert summary is not None
    low, high, *others = summary
    assert (low, high, infinite) == (1, 9, 0)
    expected = [statistics.fmean(values), statistics.median(values), statistics.stdev(values)]
    assert others == pytest.approx(expected)


@pytest.mark.parametrize("odd", [[], [np.nan], [np.inf], [-np.inf, np.nan, np.nan]])
def test_finite_numbers_parts_missing_and_infinite_ones(odd: list[float]) -> None:
    finite, missing, infinite = array_statistics.finite_numbers(np.array([2.0, *odd, 1.0]))
    assert finite.tolist() == [2.0, 1.0]
    assert (missing, infinite) == (int(np.isnan(odd).sum()), int(np.isinf(odd).sum()))


_CYCLE = [number % 700 for number in range(ROWS)]
_COUNTED: dict[str, Any] = {
    "str": pd.Series([f"t{number}" for number in _CYCLE], dtype="str"),
    "object": pd.Series([f"t{number}" for number in _CYCLE], dtype=object),
    "category": pd.Series(pd.Categorical.from_codes(_CYCLE, [f"t{number}" for number in range(900)])),
    "few intervals": pd.Series(pd.arrays.IntervalArray.from_tuples([(number, 999) for number in _CYCLE])),
    "many intervals": pd.Series(
        pd.arrays.IntervalArray.from_arrays(np.r_[0, np.arange(ROWS - 1)], np.full(ROWS, 10**6))
    ),
    "overlapping intervals": pd.Series(
        pd.arrays.IntervalArray.from_arrays(np.zeros(ROWS), np.r_[1, 1, np.arange(2, ROWS)])
    ),
}


@pytest.mark.parametrize("name", _COUNTED)
def test_values_of_a_long_column_are_counted_as_by_pandas(name: str) -> None:
    series = _COUNTED[name]
    counts = Counter(series.tolist())
    counted = pandas_statistics.count_values(series)
    assert counted is not None
    distinct, frequent = counted
    assert distinct == len(counts)
    assert max(count for _, count in frequent) == max(counts.values())
    assert all(counts[value] == count for value, count in frequent)


def test_long_column_of_different_texts_is_not_counted() -> None:
    texts = [f"user {number}" for number in range(ROWS)]
    assert pandas_statistics.count_values(pd.Series(texts)) is None


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", "b"], "text"),
        ([True, False], "truth"),
        ([1, 10**30], "whole number"),
        ([1, 2.5], "number"),
        ([dt.date(2024, 1, 1)], "date"),
        ([pd.Timestamp(0), dt.datetime(2024, 1, 1)], "date"),  # noqa: DTZ001 - it has no time zone
        ([dt.timedelta(1), pd.Timedelta(2)], "duration"),
        ([1, "a"], "mixed"),
        ([True, 1], "mixed"),
        ([Decimal(1)], "mixed"),
        ([[1], [2]], "mixed"),
    ],
)
def test_kind_of_objects(values: Sequence[Any], kind: str) -> None:
    assert pandas_statistics.kind_of_objects(pd.Series(values, dtype=object)) == kind


def test_values_of_one_class_are_named_in_a_column_of_any_length() -> None:
    assert describe(pd.Series([[1]] * 20_000)).startswith("A series of 20,000 values: lists.")
    mixed = pd.Series([1, "a"] * 10_000, dtype=object)
    assert describe(mixed).startswith("A series of 20,000 values: values of several kinds.")
    assert "complex numbers" in describe(pd.Series(np.arange(2e4) * 1j))


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_missing_values_of_described_and_other_columns_are_counted(make: Any) -> None:
    columns: dict[str, Any] = {f"c{number}": np.arange(100.0) for number in range(30)}
    columns["c0"][:3] = np.nan
    columns["c29"][:4] = np.nan
    frame = make({**columns, "text": ["a", None] * 50, "small": columns["c29"].astype("f4")})
    assert "61 values are missing" in describe(frame)


def test_ends_of_a_labeled_series_pass_over_missing_values() -> None:
    series = pd.Series([np.nan, 2.0, 7.0, np.nan], index=pd.date_range("2024-03-05", periods=4, name="day"))
    assert pandas_statistics.ends_of(series) == (1, 2)


def test_groups_of_one_size_are_ordered_by_key() -> None:
    frame = pl.DataFrame({"len": [10, 9, 9, 2, 10, 1], "b": [1] * 6})
    text = describe(frame.group_by("len"))
    assert text.endswith("4 groups: 9, 2 rows; 10, 2 rows; 1, 1 row; 2, 1 row.")


def test_extremes_of_a_long_period_column_are_found() -> None:
    hours = pd.Series(pd.period_range("2001-02-03", periods=ROWS, freq="h")).sample(frac=1, random_state=1)
    low, high = pandas_statistics.extremes(hours)
    assert (low, high) == (pd.Period("2001-02-03 00:00", "h"), pd.Period("2001-02-03 00:00", "h") + ROWS - 1)


def test_extremes_of_integers_beyond_floats_are_exact() -> None:
    integers = pd.Series([2**60 + 1, 2**60, 2**60 + 2, 2**60 + 1], dtype=object)
    summary, _ = pandas_statistics.summarize(integers)
    assert summary is not None
    assert (summary.low, summary.high) == (2**60, 2**60 + 2)


def test_infinite_objects_are_left_out_of_the_summary() -> None:
    summary, infinite = pandas_statistics.summarize(pd.Series([1, 2.5, np.inf, -np.inf], dtype=object))
    assert summary is not None
    assert (summary.low, summary.high, infinite) == (1, 2.5, 2)


def test_most_frequent_text_is_named_only_if_it_is_alone() -> None:
    assert numbers.number(2) + " different" in describe(np.array(["a", "b"] * 100))
    assert "most often" not in describe(np.array(["a", "b"] * 100))
    assert "most often b, 101 times" in describe(np.array(["a", "b"] * 100 + ["b"]))
