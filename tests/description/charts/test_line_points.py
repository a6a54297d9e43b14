"""Points on a line: a line that joins them, and single points that it marks."""

from __future__ import annotations

from typing import Any

import altair as alt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from bokeh.plotting import figure

from ipytts import describe

YEARS = np.arange(2010, 2018)
SALES = np.array([4, 6, 5, 9, 8, 7, 11, 12])


def _matplotlib(**settings: Any) -> Any:
    axes = plt.figure().add_subplot(xlabel="year", ylabel="sales")
    axes.plot(YEARS, SALES)
    axes.scatter(YEARS[::-1], SALES[::-1], **settings)
    return axes


def _bokeh() -> Any:
    plot = figure(x_axis_label="year", y_axis_label="sales")
    plot.scatter(YEARS.tolist(), SALES.tolist(), legend_label="Shop")
    plot.line(YEARS.tolist(), SALES.tolist())
    return plot


@pytest.mark.parametrize("draw", [_matplotlib, lambda: _matplotlib(label="Shop"), _bokeh])
def test_line_through_points_is_a_line_chart(draw: Any) -> None:
    words = describe(draw())
    assert words.startswith("A line chart of sales by year: ")
    assert "scatter" not in words
    assert "fitted" not in words


def _marked_in_matplotlib() -> Any:
    axes = plt.figure().add_subplot(xlabel="year", ylabel="sales")
    axes.plot(YEARS, SALES)
    axes.scatter(YEARS[3], SALES[3])
    return axes


def _marked_in_plotly() -> Any:
    chart = go.Figure(go.Scatter(x=YEARS, y=SALES, mode="lines"))
    chart.add_scatter(x=YEARS[[3]], y=SALES[[3]], mode="markers", name="")
    return chart.update_layout(xaxis_title="year", yaxis_title="sales")


def _marked_in_altair() -> Any:
    base = alt.Chart(pd.DataFrame({"year": YEARS, "sales": SALES})).encode(x="year:Q", y="sales")
    return base.mark_line() + base.mark_point().transform_filter("datum.year == 2013")


@pytest.mark.parametrize("draw", [_marked_in_matplotlib, _marked_in_plotly, _marked_in_altair])
def test_single_point_on_a_line_is_marked(draw: Any) -> None:
    words = describe(draw(), "full")
    assert "A point marks 9 in 2013." in words
    assert "A line chart" in words
    assert "scatter" not in words


def test_many_marked_points_are_counted() -> None:
    axes = plt.figure().add_subplot()
    axes.plot(np.arange(20), np.sqrt(np.arange(20)))
    axes.plot(np.arange(0, 20, 4), np.sqrt(np.arange(0, 20, 4)), "x", label="every fourth")
    axes.legend()
    assert "There are 5 marked points, every fourth." in describe(axes, "full")


def test_points_beside_a_line_are_a_scatter_plot() -> None:
    axes = plt.figure().add_subplot()
    axes.scatter(YEARS, SALES)
    axes.plot(YEARS, np.polyval(np.polyfit(YEARS - 2010, SALES, 1), YEARS - 2010))
    words = describe(axes)
    assert "A scatter plot with 8 points and a line" in words
    assert "marked" not in words


def test_points_with_another_name_than_their_line_are_not_fitted() -> None:
    axes = plt.figure().add_subplot()
    axes.scatter(YEARS, SALES, label="measured")
    axes.plot(YEARS, SALES, label="joined")
    axes.legend()
    assert "fitted" not in describe(axes, "full")
