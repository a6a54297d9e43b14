"""Sentences about points, matrices of scatter plots, maps and networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts.description.charts.model import (
    Axis,
    Chart,
    Curve,
    MapPoints,
    Network,
    Panel,
    ParallelCoordinates,
    Points,
    ScatterMatrix,
)
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.chart_panels import words_of

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats, Mark

RNG = np.random.default_rng(4)
X = np.linspace(1, 9, 64)
NOISE = RNG.normal(size=64)


def describe(*marks: Mark, **options: Any) -> str:
    return str(describe_chart(Chart([Panel(marks, **options)]), "full"))


def points(x: Floats | list[int], y: Floats | list[int], name: str = "") -> Points:
    return Points(name, np.asarray(x, float), np.asarray(y, float))


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (3 * X, "y rises exactly with x, correlation 1."),
        (-3 * X + 0.3 * NOISE, "y falls almost exactly with x, correlation minus 0.999."),
        ((X - 5) ** 2, "y falls, then rises with x: a U, lowest where x is about 5."),
        (NOISE, "the two are hardly correlated."),
        (np.log(X), "y rises steadily with x, steeply at first, then more slowly, rank correlation 1."),
    ],
)
def test_a_relation_is_described_by_its_form(y: Floats, words: str) -> None:
    assert words in describe(points(X, y))


def test_few_points_are_listed_without_a_relation() -> None:
    text = describe(points([3, 1, 2], [30, 10, 20]), y=Axis("height (cm)"))
    assert "height is 10 at x 1, 20 at x 2 and 30 at x 3." in text
    assert "correlation" not in text


def test_points_at_one_x_but_for_one() -> None:
    assert "all are at x 8, except one at 19 and y 12." in describe(
        points([8] * 9 + [19], list(range(3, 13)))
    )


def test_two_clouds_have_their_counts_and_centers_and_no_common_relation() -> None:
    cloud = np.random.default_rng(1).normal(size=(2, 110))
    cloud[:, 60:] += 12
    text = describe(points(*cloud))
    assert "two separate clouds: 60 points around x " in text
    assert "; 50 points around x 1" in text
    assert "correlation" not in text
    assert "Within each, no relation is clear." in text


def test_a_relation_that_is_reversed_within_the_groups() -> None:
    rng = np.random.default_rng(8)
    groups = []
    for n, name in enumerate(("old", "new", "other")):
        x = rng.uniform(0, 5, 50)
        groups.append(points(x + 2 * n, 4 * n - x + 0.4 * rng.normal(size=50), name))
    text = describe(*groups, legend_title="age")
    assert "y rises loosely with x, correlation 0." in text
    assert "but within old, new and other it falls." in text


def test_only_points_inside_the_axes_are_described() -> None:
    text = describe(points([1, 2, 3, 400], [1, -2, 3, 4]), x=Axis(limits=(0, 5)), y=Axis(is_log=True))
    assert "with 2 points" in text
    assert "2 points are outside the axes." in text


def test_a_turning_point_on_a_logarithmic_axis_is_a_value() -> None:
    text = describe(points(10**X, (X - 5) ** 2), x=Axis(is_log=True))
    assert "lowest where x is about 100,000." in text


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (27.0, "A fitted straight line rises from 3 at x 1 to 27 at x 9, by 3 for each unit of x."),
        (3.5, "A straight line rises from 3 at x 1 to 3.5 at x 9."),
        (9.0, "The diagonal marks where y equals x."),
    ],
)
def test_a_line_belongs_to_the_points_or_not(end: float, words: str) -> None:
    line = Curve("", np.array([1.0, 9]), np.array([1.0 if end == 9 else 3, end]))
    assert words in describe(points(X, 3 * X + 0.1 * NOISE), line)


def test_claims_are_facts_with_a_method() -> None:
    description: Any = describe_chart(Chart([Panel([points(X, (X - 5) ** 2)])]), "full")
    (turn,) = [fact for fact in description.facts if fact.method == "turning point"]
    assert (turn.text, turn.is_estimate) == ("about 5", True)
    assert turn.value == pytest.approx(5)


def test_scatter_matrix_gives_the_strongest_relation_and_the_groups() -> None:
    columns = [X, X + 2 * NOISE, np.roll(NOISE, 9)]
    matrix = ScatterMatrix(["bar_width", "with", "in"], columns, ["a"] * 30 + ["b"] * 34)
    text = describe(matrix, legend_title="kind")
    assert text.startswith(
        "A matrix of scatter plots of bar width, with and in with 64 points in 2 groups: bar width and with"
    )
    assert "The groups are by kind: a and b." in text
    assert "show" not in describe(ParallelCoordinates(["p", "q"], [NOISE, np.roll(NOISE, 3)]))


def test_scatter_matrix_gives_relations_within_groups() -> None:
    x, noise = RNG.normal(size=(2, 80))
    is_second = np.arange(80) >= 40
    matrix = ScatterMatrix(
        ["p", "q"], [x + 9 * is_second, noise * is_second + x * ~is_second], ["u"] * 40 + ["v"] * 40
    )
    text = describe(matrix)
    assert "Within u, p and q are correlated, correlation 1." in text
    assert "Within v" not in text


def test_map_points_have_the_largest_value() -> None:
    places = MapPoints(["KEN", "PER"], np.array([55.0, 33]), np.empty(0), np.empty(0), "pop", "country code")
    assert describe(places) == (
        "A map by country code with 2 points: pop is largest for KEN, 55, smallest for PER, 33."
    )


def test_network_has_its_best_connected_node_and_its_parts() -> None:
    text = describe(Network(6, [(0, 1), (0, 2), (3, 4)], list("pqrstu")))
    assert "with 6 nodes and 3 links: p has the most, 2 links." in text
    assert "It has 2 separate parts, of 3 and 2 nodes. U has no links." in text


def test_marked_centers_do_not_hide_the_clouds_around_them() -> None:
    rng = np.random.default_rng(6)
    centers = np.array([[2.0, 3.0], [11.0, 9.0], [20.0, 16.0]])
    clouds = [rng.normal(size=(2, 40)) + center[:, None] for center in centers]
    groups = [points(x, y, f"part {n}") for n, (x, y) in enumerate(clouds)]
    text = describe(*groups, points(centers[:, 0], centers[:, 1], "means"))
    assert "three separate clouds: part 0; part 1; part 2." in text
    assert "Means: 3 points around" in text
    assert "correlation" not in text


def test_clouds_that_are_not_the_groups_of_the_legend_leave_no_common_relation() -> None:
    rng = np.random.default_rng(6)
    x, y = np.concatenate([rng.normal(size=(60, 2)), rng.normal(size=(60, 2)) + 10]).T
    text = describe(points(x[::2], y[::2], "even"), points(x[1::2], y[1::2], "odd"))
    assert "two separate clouds: 60 points around" in text
    assert "rises" not in text


def test_a_relation_between_groups_only_is_described_so() -> None:
    rng = np.random.default_rng(6)
    groups = [rng.normal(size=(2, 50)) + 1.3 * n for n in range(3)]
    text = describe(*(points(x, y, f"batch {n}") for n, (x, y) in enumerate(groups)))
    assert ", but within none of the groups." in text


def test_centers_of_many_groups_are_in_the_full_description() -> None:
    groups = [points(RNG.normal(n, 1, 9), RNG.normal(0, 1, 9), f"herd {n}") for n in range(8)]
    text = describe(*groups)
    assert all(f"Herd {n}: 9 points around x " in text for n in range(8))


def test_a_single_point_has_no_range() -> None:
    assert describe(points([5], [8])) == "A scatter plot with 1 point: it is at 5 and 8."
    assert "x stays at 5, y goes from 8 to 9" in describe(points([5, 5], [8, 9])).lower()


def test_categories_on_parallel_axes_are_counted_and_not_correlated() -> None:
    codes = np.tile([0.0, 1.0, 1.0], 20)
    words = describe(
        ParallelCoordinates(["cut", "dye"], [codes, codes], [["plain", "pleated"], ["red", "blue"]])
    )
    assert "cut: plain 20 and pleated 40; dye: red 20 and blue 40" in words
    assert "correlat" not in words


def test_one_point_far_off_does_not_hide_how_close_a_relation_is() -> None:
    x, y = np.append(X, 30.0), np.append(2 * X + NOISE, -40.0)
    text = describe(points(x, y))
    assert "y rises closely with x, correlation 0.9" in text
    assert " without one point far off. 1 point lies far from the others, at x 30, y minus 40." in text


def test_line_through_points_without_a_relation_neither_rises_nor_falls() -> None:
    line = Curve("", X[[0, -1]], np.array([0.2, -0.2]))
    text = describe(points(X, NOISE), line)
    assert "A fitted straight line goes from 0.2 " in text
    assert "falls" not in text


def test_sorted_values_of_a_quantile_plot_have_no_correlation() -> None:
    text = describe(points(np.sort(NOISE), np.sort(X)), purpose="Q-Q plot")
    assert "A Q-Q plot" in text
    assert "correlation" not in text


def test_wave_is_described_by_its_turns_and_not_as_a_fall() -> None:
    x = np.random.default_rng(4).uniform(0, 6.28, 150)
    words = words_of(Points("", x, np.sin(x) + 0.2 * np.random.default_rng(5).normal(size=150)))
    assert "y rises, falls and rises again with x: it turns where x is about 1." in words
    assert "correlation" not in words


def test_relation_of_groups_that_follow_each_other_does_not_depend_on_their_order() -> None:
    rng = np.random.default_rng(5)
    groups = []
    for name, center in (("a", 0.0), ("b", 3.0), ("c", 6.0)):
        x = rng.normal(center, 1.5, 40)
        groups.append(points(x, -x + rng.normal(0, 1.2, 40), name))
    assert "y falls clearly with x" in describe(*groups)


def test_walks_in_groups_stay_unrelated() -> None:
    rng = np.random.default_rng(11)
    found = []
    for _ in range(20):
        walks = rng.normal(size=(3, 2, 30)).cumsum(2)
        found.append(describe(*(points(x, y, name) for name, (x, y) in zip("abc", walks, strict=True))))
    assert sum("correlation" in words for words in found) <= 2


def test_points_at_one_y_but_for_one() -> None:
    words = describe(points(list(range(30)), [5] * 29 + [50]))
    assert "all are at y 5, except one at x 29 and y 50" in words
    assert "mostly" not in words


def test_line_that_joins_the_points_is_not_fitted() -> None:
    x = np.arange(8.0)
    y = np.array([3, 5, 4, 6, 8, 7, 9, 12.0])
    assert "fitted" not in describe(points(x, y), Curve("", x, y))


def test_straight_line_among_points_has_its_slope() -> None:
    rng = np.random.default_rng(2)
    x = rng.uniform(1600, 5000, 80)
    y = 45 - 0.007 * x + rng.normal(0, 2, 80)
    ends = np.array([1600.0, 5000.0])
    line = Curve("", ends, 45 - 0.007 * ends)
    assert "by 7 for each 1,000" in describe(points(x, y), line)
    panels = [Panel([points(x, y), line], title=name) for name in ("one", "two")]
    words = str(describe_chart(Chart(panels), "normal"))
    assert "One: 80 points; x from" in words
    assert "the line falls by 7 for each 1,000" in words
    unrelated = describe(points(x, rng.normal(size=80)), Curve("", ends, np.array([0.1, -0.1])))
    assert "for each" not in unrelated
    logarithmic = str(describe_chart(Chart([Panel([points(x, y), line], x=Axis("", is_log=True))]), "normal"))
    assert "for each" not in logarithmic
