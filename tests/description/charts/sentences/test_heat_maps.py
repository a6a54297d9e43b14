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
