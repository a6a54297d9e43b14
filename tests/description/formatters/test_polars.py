"""Odd tables and other objects of polars."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from polars.testing.parametric import dataframes

from ipytts import describe
from tests.helpers.description_rules import check_any, check_form

describe(pl.DataFrame({"a": [1]}))  # loads the formatters, which takes time


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataframes(max_cols=5, max_size=8, allow_null=True, excluded_dtypes=[pl.Object]))
def test_describe_of_an_odd_frame_is_well_formed_and_in_time(failures: list[str], frame: Any) -> None:
    failures.clear()
    check_any(frame)
    for series in frame.get_columns()[:2]:
        check_form(describe(series), "normal")
    assert not failures, failures[0]


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (pl.DataFrame(), "An empty table without rows and columns."),
        (pl.DataFrame({"a": [], "b": []}), "An empty table with 2 columns and no rows: a and b."),
        (
            pl.Series("wait", [dt.timedelta(hours=1), None]),
            "A series of 2 durations, wait: 1 hour and missing.",
        ),
        (
            pl.DataFrame({"a": [1, 2], "b": ["x", "y"]}).lazy(),
            "A query that has not run, for 2 columns: a and b.",
        ),
        (
            pl.DataFrame({"k": ["b", "a", "b"], "v": [1, 2, 3]}).group_by("k"),
            "A grouping of 3 rows by k into 2 groups: b, 2 rows; a, 1 row.",
        ),
        (pl.col("a") > 3, 'A polars expression: [(col("a")) > (dyn int: 3)].'),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_describe_of_other_objects(thing: Any, text: str) -> None:
    assert describe(thing) == text
