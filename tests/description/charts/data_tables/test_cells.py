"""The texts of single cells: numbers, dates and names."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ipytts.description.charts.data_tables.cells import format_numbers, format_values
from ipytts.description.charts.model import Axis
from ipytts.description.wording.dates import days_since_1970

_NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1, 2.5, _NAN], ["1.0", "2.5", ""]),
        ([0.1 + 0.2, 1], ["0.3", "1.0"]),
        ([974.580339, 49357.19, 0], ["974.6", "49,357.2", "0.0"]),
        ([2012, 2013], ["2012", "2013"]),
        ([1318683096, 7], ["1,318,683,096", "7"]),
        ([123456.789, 0.0123], ["123,456.7890", "0.0123"]),
        ([0.0003759, 0.21], ["0.000376", "0.210000"]),
        ([3.46969e-23, 5e-23], ["3.46969e-23", "5e-23"]),
        ([1.5e17, -2], ["1.5e17", "-2"]),
        ([1.2e-16, 1], ["0", "1"]),
        ([-0.0, -1.5e-14, 12.5], ["0.0", "0.0", "12.5"]),
        ([np.inf, -np.inf, 3], ["infinity", "-infinity", "3"]),
        ([], []),
    ],
)
def test_numbers_have_the_decimals_that_their_column_needs(values: list[float], texts: list[str]) -> None:
    assert format_values(values, Axis()) == texts


def test_small_numbers_on_a_logarithmic_axis_are_no_rounding_errors() -> None:
    assert format_numbers([1e-15, 1.0], is_log=True) == ["1e-15", "1"]


def test_percentages_of_an_axis_are_given_in_percent() -> None:
    assert format_values([0.125, 0.5], Axis(percent_of=1.0)) == ["12.5%", "50.0%"]


@pytest.mark.parametrize(
    ("moments", "texts"),
    [
        (["2023-01-01", "2024-01-01"], ["2023", "2024"]),
        (["2023-12-31", "2024-12-31"], ["2023", "2024"]),
        (["2024-01-01", "2024-04-01", "2024-07-01"], ["2024 Q1", "2024 Q2", "2024 Q3"]),
        (["2024-01-31", "2024-02-29"], ["2024-01", "2024-02"]),
        (["2024-01-01"], ["2024-01-01"]),
        (["2024-01-01", "2024-01-02"], ["2024-01-01", "2024-01-02"]),
        (["2024-01-01", "2024-01-01T14:30"], ["2024-01-01 00:00", "2024-01-01 14:30"]),
        (["2024-01-01T14:30:05"], ["2024-01-01 14:30:05"]),
        (["0950-03-01T00:00:00.250"], ["0950-03-01 00:00:00.250"]),
    ],
)
def test_dates_have_the_parts_that_distinguish_them(moments: list[str], texts: list[str]) -> None:
    days = [days_since_1970(dt.datetime.fromisoformat(moment)) for moment in moments]
    assert format_values([*days, _NAN], Axis(kind="date")) == [*texts, ""]


def test_days_beyond_the_calendar_are_numbers() -> None:
    assert format_values([1e9, 2.0], Axis(kind="date")) == ["day 1,000,000,000", "day 2"]


def test_values_near_a_category_have_its_name() -> None:
    axis = Axis(kind="category", categories={0: "Thur", 1.0: "$x^2$"})
    assert format_values([0.2, 0.9, 7.0, _NAN], axis) == ["Thur", "x squared", "7", ""]
    ticks = Axis(categories={1.0: "one", 2.0: "two"})
    assert format_values([1.0, 2.0], ticks) == ["one", "two"]
    assert format_values([1.0, 1.5], ticks) == ["1.0", "1.5"]
