"""Descriptions of Altair's charts: odd data, data that are elsewhere, and what the notebook keeps."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts import describe
from ipytts.description.charts.json_charts import chart_of_vega_lite
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.vega.altair import chart_of_altair
from ipytts.description.detail import LENGTHS
from tests.helpers.description_rules import check
from tests.helpers.json_chart_gallery import JSON_CHARTS

_COLUMNS: st.SearchStrategy[list[Any]] = st.sampled_from(
    [
        *([], [1], [1, 2, 3], [None, 2, np.nan], [np.inf, -np.inf, 1], [1e308, -1e308, 3], ["a", "", None]),
        *([True, False], ["2024-01-01", "2024-02-01"], ["2024-01", "x"], ["<b>", "_"]),
    ]
)
_FIELDS = st.sampled_from(
    [
        *("a:N", "a:Q", "b:Q", "b:T", "b:O", "mean(b):Q", "count()", "month(b):T", "no:N"),
        *("quarter(b):O", "yearmonth(b):T", "stdev(b):Q", "distinct(a):Q", "max(b):Q"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [
            *("bar", "line", "area", "point", "tick", "rect", "arc", "boxplot", "rule", "text", "geoshape"),
            *("trail", "square", "circle", "errorbar", "errorband", "image"),
        ]
    ),
    st.dictionaries(
        st.sampled_from(
            [
                *("x", "y", "x2", "y2", "color", "size", "shape", "theta", "radius", "column", "detail"),
                *("xOffset", "order", "text", "longitude", "latitude"),
            ]
        ),
        _FIELDS,
        max_size=5,
    ),
    _COLUMNS,
    st.sampled_from(["brief", "normal", "full"]),
)
def test_odd_encodings_are_described(
    mark: str, encoding: dict[str, str], values: list[Any], detail: Any
) -> None:
    records = [{"a": str(value), "b": value} for value in values]
    chart = getattr(alt.Chart(alt.InlineData(values=records)), f"mark_{mark}")().encode(**encoding)
    assert str(describe_chart(chart_of_altair(chart), detail))
    check(describe(chart, detail), detail)


def test_altair_reads_data_frames_and_inline_records() -> None:
    columns = {"day": ["Mon", "Tue", "Wed"], "sales": [3, 9, 5]}
    records = [{"day": day, "sales": sales} for day, sales in zip(*columns.values(), strict=True)]
    for data in (pd.DataFrame(columns), pl.DataFrame(columns), alt.InlineData(values=records)):
        chart = alt.Chart(data).mark_bar().encode(x="day:N", y="sales:Q")
        assert (
            describe(chart, "brief")
            == "A bar chart of sales by day with 3 bars: Tuesday is highest at 9, Monday lowest at 3."
        )


def test_describe_leaves_the_data_transformers_of_altair_as_they_are() -> None:
    before = alt.data_transformers.active, alt.data_transformers.names()
    describe(alt.Chart(pd.DataFrame({"a": range(6000)})).mark_tick().encode(x="a"))  # more than Altair takes
    assert (alt.data_transformers.active, alt.data_transformers.names()) == before


@pytest.mark.parametrize("name", [name for name in JSON_CHARTS if name.startswith("altair")])
def test_a_saved_chart_has_the_same_words_as_the_live_one(name: str) -> None:
    chart = JSON_CHARTS[name]()
    with alt.data_transformers.enable("default", max_rows=None):
        saved = json.loads(chart.to_json())
    assert describe_chart(chart_of_vega_lite(saved), "normal").render(LENGTHS["normal"]) == describe(chart)


@pytest.mark.parametrize(
    ("data", "transform", "sentence"),
    [
        (
            {"url": "https://example.org/prices.csv"},
            [],
            "Its data are at a URL and were not fetched, so no values are described.",
        ),
        ({"name": "prices"}, [], "Its data are not part of the chart, so no values are described."),
        (
            {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 3}]},
            [{"sample": 1}],
            "Its data are transformed when it is drawn, so no values are described.",
        ),
    ],
)
def test_a_chart_without_known_data_is_described_by_its_axes(
    data: dict[str, Any], transform: list[Any], sentence: str
) -> None:
    encoding = {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}
    spec = {"data": data, "transform": transform, "mark": "point", "encoding": encoding}
    assert str(describe_chart(chart_of_vega_lite(spec), "normal")) == f"A scatter plot of b by a. {sentence}"


def test_data_of_a_named_source_are_not_fetched_by_the_description() -> None:
    chart = alt.Chart(alt.topo_feature("https://example.org/world.json", "countries")).mark_geoshape()
    assert describe(chart) == (
        "A map of “countries”. Its data are at a URL and were not fetched, so no values are described."
    )


def test_a_specification_of_plain_vega_is_named_as_such() -> None:
    spec = {"$schema": "https://vega.github.io/schema/vega/v6.json", "title": "Votes", "marks": []}
    assert str(describe_chart(chart_of_vega_lite(spec), "normal")) == (
        "A chart, “Votes”. It is written in Vega, not in Vega-Lite, so its marks are not described."
    )


def test_the_widget_of_a_chart_is_described_as_the_chart() -> None:
    chart = alt.Chart(pd.DataFrame({"a": ["x", "y"], "b": [1, 2]})).mark_bar().encode(x="a", y="b")
    assert describe(alt.JupyterChart(chart)) == describe(chart)


def test_clipped_reversed_and_cut_axes_are_mentioned() -> None:
    table = pd.DataFrame({"day": [1, 2, 3, 4], "level": [4, 70, 6, 5]})
    scale = alt.Scale(domain=[0, 10], reverse=True)
    text = describe(alt.Chart(table).mark_line(clip=True).encode(x="day:Q", y=alt.Y("level:Q", scale=scale)))
    assert "1 of 4 points lies outside the axes" in text
    assert "The vertical axis is reversed" in text
    bars = alt.Chart(table).mark_bar().encode(x="day:O", y=alt.Y("level:Q", scale=alt.Scale(zero=False)))
    assert "The axis of the bars does not begin at 0" in describe(bars)
