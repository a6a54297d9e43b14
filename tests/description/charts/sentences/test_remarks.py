"""What is remarked of a series: for each remark, a series where it holds and one where it does not."""

from __future__ import annotations

import pytest

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences.remarks import describe_change
from ipytts.description.charts.statistics.series import trend
from tests.helpers.chart_panels import array


def _change(*values: float, label: str = "Sales", name: str = "") -> list[str]:
    y = array(*values)
    found = trend(array(*range(len(values))), y)
    assert found
    return [str(words) for words in describe_change(found, AxisFormatter(Axis(label), [y]), of=name)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((10, 11, 12), "is up by 2, or 20 percent"),
        ((10, 14, 19.5), "nearly doubles"),
        ((10, 14, 20), "doubles"),
        ((10, 14, 23), "more than doubles"),
        ((10, 40, 70), "grows sevenfold"),
        ((10, 40, 74), "grows to 7.4 times its first value"),
        ((12, 11, 9), "is down by 3, or 25 percent"),
        ((12, 11, 6.2), "nearly halves"),
        ((12, 11, 6), "halves"),
        ((12, 11, 5), "falls by more than half"),
        ((12, 11, 3), "is down by 9, or 75 percent"),
        ((12, 3, 8, 15), "ends 25 percent above where it began"),
        ((12, 3, 8, 12), "ends where it began"),
        ((12, 3, 8, 11.8), "ends close to where it began, 1.7 percent below it"),
        ((12, 3, 8, 30), "ends at 2.5 times its first value"),
    ],
)
def test_the_change_from_first_to_last_is_described(values: tuple[float, ...], words: str) -> None:
    assert _change(*values) == [words]


def test_ratios_are_described_of_amounts_only() -> None:
    assert _change(10, 20, label="Temperature (°C)") == ["is up by 10"]
    assert _change(10, 20, label="", name="temp max") == ["is up by 10"]
    assert _change(-10, 20) == ["is up by 30"]
    assert _change(40, 50, label="Share (%)") == ["is up by 10 percentage points"]


def test_a_series_without_change_has_no_change() -> None:
    assert _change(3, 3, 3) == []
    assert _change(3) == []


def test_a_series_from_zero_changes_by_what_it_reaches() -> None:
    assert _change(0, 20, 50) == []
