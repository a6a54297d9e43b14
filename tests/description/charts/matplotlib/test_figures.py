"""Descriptions of matplotlib's figures: odd data, many points, units; and that a figure stays as it is."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from ipytts import describe
from ipytts.description.charts.matplotlib.artists import figure_of
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import check

if TYPE_CHECKING:
    from collections.abc import Callable

ODD_DATA = st.sampled_from(
    [
        *([], [1], [1, 2], [5] * 20, [0, 0, 0], [-1, -2, -3], list(range(30))),
        *(
            [np.nan] * 5,
            [1, np.nan, 3, 4, 5, 6, 7, 8, 9],
            [np.inf, -np.inf, 1],
            [1e308, -1e308, 3],
            [1e-320, 2e-320],
        ),
        *(["a", "", "c"], ["1", "2"], [True, False], [2**70, 1], np.ma.masked_invalid([1.0, np.nan, 3])),
        *(pd.date_range("2024", periods=3), np.array(["NaT", "2024-01-01"], "datetime64[D]")),
    ]
)
PLOTTERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "plot": lambda axes, a, b: axes.plot(a, b, label="<b>b</b>"),
    "markers": lambda axes, a, b: axes.plot(a, b, "o"),
    "loglog": lambda axes, a, b: axes.loglog(a, b),
    "step": lambda axes, a, b: axes.step(a, b),
    "stem": lambda axes, a, b: axes.stem(a, b),
    "scatter": lambda axes, a, b: axes.scatter(a, b, c=np.arange(len(a))),
    "errorbar": lambda axes, a, b: axes.errorbar(a, b, yerr=1, xerr=2),
    "fill_between": lambda axes, a, b: axes.fill_between(a, b),
    "stackplot": lambda axes, a, b: axes.stackplot(a, b, b),
    "bar": lambda axes, a, b: axes.bar(a, b, yerr=1),
    "barh": lambda axes, a, b: axes.barh(a, b),
    "hist": lambda axes, a, b: axes.hist([a, b]),
    "outline": lambda axes, a, b: axes.hist(b, histtype="step", density=True),
    "stairs": lambda axes, a, b: axes.stairs(b),
    "boxplot": lambda axes, a, b: axes.boxplot([a, b]),
    "violinplot": lambda axes, a, b: axes.violinplot([a, b]),
    "pie": lambda axes, a, b: axes.pie(b),
    "imshow": lambda axes, a, b: axes.imshow(np.ma.atleast_2d(np.ma.asarray(b, float))),
    "pcolormesh": lambda axes, a, b: axes.pcolormesh(np.ma.atleast_2d(np.ma.asarray(b, float))),
    "contour": lambda axes, a, b: axes.contourf(np.outer(b, b)),
    "hexbin": lambda axes, a, b: axes.hexbin(a, b),
    "quiver": lambda axes, a, b: axes.quiver(a, b),
    "eventplot": lambda axes, a, b: axes.eventplot(b),
    "vlines": lambda axes, a, b: axes.vlines(a, 0, 1),
    "axhline": lambda axes, a, b: axes.axhline(b[0]),
    "axvspan": lambda axes, a, b: axes.axvspan(a[0], b[-1]),
    "annotate": lambda axes, a, b: axes.annotate("\x00 <i>here</i>", (a[0], b[0])),
    "twinx": lambda axes, a, b: axes.twinx().plot(a, b),
}


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(PLOTTERS)), ODD_DATA, ODD_DATA), min_size=1, max_size=3),
    st.sampled_from([None, "polar"]),
    st.sampled_from(["brief", "normal", "full"]),
)
@example([("violinplot", [], list(range(30)))], None, "brief")
@example([("axvspan", [1], np.array(["NaT", "2024-01-01"], "datetime64[D]"))], None, "brief")
def test_odd_data_of_any_kind_are_described(
    failures: list[str], marks: list[Any], projection: Any, detail: Any
) -> None:
    failures.clear()
    figure = Figure()
    axes = figure.add_subplot(projection=projection)
    for name, a, b in marks:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with suppress(Exception):  # not every kind takes every data
                PLOTTERS[name](axes, a, b)
    assert describe_chart(chart_of(figure), detail)  # without an error, which `describe` would catch
    check(describe(figure, detail), detail)
    assert not failures, failures[0]


def rendered(figure: Any) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="raw", dpi=40)
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        *(
            f"matplotlib_{kind}"
            for kind in ("stocks", "boxes", "violins", "histogram", "stacked_votes", "anscombe")
        ),
        "matplotlib_temperature_over_rain",
        "pandas_periods",
        "pandas_value_counts",
        "seaborn_heatmap",
    ],
)
def test_describe_leaves_a_figure_as_it_is(name: str) -> None:
    def draw(*, described: bool) -> bytes:
        plt.close("all")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            figure: Any = figure_of(CHARTS[name]())
        open_figures = plt.get_fignums()
        if described:
            describe(figure, "full")
        assert plt.get_fignums() == open_figures
        limits = [axes.get_xlim() + axes.get_ylim() for axes in figure.axes]
        image = rendered(figure)
        describe(figure, "full")
        assert limits == [axes.get_xlim() + axes.get_ylim() for axes in figure.axes]
        return image

    assert draw(described=True) == draw(described=False)
    plt.close("all")


def test_many_points_and_many_lines_are_described() -> None:
    walk = np.sin(np.linspace(0, 20, 1_000_000))
    figure = Figure()
    figure.subplots().plot(walk)
    assert describe(figure).startswith(
        "A line chart for x from 0 to 999,999: it follows a cycle of about 314,000"
    )
    figure = Figure()
    axes = figure.subplots()
    for number in range(200):
        axes.plot([0, 1, 2], [number, 0, 2 * number], label=f"run {number}")
    text = describe(figure)
    assert text.startswith(
        "A line chart for x from 0 to 2 with 200 lines: 199 end higher than they begin; "
        "run 199 ends highest at 398, run 0 lowest at 0."
    )
    assert "run 9 and 190 more" in text


@pytest.mark.parametrize(
    ("label", "phrase"),
    [
        ("Temperature (°C)", "of temperature in degrees Celsius"),
        ("Speed [m/s]", "of speed in meters per second"),
        (r"Area ($\mathrm{km}^2$)", "of area in square kilometers"),
        ("Emissions (kg/m²)", "of emissions in kilograms per square meter"),
        ("GDP per capita (US$)", "of GDP per capita in US dollars"),
        ("body_mass_g", "of body mass g"),
        (r"$\alpha$ decay", "of alpha decay"),
    ],
)
def test_units_of_a_label_are_spelled_out(label: str, phrase: str) -> None:
    figure = Figure()
    figure.subplots(subplot_kw={"ylabel": label}).plot([1, 2])
    assert f" {phrase}:" in describe(figure, "brief")


def test_hidden_axes_are_not_described() -> None:
    figure = Figure()
    first, second = figure.subplots(1, 2)
    first.plot([1, 2])
    second.plot([1, 2])
    second.set_visible(False)
    assert describe(figure, "brief") == "A line chart: it goes from 1 at x 0 to 2 at x 1, up by 1."


def test_weeks_of_pandas_are_dated_as_in_its_index() -> None:
    weeks = pd.Series([4.0, 6, 9], index=pd.date_range("2023-05-07", periods=3, freq="W"))
    assert "from 4 on May 7, 2023 to 9 on May 21, 2023" in describe(weeks.plot())
