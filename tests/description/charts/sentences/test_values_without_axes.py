"""Pies, flows, heat maps and matrices."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Axis, Flows, HeatMap, Pie
from tests.helpers.chart_panels import array, facts_of, words_of


def test_equal_slices_are_described_as_equal() -> None:
    words = words_of(Pie(["tea", "juice", "milk", "water"], array(0.25, 0.25, 0.25, 0.25)))
    assert words == (
        "A pie chart with 4 slices of equal size: tea, juice, milk and water with 25 percent each."
    )


def test_slices_that_tie_are_named_together() -> None:
    words = words_of(Pie(["tea", "juice", "milk", "water"], array(0.35, 0.35, 0.2, 0.1)))
    assert "the largest are tea and juice with 35 percent each, the smallest water with 10 percent" in words
    assert "Between them: milk 20 percent." in words


def test_flows_are_described_from_the_largest() -> None:
    flows = Flows(["farm", "farm", "mill"], ["mill", "market", "bakery"], array(30, 12, 29), "tons")
    words = words_of(flows)
    assert "the largest flow is from farm to mill, 30" in words
    assert "Then from mill to bakery, 29 and from farm to market, 12." in words


def test_correlations_that_are_not_1_are_not_rounded_to_it() -> None:
    matrix = np.array([[1, 0.9984, -0.2], [0.9984, 1, 0.1], [-0.2, 0.1, 1]])
    words = words_of(HeatMap(matrix, ["a", "b", "c"], ["a", "b", "c"]))
    assert "0.9984 between a and b" in words
    assert "1 between" not in words


def test_confusion_matrix_names_mistakes_with_their_classes() -> None:
    matrix = HeatMap(np.array([[8.0, 2, 0], [1, 7, 2], [0, 0, 10]]), ["cat", "dog", "2"], ["cat", "dog", "2"])
    axes = {"x": Axis("Predicted label"), "y": Axis("True label")}
    words = words_of(matrix, **axes)
    assert "25 of 30 are predicted right, 83.3 percent" in words
    assert "cat taken for dog, 2; dog taken for class 2, 2; dog taken for cat, 1" in words
    facts = {fact.method: fact.value for fact in facts_of(matrix, **axes)}
    assert facts["accuracy"] == 25 / 30


def test_extremes_of_a_heat_map_have_their_cells() -> None:
    values = np.arange(12.0).reshape(3, 4) * 1.5
    words = words_of(HeatMap(values, ["r1", "r2", "r3"], ["c1", "c2", "c3", "c4"], "load"))
    assert "highest is 16.5 at r3, c4, lowest 0 at r1, c1" in words


def test_empty_cells_are_called_empty() -> None:
    values = np.array([[3.0, np.nan], [1.0, 2.0]])
    words = words_of(HeatMap(values, ["r", "s"], ["c", "d"]))
    assert "R: c 3 and d empty" in words


def test_means_of_groups_are_not_averaged() -> None:
    values = np.arange(25.0).reshape(5, 5)
    names = list("vwxyz")
    assert "On average the row z is highest" in words_of(HeatMap(values, names, names[::-1], "load"))
    assert "On average" not in words_of(HeatMap(values, names, names[::-1], "mean load"))


def test_cells_that_are_0_or_1_are_counted() -> None:
    values = np.zeros((50, 3))
    values[:7, 1] = values[40, 2] = 1
    words = words_of(HeatMap(values, [str(n) for n in range(50)], ["id", "fare", "deck"]))
    assert "8 of 150 cells are 1. 7 in fare and 1 in deck." in words
    assert "average" not in words
