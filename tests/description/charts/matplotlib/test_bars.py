"""What panels hold of bars that begin elsewhere than at 0, of mirrored bars and of bars with lines."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Bars, Curve, Waterfall
from tests.helpers.chart_marks import column, marks_of, only_mark


def test_bars_that_begin_elsewhere_are_spans() -> None:
    axes = Figure().subplots()
    axes.barh(["dig", "pour", "dry"], [3, 2, 9], left=[1, 4, 7])
    spans = only_mark(axes, Bars)
    assert (column(spans, "starts"), column(spans, "values")) == ([1, 4, 7], [4, 6, 16])
    axes = Figure().subplots()
    first, second = dt.datetime(2023, 5, 1), dt.datetime(2023, 5, 9)  # noqa: DTZ001 - charts show clock times
    widths: list[Any] = [dt.timedelta(4), dt.timedelta(6)]
    starts: list[Any] = [first, second]
    axes.barh(["a", "b"], widths, left=starts)
    dated = only_mark(axes, Bars)
    days = (np.datetime64("2023-05-01") - np.datetime64("1970-01-01")).astype(int)
    assert (column(dated, "starts"), column(dated, "values")) == ([days, days + 8], [days + 4, days + 14])


def test_tasks_in_a_row_are_spans_and_no_waterfall() -> None:
    axes = Figure().subplots()
    axes.barh(["first", "second", "third"], [2, 3, 4], left=[0, 2, 5])
    assert column(only_mark(axes, Bars), "starts") == [0, 2, 5]


def test_broken_bars_are_spans_of_their_rows() -> None:
    axes = Figure().subplots()
    axes.broken_barh([(2, 3), (9, 1)], (10, 9))
    axes.broken_barh([(0, 4)], (20, 9))
    axes.set_yticks([15, 25], ["night", "day"])
    spans = only_mark(axes, Bars)
    assert spans.is_horizontal
    assert column(spans, "positions") == [15, 15, 25]
    assert (column(spans, "starts"), column(spans, "values")) == ([2, 9, 0], [5, 10, 4])


@pytest.mark.parametrize("is_split", [False, True])
def test_bars_that_add_up_are_a_waterfall(*, is_split: bool) -> None:
    names, starts, lengths = ["open", "out", "in", "close"], [0, 50, 20, 0], [50, -30, 15, 35]
    axes = Figure().subplots()
    if is_split:  # a call for each color, with bars that all reach upwards
        axes.bar([0, 2], [50, 15], bottom=[0, 20], color="green")
        axes.bar([1], [30], bottom=[20], color="red")
        axes.bar([3], [35], color="gray")
        axes.set_xticks(range(4), names)
    else:
        axes.bar(names, lengths, bottom=starts)
    waterfall = only_mark(axes, Waterfall)
    assert column(waterfall, "changes") == [50, -30, 15, 35]
    assert waterfall.are_totals.tolist() == [False, False, False, True]


def test_candles_of_bars_and_of_bars_with_lines_are_prices() -> None:
    opening, closing = np.array([5.0, 6, 4]), np.array([6.0, 4, 4.5])
    low, high = np.minimum(opening, closing) - 1, np.maximum(opening, closing) + 2
    of_bars, of_lines = Figure().subplots(), Figure().subplots()
    for rows in (closing >= opening, closing < opening):
        at = np.flatnonzero(rows)
        of_bars.bar(at, (closing - opening)[rows], 0.6, bottom=opening[rows])
        of_bars.bar(at, (high - closing)[rows], 0.05, bottom=closing[rows])
        of_bars.bar(at, (low - opening)[rows], 0.05, bottom=opening[rows])
    of_lines.vlines(range(3), low, high)
    of_lines.bar(range(3), closing - opening, 0.6, bottom=opening)
    for axes in (of_bars, of_lines):
        prices = only_mark(axes, Curve)
        assert prices.form == "prices"
        assert column(prices, "y") == closing.tolist()
        assert (column(prices, "low"), column(prices, "high")) == (low.tolist(), high.tolist())


def test_stacked_bars_on_a_shifted_base_are_a_stack() -> None:
    axes = Figure().subplots()
    axes.barh(["q1", "q2"], [2, 3], left=[-2, -3], label="no")
    axes.barh(["q1", "q2"], [4, 1], left=[0, 0], label="yes")
    axes.barh(["q1", "q2"], [1, 2], left=[4, 1], label="surely")
    found = {bars.name: (bars.is_stacked, column(bars, "values")) for bars in marks_of(axes, Bars)}
    assert found["surely"] == (True, [1, 2])
    assert found["yes"] == (False, [4, 1])


def test_mirrored_bars_have_the_values_of_their_labels() -> None:
    axes = Figure().subplots()
    axes.barh(["young", "old"], [-40, -30], label="left")
    axes.barh(["young", "old"], [35, 33], label="right")
    assert column(marks_of(axes, Bars)[0], "values") == [-40, -30]
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f} k")
    assert column(marks_of(axes, Bars)[0], "values") == [40, 30]
    axes.set_xticks([-40, 0, 40], ["40", "0", "40"])
    assert column(marks_of(axes, Bars)[0], "values") == [40, 30]


def test_a_step_line_over_bars_stays_a_line_and_leaves_the_bars_unnamed() -> None:
    axes = Figure().subplots()
    axes.bar(["a", "b", "c"], [6, 3, 1])
    axes.step(["a", "b", "c"], [6, 9, 10], label="so far", where="mid")
    axes.legend()
    panel = read_panel(axes)
    (bars,), (steps,) = marks_of(panel, Bars), marks_of(panel, Curve)
    assert (bars.name, column(bars, "values")) == ("", [6, 3, 1])
    assert (steps.name, steps.form, column(steps, "y")) == ("so far", "steps", [6, 9, 10])


def test_bars_that_reach_back_from_the_tops_of_others_are_spans() -> None:
    axes = Figure().subplots()
    axes.bar(["a", "b", "c"], [9, 7, 8])
    axes.bar(["a", "b", "c"], [-4, -1, -2], bottom=[9, 7, 8], label="lost")
    lost = next(bars for bars in marks_of(axes, Bars) if bars.name == "lost")
    assert (column(lost, "starts"), column(lost, "values")) == ([9, 7, 8], [5, 6, 6])


def test_bars_without_a_width_stand_beside_no_others() -> None:
    axes = Figure().subplots()
    for heights in ([3, 4], [5, 6]):
        axes.bar([0.3, 1.4], heights, width=0)
    panel = read_panel(axes)
    assert len(panel.marks) == 2
    assert not panel.has_other_marks
