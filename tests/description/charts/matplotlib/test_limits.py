"""What panels hold of charts whose axes are cut, turned, scaled or doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from ipytts import describe
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import Bars, Curve, Histogram, OtherMark, Outside, Points, ReferenceLine
from tests.helpers.chart_marks import column, marks_of, only_mark

if TYPE_CHECKING:
    from collections.abc import Callable


def test_points_outside_the_limits_are_not_in_the_panel() -> None:
    axes = Figure().subplots()
    axes.plot(range(10))
    axes.scatter([1, 3, 8], [5, 6, 5])
    axes.plot([20, 30], [1, 2], label="far away")
    axes.axvline(50)
    axes.set_xlim(2, 5)
    panel = read_panel(axes)
    assert [column(curve, "x") for curve in marks_of(panel, Curve)] == [[2, 3, 4, 5]]
    assert [column(points, "x") for points in marks_of(panel, Points)] == [[3]]
    assert not marks_of(panel, ReferenceLine)
    assert (panel.x.limits, panel.y.limits) == ((2, 5), None)


def test_limits_of_a_cut_and_of_a_turned_axis_are_known() -> None:
    axes = Figure().subplots()
    axes.bar(["a", "b"], [51, 58])
    axes.set_ylim(60, 50)
    panel = read_panel(axes)
    assert panel.y.limits == (50, 60)
    assert column(only_mark(panel, Bars), "values") == [51, 58]


def test_bins_outside_the_limits_are_left_out() -> None:
    axes = Figure().subplots()
    axes.hist([0.5, 1.5, 1.6, 2.5, 7.5], bins=range(9))
    axes.set_xlim(0, 3)
    panel = read_panel(axes)
    assert [column(histogram, "edges") for histogram in marks_of(panel, Histogram)] == [[0, 1, 2, 3]]
    assert marks_of(panel, Outside) == [Outside(1, 4, "bin")]
    assert "2 of 4 values shown" in describe(axes)


@pytest.mark.parametrize(
    ("scale", "shown"), [("log", [1, 2]), ("symlog", [-1, 1, 2]), ("linear", [-1, 1, 2])]
)
def test_values_that_a_scale_cannot_show_are_left_out(scale: str, shown: list[float]) -> None:
    axes = Figure().subplots()
    axes.plot([0, 1, 2], [-1, 1, 2], "o")
    axes.set_yscale(scale)
    assert [column(points, "y") for points in marks_of(axes, Points)] == [shown]


def test_a_second_axis_is_described_with_the_first() -> None:
    table = pd.DataFrame({"staff": [3, 4, 6], "sales": [300, 280, 900]}, index=[2001, 2002, 2003])
    axes = table.plot(secondary_y="sales")
    text = describe(axes)
    assert "staff" in text
    assert "sales" in text
    plt.close(axes.figure)


def test_a_second_scale_of_the_same_data_is_no_panel_but_an_inset_is() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2, 3])
    axes.secondary_xaxis("top", functions=(np.negative, np.negative))
    assert len(chart_of(figure).panels) == 1
    axes.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([5, 4])
    assert [column(only_mark(panel, Curve), "y") for panel in chart_of(figure).panels] == [[1, 2, 3], [5, 4]]


def test_texts_of_a_figure_are_its_notes() -> None:
    figure = Figure()
    figure.suptitle("Title")
    figure.text(0.5, 0.5, "See you tomorrow")
    assert chart_of(figure).notes == ["See you tomorrow"]
    assert "See you tomorrow" in describe(figure, "brief")


def test_labels_of_the_figure_are_those_of_its_panels() -> None:
    figure = Figure()
    for axes in figure.subplots(1, 2):
        axes.plot([1, 2])
    figure.supxlabel("Depth (m)")
    assert {panel.x.label for panel in chart_of(figure).panels} == {"Depth (m)"}


def test_artists_without_a_reader_are_named() -> None:
    phrases: dict[str, Callable[[Any], Any]] = {
        "straight line with slope 2": lambda axes: axes.axline((0, 1), slope=2),
        "drawing of 1 arrow": lambda axes: axes.arrow(0, 0, 1, 1),
        "drawing of 1 shape": lambda axes: axes.fill([0, 1, 3], [0, 2, 1]),
    }
    for phrase, draw in phrases.items():
        axes = Figure().subplots()
        draw(axes)
        assert only_mark(axes, OtherMark).phrase == phrase


def test_a_log_axis_without_positive_values_gives_no_warning() -> None:
    axes = Figure().subplots()
    axes.set_xlim(1, 2)
    axes.loglog([0, 0], [0, 0])
    assert read_panel(axes).marks == [Outside(2, 2, "point")]


def test_lines_across_the_axes_are_reference_lines_and_short_ones_a_rug() -> None:
    axes = Figure().subplots()
    axes.vlines([3, 7], 0, 1, transform=axes.get_xaxis_transform())
    assert [(line.axis, line.value) for line in marks_of(axes, ReferenceLine)] == [("x", 3), ("x", 7)]
    axes = Figure().subplots()
    axes.vlines([3, 7, 8], 0, 0.05, transform=axes.get_xaxis_transform())
    assert only_mark(axes, OtherMark).phrase == "rug with 3 marks"


def test_dates_are_in_the_time_zone_of_their_axis() -> None:
    axes = Figure().subplots()
    hours = pd.date_range("2023-07-01 20:00", tz="Asia/Tokyo", freq="h", periods=3)
    axes.plot(hours, [3, 1, 2])
    assert np.allclose(only_mark(axes, Curve).x % 1 * 24, [20, 21, 22])
    text = describe(axes)
    assert "July 1, 2023 at 8:00 PM" in text


def test_level_lines_of_two_points_are_lines_beside_others() -> None:
    axes = Figure().subplots()
    for start in range(3):
        axes.plot([2 * start, 2 * start + 1], [5, 5 - start])
    axes.plot([8, 9], [5, 5])
    assert sorted(column(curve, "y") for curve in marks_of(axes, Curve)) == [[5, 3], [5, 4], [5, 5], [5, 5]]
    assert not read_panel(axes).has_other_marks


def test_a_line_that_leaves_the_axes_rises_nowhere_and_its_points_are_counted() -> None:
    axes = Figure().subplots()
    axes.plot([2, 4, 90, 6, 8, 10])
    axes.set_ylim(0, 20)
    text = describe(axes)
    assert marks_of(axes, Curve)[0].is_broken
    assert "1 of 6 points lies outside the axes" in text
    assert "rises" not in text
    assert "every time" not in text
    axes.set_ylim(50, 60)
    assert describe(axes) == "An empty chart. All 6 points lie outside the axes."


def test_axes_that_are_reversed_scaled_or_doubled_are_mentioned() -> None:
    axes = Figure().subplots()
    axes.plot([3, 5, 9], [10, 40, 90])
    axes.set_xscale("symlog")
    axes.invert_yaxis()
    axes.secondary_xaxis("top", functions=(np.negative, np.negative)).set_xlabel("Distance (mi)")
    text = describe(axes)
    assert "The horizontal axis is on a symmetric logarithmic scale" in text
    assert "The vertical axis is reversed" in text
    assert "A second scale shows distance in miles" in text
    axes.set_xlim(9, 3)
    assert "Both axes are reversed" in describe(axes)


def test_the_order_of_categories_and_of_rows_of_pixels_is_not_mentioned() -> None:
    axes = Figure().subplots()
    axes.barh(["a", "b"], [1, 2])
    axes.invert_yaxis()
    assert "reversed" not in describe(axes)
    axes = Figure().subplots()
    axes.imshow([[1, 2], [3, 4]])
    assert "reversed" not in describe(axes)
