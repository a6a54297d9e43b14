"""Descriptions of plotly's figures, with odd data too."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plotly.subplots import make_subplots

from ipytts import describe
from ipytts.description.charts.json_charts import chart_of_plotly
from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.description_rules import check
from tests.helpers.odd_columns import ODD_COLUMNS

COLUMNS = st.sampled_from(ODD_COLUMNS)
TRACES = (
    *("scatter", "scattergl", "bar", "histogram", "box", "violin", "pie", "heatmap", "contour", "image"),
    *("scatter3d", "surface", "mesh3d", "scatterpolar", "barpolar", "candlestick", "ohlc", "waterfall"),
    *("funnel", "funnelarea", "treemap", "sunburst", "icicle", "choropleth", "scattergeo", "scattermap"),
    *("densitymap", "histogram2d", "histogram2dcontour", "indicator", "table", "sankey", "splom"),
    *("parcoords", "parcats", "scatterternary", "carpet", "isosurface", "cone"),
)
ATTRIBUTES = (
    *("x", "y", "z", "base", "measure", "labels", "values", "parents", "ids", "locations", "lat", "lon"),
    *("r", "theta", "open", "high", "low", "close", "q1", "median", "q3", "lowerfence", "text", "hovertext"),
)
OPTIONS: dict[str, list[Any]] = {
    "fill": ["tonexty", "toself", "tozeroy"],
    "stackgroup": ["one"],
    "groupnorm": ["percent"],
    "orientation": ["h", "v"],
    "visible": [False, "legendonly"],
    "cumulative": [{"enabled": True, "currentbin": "half"}],
    "histfunc": ["avg", "sum"],
    "xbins": [{"size": 0}, {"start": 1, "end": 0, "size": 2}],
    "nbinsx": [3],
    "error_y": [{"type": "percent", "value": 5}, {"array": [1]}],
    "marker": [{"size": [1, None], "color": ["a", 2]}],
    "dimensions": [[{"label": "a", "values": [1, None]}, {"values": ["x"]}], [{}]],
    "node": [{"label": ["a"]}],
    "link": [{"source": [0, 5], "target": [None, 1], "value": [2, 3]}],
    "header": [{"values": ["a", ["b", "c"]]}],
    "cells": [{"values": [[1, 2], 3]}],
    "connectgaps": [True],
}
LAYOUTS: dict[str, list[Any]] = {
    "barmode": ["stack", "relative", "overlay"],
    "barnorm": ["percent"],
    "xaxis": [
        {"type": "log", "range": [0, 1]},
        {"type": "date", "range": ["2024", None]},
        {"type": "category", "categoryorder": "total descending", "tickvals": [0], "ticktext": ["<b>"]},
        {"type": "multicategory", "matches": "x9", "overlaying": "y"},
    ],
    "shapes": [[{"type": "line", "x0": 1, "x1": None, "yref": "paper"}]],
    "annotations": [[{"text": "n", "x": "a", "y": None}, {"text": "m", "xref": "paper", "yref": "paper"}]],
    "sliders": [[{"active": 7, "steps": [{"label": "s"}]}]],
    "polar": [{"angularaxis": {"type": "category"}}],
}


def subset_of(options: dict[str, list[Any]]) -> Any:
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(each) for key, each in options.items()})


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(TRACES),
            st.dictionaries(st.sampled_from(ATTRIBUTES), COLUMNS, max_size=5),
            subset_of(OPTIONS),
        ),
        max_size=3,
    ),
    subset_of(LAYOUTS),
    st.sampled_from(["brief", "normal", "full"]),
)
@example(
    [("scatter", {"x": [], "y": [True, False]}, {}), ("scatter", {"x": [True, False], "y": [1, 2]}, {})],
    {},
    "brief",
)
@example([("bar", {"x": [1], "y": []}, {})], {}, "brief")
def test_odd_figures_are_described(traces: list[Any], layout: dict[str, Any], detail: Any) -> None:
    data = [{"type": kind, **columns, **options} for kind, columns, options in traces]
    chart_of({"data": data, "layout": layout})  # pages may hold what plotly for Python would refuse
    figure = go.Figure(data, layout, skip_invalid=True)
    assert describe_chart(chart_of(figure.to_dict()), detail)
    check(describe(figure, detail), detail)


@pytest.mark.parametrize(
    "figure", [{}, {"data": None, "layout": None}, {"data": [3, {"type": None}], "layout": []}]
)
def test_figures_without_data_are_charts_without_marks(figure: dict[str, Any]) -> None:
    assert all(
        not np.size(getattr(mark, "x", ())) for panel in chart_of(figure).panels for mark in panel.marks
    )


@pytest.mark.parametrize(
    ("trace", "text"),
    [
        (
            go.Candlestick(
                x=["2024-01-01", "2024-01-02"], open=[1, 2], high=[3, 4], low=[0, 1], close=[2, 3]
            ),
            (
                "A candlestick chart: the closing price goes from 2 on January 1, 2024 to 3 on "
                "January 2, 2024, up by 1."
            ),
        ),
        (
            go.Treemap(labels=["all", "a", "b"], parents=["", "all", "all"], values=[0, 3, 5]),
            "A tree map with 2 smallest parts on 2 levels: b is largest, 5, 62.5 percent of all.",
        ),
        (
            go.Scatterpolar(theta=["speed", "price"], r=[3, 5]),
            "A polar line chart: the highest is 5, at price; the lowest is 3, at speed.",
        ),
        (
            go.Indicator(
                mode="number+delta+gauge",
                value=71.5,
                delta={"reference": 60},
                gauge={"axis": {"range": [0, 120]}},
                number={"suffix": " km"},
                title="Range",
            ),
            "An indicator: Range is 71.5 km, 11.5 above its reference of 60, on a scale from 0 to 120.",
        ),
        (go.Surface(z=[[1, 2], [3, 4]]), "A three-dimensional surface: z from 1 to 4."),
    ],
)
def test_describe_of_a_single_trace(trace: Any, text: str) -> None:
    assert describe(go.Figure(trace), "brief") == text


def test_subplots_and_second_axes_are_described() -> None:
    figure = make_subplots(rows=1, cols=2, subplot_titles=("Sales", "Costs"))
    figure.add_bar(x=["a", "b"], y=[1, 2], row=1, col=1)
    figure.add_scatter(x=[1, 2], y=[5, 4], mode="lines", row=1, col=2)
    assert describe(figure) == (
        "A figure of 2 panels, side by side: a bar chart and a line chart, for Sales and Costs. "
        "Sales: a bar chart with 2 bars, b is highest at 2, a lowest at 1. "
        "Costs: a line chart, it goes from 5 at x 1 to 4 at x 2, down by 1, 20 percent."
    )
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_scatter(x=[1, 2], y=[5, 4], mode="lines")
    figure.add_scatter(x=[1, 2], y=[50, 90], mode="lines", secondary_y=True)
    figure.add_hline(y=4.5)
    text = describe(figure)
    opening = (
        "A line chart with a line chart on a second axis: it goes from 5 at x 1 to 4 at x 2, down by 1. "
    )
    assert text.startswith(opening)
    assert "On a second axis, a line chart: it goes from 50 at x 1 to 90 at x 2, up by 40." in text
    assert "A horizontal line is at y 4.5." in text


def test_box_beside_a_histogram_is_of_its_quantity() -> None:
    text = describe(px.histogram({"fee": [2, 3, 3, 4, 9]}, x="fee", marginal="box"))
    assert "a box plot of fee: the median is 3." in text


def test_data_of_all_kinds_are_read_alike() -> None:
    numbers = [3.5, 1.25, 2.0]
    packed = {"dtype": "f8", "bdata": base64.b64encode(np.array(numbers).tobytes()).decode()}
    texts = {
        describe(go.Figure({"type": "bar", "x": ["a", "b", "c"], "y": y}, skip_invalid=True))
        for y in (
            numbers,
            np.array(numbers),
            pd.Series(numbers),
            pd.Index(numbers),
            pl.Series(numbers),
            packed,
        )
    }
    assert len(texts) == 1


def test_widgets_and_saved_figures_are_described_like_figures() -> None:
    rain = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=4), "mm": [1.5, 4, 2, 0]})
    line = px.line(rain, x="day", y="mm", title="Growth")
    assert describe(go.FigureWidget(line)) == describe(line)
    animation = px.bar(rain, x="day", y="mm", animation_frame=["a", "a", "b", "b"])
    for figure in (line, animation, px.histogram(rain, x="mm", marginal="box"), px.box(rain, y="mm")):
        assert describe_chart(chart_of_plotly(json.loads(figure.to_json())), "full").render(3000) == describe(
            figure, "full"
        )


def test_lines_that_share_a_name_have_the_names_of_their_hover_texts() -> None:
    rain = pd.DataFrame(
        {
            "city": ["Bergen", "Oslo", "Lima"] * 3,
            "land": ["Norway", "Norway", "Peru"] * 3,
            "year": [1, 2, 3] * 3,
        }
    ).sort_values("city", kind="stable")
    rain["mm"] = range(9)
    without_color = describe(px.line(rain, x="year", y="mm", line_group="city"))
    by_land = describe(px.line(rain, x="year", y="mm", line_group="city", color="land"))
    for words in (without_color, by_land):
        assert "Bergen" in words
        assert "Oslo" in words
    assert "Lima" in without_color
    assert "Peru" in by_land
