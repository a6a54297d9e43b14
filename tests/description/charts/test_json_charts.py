"""Descriptions of plotly's charts: other kinds, odd data, data that are missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plotly.subplots import make_subplots

from ipytts import describe
from ipytts.description.charts.plotly.figures import describe_figure
from tests.helpers.description_rules import check

COLUMNS = st.sampled_from(
    [
        *(
            [],
            [1],
            [1, 2, 3],
            [None, 2, np.nan],
            [np.inf, -np.inf, 1],
            [1e308, -1e308, 3],
            ["a", "", None],
            [True, False],
        ),
        *(
            ["2024-01-01", "2024-02-01"],
            ["2024-01", "x"],
            pd.date_range("2024", periods=3),
            [[1, 2], [3]],
            ["<b>", "_"],
        ),
    ]
)
TRACES = st.sampled_from(
    [
        "scatter",
        "bar",
        "histogram",
        "box",
        "violin",
        "pie",
        "heatmap",
        "scatter3d",
        "scatterpolar",
        "candlestick",
        "histogram2d",
        "treemap",
        "choropleth",
        "indicator",
        "table",
        "waterfall",
        "contour",
        "surface",
        "funnel",
    ]
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(TRACES, COLUMNS, COLUMNS), max_size=3), st.sampled_from(["brief", "normal", "full"])
)
@example([("scatter", [], [True, False]), ("scatter", [True, False], [1, 2, 3])], "brief")
@example([("bar", [1], [])], "brief")
def test_odd_traces_are_described(traces: list[Any], detail: Any) -> None:
    figure = go.Figure()
    for kind, a, b in traces:
        for data in (
            {"x": a, "y": b},
            {"labels": a, "values": b},
            {"z": [list(b), list(a)]},
            {"x": a, "close": b},
            {},
        ):
            try:
                figure.add_trace({"type": kind, **data})
                break
            except ValueError:
                continue
    assert describe_figure(figure, detail)
    check(describe(figure, detail), detail)


@pytest.mark.parametrize(
    ("trace", "text"),
    [
        (
            go.Candlestick(
                x=["2024-01-01", "2024-01-02"], open=[1, 2], high=[3, 4], low=[0, 1], close=[2, 3]
            ),
            "A candlestick chart: it rises from 2 on January 1, 2024 to 3 on January 2, 2024.",
        ),
        (
            go.Treemap(labels=["all", "a", "b"], parents=["", "all", "all"], values=[0, 3, 5]),
            "A tree map with 2 parts: b is highest at 5, a lowest at 3.",
        ),
        (
            go.Scatter(x=[1, 2, 3], y=[4, 5, 6], mode="markers"),
            "A scatter plot with 3 points: y closely rises with x, correlation 1.",
        ),
        (
            go.Scatterpolar(theta=["speed", "price"], r=[3, 5]),
            "A polar line chart: it rises from 3 at speed to 5 at price.",
        ),
        (go.Surface(z=[[1, 2], [3, 4]]), "A three-dimensional surface: z from 1 to 4."),
    ],
)
def test_describe_of_a_single_trace_of_plotly(trace: Any, text: str) -> None:
    assert describe(go.Figure(trace), "brief") == text


def test_subplots_and_second_axes_of_plotly_are_described() -> None:
    figure = make_subplots(rows=1, cols=2, subplot_titles=("Sales", "Costs"))
    figure.add_bar(x=["a", "b"], y=[1, 2], row=1, col=1)
    figure.add_scatter(x=[1, 2], y=[5, 4], mode="lines", row=1, col=2)
    assert describe(figure) == (
        "A figure of 2 panels: a bar chart and a line chart, for Sales and Costs. "
        "Sales: a bar chart with 2 bars, b is highest at 2, a lowest at 1. "
        "Costs: a line chart, it falls from 5 at x 1 to 4 at x 2."
    )
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_scatter(x=[1, 2], y=[5, 4], mode="lines")
    figure.add_scatter(x=[1, 2], y=[50, 90], mode="lines", secondary_y=True)
    figure.add_hline(y=4.5)
    text = describe(figure)
    assert text.startswith("A line chart: it falls from 5 at x 1 to 4 at x 2. ")
    assert "On a second axis, a line chart: it rises from 50 at x 1 to 90 at x 2." in text
    assert "A horizontal line is at y 4.5." in text
