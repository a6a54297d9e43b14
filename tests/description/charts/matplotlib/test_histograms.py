"""Which histograms of matplotlib are cumulative."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import seaborn as sns
from matplotlib.figure import Figure

from ipytts.description.charts.model import Histogram
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
