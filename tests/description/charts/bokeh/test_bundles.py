"""Documents of Bokeh in JSON are described in the words of the live figure."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pandas as pd
import pytest
from bokeh.embed import file_html, json_item
from bokeh.layouts import gridplot, row
from bokeh.models import (
    BooleanFilter,
    CDSView,
    ColumnDataSource,
    CustomJSFilter,
    GroupFilter,
    IndexFilter,
    TabPanel,
    Tabs,
)
from bokeh.models.widgets import Div, Slider
from bokeh.plotting import figure
from bokeh.resources import CDN

from ipytts import describe
from ipytts.description.charts.bokeh.bundles import chart_of_document
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.detail import LENGTHS, Detail
from tests.helpers.chart_gallery import CHARTS

if TYPE_CHECKING:
    from collections.abc import Callable

VISITS = [120.0, 135, np.nan, 160, 171]


def in_json(plot: Any) -> dict[str, Any]:
    saved: dict[str, Any] = json.loads(json.dumps(json_item(plot)))
    return saved


def lines() -> Any:
    plot = figure(title="Visits", x_axis_type="datetime", y_axis_label="Visits")
    dates = pd.date_range("2024-03-04", periods=5)
    plot.line(dates, VISITS, legend_label="page")
    plot.line(list(dates.to_pydatetime()), [10, 20, 15, 30, 28], legend_label="shop")
    return plot


def layout() -> Any:
    first, second, third = (figure(title=name) for name in ("north", "south", "east"))
    first.vbar(["a"], top=[2], width=0.5)
    second.scatter([1, 2, 3], [2, 4, 5])
    third.line([1, 2, 3], [2, 4, 5])
    grid = gridplot([[first, second], [None, third]])
    return Tabs(tabs=[TabPanel(child=row(Div(text="<b>Shops</b>"), grid), title="All")])


@pytest.mark.parametrize("draw", [lines, layout])
def test_saved_figures_have_the_words_of_live_ones(draw: Callable[[], Any]) -> None:
    plot = draw()
    live = describe(plot, "full")
    assert str(describe_chart(chart_of_document(in_json(plot)), "full")) == live


def test_describe_leaves_the_figure_without_a_document() -> None:
    plot = lines()
    before = plot.properties_with_values()
    describe(plot)
    assert plot.document is None
    assert plot.properties_with_values() == before


def test_documents_of_pages_are_found_by_their_ids() -> None:
    plot = lines()
    words = describe(plot)
    assert "docs_json" in file_html(plot, CDN)
    docs_json = {"b1a2": in_json(plot)["doc"]}
    assert str(describe_chart(chart_of_document(docs_json), "normal")) == words


def test_compressed_arrays_are_unpacked_as_others_are() -> None:
    plot = figure()
    plot.line(np.arange(3.0), np.array([3.0, 5, 4]))
    words = describe(plot)
    document = in_json(plot)
    assert str(describe_chart(chart_of_document(document), "normal")) == words
    packed = base64.b64encode(np.array([3.0, 5, 4]).tobytes()).decode()
    source = document["doc"]["roots"][0]["attributes"]["renderers"][0]["attributes"]["data_source"]
    source["attributes"]["data"]["entries"][1][1]["array"]["data"] = packed
    assert str(describe_chart(chart_of_document(document), "normal")) == words


def test_documents_of_bokeh_2_are_read() -> None:
    x = base64.b64encode(np.array([1.0, 2, 3]).tobytes()).decode()
    references: list[dict[str, Any]] = [
        {
            "id": "1",
            "type": "Plot",
            "subtype": "Figure",
            "attributes": {
                "title": {"id": "2"},
                "below": [{"id": "3"}],
                "renderers": [{"id": "4"}],
                "x_range": {"id": "7"},
                "x_scale": {"id": "8"},
            },
        },
        {"id": "2", "type": "Title", "attributes": {"text": "Growth"}},
        {"id": "3", "type": "LinearAxis", "attributes": {"axis_label": "Week"}},
        {
            "id": "4",
            "type": "GlyphRenderer",
            "attributes": {"data_source": {"id": "5"}, "glyph": {"id": "6"}, "view": {"id": "9"}},
        },
        {
            "id": "5",
            "type": "ColumnDataSource",
            "attributes": {
                "data": {
                    "x": {"__ndarray__": x, "dtype": "float64", "order": "little", "shape": [3]},
                    "y": [4, 7, 9],
                }
            },
        },
        {"id": "6", "type": "Line", "attributes": {"x": {"field": "x"}, "y": {"field": "y"}}},
        {"id": "7", "type": "DataRange1d", "attributes": {}},
        {"id": "8", "type": "LinearScale", "attributes": {}},
        {"id": "9", "type": "CDSView", "attributes": {"source": {"id": "5"}}},
    ]
    document = {"roots": {"references": references, "root_ids": ["1"]}, "title": "", "version": "2.4.3"}
    words = str(describe_chart(chart_of_document({"f00": document}), "brief"))
    assert words.endswith(", by week: it goes from 4 at 1 to 9 at 3, higher every week, up by 5.")


@pytest.mark.parametrize("document", [{}, {"roots": []}, {"version": "3.4.0"}])
def test_documents_without_plots_are_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="without"):
        describe_chart(chart_of_document(document), "normal")


def test_widgets_have_the_name_of_their_class() -> None:
    assert describe(Slider(start=0, end=1, value=0.5)) == "A slider."


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (IndexFilter(indices=[0, 3]), "A scatter plot with 2 points: y is 1 at x 1 and 4 at x 4."),
        (
            BooleanFilter(booleans=[False, True, True, False]),
            "A scatter plot with 2 points: y is 2 at x 2 and 3 at x 3.",
        ),
        (
            GroupFilter(column_name="kind", group="b"),
            "A scatter plot with 2 points: y is 2 at x 2 and 4 at x 4.",
        ),
        (~IndexFilter(indices=[0, 3]), "A scatter plot with 2 points: y is 2 at x 2 and 3 at x 3."),
        (
            IndexFilter(indices=[0, 3]) | GroupFilter(column_name="kind", group="b"),
            "A scatter plot with 3 points: y is 1 at x 1, 2 at x 2 and 4 at x 4.",
        ),
        (CustomJSFilter(code="return [0]"), "A chart."),  # what a script chooses is not known
    ],
)
def test_views_leave_the_rows_of_their_filters(chosen: Any, words: str) -> None:
    source = ColumnDataSource({"x": [1, 2, 3, 4], "y": [1, 2, 3, 4], "kind": list("abab")})
    plot = figure()
    plot.scatter("x", "y", source=source, view=CDSView(filter=chosen))
    assert describe(plot, "brief") == words


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith("bokeh_")])
def test_charts_of_the_gallery_have_the_same_words_when_saved(name: str, draw: Callable[[str], Any]) -> None:
    plot = draw(name)
    live = {detail: describe(plot, detail) for detail in get_args(Detail)}
    document = in_json(plot)
    assert live == {
        detail: describe_chart(chart_of_document(document), detail).render(limit)
        for detail, limit in LENGTHS.items()
    }
