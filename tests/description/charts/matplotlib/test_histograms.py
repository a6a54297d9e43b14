"""Which histograms of matplotlib are cumulative."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import seaborn as sns
from matplotlib.figure import Figure

from ipytts.description.charts.model import Bars, Histogram
from ipytts.description.charts.statistics.contents import read_contents
from ipytts.description.describer import describe
from tests.helpers.chart_marks import column, marks_of, only_mark

_NORMAL = np.random.default_rng(5).normal(20, 4, 300)


@pytest.mark.parametrize(
    "options",
    [
        {"cumulative": True},
        {"cumulative": True, "density": True, "histtype": "step"},
        {"cumulative": -1, "density": True},
        {"cumulative": True, "orientation": "horizontal"},
    ],
)
def test_running_totals_are_cumulative(options: dict[str, Any]) -> None:
    axes = Figure().subplots()
    axes.hist(_NORMAL, bins=14, **options)
    assert only_mark(axes, Histogram).is_cumulative


def test_running_totals_from_above_are_recognized_by_their_label() -> None:
    axes = Figure().subplots()
    axes.hist(_NORMAL, bins=9, cumulative=-1)
    assert not only_mark(axes, Histogram).is_cumulative
    axes.set_ylabel("Cumulative count")
    assert only_mark(axes, Histogram).is_cumulative


def test_samples_are_hardly_ever_taken_for_running_totals() -> None:
    rng = np.random.default_rng(8)
    samples = [
        rng.normal(size=200),
        *(
            kind
            for _ in range(40)
            for kind in (rng.beta(5, 1, 300), rng.exponential(size=300), rng.uniform(size=50))
        ),
    ]
    for sample in samples:
        axes = Figure().subplots()
        axes.hist(sample, bins=7)
        assert not only_mark(axes, Histogram).is_cumulative


def test_steps_of_seaborn_are_a_histogram_for_each_group() -> None:
    figure, axes = plt.subplots()
    sns.histplot(x=[1, 1, 2, 3, 3, 3], hue=list("aabbbb"), bins=[0, 1.5, 2.5, 3.5], element="step", ax=axes)
    found = {mark.name: column(mark, "heights") for mark in marks_of(axes, Histogram)}
    assert found == {"a": [2, 0, 0], "b": [0, 1, 3]}
    plt.close(figure)


@pytest.mark.parametrize("histtype", ["step", "stepfilled", "bar"])
@pytest.mark.parametrize("cumulative", [False, True])
def test_bins_that_lie_above_each_other_are_horizontal(histtype: Any, *, cumulative: bool) -> None:
    axes = Figure().subplots()
    axes.hist(
        [1, 1, 2, 5, 5, 5],
        bins=[0, 2, 4, 6],
        histtype=histtype,
        cumulative=cumulative,
        orientation="horizontal",
    )
    histogram = only_mark(axes, Histogram)
    assert histogram.is_horizontal
    assert column(histogram, "edges") == [0, 2, 4, 6]
    assert column(histogram, "heights") == ([2, 3, 6] if cumulative else [2, 1, 3])


@pytest.mark.parametrize("width", [0.3, 0.4, 0.5])
@pytest.mark.parametrize("first", [0, 1990])
def test_bars_beside_those_at_whole_numbers_are_groups(width: float, first: int) -> None:
    axes = Figure().subplots()
    at = np.arange(4) + first
    axes.bar(at, [6, 2, 5, 8], width, label="sown")
    axes.bar(at + width, [4, 1, 5, 7], width, label="reaped")
    for bars, values in zip(marks_of(axes, Bars), ([6, 2, 5, 8], [4, 1, 5, 7]), strict=True):
        assert column(bars, "positions") == at.tolist()
        assert column(bars, "values") == values


def test_bins_of_several_samples_stay_histograms() -> None:
    for bins in (9, [0, 10, 20, 30, 40, 50]):
        axes = Figure().subplots()
        axes.hist([_NORMAL, _NORMAL + 3], bins=bins)
        assert len(marks_of(axes, Histogram)) == 2


def test_bars_without_gaps_at_whole_numbers_are_bins_only_of_counts() -> None:
    def bars(heights: list[float], label: str = "") -> Any:
        axes = Figure().subplots()
        axes.bar(range(1995, 1999), heights, width=1)
        axes.set_ylabel(label)
        return axes

    assert column(only_mark(bars([31, 40, 12, 9], "frost days"), Bars), "values") == [31, 40, 12, 9]
    assert marks_of(bars([3.5, 4.25, 1, 9]), Bars)
    assert marks_of(bars([3, -4, 1, 9]), Bars)
    assert marks_of(bars([31, 40, 12, 9], "Number of days"), Histogram)
    assert marks_of(bars([0.25, 0.5, 0.125, 0.125]), Histogram)


def test_bars_of_a_marimekko_chart_are_stacked() -> None:
    axes = Figure().subplots()
    starts, widths = [0, 25, 55], [25, 30, 45]
    axes.bar(starts, [30, 60, 45], widths, align="edge", label="rent")
    axes.bar(starts, [70, 40, 55], widths, bottom=[30, 60, 45], align="edge", label="own")
    rent, own = marks_of(axes, Bars)
    assert own.is_stacked
    assert (column(rent, "values"), column(own, "values")) == ([30, 60, 45], [70, 40, 55])


def test_heights_that_may_be_running_totals_have_neither_counts_nor_shares() -> None:
    for options in ({"bins": 4}, {"bins": 18, "cumulative": -1}, {"bins": 4, "cumulative": True}):
        axes = Figure().subplots()
        axes.hist(np.random.default_rng(6).beta(1, 6, 800), **options)  # type: ignore[arg-type]  # of several types
        words = describe(axes, "full")
        assert "the tallest bin is" in words
        assert not [claim for claim in ("of the values", "tail") if claim in words]


def test_few_counts_that_stay_level_are_no_running_totals() -> None:
    axes = Figure().subplots()
    axes.bar(np.arange(8) + 0.5, [1, 4, 7, 7, 7, 7, 7, 7], width=1)
    assert only_mark(axes, Histogram).is_cumulative is None


def test_a_sample_beside_another_shows_whether_both_are_running_totals() -> None:
    edges = np.arange(6.0)
    rising = Histogram("rising", edges, np.array([1.0, 2, 5, 9, 14]), is_cumulative=None)
    mixed = Histogram("mixed", edges, np.array([1.0, 7, 5, 9, 4]))
    assert all(c.counts is not None for c in read_contents([rising, mixed], set()))
    assert read_contents([rising], set())[0].counts is None
