"""How boxes compare: the order of medians, boxes above others, and groups that clearly differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.model import Axis, BoxSummary, Histogram
from ipytts.description.charts.statistics.distributions import summarize_box
from tests.helpers.chart_panels import array, facts_of, words_of

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

RANDOM = np.random.default_rng(8)


def box(name: str, lower: float, median: float, upper: float) -> BoxSummary:
    return BoxSummary(name, lower - 2, upper + 2, median, lower, upper)


def sample(name: str, values: Floats) -> BoxSummary:
    return summarize_box(name, values, "box")


def test_box_above_others_is_a_fact_of_the_drawing() -> None:
    words = words_of(box("oak", 7, 8, 9), box("elm", 2, 3, 4), box("fir", 3, 4, 5), box("ash", 6, 7, 8))
    assert "The boxes of oak and ash lie wholly above those of fir and elm" in words
    assert "clearly" not in words


def test_boxes_that_overlap_are_called_so() -> None:
    words = words_of(box("oak", 3, 4, 6), box("elm", 2, 4, 5))
    assert "Both boxes overlap" in words
    touching = words_of(box("oak", 3, 4, 6), box("elm", 1, 2, 3))
    assert "overlap" not in touching
    assert "wholly above" not in touching


def test_few_boxes_have_an_order_of_medians() -> None:
    words = words_of(box("oak", 3, 4, 6), box("elm", 2, 5, 6), box("fir", 2, 3, 6))
    assert "From the highest median to the lowest: elm, oak and fir" in words
    assert "From the highest" not in words_of(box("oak", 3, 4, 6), box("elm", 2, 4, 6), box("fir", 2, 3, 6))


def test_groups_differ_clearly_only_if_their_values_do() -> None:
    low, high = RANDOM.normal(size=40), RANDOM.normal(size=40) + 1.5
    boxes = sample("low", low), sample("high", high)
    assert "The values of high are clearly higher than those of low" in words_of(*boxes)
    claims = [fact for fact in facts_of(*boxes) if fact.method == "Brunner-Munzel test"]
    assert [(fact.of, fact.at, fact.value) for fact in claims] == [("high", "low", "higher")]
    alike = sample("one", low), sample("another", RANDOM.normal(size=40))
    assert "No group has clearly higher values than another" in words_of(*alike)


def test_few_values_do_not_differ_clearly() -> None:
    words = words_of(sample("low", array(1, 2, 3, 4)), sample("high", array(11, 12, 13, 14)))
    assert "clearly" not in words


def test_small_difference_of_many_values_is_not_clear() -> None:
    one, other = RANDOM.normal(size=(2, 5000))
    assert "No group has clearly higher values" in words_of(sample("a", one), sample("b", other + 0.2))


def test_boxes_of_weekdays_are_spoken_in_full() -> None:
    boxes = box("Thur, male", 3, 4, 6), box("Sun, male", 2, 5, 6)
    words = words_of(*boxes)
    assert "the median is highest for Sunday, male, 5" in words
    assert {fact.of for fact in facts_of(*boxes) if fact.method == "median"} == {"Thur, male", "Sun, male"}


def test_most_values_of_a_skewed_histogram_are_low() -> None:
    heights, edges = np.histogram(RANDOM.exponential(size=400), 20)
    counts = heights.astype(float)
    assert "most values are low, with a long tail to high values" in words_of(Histogram("", edges, counts))
    mirrored = Histogram("", -edges[::-1], counts[::-1])
    assert "most values are high, with a long tail to low values" in words_of(mirrored)
    even = Histogram("", edges, np.histogram(RANDOM.uniform(size=400), 20)[0].astype(float))
    assert "most values" not in words_of(even)


def test_boxes_of_numbers_have_the_label_of_their_axis() -> None:
    boxes = [box("4", 25, 28, 33), box("8", 13, 14, 16), box("6", 18, 19, 21)]
    words = words_of(*boxes, x=Axis("Cylinders", "category", categories={0.0: "4", 1.0: "8", 2.0: "6"}))
    assert "the median is highest for cylinders 4, 28, and lowest for cylinders 8, 14" in words.lower()
    assert "from the highest median to the lowest: cylinders 4, 6 and 8" in words.lower()
    named = [box("four", 25, 28, 33), box("eight", 13, 14, 16)]
    axis = Axis("Cylinders", "category", categories={0.0: "four", 1.0: "eight"})
    assert "cylinders four" not in words_of(*named, x=axis).lower()
