"""Values that differ by rounding errors only are equal, in each kind of chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.description.charts.model import (
    Axis,
    Bars,
    BoxSummary,
    Curve,
    HeatMap,
    Histogram,
    Intervals,
    Points,
)
from tests.helpers.chart_panels import array, categories, words_of

if TYPE_CHECKING:
    from ipytts.description.charts.model import Mark

X = np.arange(60.0)
NOISE = 0.7 + 1e-16 * X  # rises in steps of the last bit
A_BIT_MORE = 0.1 + 0.7  # 0.7999999999999999
AT = array(0, 1)


def box(name: str, value: float) -> BoxSummary:
    return BoxSummary(name, value, value, value, value, value)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([Curve("", X, NOISE)], "it stays at 0.7"),
        ([Curve("", X, NOISE[::-1])], "it stays at 0.7"),
        ([Points("", X, NOISE)], "all are at y 0.7"),
        ([Points("", NOISE, X)], "all are at x 0.7"),
        ([Bars("", AT, array(A_BIT_MORE, 0.8))], "all are at 0.8"),
        ([Bars("m", AT, array(A_BIT_MORE, 0.8)), Bars("n", AT, array(0.8, 0.8))], "all are at 0.8"),
        ([box("m", A_BIT_MORE), box("n", 0.8)], "all medians are 0.8"),
        ([HeatMap(np.array([[A_BIT_MORE, 0.8], [0.8, 0.8]]))], "all cells are 0.8"),
        ([Histogram("", NOISE[:6], array(3, 1, 4, 1, 5))], "all values are at 0.7"),
        ([Intervals("", AT, array(A_BIT_MORE, 0.8), array(0, 0), array(1, 1))], "all are at 0.8"),
    ],
)
def test_no_difference_is_described(marks: list[Mark], words: str) -> None:
    description = words_of(*marks)
    assert words in description
    assert not {"highest", "lowest", "rises", "falls"} & set(description.split())


def test_two_equal_lines_do_not_cross() -> None:
    description = words_of(Curve("m", X, NOISE), Curve("n", X, NOISE[::-1]))
    assert "both end at 0.7" in description
    assert not {"cross", "higher", "lower"} & set(description.split())


def test_bars_that_are_equal_share_the_extreme() -> None:
    bars = Bars("", array(0, 1, 2), array(3, A_BIT_MORE, 0.8))
    assert "v and w lowest at 0.8" in words_of(bars, x=categories("u", "v", "w"))


def test_small_values_on_a_logarithmic_axis_are_not_equal() -> None:
    curve = Curve("", X[:5], array(1e-20, 1e-18, 1e-16, 1e-14, 1))
    words = words_of(curve, y=Axis(is_log=True))
    assert "from 10 to the minus 20 at x 0 to 1 at x 4, higher every time" in words


def test_values_of_few_digits_are_not_spoken_with_rounding_errors() -> None:
    assert "to 200.2 at x 2" in words_of(Curve("", X[:3], array(200.1, 200.15, sum([0.1] * 2002))))
