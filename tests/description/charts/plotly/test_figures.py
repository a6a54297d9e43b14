"""Panels, axes, titles and frames of plotly's figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots

from ipytts.description.charts.model import (
    Annotation,
    Axis,
    Bars,
    Chart,
    Curve,
    Frame,
    Outside,
    Panel,
    Points,
    ReferenceLine,
)
from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart

WEATHER = pd.DataFrame(
    {
        "month": [1, 2, 3, 1, 2, 3],
        "rain": [50, 42, 61, 12, 20, 33],
        "town": ["Ulm"] * 3 + ["Kiel"] * 3,
        "mild": [True, False] * 3,
    }
)


def read(figure: Any) -> Chart:
    return chart_of(figure.to_dict())


def panel_of(figure: Any) -> Panel:
    (panel,) = read(figure).panels
    return panel


def axis_of(x: Any, **settings: Any) -> Axis:
    figure = go.Figure(go.Bar(x=x, y=list(range(1, len(x) + 1))))
    return panel_of(figure.update_xaxes(**settings)).x


def test_axis_named_year_is_an_axis_of_numbers() -> None:
    panel = panel_of(px.bar(x=[2019, 2020, 2021], y=[3, 1, 2], labels={"x": "year"}))
    assert (panel.x.kind, panel.x.label) == ("number", "year")


@pytest.mark.parametrize(
    ("data", "template", "kind"),
    [  # as plotly.js 4.1 decides in Chromium
        (["2019", "2020"], "plotly", "category"),
        (["2019", "2020"], "none", "number"),
        (["2019-01", "2020-05"], "plotly", "date"),
        (["2019", "2020-05", "2020-06"], "plotly", "date"),
        ([True, False], "plotly", "category"),
        (["a", 1, 2, 3], "plotly", "number"),
        (pd.Series([1.5, 2]), "plotly", "number"),
    ],
)
def test_kind_of_an_axis_is_that_of_plotly(data: Any, template: str, kind: str) -> None:
    assert panel_of(go.Figure(go.Scatter(x=data, y=[1, 2, 3, 4]), {"template": template})).x.kind == kind


def test_first_trace_decides_the_kind_of_an_axis() -> None:
    numbers, texts = go.Scatter(x=[1, 2], y=[1, 2]), go.Scatter(x=["a", "b"], y=[1, 2])
    assert panel_of(go.Figure([numbers, texts])).x.kind == "number"
    assert list(panel_of(go.Figure([texts, numbers])).x.categories.values()) == ["a", "b", "1", "2"]


@pytest.mark.parametrize(
    ("settings", "order"),
    [
        ({}, ["c", "a", "b"]),
        ({"categoryorder": "category descending"}, ["c", "b", "a"]),
        ({"categoryorder": "total descending"}, ["b", "a", "c"]),
        ({"categoryarray": ["b", "z"]}, ["b", "z", "c", "a"]),
    ],
)
def test_categories_have_the_order_of_the_axis(settings: dict[str, Any], order: list[str]) -> None:
    axis = axis_of(["c", "a", "b"], **settings)
    assert [axis.categories[position] for position in range(len(order))] == order


def test_numbers_may_be_categories_and_categories_may_have_two_levels() -> None:
    assert list(axis_of([10, 2.5], type="category").categories.values()) == ["10", "2.5"]
    two_levels = go.Bar(x=[["2022", "2023", "2022"], ["H1", "H1", "H2"]], y=[1, 2, 3])
    names = panel_of(go.Figure(two_levels)).x.categories
    assert list(names.values()) == ["2022, H1", "2022, H2", "2023, H1"]  # those of a year stand together


def test_panels_with_matching_axes_have_the_same_categories() -> None:
    panels = read(px.bar(x=["c", "a", "b"], y=[1, 2, 3], facet_col=["p", "q", "p"])).panels
    assert [list(panel.x.categories.values()) for panel in panels] == [["c", "b", "a"]] * 2


def test_ticks_have_the_texts_that_are_shown() -> None:
    axis = axis_of([0, 1], tickvals=[0, 1], ticktext=["<b>no</b>", "R&amp;D"])
    assert axis.categories == {0: "no", 1: "R&D"}
    assert axis_of(["a", "b"], tickvals=["b"], ticktext=["Bea"]).categories == {0: "a", 1: "Bea"}


@pytest.mark.parametrize(
    ("settings", "limits"),
    [
        ({"range": [9, 0]}, (0, 9)),
        ({"type": "log", "range": [0, 2]}, (1, 100)),
        ({"range": [None, 5]}, (-np.inf, 5)),
        ({"range": [0, 5], "autorange": "reversed"}, None),
        ({}, None),
    ],
)
def test_limits_of_an_axis_are_those_that_someone_set(settings: dict[str, Any], limits: Any) -> None:
    assert axis_of([1, 2], **settings).limits == limits


def test_what_lies_beyond_the_limits_is_left_out() -> None:
    limits = {"xaxis": {"range": [2, 4]}, "yaxis": {"range": [0, 5]}}
    x, y = [1, 2, 3, 4], [1, None, 9, 3]
    points, line, bars, *outside = panel_of(
        go.Figure([go.Scatter(x=x, y=y, mode="markers"), go.Scatter(x=x, y=y), go.Bar(x=x, y=y)], limits)
    ).marks
    assert isinstance(points, Points)
    assert isinstance(line, Curve)
    assert isinstance(bars, Bars)
    assert points.x.tolist() == [2, 4]
    assert (line.x.tolist(), bars.positions.tolist()) == ([2, 4], [2, 3, 4])
    assert outside == [Outside(4, 6, "point"), Outside(1, 4, "bar")]


def test_limits_of_dates_are_dates() -> None:
    limits = axis_of(["2024-01-01", "2024-03-01"], range=["2024-01-11", "2024-02-01"]).limits
    assert limits is not None
    assert limits[1] - limits[0] == 21


def test_hidden_traces_are_named_and_leave_no_categories() -> None:
    figure = go.Figure(
        [
            go.Scatter(x=["q"], y=[1], name="gone", visible="legendonly"),
            go.Scatter(x=["a"], y=[1], name="seen"),
            go.Scatter(x=["b"], y=[1], name="off", visible=False),
        ]
    )
    panel = panel_of(figure)
    assert (list(panel.hidden), list(panel.x.categories.values())) == (["gone", "off"], ["a"])
    assert [mark.name for mark in panel.marks if isinstance(mark, Curve)] == ["seen"]


def test_traces_without_names_have_those_of_the_legend() -> None:
    def names(**layout: Any) -> list[str]:
        figure = go.Figure([go.Scatter(x=[1, 2], y=[1, 2]), go.Scatter(x=[1, 2], y=[2, 1], name="x")], layout)
        return [mark.name for mark in panel_of(figure).marks if isinstance(mark, Curve)]

    assert names() == ["trace 0", "x"]
    assert names(showlegend=False) == ["", "x"]


def test_second_axis_shares_the_categories_of_the_first() -> None:
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_bar(x=["a", "b"], y=[5, 6], name="rain")
    figure.add_scatter(x=["b", "a"], y=[51, 61], name="heat", secondary_y=True)
    figure.update_yaxes(title="mm", secondary_y=False).update_yaxes(title="°C", secondary_y=True)
    panel = panel_of(figure)
    (twin,) = panel.twins
    (curve,) = twin.marks
    assert isinstance(curve, Curve)
    assert (panel.y.label, twin.y.label, twin.x.categories) == ("mm", "°C", {0: "a", 1: "b"})
    assert curve.x.tolist() == [1, 0]


def test_axis_that_overlays_another_horizontal_axis_is_a_twin() -> None:
    figure = go.Figure([go.Scatter(x=[1, 2], y=[1, 2]), go.Scatter(x=[10, 20], y=[1, 2], xaxis="x2")])
    panel = panel_of(figure.update_layout(xaxis2={"overlaying": "x", "side": "top", "title": "feet"}))
    assert [twin.x.label for twin in panel.twins] == ["feet"]


def test_facets_are_panels_in_reading_order_with_titles_and_labels() -> None:
    chart = read(px.line(WEATHER, x="month", y="rain", facet_row="town"))
    assert (chart.rows, chart.columns) == (2, 1)
    assert [panel.title for panel in chart.panels] == ["town Ulm", "town Kiel"]
    assert [(panel.x.label, panel.y.label) for panel in chart.panels] == [("month", "rain")] * 2


def test_subplots_of_all_kinds_have_titles_and_common_labels() -> None:
    kinds = [[{}, {"type": "domain"}], [{"type": "polar"}, {"type": "scene"}]]
    figure = make_subplots(
        2, 2, specs=kinds, subplot_titles=["One", "Two", "Three", "Four"], x_title="time", y_title="size"
    )
    figure.add_bar(y=[1, 2], row=1, col=1).add_pie(values=[1, 2], row=1, col=2)
    figure.add_scatterpolar(r=[1, 2], theta=[0, 90], row=2, col=1)
    figure.add_scatter3d(x=[1], y=[2], z=[3], row=2, col=2)
    chart = read(figure)
    assert (chart.rows, chart.columns) == (2, 2)
    assert [panel.title for panel in chart.panels] == ["One", "Two", "Three", "Four"]
    assert (chart.panels[0].x.label, chart.panels[0].y.label) == ("time", "size")


@pytest.mark.parametrize("marginal", ["box", "violin", "histogram", "rug"])
def test_marginal_panels_belong_to_the_axis_along_which_they_lie(marginal: str) -> None:
    figure = px.scatter(WEATHER, x="month", y="rain", marginal_x=marginal, marginal_y=marginal)
    chart = read(figure)
    above, main, beside = chart.panels
    assert [panel.is_marginal for panel in chart.panels] == [True, False, True]
    assert (above.x.label, beside.y.label, main.x.label) == ("month", "rain", "month")
    assert (chart.rows, chart.columns) == (1, 1)


def test_facets_of_histograms_are_not_marginal() -> None:
    chart = read(px.histogram(WEATHER, x="rain", facet_col="town", facet_row="mild"))
    assert [panel.is_marginal for panel in chart.panels] == [False] * 4


def test_titles_and_names_are_read_without_markup() -> None:
    figure = px.scatter(x=[1, 2], y=[1, 2], labels={"x": "v<sub>0</sub>", "y": "area (m<sup>2</sup>)"})
    chart = read(
        figure.update_layout(title={"text": "<b>Ins &amp; outs</b><br>of it", "subtitle": {"text": "2024"}})
    )
    assert chart.title == "Ins & outs of it, 2024"
    assert (chart.panels[0].x.label, chart.panels[0].y.label) == ("v0", "area (m²)")


def test_lines_spans_and_notes_over_a_panel() -> None:
    figure = px.line(x=[1, 10, 100], y=[1, 2, 2], log_x=True)
    figure.add_hline(y=1.5, annotation_text="goal").add_vrect(x0=2, x1=4, annotation_text="war")
    figure.add_annotation(x=1, y=2, text="peak <i>here</i>")
    figure.add_annotation(xref="paper", yref="paper", x=1, y=-0.2, text="Source: us", showarrow=False)
    panel = panel_of(figure)
    expected = [
        ReferenceLine("y", 1.5, "goal"),
        ReferenceLine("x", 2.0, "war", 4.0),
        Annotation("peak here", 10.0, 2.0),  # plotly gives the logarithm of x
        Annotation("Source: us"),
    ]
    assert str(list(panel.marks[1:])) == str(expected)  # as texts, since NaN is not equal to itself
    assert not panel.has_other_marks
    figure.add_shape(type="circle", x0=1, x1=2, y0=1, y1=2)
    assert panel_of(figure).has_other_marks


def test_first_frame_of_an_animation_is_shown() -> None:
    figure = px.bar(WEATHER, x="town", y="rain", animation_frame="month")
    assert read(figure).frame == Frame("1", 1, 3, "month")
    figure.layout.sliders[0].active = 2
    for trace, moved in zip(figure.data, figure.frames[2].data, strict=True):
        trace.update(x=moved.x, y=moved.y)
    assert read(figure).frame == Frame("3", 3, 3, "month")


def test_template_has_the_defaults_of_layout_and_traces() -> None:
    template = go.layout.Template(
        layout={"title": {"text": "House style"}, "xaxis": {"title": {"text": "week"}}, "barmode": "stack"},
        data={"bar": [{"name": "first"}, {"name": "second"}]},
    )
    chart = read(go.Figure([go.Bar(y=[1]), go.Bar(y=[2])], {"template": template}))
    bars = [mark for mark in chart.panels[0].marks if isinstance(mark, Bars)]
    assert (chart.title, chart.panels[0].x.label) == ("House style", "week")
    assert [(mark.name, mark.is_stacked) for mark in bars] == [("first", True), ("second", True)]


def test_dates_with_a_time_zone_show_their_local_time() -> None:
    (curve,) = panel_of(go.Figure(go.Scatter(x=["2024-05-01T06:00:00+09:00", "2024-05-02"], y=[1, 2]))).marks
    assert isinstance(curve, Curve)
    assert np.diff(curve.x).tolist() == [0.75]


def test_numbers_on_an_axis_of_dates_are_milliseconds() -> None:
    figure = go.Figure(go.Scatter(x=[86_400_000, 172_800_000], y=[1, 2])).update_xaxes(type="date")
    (curve,) = panel_of(figure).marks
    assert isinstance(curve, Curve)
    assert curve.x.tolist() == [1, 2]


def test_ecdf_has_a_purpose() -> None:
    assert panel_of(px.ecdf(WEATHER, x="rain")).purpose == "cumulative distribution"


def test_limits_of_both_axes_leave_points_out_and_reversed_axes_are_mentioned() -> None:
    layout = {"yaxis": {"range": [20, 0]}, "xaxis": {"range": [0, 3]}}
    trace = {"type": "scatter", "mode": "lines", "x": [0, 1, 2, 3, 4], "y": [2, 4, 90, 6, 8]}
    text = describe_chart(chart_of({"data": [trace], "layout": layout}), "normal")
    assert "2 of 5 points lie outside the axes" in str(text)
    assert "he vertical axis is reversed" in str(text)
