"""Two-dimensional histograms, and matrices that look like them."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import plotly.graph_objects as go

from ipytts import describe
from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.model import HeatMap
from tests.helpers.chart_panels import array, words_of

EDGES = array(0, 1, 2, 3)


def _mesh(values: Any) -> str:
    figure, axes = plt.subplots()
    axes.pcolormesh(np.arange(len(values[0]) + 1.0), np.arange(len(values) + 1.0), values)
    return describe(figure)


def test_the_fullest_bin_is_named_with_its_edges() -> None:
    counts = np.array([[0.0, 2, 0], [1, 0, 7], [0, 0, 0]])
    words = words_of(PlaneBins(EDGES, 10 * EDGES, counts, are_counts=True))
    assert (
        "with 10 points in 3 of 9 bins: the fullest is where x is 2 to 3 and y is 10 to 20, with 7" in words
    )
    assert "Half of the points" not in words  # they lie in one bin, which is named


def test_bins_that_tie_are_named_together_or_counted() -> None:
    two = words_of(PlaneBins(EDGES, EDGES, np.array([[4.0, 0, 0], [0, 4, 0], [0, 0, 1]]), are_counts=True))
    assert "the fullest are where x is 0 to 1 and y is 0 to 1, and where x is 1 to 2" in two
    three = words_of(PlaneBins(EDGES, EDGES, np.diag(array(4, 4, 4)), are_counts=True))
    assert "the 3 fullest have 4 each" in three


def test_values_in_bins_are_no_counts() -> None:
    words = words_of(PlaneBins(EDGES, EDGES, np.array([[1.5, np.nan, 2], [3, 4, 5], [6, 7, 9]]), "price"))
    assert words.startswith("A heat map of price")
    assert "highest is 9, where x is 2 to 3 and y is 2 to 3; lowest 1.5, where x is 0 to 1" in words


def test_a_mesh_of_counts_with_empty_cells_is_a_histogram() -> None:
    assert _mesh(np.array([[0, 3, 9], [1, 5, 0]])).startswith("A two-dimensional histogram")


def test_a_mesh_of_heights_or_of_classes_is_no_histogram() -> None:
    assert _mesh(np.array([[100, 130, 190], [110, 150, 120]])).startswith("A heat map")
    classes = np.zeros((30, 30), int)
    classes[10:, 5:] = 1
    classes[20:, 15:] = 2
    assert "histogram" not in _mesh(classes)


def test_categories_have_no_correlation_with_each_other() -> None:
    figure = go.Figure(go.Histogram2d(x=[*"aaaabbbb", "c"], y=[*"ppppqqqq", "r"]))
    words = describe(figure)
    assert "correlation" not in words
    assert words.startswith("A heat map of count with 3 rows and 3 columns: highest is 4 at p, a; q, b")


def test_numbers_of_rows_and_columns_follow_their_quantity() -> None:
    from ipytts.description.charts.model import Axis

    heat_map = HeatMap(np.array([[1.0, 2], [3, 4]]), ["Mon", "Tue"], ["5", "6"], "tips")
    words = words_of(heat_map, x=Axis("party size"), y=Axis("day"))
    assert "highest is 4 at Tuesday, party size 6" in words
    assert "Monday: party size 5, 1; party size 6, 2." in words
