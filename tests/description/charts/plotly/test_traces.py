"""The marks that plotly's traces are read into."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest

from ipytts.description.charts.model import (
    AreaBetween,
    Bars,
    BoxSummary,
    Curve,
    Encoding,
    HeatMap,
    Histogram,
    Intervals,
    OtherMark,
    Points,
    RGBImage,
    UnbinnedHistogram,
    Waterfall,
)
from ipytts.description.charts.plotly.figures import chart_of
from tests.helpers.plotly_marks import TOWNS, chart, marks, same, the_mark


def test_bars_of_a_timeline_begin_and_end_on_dates() -> None:
    jobs = pd.DataFrame(
        {"job": ["Paint", "Paint"], "from": ["2023-05-01", "2023-06-01"], "to": ["2023-05-11", "2023-06-03"]}
    )
    (bars,) = marks(px.timeline(jobs, x_start="from", x_end="to", y="job"))
    assert isinstance(bars, Bars)
    assert bars.is_horizontal
    assert bars.starts is not None
    same(bars.positions, [0, 0])  # one row with two bars
    same(np.subtract(bars.values, bars.starts), [10, 2])
    assert np.datetime64("1970-01-01") + int(bars.starts[1]) == np.datetime64("2023-06-01")


def test_bars_with_a_base_end_above_it_and_are_not_stacked() -> None:
    bars = the_mark(go.Bar(x=["a", "b"], y=[3, 4], base=[1, -2]))
    same(bars.starts, [1, -2])
    same(bars.values, [4, 2])
    assert the_mark(go.Bar(y=[3, 4], base=0)).starts is None


def test_bars_of_one_trace_at_one_position_are_stacked_unless_they_are_overlaid() -> None:
    bar = go.Bar(x=["a", "a", "b"], y=[1, 4, 2])
    same(the_mark(bar).values, [5, 2])
    same(the_mark(bar, barmode="overlay").values, [4, 2])


@pytest.mark.parametrize(
    ("mode", "lengths", "expected"),
    [
        ("stack", ([1, 3], [3, 1]), ([25, 75], [75, 25])),
        ("relative", ([1, -2], [3, 5]), ([25, -100], [75, 100])),
    ],
)
def test_normalized_bars_are_percentages(mode: str, lengths: Any, expected: Any) -> None:
    one, other = (
        chart(*(go.Bar(x=["a", "b"], y=y, name=str(y)) for y in lengths), barmode=mode, barnorm="percent")
        .panels[0]
        .marks
    )
    assert isinstance(one, Bars)
    assert isinstance(other, Bars)
    assert one.is_stacked
    same(one.values, expected[0])
    same(other.values, expected[1])


def test_error_bars_keep_to_their_bars_and_may_be_percentages() -> None:
    bars = the_mark(
        go.Bar(x=["b", "a"], y=[10, 20], error_y={"type": "percent", "value": 50, "valueminus": 10})
    )
    same(bars.low, [9, 18])
    same(bars.high, [15, 30])


def test_waterfall_has_changes_and_totals() -> None:
    waterfall = the_mark(
        go.Waterfall(
            x=["May", "rent", "wages", "June"],
            measure=["absolute", "relative", "relative", "total"],
            y=[40, -15, 22, None],
        )
    )
    assert isinstance(waterfall, Waterfall)
    same(waterfall.changes, [40, -15, 22, 47])
    assert waterfall.are_totals.tolist() == [True, False, False, True]


def test_points_without_a_line_with_error_bars_are_intervals() -> None:
    upright = the_mark(
        go.Scatter(x=["a", "b"], y=[5, 6], mode="markers", error_y={"array": [1, 2], "arrayminus": [2, 1]})
    )
    assert isinstance(upright, Intervals)
    assert not upright.is_horizontal
    same([upright.low, upright.high], [[3, 5], [6, 8]])
    flat = the_mark(
        go.Scatter(x=[0.4, -1], y=["a", "b"], mode="markers", error_x={"type": "constant", "value": 0.1})
    )
    assert isinstance(flat, Intervals)
    assert flat.is_horizontal
    same(flat.values, [0.4, -1])
    same([flat.positions, flat.low], [[0, 1], [0.3, -1.1]])


@pytest.mark.parametrize(
    ("trace", "form"),
    [
        (go.Scatter(x=[1, 2, 3], y=[4, 5, 6]), "line"),
        (go.Scatter(x=[1, 2, 3], y=[4, 5, 6], line_shape="hv"), "steps"),
        (go.Scatter(x=[1, 3, 2], y=[4, 5, 6], mode="lines"), "path"),
        (go.Scatter(x=[1, 2], y=[4, 5], fill="tozeroy"), "area"),
        (go.Scatter(x=[1, 2], y=[4, 5], stackgroup="one"), "stacked area"),
    ],
)
def test_lines_have_the_form_that_is_drawn(trace: Any, form: str) -> None:
    assert the_mark(trace).form == form


def test_gaps_stay_unless_the_figure_connects_them() -> None:
    assert np.isnan(the_mark(go.Scatter(x=[1, 2, 3], y=[1, None, 3])).y[1])
    same(the_mark(go.Scatter(x=[1, 2, 3], y=[1, None, 3], connectgaps=True)).y, [1, 3])


def test_normalized_areas_are_percentages() -> None:
    traces = [go.Scatter(x=[1, 2], y=y, stackgroup="a", groupnorm="percent") for y in ([1, 3], [3, 1])]
    same([mark.y for mark in chart(*traces).panels[0].marks if isinstance(mark, Curve)], [[25, 75], [75, 25]])


def test_area_between_invisible_lines_is_the_band_of_the_line_in_it() -> None:
    x = [1, 2, 3]
    edge = {"mode": "lines", "line": {"width": 0}}
    (line,) = (
        chart(
            go.Scatter(x=x, y=[2, 3, 4], name="mean"),
            go.Scatter(x=x, y=[3, 4, 6], showlegend=False, **edge),
            go.Scatter(x=x, y=[1, 1, 2], fill="tonexty", name="95 % interval", **edge),
        )
        .panels[0]
        .marks
    )
    assert isinstance(line, Curve)
    assert line.low is not None
    assert (line.name, line.band, line.band_name) == ("mean", "band", "95 % interval")
    same([line.low, line.high], [[1, 1, 2], [3, 4, 6]])


def test_area_there_and_back_is_a_band_too() -> None:
    invisible = {"line_color": "rgba(255,255,255,0)", "fill": "toself", "name": "range"}
    (line,) = (
        chart(
            go.Scatter(x=[1, 2, 3, 3, 2, 1], y=[4, 5, 6, 2, 1, 0], **invisible),
            go.Scatter(x=[1, 2, 3], y=[2, 3, 3]),
        )
        .panels[0]
        .marks
    )
    assert isinstance(line, Curve)
    assert line.band_name == "range"
    same([line.low, line.high], [[0, 1, 2], [4, 5, 6]])


def test_area_between_two_lines_stands_beside_them() -> None:
    supply, area, demand = (
        chart(
            go.Scatter(x=[1, 2, 3], y=[3, 4, 5], name="supply"),
            go.Scatter(x=[1, 2, 3], y=[6, 4, 1], name="demand", fill="tonexty"),
        )
        .panels[0]
        .marks
    )
    assert isinstance(supply, Curve)
    assert isinstance(demand, Curve)
    assert isinstance(area, AreaBetween)
    same([area.low, area.high], [[3, 4, 1], [6, 4, 5]])
    assert (supply.low, supply.name, demand.name, area.name) == (None, "supply", "demand", "")


def test_trend_line_is_named_after_its_method() -> None:
    trend = {
        "hovertemplate": "<b>OLS trendline</b><br>weight = 2 * height + 1<br>R<sup>2</sup>=0.9<extra></extra>"
    }
    points, line = (
        chart(
            go.Scatter(x=[1, 2], y=[3, 5], mode="markers", name="cats"),
            go.Scatter(x=[1, 2], y=[3, 5], mode="lines", name="cats", showlegend=False, **trend),
        )
        .panels[0]
        .marks
    )
    assert isinstance(points, Points)
    assert isinstance(line, Curve)
    assert line.name == "OLS trendline, cats"


def test_sizes_and_colors_of_points_have_labels() -> None:
    (panel,) = chart_of(px.scatter(TOWNS, x="lon", y="lat", size="people", color="lon").to_dict()).panels
    assert panel.color_label == "lon"
    assert panel.encodings == [Encoding("size", "people", low=8, high=336)]


def test_polar_traces_have_angles_in_degrees_or_categories() -> None:
    wind = {"r": [3, 1, 2], "theta": ["N", "E", "S"]}
    (bars,) = marks(px.bar_polar(wind, r="r", theta="theta"))
    assert isinstance(bars, Bars)
    (panel,) = chart(go.Scatterpolar(r=[1, 2], theta=[0, np.pi], thetaunit="radians", mode="markers")).panels
    (points,) = panel.marks
    assert isinstance(points, Points)
    assert panel.is_polar
    assert panel.x.label == "angle (°)"
    same(points.x, [0, 180])


def test_polar_bars_are_stacked_by_default() -> None:
    traces = [go.Barpolar(r=[1, 2], theta=["N", "E"], name=name) for name in "ab"]
    assert all(isinstance(mark, Bars) and mark.is_stacked for mark in chart(*traces).panels[0].marks)


def test_prices_have_four_values_a_day() -> None:
    prices = the_mark(
        go.Ohlc(x=["2021-03-01", "2021-03-02"], open=[5, 6], high=[8, 9], low=[4, 5], close=[6, 7])
    )
    assert prices.form == "prices"
    same([prices.opening, prices.low, prices.high, prices.y], [[5, 6], [4, 5], [8, 9], [6, 7]])


def test_box_covers_everything_where_it_has_no_points() -> None:
    values = [1, 2, 3, 4, 50]
    assert the_mark(go.Box(y=values)).outliers.tolist() == [50]
    assert the_mark(go.Box(y=values, boxpoints=False)).high == 50


@pytest.mark.parametrize(
    ("method", "quartiles"), [("linear", (2.75, 15.75)), ("inclusive", (3, 11)), ("exclusive", (2.5, 20.5))]
)
def test_box_has_the_quartiles_of_its_method(method: str, quartiles: tuple[float, float]) -> None:
    box = the_mark(go.Box(y=[1, 2, 4, 8, 9, 11, 30, 3, 90], quartilemethod=method))
    assert (box.lower_quartile, box.upper_quartile) == quartiles  # as plotly.js 4.1 computes them


def test_whisker_does_not_end_inside_the_box() -> None:
    box = the_mark(go.Box(y=[1, 2, 2.5, 7, 30]))
    assert box.high == box.upper_quartile


def test_box_may_have_given_quartiles() -> None:
    one, _ = (
        chart(go.Box(x=["u", "v"], q1=[1, 2], median=[2, 3], q3=[3, 4], lowerfence=[0, 1], upperfence=[5, 6]))
        .panels[0]
        .marks
    )
    assert isinstance(one, BoxSummary)
    assert not one.is_horizontal
    assert (one.name, one.low, one.lower_quartile, one.median, one.high) == ("u", 0, 1, 2, 5)


def test_strips_and_rugs_are_no_boxes() -> None:
    (strip,) = marks(px.strip(TOWNS, y="people"))
    assert (strip.form, strip.count) == ("strip", 4)


def test_matrix_may_be_given_cell_by_cell() -> None:
    heat = the_mark(
        go.Heatmap(x=["a", "b", "a"], y=["u", "u", "v"], z=[1, 2, 3], colorbar={"title": {"text": "rain"}})
    )
    assert isinstance(heat, HeatMap)
    assert (heat.rows, heat.columns, heat.label) == (
        ["u", "v"],
        ["a", "b"],
        "rain",
    )
    same(heat.values, [[1, 2], [3, np.nan]])


def test_density_heat_map_of_categories_is_aggregated() -> None:
    frame = {"day": ["x", "x", "y"], "place": ["p", "p", "q"], "fee": [2, 4, 5]}
    (heat,) = marks(px.density_heatmap(frame, x="day", y="place", z="fee", histfunc="avg"))
    assert heat.label == "avg of fee"
    same(heat.values, [[3, np.nan], [np.nan, 5]])


def test_image_in_a_data_url_has_its_size() -> None:
    (image,) = marks(px.imshow(np.zeros((4, 7, 3), np.uint8), binary_string=True))
    assert image == RGBImage(7, 4)


def test_histogram_of_dates_has_no_bins_of_ours() -> None:
    assert isinstance(the_mark(go.Histogram(x=["2024-01-01", "2024-03-01"])), UnbinnedHistogram)


def test_histogram_of_means_is_a_bar_chart_of_them() -> None:
    (bars,) = marks(px.histogram({"x": ["a", "a", "b"], "y": [2, 4, 7]}, x="x", y="y", histfunc="avg"))
    assert isinstance(bars, Bars)
    same(bars.values, [3, 7])


def test_cumulative_histogram_is_read_as_one() -> None:
    histogram = the_mark(go.Histogram(x=[1, 2, 2, 3], cumulative_enabled=True))
    assert isinstance(histogram, Histogram)
    assert histogram.is_cumulative
    same(histogram.heights, [1, 3, 4])


def test_unknown_trace_has_its_plain_name() -> None:
    assert the_mark(go.Scatterternary(a=[1], b=[2], c=[3])) == OtherMark("ternary plot")
