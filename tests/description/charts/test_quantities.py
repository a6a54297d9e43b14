"""Whether ratios of a quantity have a meaning, and its differences in words."""

from __future__ import annotations

import pytest

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.quantities import format_difference, has_true_zero
from tests.helpers.chart_panels import array


@pytest.mark.parametrize(
    ("label", "name"), [("Sales", ""), ("Births per year", ""), ("Temperature (K)", ""), ("", "riders")]
)
def test_ratios_of_amounts_have_a_meaning(label: str, name: str) -> None:
    assert has_true_zero(AxisFormatter(Axis(label), [array(3, 6)]), name)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Temperature (°C)", ""),
        ("daily_temp", ""),
        ("", "temp max"),
        ("", ""),
        ("pH", ""),
        ("Test score", ""),
    ],
)
def test_ratios_of_other_quantities_have_no_meaning(label: str, name: str) -> None:
    assert not has_true_zero(AxisFormatter(Axis(label), [array(3, 6)]), name)


def test_ratios_have_no_meaning_below_zero_or_for_logarithms() -> None:
    assert not has_true_zero(AxisFormatter(Axis("Sales"), [array(-3, 6)]))
    assert not has_true_zero(AxisFormatter(Axis("Sales", is_log=True), [array(3, 6)]))


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        (Axis("Share (%)"), "1 percentage point"),
        (Axis("Share", percent_of=1.0), "100 percentage points"),
        (Axis("Length"), "1"),
    ],
)
def test_a_difference_has_the_words_of_its_axis(axis: Axis, words: str) -> None:
    assert format_difference(AxisFormatter(axis, [array(3, 6)]), 1.0) == words
