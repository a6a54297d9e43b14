"""Tables of pandas, however odd: always words, soon, and never by falling back to their text."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipytts import describe
from tests.helpers.description_rules import DETAILS, TIME_LIMIT, check_form
from tests.helpers.odd_values import NAMES, NESTED, SINGLE

describe(pd.DataFrame({"a": [1]}))  # loads what tells it: that time is not counted below

ROWS = 8
_DTYPES = (
    *("int8", "uint64", "int64", "float16", "float32", "float64", "bool", "complex128", "object", "category"),
    *("Int64", "Float32", "boolean", "string", "datetime64[ns]", "datetime64[s]"),
    *("datetime64[ns, Asia/Tokyo]", "timedelta64[ns]", "period[M]", "period[Q]", "Sparse[int]", "interval"),
)
_WITHOUT_MISSING = ("int8", "uint64", "int64", "bool", "Sparse[int]", "interval")


def _series(dtype: str, seed: int, rows: int) -> Any:
    """Return a series of a dtype, with odd values where it may have them."""
    chance = np.random.default_rng(seed)
    whole = chance.integers(0, 100, rows)
    special: dict[str, Any] = {
        "category": lambda: pd.Categorical(list(map(str, whole)), ordered=bool(seed % 2)),
        "interval": lambda: pd.arrays.IntervalArray.from_breaks(np.arange(rows + 1)),
        "Sparse[int]": lambda: pd.arrays.SparseArray(whole),
        "string": lambda: pd.array(list(map(str, whole)), dtype="string"),
        "boolean": lambda: pd.array(whole > 50, dtype="boolean"),
        "datetime64[s]": lambda: np.array(whole * 10**10, dtype="datetime64[s]"),
        "datetime64[ns, Asia/Tokyo]": lambda: pd.to_datetime(whole * 10**14).tz_localize("Asia/Tokyo"),
        "period[M]": lambda: pd.PeriodIndex(pd.to_datetime(whole * 10**16), freq="M"),
        "period[Q]": lambda: pd.PeriodIndex(pd.to_datetime(whole * 10**16), freq="Q"),
    }
    made = pd.Series(special[dtype]()) if dtype in special else pd.Series(whole).astype(dtype)
    if dtype in ("float16", "float32", "float64") and rows:
        largest = 1e308 if dtype == "float64" else 3
        made[chance.integers(0, rows)] = [np.nan, np.inf, -np.inf, largest][seed % 4]
    elif dtype not in _WITHOUT_MISSING and rows and seed % 3 == 0:
        made[0] = None
    return made


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
        pd.Index([f"r{place % 3}" for place in range(rows)], name="row"),
        pd.MultiIndex.from_tuples([("a", place) for place in range(rows)], names=["x", None]),
        pd.date_range("2024-01-01", periods=rows, freq="D", tz="UTC", name="day"),
        pd.Index(range(rows), name="year") + 1990,
    )
    frame.index = draw(st.sampled_from(range(len(indexes))).map(indexes.__getitem__))
    if draw(st.booleans()):
        frame.columns.name = "across"
    return frame


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(frames())
def test_odd_frames_are_told_soon(failures: list[str], frame: Any) -> None:
    failures.clear()
    for detail in DETAILS:
        start = time.thread_time()  # what others do at the same time is not counted
        told = describe(frame, detail)
        assert time.thread_time() - start < TIME_LIMIT
        check_form(told, detail)
        assert not failures, failures[0]
    for place in range(min(2, frame.shape[1])):
        check_form(describe(frame.iloc[:, place]), "normal")
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
def test_corners_are_told(failures: list[str], thing: Any) -> None:
    failures.clear()
    for detail in DETAILS:
        check_form(describe(thing, detail), detail)
    assert not failures, failures[0]


def test_a_wide_table_names_what_it_does_not_tell() -> None:
    frame = pd.DataFrame({f"wave {place}": [1.5, 2.5] for place in range(140)})
    told = describe(frame)
    assert told.startswith("A table of 2 rows and 140 columns. Nothing is missing.")
    assert "There are 132 more columns of numbers, among them wave 8" in told
    assert "wave 19" in told
    assert "wave 39" in describe(frame, "full")


def test_what_is_lowest_in_two_places_is_said_of_both_and_of_no_one_in_three() -> None:
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
def test_what_only_looks_like_correlations_is_told_as_a_table(table: Any) -> None:
    assert describe(table).startswith("A table of ")
