"""The facts of "facts", recomputed with pandas and numpy, of random and of chosen objects."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from ipytts import describe
from tests.helpers.description_rules import numbers_in
from tests.helpers.recomputed_facts import check_facts

_NAMES = ("north", "south", "east", "west", "centre")


def _column(kind: str, random: np.random.Generator, rows: int) -> Any:
    """Return a column of a kind; some have missing, infinite or equal values."""
    numbers = random.lognormal(3, 2, rows)
    columns: dict[str, Any] = {
        "float": lambda: np.where(random.random(rows) < 0.1, np.nan, random.normal(0, 10, rows)),
        "skewed": lambda: np.where(random.random(rows) < 0.05, np.inf, numbers),
        "close": lambda: 1000 + random.integers(0, 3, rows) / 1000,
        "tied": lambda: np.round(random.normal(5, 1, rows)),
        "whole": lambda: random.integers(-50, 5_000_000, rows),
        "truth": lambda: random.random(rows) < 0.3,
        "text": lambda: np.array(["red", "green", "blue", None])[random.integers(0, 4, rows)],
        "date": lambda: pd.to_datetime(random.integers(10**9, 2 * 10**9, rows), unit="s"),
        "duration": lambda: pd.to_timedelta(random.integers(1, 100_000, rows), "s"),
        "period": lambda: pd.PeriodIndex(pd.to_datetime(random.integers(0, 10**4, rows), unit="D"), freq="M"),
    }
    return columns[kind]()


def _frame(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = int(random.choice([3, 6, 12, 40, 200]))
    kinds = random.choice(
        ["float", "skewed", "close", "tied", "whole", "truth", "text", "date", "duration", "period"],
        size=int(random.integers(2, 7)),
        replace=False,
    )
    frame = pd.DataFrame({f"{kind} values": _column(kind, random, rows) for kind in kinds})
    indexes = [
        frame.index,
        pd.date_range("2021-01-31", periods=rows, freq="ME", name="month"),
        pd.date_range("2021-01-31", periods=rows, freq="D"),
        pd.Index([_NAMES[row % 5] + " x" * row for row in range(rows)]),
    ]
    frame.index = indexes[seed % 4]
    return frame


@pytest.mark.parametrize("seed", range(60))
def test_facts_about_a_random_table_are_true(seed: int) -> None:
    frame = _frame(seed)
    check_facts(frame, describe(frame, "facts"))
    for name in frame.columns[:2]:
        check_facts(frame[name], describe(frame[name], "facts"))


@pytest.mark.parametrize("seed", range(0, 60, 4))  # without labels of rows, whose dates hold numbers
def test_each_number_of_a_description_of_a_table_is_a_fact(seed: int) -> None:
    frame = _frame(seed).select_dtypes(["number", "bool"])
    stated = {spoken.text for fact in describe(frame, "facts") for spoken in numbers_in(fact.text)}
    rows = {str(row) for row in range(1, len(frame) + 1)}  # "in row 1"
    assert {spoken.text.lower() for spoken in numbers_in(describe(frame, "full"))} - rows <= stated


_SALES = pd.DataFrame({"region": [*"aabbcc"], "kind": [*"xyxyxy"], "sales": [1.5, 2, 4, 8, 16.25, 16.25]})
_LOSS = [2.3 * 0.9**epoch for epoch in range(30)]


@pytest.mark.parametrize(
    "thing",
    [
        _SALES.groupby("region").sales.mean(),
        _SALES.pivot_table(index="region", columns="kind", values="sales"),
        pd.crosstab(_SALES.region, _SALES.kind),
        _SALES.region.value_counts(),
        _SALES.kind.value_counts(normalize=True),
        _SALES.describe(),
        _SALES.sales.describe(),
        pd.DataFrame(np.random.default_rng(0).normal(size=(20, 4)), columns=[*"abcd"]).corr(),
        pd.Series({"a": 3, "b": 0, "c": 2}, name="missing"),
        pl.DataFrame({"day": [dt.date(2024, 1, 1), dt.date(2024, 2, 3)] * 30, "rain": [0.5, 1.25] * 30}),
        np.random.default_rng(1).normal(size=(4, 5)),
        np.array([1.5, np.nan, np.inf, 2.5] * 20),
        np.arange(100) > 30,
        np.array(["a", "b", "b"] * 9),
        _LOSS,
        [3.5, float("nan"), 2] * 9,
        {"accuracy": 0.9473684, "epochs": 20},
        Counter("mississippi"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_facts_about_a_summary_or_an_array_are_true(thing: Any) -> None:
    check_facts(thing, describe(thing, "facts"))
