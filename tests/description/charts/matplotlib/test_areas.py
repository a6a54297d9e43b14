"""What panels hold of filled areas: below lines, around them, between two of them, and in pieces."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.model import AreaBetween, BoxSummary, Curve, OtherMark, ReferenceLine
from tests.helpers.chart_marks import column, marks_of, only_mark

_X = np.arange(12.0)


def test_an_area_between_two_lines_stays_apart_from_both() -> None:
    for gap in (8 - 2 * _X, 30 - _X / 2):  # the lines cross, or do not
        axes = Figure().subplots()
        axes.plot(_X, _X, label="rent")
        axes.plot(_X, _X + gap, label="wage")
        axes.fill_between(_X, _X, _X + gap, alpha=0.3)
        axes.legend()
        panel = read_panel(axes)
        (area,) = marks_of(panel, AreaBetween)
        assert column(area, "low") == np.minimum(_X, _X + gap).tolist()
        curves = marks_of(panel, Curve)
        assert [(curve.name, curve.form, curve.low) for curve in curves] == [
            ("rent", "line", None),
            ("wage", "line", None),
        ]
        assert area.name == ""


def test_an_area_from_a_base_belongs_to_its_line_on_both_sides_of_it() -> None:
    axes = Figure().subplots()
    axes.plot(_X, 5 - _X)
    axes.fill_between(_X, 5 - _X)
    curve = only_mark(axes, Curve)
    assert (curve.form, column(curve, "y")) == ("area", (5 - _X).tolist())


def test_an_area_where_something_holds_has_gaps() -> None:
    axes = Figure().subplots()
    y = np.array([0.0, 2, 3, 2, -1, -2, -1, 1, 2, 1, 0, -1])
    axes.plot(_X, y)
    axes.fill_between(_X, y, where=y > 0)
    panel = read_panel(axes)
    (area,), (curve,) = marks_of(panel, AreaBetween), marks_of(panel, Curve)
    assert curve.form == "line"
    assert np.isnan(area.x).sum() == 1
    assert set(area.x[np.isfinite(area.x)]) == {1, 2, 3, 7, 8, 9}


def test_a_band_belongs_to_the_line_inside_it_and_stays_alone_without_one() -> None:
    axes = Figure().subplots()
    axes.fill_between(_X, _X - 2, _X + 1, label="range")
    band = only_mark(axes, AreaBetween)
    assert (band.name, column(band, "high")) == ("range", (_X + 1).tolist())
    axes.plot(_X, _X)
    curve = only_mark(axes, Curve)
    assert (column(curve, "low"), curve.band_name) == ((_X - 2).tolist(), "range")


def test_stacked_areas_stay_a_stack_for_each_baseline() -> None:
    for baseline in ("zero", "sym", "wiggle"):
        axes = Figure().subplots()
        axes.stackplot(_X, [_X + 1, 2 * _X + 3], labels=["a", "b"], baseline=baseline)
        found = {curve.name: column(curve, "y") for curve in marks_of(axes, Curve)}
        assert found == {"a": (_X + 1).tolist(), "b": (2 * _X + 3).tolist()}
        assert {curve.form for curve in marks_of(axes, Curve)} == {"stacked area"}


def test_shapes_that_are_no_areas_below_a_line_are_named() -> None:
    axes = Figure().subplots()
    axes.fill_betweenx(_X, np.sin(_X), np.sin(_X) + 2)
    assert "area" in only_mark(axes, OtherMark).phrase
    axes = Figure().subplots()
    axes.tripcolor([0, 1, 0, 1], [0, 0, 1, 1], [1, 2, 3, 4])
    assert only_mark(axes, OtherMark).phrase == "drawing of 2 shapes"


def test_violins_are_still_violins() -> None:
    axes = Figure().subplots()
    axes.violinplot([np.random.default_rng(1).normal(size=50)])
    assert isinstance(only_mark(axes, BoxSummary), BoxSummary)


def test_a_band_with_a_gap_belongs_to_its_line() -> None:
    axes = Figure().subplots()
    low, high = _X - 2, _X + 2
    low[5] = np.nan
    axes.fill_between(_X, low, high)
    axes.plot(_X, _X)
    curve = only_mark(axes, Curve)
    assert np.isnan(curve.low[5])
    assert column(curve, "high")[6] == 8


def test_an_area_between_two_levels_is_a_span_beside_a_line() -> None:
    axes = Figure().subplots()
    axes.plot([1, 2, 3, 4], [60, 75, 64, 81], label="pulse")
    axes.fill_between([1, 2, 3, 4], [50] * 4, [70] * 4, label="rest")
    (span,) = marks_of(axes, ReferenceLine)
    assert (span.axis, span.value, span.end, span.name) == ("y", 50, 70, "rest")
    assert len(marks_of(axes, Curve)) == 1


def test_an_area_from_a_level_that_is_not_the_base_lies_between_two_lines() -> None:
    axes = Figure().subplots()
    axes.fill_between([1, 2, 3, 4], [22, 25, 29, 31], 20)
    assert only_mark(axes, AreaBetween).low.tolist() == [20] * 4
    axes = Figure().subplots()
    axes.fill_between([1, 2, 3, 4], [22, 25, 29, 31], 20)
    axes.set_ylim(20, 35)
    assert only_mark(axes, Curve).form == "area"


@pytest.mark.parametrize("is_horizontal", [False, True])
def test_lines_across_violins_have_values_of_their_axis(*, is_horizontal: bool) -> None:
    axes = Figure().subplots()
    samples = [np.linspace(0, 1, 50) ** 2 * 9, np.linspace(0, 1, 50) ** 2 * 7]
    axes.violinplot(samples, orientation="horizontal" if is_horizontal else "vertical", showmedians=True)
    violins = marks_of(axes, BoxSummary)
    assert {violin.is_horizontal for violin in violins} == {is_horizontal}
    assert np.allclose([v.center_line for v in violins], [np.median(sample) for sample in samples])
    axes = Figure().subplots()
    axes.violinplot(samples[0], orientation="horizontal" if is_horizontal else "vertical")
    assert np.isnan(marks_of(axes, BoxSummary)[0].center_line)
