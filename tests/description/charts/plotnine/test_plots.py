"""Plots of plotnine are read from the data of their layers, and stay as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from plotly.data import tips
from plotnine import (
    aes,
    coord_cartesian,
    coord_flip,
    facet_wrap,
    geom_abline,
    geom_bar,
    geom_boxplot,
    geom_col,
    geom_density,
    geom_errorbar,
    geom_hline,
    geom_jitter,
    geom_line,
    geom_point,
    geom_rect,
    geom_smooth,
    geom_text,
    geom_violin,
    ggplot,
    labs,
    position_fill,
    scale_x_log10,
    scale_y_continuous,
    scale_y_reverse,
    stat_ecdf,
)

from ipytts import describe
from ipytts.description.charts.model import Bars, Curve, Intervals, OtherMark, Panel, Points, ReferenceLine
from ipytts.description.charts.plotnine import building
from ipytts.description.charts.plotnine.plots import chart_of

SHOPS = pd.DataFrame(
    {
        "shop": ["north", "south", "east"] * 2,
        "year": [2023] * 3 + [2024] * 3,
        "sales": [10.0, 20, 30, 15, 25, 5],
        "error": [1.0, 2, 3, 1, 2, 3],
    }
)


def panel(plot: Any) -> Panel:
    (only,) = chart_of(plot).panels
    return only


def the_mark(plot: Any) -> Any:
    (mark,) = panel(plot).marks
    return mark


def test_describe_changes_neither_the_plot_nor_random_numbers() -> None:
    plot = ggplot(tips(), aes("day", "tip")) + geom_boxplot() + geom_jitter() + coord_flip()
    np.random.seed(3)  # noqa: NPY002 - the one that plotnine uses
    state = np.random.get_state()[1].tolist()  # type: ignore[index]  # noqa: NPY002
    labels, positions = str(plot.labels), [layer.position for layer in plot.layers]
    words = describe(plot)
    assert describe(plot) == words
    assert np.random.get_state()[1].tolist() == state  # type: ignore[index]  # noqa: NPY002
    assert str(plot.labels) == labels
    assert [layer.position for layer in plot.layers] == positions
    assert not hasattr(plot, "figure")


def test_a_plot_that_was_drawn_has_the_same_words() -> None:
    import matplotlib.pyplot as plt

    plot = ggplot(SHOPS, aes("shop", "sales")) + geom_col() + coord_flip()
    words = describe(plot)
    plot.draw()
    plt.close("all")
    assert describe(plot) == words
    assert "of sales by shop" in words


def test_marks_stand_at_their_categories_wherever_they_are_drawn() -> None:
    first, second = panel(
        ggplot(SHOPS, aes("shop", "sales", fill="factor(year)")) + geom_col(position="dodge")
    ).marks
    assert isinstance(first, Bars)
    assert isinstance(second, Bars)
    assert (first.name, second.name) == ("2023", "2024")
    assert first.positions.tolist() == [1, 2, 3]
    assert second.values.tolist() == [5, 15, 25]  # noqa: PD011 - of a mark
    assert not first.is_stacked


def test_bars_are_stacked_by_default_and_filled_bars_show_shares() -> None:
    plot = ggplot(SHOPS, aes("shop", "sales", fill="factor(year)"))
    stacked = panel(plot + geom_col())
    assert all(isinstance(mark, Bars) and mark.is_stacked for mark in stacked.marks)
    assert stacked.legend_title == "year"
    filled = panel(plot + geom_col(position=position_fill()))
    values = np.array([mark.values for mark in filled.marks if isinstance(mark, Bars)])  # noqa: PD011 - of a mark
    np.testing.assert_allclose(values.sum(axis=0), 1)
    assert (filled.y.label, filled.y.percent_of) == ("share of sales", 1)


def test_colors_that_repeat_the_categories_are_no_groups() -> None:
    bars = the_mark(ggplot(tips(), aes("day", fill="day")) + geom_bar())
    assert bars.name == ""
    assert bars.values.tolist() == [19, 87, 76, 62]  # noqa: PD011 - Friday to Thursday


def test_values_on_transformed_scales_are_those_of_the_data() -> None:
    logs = panel(ggplot(SHOPS, aes("sales", "error")) + geom_point() + scale_x_log10())
    (points,) = logs.marks
    assert isinstance(points, Points)
    np.testing.assert_allclose(points.x, SHOPS.sales)
    assert logs.x.is_log
    turned = panel(ggplot(SHOPS, aes("sales", "error")) + geom_point() + scale_y_reverse())
    (points,) = turned.marks
    assert isinstance(points, Points)
    assert points.y.tolist() == SHOPS.error.tolist()
    assert turned.y.is_reversed


def test_coordinates_clip_and_flip() -> None:
    line = ggplot(SHOPS[:3], aes("sales", "error")) + geom_line() + coord_cartesian(xlim=(0, 25))
    assert panel(line).x.limits == (0, 25)
    assert "1 of 3 points lies outside the axes" in describe(line)
    flipped = panel(ggplot(SHOPS[:3], aes("shop", "sales")) + geom_col() + coord_flip())
    (bars,) = flipped.marks
    assert isinstance(bars, Bars)
    assert bars.is_horizontal
    assert (flipped.x.label, flipped.y.kind) == ("sales", "category")


def test_error_bars_belong_to_their_bars() -> None:
    errors = geom_errorbar(aes(ymin="sales - error", ymax="sales + error"))
    bars = the_mark(ggplot(SHOPS[:3], aes("shop", "sales")) + geom_col() + errors)
    assert isinstance(bars, Bars)
    assert bars.high is not None
    assert bars.high.tolist() == [33, 11, 22]
    interval = the_mark(ggplot(SHOPS[:3], aes("shop", "sales")) + geom_point() + errors)
    assert isinstance(interval, Intervals)
    assert interval.values.tolist() == [30, 10, 20]  # noqa: PD011 - of a mark


def test_lines_across_the_panel_are_reference_lines() -> None:
    marks = panel(
        ggplot(SHOPS, aes("sales", "error"))
        + geom_point()
        + geom_hline(yintercept=2.5)
        + geom_abline()
        + geom_rect(aes(xmin=10, xmax=12, ymin=-np.inf, ymax=np.inf))
    ).marks
    lines = [mark for mark in marks if isinstance(mark, ReferenceLine)]
    assert (lines[0].axis, lines[0].value) == ("y", 2.5)
    assert lines[1].axis == "diagonal"
    assert (lines[2].axis, lines[2].value, lines[2].end) == ("x", 10, 12)


def test_texts_that_repeat_values_are_no_notes() -> None:
    plot = ggplot(SHOPS[:3], aes("shop", "sales")) + geom_col() + geom_text(aes(label="sales"))
    assert isinstance(the_mark(plot), Bars)


def test_facets_name_their_values() -> None:
    plot = ggplot(SHOPS, aes("shop", "sales")) + geom_col() + facet_wrap("year")
    chart = chart_of(plot)
    assert [panel.title for panel in chart.panels] == ["year 2023", "year 2024"]
    assert (chart.rows, chart.columns) == (1, 2)


def test_statistics_are_computed_as_plotnine_does() -> None:
    violin = panel(ggplot(tips(), aes("day", "tip")) + geom_violin()).marks
    assert len(violin) == 4
    curves = panel(ggplot(tips(), aes("tip", color="time")) + geom_density()).marks
    assert [mark.name for mark in curves if isinstance(mark, Curve)] == ["Dinner", "Lunch"]
    steps = the_mark(ggplot(tips(), aes("tip")) + stat_ecdf())
    assert (steps.form, float(steps.y[-1])) == ("steps", 1)
    assert np.isfinite(steps.x).all()


def test_titles_captions_and_percentages_are_read() -> None:
    plot = ggplot(SHOPS[:3], aes("shop", "sales")) + geom_col() + scale_y_continuous(name="Sales (€)")
    plot += labs(title="Shops", subtitle="in 2023", caption="Source: own data")
    words = describe(plot)
    assert words.startswith("A bar chart, “Shops, in 2023”, of sales in euros by shop with 3 bars")
    assert "A note reads: Source: own data." in words


def test_layers_that_take_long_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = ggplot(tips(), aes("total_bill", "tip")) + geom_point() + geom_smooth(method="loess")
    monkeypatch.setitem(building._MAX_ROWS_BY_METHOD, "loess", 100)
    read = panel(plot)
    assert [type(mark) for mark in read.marks] == [Points]
    assert read.has_other_marks
    assert len(plot.layers) == 2


def test_plots_with_too_many_rows_are_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_MAX_ROWS", 100)
    plot = ggplot(tips(), aes("total_bill", "tip")) + geom_point() + labs(title="Tips")
    assert isinstance(the_mark(plot), OtherMark)
    assert describe(plot) == "A chart, “Tips”. It has too many rows to be read."


def test_plots_without_layers_are_empty() -> None:
    assert describe(ggplot()) == "An empty chart."
    assert (
        describe(ggplot(tips(), aes("total_bill", "tip")))
        == "An empty chart, with axes for tip and total bill."
    )


def test_compositions_are_described_by_their_plots() -> None:
    composition = pytest.importorskip("plotnine.composition")
    bars = ggplot(SHOPS[:3], aes("shop", "sales")) + geom_col() + labs(title="Shops")
    points = ggplot(SHOPS, aes("sales", "error")) + geom_point() + labs(title="Errors")
    both = bars | points
    assert isinstance(both, composition.Compose)
    assert (
        describe(both, "brief")
        == "A figure of 2 panels: a bar chart and a scatter plot, for Shops and Errors."
    )
