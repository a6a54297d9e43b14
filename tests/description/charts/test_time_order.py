"""Which positions follow each other, and what lies between them."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.time_order import follow_each_other, is_of_time, unit_of_steps
from tests.helpers.chart_panels import array, categories


@pytest.mark.parametrize(
    ("names", "unit"),
    [
        (("Jan", "Feb", "Mar"), "month"),
        (("November", "December", "January"), "month"),
        (("Thur", "Fri", "Sat"), "day"),
        (("Q3 2023", "Q4 2023", "Q1 2024"), ""),  # the numbers do not rise
        (("Q1", "Q2", "Q3"), "quarter"),
        (("week 8", "week 9", "week 10"), "week"),
        (("2001", "2002", "2003"), "year"),
        (("2001", "2011", "2021"), ""),
    ],
)
def test_steps_between_names_have_the_unit_of_the_names(names: tuple[str, ...], unit: str) -> None:
    at = np.arange(len(names), dtype=float)
    assert unit_of_steps(AxisFormatter(categories(*names), [at]), at) == unit


@pytest.mark.parametrize(
    "names",
    [
        ("10-19", "20-29"),
        ("low", "high"),
        ("31 Jan 2020", "1 Feb 2020"),
        ("Apr", "Aug", "Dec"),
        ("pre", "post"),
    ],
)
def test_names_in_an_order_of_time_or_size_follow_each_other(names: tuple[str, ...]) -> None:
    assert follow_each_other(names)


@pytest.mark.parametrize(
    "names", [("control", "treatment"), ("Apr", "Aug", "Jan"), ("high", "low"), ("Marina", "Mayor")]
)
def test_names_of_groups_do_not_follow_each_other(names: tuple[str, ...]) -> None:
    assert not follow_each_other(names)


def test_dates_a_month_apart_are_of_time_and_numbers_are_not() -> None:
    months = array(0, 31, 59)
    axis = AxisFormatter(Axis("", "date"), [months])
    assert unit_of_steps(axis, months) == "month"
    assert is_of_time(axis, months)
    counts = array(0, 1, 2)
    assert not is_of_time(AxisFormatter(Axis("size"), [counts]), counts)
    assert unit_of_steps(AxisFormatter(Axis("Epoch"), [counts]), counts) == "epoch"
