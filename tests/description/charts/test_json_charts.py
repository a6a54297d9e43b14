"""Descriptions of plotly's and Altair's charts: other kinds, odd data, data that are missing."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plotly.subplots import make_subplots

from ipytts import describe
from ipytts.description.charts.plotly.figures import describe_figure
from ipytts.description.charts.vega.altair import describe_altair
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


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(
        ["bar", "line", "area", "point", "tick", "rect", "arc", "boxplot", "rule", "text", "geoshape"]
    ),
    st.dictionaries(
        st.sampled_from(["x", "y", "color", "theta", "column", "detail"]),
        st.sampled_from(["a:N", "a:Q", "b:Q", "b:T", "b:O", "mean(b):Q", "count()", "month(b):T", "no:N"]),
        max_size=4,
    ),
    COLUMNS.map(list),
    st.sampled_from(["brief", "normal", "full"]),
)
def test_odd_encodings_are_described(
    mark: str, encoding: dict[str, str], values: list[Any], detail: Any
) -> None:
    records = [
        {"a": str(value), "b": value} for value in values if not isinstance(value, (list, pd.Timestamp))
    ]
    chart = getattr(alt.Chart(alt.InlineData(values=records)), f"mark_{mark}")().encode(**encoding)
    assert describe_altair(chart, detail)
    check(describe(chart, detail), detail)


def test_altair_reads_data_frames_and_inline_records() -> None:
    columns = {"day": ["Mon", "Tue", "Wed"], "sales": [3, 9, 5]}
    records = [{"day": day, "sales": sales} for day, sales in zip(*columns.values(), strict=True)]
    for data in (pd.DataFrame(columns), pl.DataFrame(columns), alt.InlineData(values=records)):
        chart = alt.Chart(data).mark_bar().encode(x="day:N", y="sales:Q")
        assert (
            describe(chart, "brief")
            == "A bar chart of sales by day with 3 bars: Tue is highest at 9, Mon lowest at 3."
        )


def test_altair_with_a_transform_is_described_without_numbers() -> None:
    chart = alt.Chart(pd.DataFrame({"a": [1, 2], "b": [3, 4]})).mark_line().encode(x="a", y="c:Q")
    text = describe(chart.transform_calculate(c="datum.b * 2"))
    assert text == "A line chart of c by a. Its numbers are worked out in the page, so they are not told."


def test_describe_leaves_the_data_transformers_of_altair_as_they_are() -> None:
    before = alt.data_transformers.active, alt.data_transformers.names()
    describe(alt.Chart(pd.DataFrame({"a": range(6000)})).mark_tick().encode(x="a"))  # more than Altair takes
    assert (alt.data_transformers.active, alt.data_transformers.names()) == before


def test_repeated_charts_of_altair_are_panels() -> None:
    data = pd.DataFrame({"a": [1.0, 2, 4], "b": [2.0, 3, 1], "c": [5.0, 6, 7]})
    chart = alt.Chart(data).mark_line().encode(x="c:Q", y=alt.Y(alt.repeat("column"), type="quantitative"))
    assert describe(chart.repeat(column=["a", "b"])) == (
        "A figure of 2 panels: 2 line charts. "
        "Panel 1: a line chart of a by c, it rises all the way from 1 at 5 to 4 at 7. "
        "Panel 2: a line chart of b by c, it rises from 2 at 5 to 3 at 6, then falls to 1 at 7."
    )


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
