"""The model of Altair's charts: which marks are read, and with which values."""

# ruff: noqa: PD011 - the values of marks are arrays

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from ipytts.description.charts import model
from ipytts.description.charts.vega.altair import _spec_and_frames
from ipytts.description.charts.vega.views import chart_of
from tests.helpers.vega_drawing import drawn_rows

_RANDOM = np.random.default_rng(3)
_TRIPS = pd.DataFrame(
    {
        "line": _RANDOM.choice(["red", "blue", "green"], 120),
        "direction": _RANDOM.choice(["in", "out"], 120),
        "hour": _RANDOM.integers(6, 23, 120),
        "riders": _RANDOM.poisson(40, 120).astype(float),
        "delay": _RANDOM.gamma(2, 3, 120).round(2),
        "start": pd.date_range("2023-03-01", periods=120, freq="61h"),
    }
)
_WORKS = pd.DataFrame({"task": ["dig", "pave", "paint"], "first": [0, 4, 9], "last": [4, 9, 10]})


def _chart(chart: Any) -> model.Chart:
    return chart_of(*_spec_and_frames(chart))


def _panel(chart: Any) -> Any:
    (panel,) = _chart(chart).panels
    return panel


def test_bars_with_two_ends_begin_at_the_first_one() -> None:
    panel = _panel(
        alt.Chart(_WORKS).mark_bar().encode(x="first:Q", x2="last:Q", y=alt.Y("task:N", sort=None))
    )
    (bars,) = panel.marks
    assert bars.is_horizontal
    assert (bars.starts.tolist(), bars.values.tolist()) == ([0, 4, 9], [4, 9, 10])
    assert [panel.y.categories[at] for at in bars.positions.tolist()] == ["dig", "pave", "paint"]
    assert panel.x.label == "first and last"


@pytest.mark.parametrize("extent", ["stderr", "stdev", "iqr"])
def test_error_bars_have_the_ends_that_vega_draws(extent: Any) -> None:
    chart = alt.Chart(_TRIPS).mark_errorbar(extent=extent).encode(x="line:N", y="delay:Q")
    (intervals,) = _panel(chart).marks
    (rows,) = drawn_rows([(chart, ["lower_delay", "upper_delay"])])
    assert sorted(zip(intervals.low, intervals.high, strict=True)) == [pytest.approx(r) for r in sorted(rows)]
    assert intervals.interval_name


def test_error_bars_belong_to_the_bars_and_points_beneath_them() -> None:
    base = alt.Chart(_TRIPS).encode(x="line:N")
    error_bars = base.mark_errorbar(extent="stdev").encode(y="delay:Q")
    (bars,) = _panel(base.mark_bar().encode(y="mean(delay)") + error_bars).marks
    assert np.all((bars.low < bars.values) & (bars.values < bars.high))
    (intervals,) = _panel(error_bars + base.mark_point().encode(y="mean(delay)")).marks
    assert intervals.values == pytest.approx(_TRIPS.groupby("line").delay.mean().to_numpy())


def test_a_rule_between_two_values_is_an_interval() -> None:
    chart = alt.Chart(_TRIPS).mark_rule().encode(y="line:N", x="min(delay):Q", x2="max(delay):Q")
    (intervals,) = _panel(chart).marks
    expected = _TRIPS.groupby("line").delay.agg(["min", "max"])
    assert intervals.is_horizontal
    assert (intervals.low.tolist(), intervals.high.tolist()) == (
        expected["min"].tolist(),
        expected["max"].tolist(),
    )


def test_a_line_with_an_error_band_is_one_curve() -> None:
    base = alt.Chart(_TRIPS).encode(x="hour:Q")
    (curve,) = _panel(
        base.mark_errorband().encode(y="delay:Q") + base.mark_line().encode(y="mean(delay):Q")
    ).marks
    assert curve.band_name == "standard error"
    assert np.all(curve.low <= curve.high)


def test_an_area_with_two_edges_lies_between_them() -> None:
    chart = alt.Chart(_TRIPS).mark_area().encode(x="hour:Q", y="min(delay):Q", y2="max(delay):Q")
    (area,) = _panel(chart).marks
    expected = _TRIPS.groupby("hour").delay.agg(["min", "max"])
    assert isinstance(area, model.AreaBetween)
    assert (area.low.tolist(), area.high.tolist()) == (expected["min"].tolist(), expected["max"].tolist())


def test_bars_of_the_same_place_are_stacked_unless_stack_is_none() -> None:
    data = pd.DataFrame({"shop": ["a", "a", "b"], "sales": [3, 5, 4]})
    for stack, total in ((alt.Undefined, 8), (None, 5)):
        (bars,) = _panel(alt.Chart(data).mark_bar().encode(x="shop", y=alt.Y("sales", stack=stack))).marks
        assert bars.values.tolist() == [total, 4]


def test_normalized_bars_are_shares_in_percent() -> None:
    chart = (
        alt.Chart(_TRIPS)
        .mark_bar()
        .encode(x=alt.X("sum(riders)", stack="normalize"), y="line", color="direction")
    )
    panel = _panel(chart)
    expected = _TRIPS.pivot_table(index="line", columns="direction", values="riders", aggfunc="sum")
    expected = 100 * expected.div(expected.sum(axis=1), axis=0)
    for bars in panel.marks:
        assert bars.values == pytest.approx(expected[bars.name].to_numpy())
    assert panel.x.label.endswith("(%)")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("ascending", ["blue", "green", "red"]),
        ("descending", ["red", "green", "blue"]),
        (["green", "red"], ["green", "red", "blue"]),
        ("-y", None),
        (alt.EncodingSortField("delay", op="max", order="ascending"), "max"),
    ],
)
def test_categories_are_in_the_order_of_the_axis(sort: Any, order: Any) -> None:
    chart = alt.Chart(_TRIPS).mark_bar().encode(x=alt.X("line:N", sort=sort), y="sum(riders):Q")
    if order is None:
        order = _TRIPS.groupby("line").riders.sum().sort_values(ascending=False).index.tolist()
    elif order == "max":
        order = _TRIPS.groupby("line").delay.max().sort_values().index.tolist()
    assert list(_panel(chart).x.categories.values()) == order


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (
            "month",
            [
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
        ),
        ("quarter", ["first quarter", "second quarter", "third quarter", "fourth quarter"]),
        ("day", ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]),
    ],
)
def test_parts_of_dates_are_spoken_by_their_names(unit: str, names: list[str]) -> None:
    data = _TRIPS[_TRIPS.start < "2024"]
    chart = alt.Chart(data).mark_bar().encode(x=f"{unit}(start):O", y="count()")
    panel = _panel(chart)
    (bars,) = panel.marks
    assert [panel.x.categories[at] for at in bars.positions.tolist()] == names
    (rows,) = drawn_rows([(chart, [f"{unit}_start", "__count"])])
    assert bars.values.tolist() == [count for _, count in sorted(rows)]


def test_circles_in_a_grid_are_read_as_a_table_of_their_sizes() -> None:
    (grid,) = _panel(
        alt.Chart(_TRIPS).mark_circle().encode(x="direction:N", y="line:N", size="count()")
    ).marks
    assert grid.form == "bubble plot"
    assert grid.values.tolist() == pd.crosstab(_TRIPS.line, _TRIPS.direction).to_numpy().tolist()


def test_colors_that_repeat_the_position_are_no_groups() -> None:
    (bars,) = _panel(alt.Chart(_TRIPS).mark_bar().encode(x="line", y="mean(delay)", color="line")).marks
    assert (bars.name, bars.is_stacked, bars.values.size) == ("", False, 3)


def test_layers_with_scales_of_their_own_are_twins() -> None:
    base = alt.Chart(_TRIPS).encode(x="hour:Q")
    layers = alt.layer(base.mark_line().encode(y="mean(delay)"), base.mark_bar().encode(y="sum(riders)"))
    panel = _panel(layers.resolve_scale(y="independent"))
    assert [type(mark) for mark in panel.marks] == [model.Curve]
    assert [type(mark) for twin in panel.twins for mark in twin.marks] == [model.Bars]


def test_layers_with_other_categories_share_one_axis() -> None:
    late = pd.DataFrame({"line": ["green", "yellow"], "delay": [30.0, 40.0]})
    bars = alt.Chart(_TRIPS).mark_bar().encode(x="line:N", y="max(delay):Q")
    panel = _panel(bars + alt.Chart(late).mark_point().encode(x="line:N", y="delay:Q"))
    points = panel.marks[1]
    assert [panel.x.categories[at] for at in points.x.tolist()] == ["green", "yellow"]


def test_a_selection_filters_by_its_first_value_only() -> None:
    chosen = alt.selection_point(fields=["line"], value=[{"line": "red"}])
    empty = alt.selection_point(fields=["line"])
    base = alt.Chart(_TRIPS).mark_point().encode(x="hour:Q", y="delay:Q")
    for selection, count in ((chosen, int((_TRIPS.line == "red").sum())), (empty, len(_TRIPS))):
        (points,) = _panel(base.add_params(selection).transform_filter(selection)).marks
        assert points.x.size == count


def test_values_of_variables_are_used_in_expressions() -> None:
    least = alt.param(name="least", value=9, bind=alt.binding_range(min=0, max=20))
    chart = alt.Chart(_TRIPS).mark_point().encode(x="hour:Q", y="delay:Q").add_params(least)
    (points,) = _panel(chart.transform_filter("datum.delay > least")).marks
    assert points.y.size == int((_TRIPS.delay > 9).sum())


def test_limits_and_logarithms_of_scales_are_kept() -> None:
    x = alt.X("delay:Q", scale=alt.Scale(type="log", domain=[1, 20]))
    panel = _panel(alt.Chart(_TRIPS).mark_point().encode(x=x, y="riders:Q"))
    assert (panel.x.is_log, panel.x.limits) == (True, (1, 20))
    assert panel.y.limits is None


def test_points_on_a_map_keep_their_coordinates() -> None:
    places = pd.DataFrame({"place": ["A", "B"], "lon": [8.5, 13.4], "lat": [47.4, 52.5], "people": [4, 37]})
    chart = (
        alt.Chart(places)
        .mark_circle()
        .encode(longitude="lon:Q", latitude="lat:Q", size="people:Q", tooltip="place:N")
    )
    (points,) = _panel(chart).marks
    assert (points.longitudes.tolist(), points.latitudes.tolist()) == ([8.5, 13.4], [47.4, 52.5])
    assert (list(points.names), points.values.tolist(), points.label) == (["A", "B"], [4, 37], "people")


def test_whiskers_reach_to_the_extremes_if_the_chart_asks_for_it() -> None:
    data = pd.DataFrame({"value": [*range(20), 100]})
    (wide,) = _panel(alt.Chart(data).mark_boxplot(extent="min-max").encode(y="value:Q")).marks
    (narrow,) = _panel(alt.Chart(data).mark_boxplot().encode(y="value:Q")).marks
    assert (wide.high, wide.outliers.size) == (100, 0)
    assert (narrow.high, narrow.outliers.tolist()) == (19, [100])


def test_marks_that_are_not_read_are_mentioned_beside_others() -> None:
    base = alt.Chart(_WORKS).encode(x="first:Q", y="last:Q")
    panel = _panel(base.mark_line() + base.mark_rule())
    assert [type(mark) for mark in panel.marks] == [model.Curve]
    assert panel.has_other_marks


def test_bodies_and_wicks_on_dates_are_prices() -> None:
    prices = pd.DataFrame(
        {
            "day": pd.date_range("2024-05-06", periods=3),
            "open": [3, 4, 6],
            "close": [4, 6, 5],
            "low": [2, 4, 4],
            "high": [5, 7, 6],
        }
    )
    base = alt.Chart(prices).encode(x="day:T")
    wicks, bodies = (
        base.mark_rule().encode(y="low:Q", y2="high:Q"),
        base.mark_bar().encode(y="open:Q", y2="close:Q"),
    )
    (curve,) = _panel(wicks + bodies).marks
    assert curve.form == "prices"
    for values, name in (
        (curve.opening, "open"),
        (curve.y, "close"),
        (curve.low, "low"),
        (curve.high, "high"),
    ):
        assert values.tolist() == prices[name].tolist()


def test_dates_as_browsers_read_them_are_dates() -> None:
    data = pd.DataFrame({"day": ["Jan 2 2024", "Mar 1 2024"], "sales": [3, 4]})
    panel = _panel(alt.Chart(data).mark_line().encode(x="day:T", y="sales:Q"))
    days = (pd.to_datetime(data.day) - pd.Timestamp("1970-01-01")) / pd.Timedelta("1D")
    assert (panel.x.kind, panel.marks[0].x.tolist()) == ("date", days.tolist())


def test_many_lines_across_categories_are_parallel_coordinates() -> None:
    data = pd.DataFrame({"run": range(40), "speed": np.arange(40.0), "cost": np.arange(40.0)[::-1]})
    chart = (
        alt.Chart(data)
        .transform_fold(["speed", "cost"])
        .mark_line()
        .encode(x=alt.X("key:N", sort=None), y="value:Q", detail="run:N")
    )
    (lines,) = _panel(chart).marks
    assert (list(lines.names), len(lines.columns)) == (["speed", "cost"], 2)
    assert sorted(lines.columns[0].tolist()) == data.speed.tolist()
