"""What panels hold of error bars: of bars, lines and points, and of lines that look like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.figure import Figure

from ipytts import describe
from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Bars, Curve, Intervals, Points, ReferenceLine
from tests.helpers.chart_marks import column, marks_of, only_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

_YIELDS = pd.DataFrame(
    {
        "field": ["north"] * 6 + ["south"] * 6,
        "crop": (["rye"] * 3 + ["oats"] * 3) * 2,
        "yield": [4.0, 5, 6, 3, 5, 7, 1, 4, 7, 5, 6, 10],
    }
)


@pytest.fixture
def axes() -> Iterator[Any]:
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def low_and_high(name: str, field: str) -> tuple[float, float]:
    values = _YIELDS[(_YIELDS.crop == name) & (_YIELDS.field == field)]["yield"]
    return values.min(), values.max()


@pytest.mark.parametrize("capsize", [0, 0.2])
@pytest.mark.parametrize("is_horizontal", [False, True])
def test_each_bar_of_a_group_has_its_own_error_bar(axes: Any, *, is_horizontal: bool, capsize: float) -> None:
    names = {"x": "yield", "y": "field"} if is_horizontal else {"x": "field", "y": "yield"}
    sns.barplot(_YIELDS, **names, hue="crop", errorbar=("pi", 100), capsize=capsize, ax=axes)
    panel = read_panel(axes)
    assert {bars.name for bars in marks_of(panel, Bars)} == {"rye", "oats"}
    for bars in marks_of(panel, Bars):
        for position, low, high in zip(bars.positions, bars.low, bars.high, strict=True):
            assert (low, high) == low_and_high(bars.name, ["north", "south"][int(position)])
    assert not panel.has_other_marks


def test_bars_with_offsets_have_their_own_error_bars(axes: Any) -> None:
    at = np.arange(2)
    axes.bar(at - 0.2, [3, 4], 0.4, yerr=[1, 2], label="a")
    axes.bar(at + 0.2, [3, 4], 0.4, yerr=[0.25, 0.5], label="b")
    first, second = marks_of(axes, Bars)
    assert column(first, "low") == [2, 2]
    assert column(second, "high") == [3.25, 4.5]


@pytest.mark.parametrize("dodge", [False, 0.4])
def test_a_point_plot_has_a_line_with_intervals_for_each_group(axes: Any, dodge: Any) -> None:
    sns.pointplot(_YIELDS, x="field", y="yield", hue="crop", errorbar=("pi", 100), dodge=dodge, ax=axes)
    curves = marks_of(axes, Curve)
    assert [curve.name for curve in curves] == ["rye", "oats"]
    for curve in curves:
        assert column(curve, "x") == [0, 1]
        for number, field in enumerate(("north", "south")):
            assert (curve.low[number], curve.high[number]) == low_and_high(curve.name, field)


def test_a_point_plot_without_lines_or_on_its_side_has_intervals(axes: Any) -> None:
    sns.pointplot(_YIELDS, y="field", x="yield", errorbar=("pi", 100), capsize=0.1, ax=axes)
    intervals = only_mark(axes, Intervals)
    assert intervals.is_horizontal
    assert column(intervals, "values") == [5, 5.5]
    assert column(intervals, "high") == [7, 10]


def test_error_bars_without_a_line_are_intervals() -> None:
    axes = Figure().subplots()
    axes.errorbar([2.5, -1, 0.5], [0, 1, 2], xerr=[0.5, 1, 0.25], fmt="s", capsize=4)
    axes.axvline(0)
    panel = read_panel(axes)
    (intervals,) = marks_of(panel, Intervals)
    assert intervals.is_horizontal
    assert column(intervals, "low") == [2, -2, 0.25]
    assert [(line.axis, line.value) for line in marks_of(panel, ReferenceLine)] == [("x", 0)]
    axes = Figure().subplots()
    axes.errorbar(["a", "b"], [3, 5], yerr=[[1, 2], [3, 4]], fmt="o", label="group")
    (upright,) = marks_of(axes, Intervals)
    assert (upright.name, column(upright, "low"), column(upright, "high")) == ("group", [2, 3], [6, 9])


def test_points_with_error_bars_of_another_call_are_intervals() -> None:
    axes = Figure().subplots()
    axes.scatter([1, 2], [3, 4])
    axes.errorbar([1, 2], [3, 4], yerr=0.5, fmt="none")
    intervals = only_mark(axes, Intervals)
    assert column(intervals, "low") == [2.5, 3.5]


def test_a_line_across_a_point_is_no_error_bar() -> None:
    axes = Figure().subplots()
    axes.plot([1, 2, 3, 4], [2, 5, 3, 4])
    axes.plot([2, 2], [2, 5], "k--")
    axes.plot([1, 4], [3.5, 3.5], "k--")
    panel = read_panel(axes)
    (curve,) = marks_of(panel, Curve)
    assert curve.low is None
    lines = marks_of(panel, ReferenceLine)
    assert [(line.axis, line.value) for line in lines] == [("x", 2), ("y", 3.5)]


def test_stems_and_spans_of_vlines_and_hlines() -> None:
    axes = Figure().subplots()
    axes.vlines([1, 2, 3], 0, [4, 6, 5])
    axes.plot([1, 2, 3], [4, 6, 5], "o")
    stems = only_mark(axes, Curve)
    assert (stems.form, column(stems, "y")) == ("stems", [4, 6, 5])
    axes = Figure().subplots()
    axes.hlines([0, 1], [1, 2], [5, 3])
    axes.plot([1, 2], [0, 1], "o", label="before")
    axes.plot([5, 3], [0, 1], "o")
    (spans,), (before,) = marks_of(axes, Bars), marks_of(axes, Points)
    assert before.name == "before"
    assert (column(spans, "starts"), column(spans, "values"), spans.is_horizontal) == ([1, 2], [5, 3], True)


def test_a_line_that_goes_back_is_a_path() -> None:
    axes = Figure().subplots()
    axes.plot([1, 3, 2, 4], [1, 2, 3, 5], "o-")
    axes.plot([4, 3, 1], [1, 2, 3])
    assert [mark.form for mark in marks_of(axes, Curve)] == ["path", "line"]


def test_error_bars_of_the_points_of_a_line_belong_to_it(axes: Any) -> None:
    axes.plot([1, 2, 4], [3, 5, 2], label="mean")
    axes.errorbar([1, 2, 4], [3, 5, 2], yerr=1, fmt="o")
    curve = only_mark(axes, Curve)
    assert (curve.name, column(curve, "low")) == ("mean", [2, 4, 1])


def test_error_bars_of_stacked_bars_are_those_of_their_own_lengths(axes: Any) -> None:
    axes.bar([0, 1], [10, 20], label="a")
    axes.bar([0, 1], [5, 6], bottom=[10, 20], yerr=[1, 2], label="b")
    below, above = marks_of(axes, Bars)
    assert below.low is None
    assert (column(above, "low"), column(above, "high")) == ([4, 4], [6, 8])


def test_steps_of_a_distribution_begin_at_its_first_value(axes: Any) -> None:
    sns.ecdfplot(x=[4, 2, 9], ax=axes)
    assert column(only_mark(axes, Curve), "x") == [2, 4, 9]


@pytest.mark.parametrize("is_horizontal", [False, True])
def test_error_bars_alone_are_intervals(*, is_horizontal: bool) -> None:
    axes = Figure().subplots()
    at, values = [2, 4, 7], [10, 20, 40]
    if is_horizontal:
        axes.errorbar(values, at, xerr=[1, 2, 3], fmt="none")
    else:
        axes.errorbar(at, values, yerr=[1, 2, 3], fmt="none")
    intervals = only_mark(axes, Intervals)
    assert intervals.is_horizontal == is_horizontal
    assert [column(intervals, name) for name in ("positions", "low", "high")] == [
        [2, 4, 7],
        [9, 18, 37],
        [11, 22, 43],
    ]
    assert "from 18 to 22" in describe(axes)


def test_error_bars_of_many_points_lie_around_their_points() -> None:
    axes = Figure().subplots()
    values = np.sin(np.arange(2000.0))
    axes.errorbar(np.arange(2000), values, yerr=np.arange(1, 2001), fmt="o")
    intervals = only_mark(axes, Intervals)
    assert np.allclose(intervals.high - intervals.low, 2 * np.arange(1, 2001))
    assert np.allclose((intervals.high + intervals.low) / 2, values)
