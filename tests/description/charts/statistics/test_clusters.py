"""Separate clouds of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.description.charts.statistics import clusters

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.charts.model import Floats


def cloud(rng: np.random.Generator, size: int, *center: float) -> Floats:
    return rng.normal(size=(size, 2)) + center


def along_curve(rng: np.random.Generator, function: Callable[[Floats], Floats]) -> Floats:
    """Return points that are spread evenly along x, and little around a function of x."""
    x = rng.uniform(-1, 1, 180)
    return np.array([x, function(x) + rng.normal(0, 0.15, x.size)])


def test_clouds_have_the_indexes_of_their_points() -> None:
    rng = np.random.default_rng(3)
    points = np.concatenate([cloud(rng, 45, 0, 0), cloud(rng, 70, 9, -2), cloud(rng, 50, 3, 9)])
    found = sorted(clusters.clouds(*points.T), key=lambda indexes: int(indexes[0]))
    assert [indexes.tolist() for indexes in found] == [
        list(range(45)),
        list(range(45, 115)),
        list(range(115, 165)),
    ]


def test_a_few_points_apart_are_no_cloud() -> None:
    rng = np.random.default_rng(3)
    assert clusters.clouds(*np.concatenate([cloud(rng, 60, 0, 0), cloud(rng, 4, 20, 20)]).T) == []


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(lambda rng: rng.uniform(size=(2, 40)), id="uniform"),
        pytest.param(lambda rng: rng.lognormal(size=(2, 60)), id="lognormal"),
        pytest.param(lambda rng: rng.poisson(1, (2, 80)).astype(float), id="lattice"),
        pytest.param(lambda rng: rng.normal(size=(2, 200)).cumsum(axis=1), id="random walks"),
        pytest.param(lambda rng: along_curve(rng, lambda x: np.cos(np.pi * (x + 1))), id="cosine"),
        pytest.param(lambda rng: along_curve(rng, lambda x: np.arctan(12 * x)), id="sigmoid"),
        pytest.param(lambda rng: along_curve(rng, lambda x: 4 * x**3 - 3 * x)[::-1], id="turned cubic"),
    ],
)
def test_one_cloud_rarely_looks_like_two(model: Callable[[np.random.Generator], Floats]) -> None:
    rng = np.random.default_rng(11)
    assert sum(bool(clusters.clouds(*model(rng))) for _ in range(100)) <= 3


def test_two_clouds_six_standard_deviations_apart_are_found() -> None:
    rng = np.random.default_rng(11)
    samples = (np.concatenate([cloud(rng, 90, 0, 0), cloud(rng, 60, 4.2, 4.2)]).T for _ in range(50))
    assert sum(len(clusters.clouds(*points)) == 2 for points in samples) >= 40


@pytest.mark.parametrize("center", [(1.6, 6.5), (3.2, 7.0)])
def test_clouds_that_overlap_along_x_are_found(center: tuple[float, float]) -> None:
    rng = np.random.default_rng(5)
    samples = (np.concatenate([cloud(rng, 90, 0, 0), cloud(rng, 80, *center)]).T for _ in range(50))
    assert sum(len(clusters.clouds(*points)) == 2 for points in samples) >= 40


def test_clouds_in_a_square_are_found() -> None:
    rng = np.random.default_rng(5)
    points = np.concatenate([cloud(rng, 40, x, y) for x in (0, 9) for y in (0, 9)])
    assert len(clusters.clouds(*points.T)) == 4


def test_a_ring_is_no_cloud() -> None:
    rng = np.random.default_rng(5)
    angles = rng.uniform(0, 2 * np.pi, (20, 160))
    rings = [np.array([np.cos(a), np.sin(a)]) + rng.normal(0, 0.06, (2, a.size)) for a in angles]
    assert sum(bool(clusters.clouds(*ring)) for ring in rings) <= 1
