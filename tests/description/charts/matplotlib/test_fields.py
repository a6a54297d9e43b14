"""Tests of reading hexagons, contours, arrows and events from matplotlib."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from ipytts import describe
from ipytts.description.charts.field_marks import Arrows, Contours, Events, Hexagons
from ipytts.description.charts.matplotlib.rings import areas_of, rings_of
from ipytts.description.charts.model import OtherMark
from tests.helpers.chart_marks import column, marks_of, only_mark


def _bowl(*, is_ring: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = np.meshgrid(np.linspace(-3, 3, 61), np.linspace(-3, 3, 61))
    distance = np.hypot(x, y)
    return x, y, 5 - np.abs(distance - 2) if is_ring else 10 - distance


def test_counts_are_known_only_from_a_whole_grid_or_a_label() -> None:
    x, y = np.random.default_rng(2).normal(size=(2, 300))
    whole, part, means = (Figure().subplots() for _ in range(3))
    whole.hexbin(x, y, gridsize=10)
    part.hexbin(x, y, gridsize=10, mincnt=1)
    means.hexbin(x, y, C=np.round(x), gridsize=10)
    assert only_mark(whole, Hexagons).are_counts
    assert only_mark(whole, Hexagons).values.sum() == 300
    assert not only_mark(part, Hexagons).are_counts
    assert not only_mark(means, Hexagons).are_counts


def test_hexagons_on_logarithmic_axes_are_only_named() -> None:
    axes = Figure().subplots()
    axes.hexbin([1, 10, 100], [1, 10, 100], gridsize=4, xscale="log", yscale="log")
    assert "hexagonal bins" in only_mark(axes, OtherMark).phrase


@pytest.mark.parametrize("draw", ["contour", "contourf"])
def test_a_pit_is_not_taken_for_a_peak(draw: str) -> None:
    x, y, z = _bowl()
    for sign in (1, -1):
        axes = Figure().subplots()
        getattr(axes, draw)(x[:, ::-1], y[:, ::-1], sign * z[:, ::-1], levels=6)  # on a reversed grid
        mark = only_mark(axes, Contours)
        (place,) = mark.highest if sign == 1 else mark.lowest
        assert (place.x, place.y) == pytest.approx((0, 0), abs=0.01)
        assert mark.high_level < (sign * z).max()


def test_the_highest_part_of_a_ring_has_no_center() -> None:
    axes = Figure().subplots()
    axes.contour(*_bowl(is_ring=True), levels=[4.5])
    (place,) = only_mark(axes, Contours).highest
    assert np.isnan(place.x)
    assert "highest, above 4.5, in 1 area" in describe(axes, "brief")


def test_contours_of_triangles_are_read() -> None:
    x, y, z = (values.ravel() for values in _bowl())
    axes = Figure().subplots()
    axes.tricontourf(x, y, z)
    (place,) = only_mark(axes, Contours).highest
    assert (place.x, place.y) == pytest.approx((0, 0), abs=0.1)


def test_only_quantities_that_integrate_to_one_are_densities() -> None:
    x, y, _ = _bowl()
    normal = np.exp(-(x**2 + y**2) / 0.5) / (np.pi * 0.5)
    for factor, is_density in ((1, True), (1.2, False)):
        axes = Figure().subplots()
        axes.contour(x, y, factor * normal)
        assert only_mark(axes, Contours).is_density is is_density


def test_a_hole_of_a_hole_is_an_area() -> None:
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], float)
    codes = [1, 2, 2, 2, 79]
    rings = rings_of(np.concatenate([3 * square, 2 * square, square]), codes * 3)
    outer, inner = areas_of(rings)
    assert (outer.size, inner.size) == (36 - 16, 4)
    assert np.isnan(outer.center[0])
    assert inner.center == (0, 0)


def test_masked_arrows_are_left_out() -> None:
    axes = Figure().subplots()
    axes.quiver([0, 1, 2], [0, 0, 0], np.ma.array([1, 2, 3], mask=[False, True, False]), [0, 0, 4])
    mark = only_mark(axes, Arrows)
    assert (column(mark, "x"), column(mark, "along_y")) == ([0, 2], [0, 4])


def test_a_stream_plot_points_along_its_lines() -> None:
    x, y = np.meshgrid(np.arange(6.0), np.arange(6.0))
    axes = Figure().subplots()
    axes.streamplot(x, y, -np.ones_like(x), np.zeros_like(x))
    assert "all point to the left" in describe(axes, "brief")


def test_rows_of_events_have_the_names_of_their_ticks() -> None:
    axes = Figure().subplots()
    axes.eventplot([[1, 2], [4]], orientation="vertical")
    axes.set_xticks([0, 1], ["left", "right"])
    rows = marks_of(axes, Events)
    assert [(row.name, row.is_horizontal, row.positions.tolist()) for row in rows] == [
        ("left", False, [1, 2]),
        ("right", False, [4]),
    ]
