"""Sentences about histograms, density curves and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts.description.charts.model import (
    Axis,
    BoxSummary,
    Chart,
    Curve,
    Histogram,
    Mark,
    Panel,
    Points,
    UnbinnedHistogram,
)
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.chart_panels import array

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats
    from ipytts.description.wording.phrase import Description

LENGTHS = np.random.default_rng(11).normal(40, 6, 240)  # one peak
WEIGHTS = np.concatenate([LENGTHS, np.random.default_rng(12).normal(90, 6, 200)])  # two peaks and a gap


def describe(*marks: Mark, y: str = "", **axis: Any) -> Description:
    return describe_chart(Chart([Panel(marks, x=Axis("length (cm)", **axis), y=Axis(y))]), "full")


def histogram(values: Floats, bins: Any = 20, name: str = "", **options: Any) -> Histogram:
    heights, edges = np.histogram(values, bins, **options)
    return Histogram(name, edges, heights.astype(float))


def methods(description: Description) -> set[str]:
    return {fact.method for fact in description.facts}


def test_one_peak_has_neither_further_peaks_nor_gaps() -> None:
    values = 40 + 6 * np.arctanh(np.linspace(-0.99, 0.99, 240))
    description = describe(histogram(values, 40))
    assert not {"further peak", "gap", "long tail"} & methods(description)
    [center] = [fact for fact in description.facts if fact.method == "center of symmetry"]
    assert center.value == pytest.approx(40, abs=1)
    assert center.text.startswith("about ")


@pytest.mark.parametrize("density", [False, True])
def test_two_peaks_and_the_gap_are_where_the_values_are(density: bool) -> None:  # noqa: FBT001
    facts = describe(histogram(WEIGHTS, density=density), y="Density" if density else "").facts
    peaks = [float(fact.value) for fact in facts if fact.method == "further peak"]
    gap = [float(fact.value) for fact in facts if fact.method == "gap"]
    assert 80 < peaks[0] < peaks[1] < 100
    assert not ((gap[0] < WEIGHTS) & (gap[1] > WEIGHTS)).any()


def test_unbinned_values_have_peaks_too() -> None:
    assert "further peak" in methods(describe(UnbinnedHistogram("", WEIGHTS)))
    assert "further peak" not in methods(describe(UnbinnedHistogram("", LENGTHS)))


def test_percentages_are_not_counts() -> None:
    words = str(describe(Histogram("", array(0, 1, 2, 3, 4), array(20, 50, 20, 10)), y="Percent"))
    assert "the tallest bin is 1 to 2, with 50 percent of the values" in words
    assert "100 values" not in words


def test_equally_full_bins_are_described_as_equal() -> None:
    words = str(describe(Histogram("", array(0, 1, 2, 3, 4), array(5, 2, 5, 0))))
    assert "the tallest bins are 0 to 1 and 2 to 3, with 5 of 12 values each" in words
    words = str(describe(Histogram("", array(0, 1, 2, 3), array(4, 4, 4))))
    assert "all 3 bins are equally tall, with 4 of 12 values each" in words


@pytest.mark.parametrize(("is_reversed", "side"), [(False, "below"), (True, "above")])
def test_a_cumulative_histogram_has_a_median_and_no_tallest_bin(is_reversed: bool, side: str) -> None:  # noqa: FBT001
    counts, edges = np.histogram(LENGTHS, 16)
    heights = np.cumsum(counts[::-1])[::-1] if is_reversed else np.cumsum(counts)
    description = describe(Histogram("", edges, heights.astype(float), is_cumulative=True))
    [median] = [fact for fact in description.facts if fact.method == "median"]
    assert float(median.value) == pytest.approx(np.median(LENGTHS), abs=1)
    assert f"half of 240 values are at or {side} {median}" in str(description)
    assert "fullest bin" not in methods(description)


def test_several_histograms_are_compared_by_their_medians() -> None:
    edges = np.linspace(0, 120, 41)
    marks = histogram(LENGTHS, edges, "short"), histogram(LENGTHS + 50, edges, "long")
    words = str(describe(*marks))
    assert "the median is highest for long, about 90" in words
    assert "and lowest for short, about 40" in words


def test_medians_in_bins_with_one_number_and_different_edges_are_compared() -> None:
    few, many = np.array([1.0, 1, 8, 1, 1]), np.array([2.0, 3, 9, 3, 2])
    light, heavy = Histogram("light", np.arange(6.0), few), Histogram("heavy", 10 * np.arange(6.0), many)
    text = str(describe(light, heavy))
    assert "the median is highest for heavy, about 25, and lowest for light, about 2.5" in text
    near = Histogram("heavy", array(0.3, 1.3, 2.3, 3.3, 4.3, 5.3), many)
    assert "the medians go from about 2.5 to about 2.8" in str(describe(light, near))


def test_a_density_curve_is_known_by_the_area_below_it() -> None:
    x = np.linspace(-5, 5, 200)
    bell = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    description = describe(Curve("", x, bell), y="Density")
    assert str(description).startswith("A density curve")
    quartiles = [float(fact.value) for fact in description.facts if "quartile" in fact.method]
    assert quartiles == pytest.approx([-0.674, 0.674], abs=0.01)
    assert str(describe(Curve("", x, 40 * bell), y="Density")).startswith("A line chart")
    assert str(describe(Curve("", array(1950, 1980, 2010), array(8, 30, 55)), y="Density")).startswith(
        "A line"
    )


def test_equal_medians_are_described_as_equal() -> None:
    boxes = [BoxSummary(name, 0, 9, median, 2, 7) for name, median in (("a", 5), ("b", 4), ("c", 5))]
    assert "the median is highest for a and c, 5, and lowest for b, 4" in str(describe(*boxes))
    assert "all medians are 5" in str(describe(*boxes[::2]))


def test_points_beyond_whiskers_and_boxes_without_values_are_named() -> None:
    boxes = BoxSummary("a", 1, 9, 5, 3, 7, array(12, 30, -8)), BoxSummary("b", np.nan, np.nan)
    words = str(describe(*boxes))
    assert "3 points beyond the whiskers, up to 30 and down to minus 8" in words
    assert "B has no values" in words


def test_dots_over_boxes_are_mentioned_without_their_numbers() -> None:
    box = BoxSummary("oak", 1, 9, 5, 3, 7)
    dots = Points("", array(0, 0, 0), array(1, 5, 9))
    panel = Panel([box, dots], x=Axis("tree", "category", categories={0: "oak"}))
    text = str(describe_chart(Chart([panel]), "full"))
    assert "dots for single values" in text
    assert text.count("median") == 1
    assert "strip" not in text


def test_histograms_of_groups_have_their_ranges_and_the_group_that_lies_apart() -> None:
    edges = np.arange(8.0)
    heights = {"a": [5, 3, 0, 0, 0, 0, 0], "b": [0, 0, 4, 6, 2, 0, 0], "c": [0, 0, 0, 0, 3, 6, 1]}
    words = str(describe(*(Histogram(name, edges, np.array(h, float)) for name, h in heights.items())))
    assert "A lies wholly below the others; b and c overlap between 4 and 5" in words
    assert "A: from 0 to 2; the tallest bin is 0 to 1" in words
    both = str(describe(*(Histogram(name, edges, np.array(heights[name], float)) for name in "bc")))
    assert "B and c overlap between 4 and 5" in both
    two = str(describe(*(Histogram(name, edges, np.array(heights[name], float)) for name in "ca")))
    assert "A lies wholly below c" in two
    cut = [Histogram(name, edges, np.array(heights[name], float), is_cut=True) for name in "ac"]
    assert "wholly" not in str(describe(*cut))


def test_median_of_a_histogram_is_no_closer_than_its_bins() -> None:
    text = str(describe(histogram(np.arange(100.0) ** 1.1, np.arange(0, 200, 20.0))))
    assert "the median is about 70" in text


def test_two_peaks_have_no_common_middle() -> None:
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(0, 1, 300), rng.normal(9, 1, 300)])
    text = str(describe(histogram(values, 30)))
    assert "another peak" in text
    assert "median" not in text
    assert "median" in str(describe(histogram(values[:300], 15)))
