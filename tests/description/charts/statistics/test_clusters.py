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
    ],
)
def test_one_cloud_rarely_looks_like_two(model: Callable[[np.random.Generator], Floats]) -> None:
    rng = np.random.default_rng(11)
    assert sum(bool(clusters.clouds(*model(rng))) for _ in range(100)) <= 3


def test_two_clouds_six_standard_deviations_apart_are_found() -> None:
    rng = np.random.default_rng(11)
    samples = (np.concatenate([cloud(rng, 90, 0, 0), cloud(rng, 60, 4.2, 4.2)]).T for _ in range(50))
    assert sum(len(clusters.clouds(*points)) == 2 for points in samples) >= 40
