"""Values of an axis: years, percentages, categories and dates."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from tests.helpers.chart_panels import array, categories


@pytest.mark.parametrize("label", ["year", "Fiscal year", "Year (CE)", "year of purchase"])
def test_numbers_of_an_axis_of_years_are_years(label: str) -> None:
    assert AxisFormatter(Axis(label), [array(1998, 2004)]).format(1998) == "1998"


@pytest.mark.parametrize("label", ["rent per year", "hours a year", "visits each year", "yearly rent", ""])
def test_other_numbers_are_no_years(label: str) -> None:
    assert AxisFormatter(Axis(label), [array(1700, 2050)], "y").format(2050) == "2,050"


def test_positions_without_a_label_may_be_years() -> None:
    assert AxisFormatter(Axis(), [np.arange(1998.0, 2005)], is_position=True).format_at(1998) == "in 1998"


def test_categories_keep_their_underscores() -> None:
    axis = categories("read_me.txt", "read_me", "x=1 | y")
    assert [AxisFormatter(axis, []).format(n) for n in range(3)] == ["read_me.txt", "read_me", "x=1 | y"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Mar", "in Mar"),
        ("September", "in September"),
        ("Q3", "in Q3"),
        ("Tue", "on Tue"),
        ("Friday", "on Friday"),
        ("north", "at north"),
    ],
)
def test_categories_of_the_calendar_have_their_preposition(name: str, place: str) -> None:
    assert AxisFormatter(categories(name, "other"), []).format_at(0) == place
