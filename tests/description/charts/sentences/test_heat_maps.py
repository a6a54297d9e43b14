"""Rows and columns of heat maps."""

from __future__ import annotations

import numpy as np

import ipytts
from ipytts.description.charts.model import HeatMap
from tests.helpers.chart_panels import facts_of, words_of


def test_many_rows_of_numbers_are_described_by_their_ends() -> None:
    depths = np.linspace(-2.5, 4.0, 14)
    cells = np.random.default_rng(3).random((14, 2))
    names = [f"{depth:g} m".replace("-", "minus ") for depth in depths]
    heat_map = HeatMap(cells, names, ["a", "b"], row_numbers=depths.tolist())
    assert "The rows go from minus 2.5 m to 4 m" in words_of(heat_map)
    ends = {fact.method: fact.value for fact in facts_of(heat_map)}
    assert (ends["start of the rows"], ends["end of the rows"]) == (-2.5, 4.0)


def test_a_mesh_has_the_numbers_of_its_rows() -> None:
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    axes.pcolormesh(np.arange(4.0), np.linspace(-1.5, 1.5, 16), np.random.default_rng(4).random((16, 4)))
    assert "The rows go from minus 1.5 to 1.5" in ipytts.describe(axes)


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def rain(*months: float) -> HeatMap:
    return HeatMap(np.array([months, [value + 1 for value in months]]), ["2014", "2015"], MONTHS)


def test_months_of_years_are_spoken_in_full() -> None:
    heat_map = rain(90, 80, 70, 40, 30, 20, 10, 15, 35, 60, 95, 99)
    words = words_of(heat_map)
    assert "highest is 100 in December 2015, lowest 10 in July 2014" in words
    assert "On average December is highest, 99.5, and July lowest, 10.5; October to March are above" in words
    places = {fact.at for fact in facts_of(heat_map) if fact.method == "maximum"}
    assert "2015, Dec" in places


def test_part_above_the_mean_is_described_only_if_it_is_one() -> None:
    assert "above the mean" not in words_of(rain(90, 80, 70, 40, 99, 20, 10, 15, 35, 60, 95, 99))
    groups = HeatMap(np.arange(24.0).reshape(2, 12), ["a", "b"], list("kbcdxfghijal"))
    assert "above the mean" not in words_of(groups)


def correlations(*below: float) -> HeatMap:
    size = int((1 + np.sqrt(1 + 8 * len(below))) / 2)
    matrix = np.zeros((size, size))
    matrix[np.tril_indices(size, -1)] = below
    names = list("abcdefgh"[:size])
    return HeatMap(matrix + matrix.T + np.eye(size), names, names)


def test_correlations_have_their_signs_their_level_and_the_weakest() -> None:
    words = words_of(correlations(0.95, 0.93, 0.92, -0.4, 0.2, 0.1))
    assert "The lowest is the only negative one" in words
    assert "3 of 6 pairs are above 0.9" in words
    assert "The weakest is 0.1 between c and d" in words
    assert "A is correlated most with b, 0.95" in words
    positive = words_of(correlations(0.95, 0.93, 0.92, 0.4, 0.2, 0.1))
    assert "All are positive" in positive
    assert "The weakest" not in positive
    mixed = words_of(correlations(-0.95, 0.93, -0.92, -0.4, 0.2, 0.1))
    assert "3 of 6 pairs are negative" in mixed
    assert "3 of 6 pairs are stronger than 0.9, positive or negative" in mixed


def test_few_correlations_are_only_named() -> None:
    words = words_of(correlations(0.95, 0.93, 0.92))
    assert "All are" not in words
    assert "correlated most" not in words
