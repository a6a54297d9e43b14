"""Odd tables of pandas: described well-formed, soon, and without an error of a formatter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipytts import describe
from tests.helpers.description_rules import DETAILS, check_any, check_form
from tests.helpers.odd_values import NAMES, NESTED, SINGLE

describe(pd.DataFrame({"a": [1]}))  # loads the formatters, which takes time

ROWS = 8
_DTYPES = (
    *("int8", "uint64", "int64", "float16", "float32", "float64", "bool", "complex128", "object", "category"),
    *("Int64", "Float32", "boolean", "string", "datetime64[ns]", "datetime64[s]"),
    *("datetime64[ns, Asia/Tokyo]", "timedelta64[ns]", "period[M]", "period[Q]", "Sparse[int]", "interval"),
)
_WITHOUT_MISSING = ("int8", "uint64", "int64", "bool", "Sparse[int]", "interval")


def _series(dtype: str, seed: int, rows: int) -> Any:
    """Return a series of a dtype, with odd values where it may have them."""
    random = np.random.default_rng(seed)
    integers = random.integers(0, 100, rows)
    special: dict[str, Any] = {
        "category": lambda: pd.Categorical(list(map(str, integers)), ordered=bool(seed % 2)),
        "interval": lambda: pd.arrays.IntervalArray.from_breaks(np.arange(rows + 1)),
        "Sparse[int]": lambda: pd.arrays.SparseArray(integers),
        "string": lambda: pd.array(list(map(str, integers)), dtype="string"),
        "boolean": lambda: pd.array(integers > 50, dtype="boolean"),
        "datetime64[s]": lambda: np.array(integers * 10**10, dtype="datetime64[s]"),
        "datetime64[ns, Asia/Tokyo]": lambda: pd.to_datetime(integers * 10**14).tz_localize("Asia/Tokyo"),
        "period[M]": lambda: pd.PeriodIndex(pd.to_datetime(integers * 10**16), freq="M"),
        "period[Q]": lambda: pd.PeriodIndex(pd.to_datetime(integers * 10**16), freq="Q"),
    }
    series = pd.Series(special[dtype]()) if dtype in special else pd.Series(integers).astype(dtype)
    if dtype in ("float16", "float32", "float64") and rows:
        largest = 1e308 if dtype == "float64" else 3
        series[random.integers(0, rows)] = [np.nan, np.inf, -np.inf, largest][seed % 4]
    elif dtype not in _WITHOUT_MISSING and rows and seed % 3 == 0:
        series[0] = None
    return series


@st.composite
def frames(draw: st.DrawFn) -> Any:
    rows = draw(st.sampled_from([0, 1, 2, ROWS]))
    columns = draw(st.lists(st.sampled_from(_DTYPES) | st.just("anything"), max_size=5))
    parts = [
        pd.Series(draw(st.lists(SINGLE | NESTED, min_size=rows, max_size=rows)), dtype=object)
        if dtype == "anything"
        else _series(dtype, draw(st.integers(0, 11)), rows)
        for dtype in columns
    ]
    frame = pd.concat(parts, axis=1) if parts else pd.DataFrame(index=range(rows))
    frame.columns = pd.Index(draw(st.lists(NAMES, min_size=len(parts), max_size=len(parts))), dtype=object)
    indexes = (
        frame.index,
        pd.Index([f"r{row % 3}" for row in range(rows)], name="row"),
        pd.MultiIndex.from_tuples([("a", row) for row in range(rows)], names=["x", None]),
        pd.date_range("2024-01-01", periods=rows, freq="D", tz="UTC", name="day"),
        pd.Index(range(rows), name="year") + 1990,
    )
    frame.index = draw(st.sampled_from(range(len(indexes))).map(indexes.__getitem__))
    if draw(st.booleans()):
        frame.columns.name = "across"
    return frame


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(frames())
def test_describe_of_an_odd_frame_is_well_formed_and_in_time(failures: list[str], frame: Any) -> None:
    failures.clear()
    check_any(frame)
    assert not failures, failures[0]
    for index in range(min(2, frame.shape[1])):
        check_form(describe(frame.iloc[:, index]), "normal")
    assert not failures, failures[0]


@pytest.mark.parametrize(
    "thing",
    [
        pd.DataFrame(),
        pd.DataFrame(columns=["a", "a"]),
        pd.DataFrame(index=[1, 2, 3]),
        pd.DataFrame([[1, 2], [3, 4]], columns=pd.MultiIndex.from_product([["x"], ["min", "max"]])),
        pd.DataFrame(np.eye(3), columns=list("abc"), index=list("abc")),
        pd.DataFrame({"a": [10**30, -(10**30)], "b": [1e-300, 1e300]}),
        pd.DataFrame({"a": [Decimal(1), None], "b": [dt.date(1, 1, 1), None], "c": [b"x", [1]]}),
        pd.Series([], dtype=object),
        pd.Series([None, None]),
        pd.Series([float("nan")] * 100, name="nothing"),
        pd.Index([]),
        pd.MultiIndex.from_product([[1, 2], ["a", "b"]], names=["x", "y"]),
        pd.DataFrame({"k": ["a", "b", "a"], "v": [1, 2, 3]}).groupby(["k", "v"]),
        pd.DataFrame({"k": ["a", "b", "a"], "v": [1, 2, 3]}).groupby("k")["v"],
        pd.DataFrame({"k": [], "v": []}).groupby("k"),
        pd.Series([1, 2, 3]).value_counts(normalize=True),
        pd.Series(["a"] * 3).describe(),
        pd.DataFrame(np.random.default_rng(0).normal(size=(50, 300))),
        pd.array([1, None], dtype="Int64"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_describe_of_an_edge_case_is_well_formed(failures: list[str], thing: Any) -> None:
    failures.clear()
    for detail in DETAILS:
        check_form(describe(thing, detail), detail)
    assert not failures, failures[0]


def test_describe_of_a_wide_table_names_further_columns() -> None:
    frame = pd.DataFrame({f"wave {number}": [1.5, 2.5] * 10 for number in range(140)})
    text = describe(frame)
    assert text.startswith("A table of 20 rows and 140 columns. Nothing is missing.")
    assert "There are 132 more columns of numbers, among them wave 8" in text
    assert "wave 19" in text
    assert "wave 39" in describe(frame, "full")


def test_describe_of_the_start_of_a_wide_table_lists_its_rows() -> None:
    frame = pd.DataFrame({f"wave {number}": [number, 2 * number] for number in range(140)})
    assert describe(frame) == (
        "A table of 2 rows and 140 columns: wave 0, wave 1, wave 2, wave 3, wave 4, wave 5, wave 6, wave 7 "
        "and 132 more. Row 1: 0, 1, 2, 3, 4, 5, 6, 7. Row 2: 0, 2, 4, 6, 8, 10, 12, 14."
    )


def test_describe_names_two_labels_of_an_extreme_but_not_three() -> None:
    sales = pd.Series([3, 1, 1], index=pd.Index(["a", "b", "c"], name="shop"), name="sales")
    assert "lowest for b and c, 1" in describe(sales)
    sales["d"] = 1
    assert "highest for a, 3; lowest, 1" in describe(sales)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(np.eye(3)),
        pd.DataFrame([[1, 0], [0, 1]], columns=["a", "b"], index=["a", "b"]),
        pd.DataFrame([[1.0, 0.5], [0.4, 1.0]], columns=["a", "b"], index=["a", "b"]),
        pd.DataFrame([[1.0, 1.5], [1.5, 1.0]], columns=["a", "b"], index=["a", "b"]),
    ],
    ids=["a unit matrix", "neighbours", "not symmetric", "above 1"],
)
def test_table_that_resembles_correlations_is_described_as_a_table(table: Any) -> None:
    assert describe(table).startswith("A table of ")
