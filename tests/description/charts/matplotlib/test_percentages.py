"""Axes that are drawn in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from matplotlib import ticker
from matplotlib.figure import Figure

import ipytts

if TYPE_CHECKING:
    from matplotlib.ticker import Formatter


@pytest.mark.parametrize(
    ("formatter", "scale"),
    [
        (ticker.PercentFormatter(1), 0.01),
        (ticker.PercentFormatter(), 1),
        (ticker.PercentFormatter(xmax=250), 2.5),
        (ticker.StrMethodFormatter("{x:.0%}"), 0.01),
        (ticker.FormatStrFormatter("%d%%"), 1),
        (ticker.FuncFormatter(lambda value, _: f"{100 * value:.1f} %"), 0.01),
    ],
)
def test_values_on_an_axis_of_percentages_are_spoken_in_percent(formatter: Formatter, scale: float) -> None:
    axes = Figure().subplots()
    axes.bar(["boys", "girls"], [45 * scale, 62.5 * scale])
    axes.yaxis.set_major_formatter(formatter)
    assert "girls is highest at 62.5 percent, boys lowest at 45 percent" in ipytts.describe(axes)


def test_other_formatters_leave_numbers_alone() -> None:
    axes = Figure().subplots()
    axes.bar(["boys", "girls"], [4, 6])
    axes.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:.0f} cm"))
    assert "girls is highest at 6, boys" in ipytts.describe(axes)
