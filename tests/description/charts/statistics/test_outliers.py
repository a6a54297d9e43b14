"""Points far from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.description.charts.statistics import outliers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.charts.model import Floats


def test_an_isolated_value_is_an_outlier() -> None:
    values = np.append(np.random.default_rng(2).normal(size=60), -60)
    assert outliers.outliers(values, 0.005) == [60]


def test_few_values_have_no_outlier() -> None:
    assert outliers.outliers(np.append(np.arange(25.0), 5_000), 0.005) == []
    assert outliers.outliers(np.append(np.arange(35.0), 5_000), 0.005) == [35]


@pytest.mark.parametrize(("size", "distance"), [(50, 15), (100, 10)])
def test_a_value_isolated_from_normal_ones_is_usually_found(size: int, distance: float) -> None:
    rng = np.random.default_rng(3)
    samples = [np.append(rng.normal(size=size - 1), distance) for _ in range(100)]
    assert sum(outliers.outliers(values, 0.005) == [size - 1] for values in samples) >= 75


def test_fewer_samples_have_an_isolated_value_if_the_level_is_lower() -> None:
    values = np.append(np.random.default_rng(2).uniform(-1, 1, 60), 6)
    assert outliers.is_isolated(6, values[:-1], 0.01)
    assert not outliers.is_isolated(6, values[:-1], 0.001)


def test_a_point_far_from_the_line_is_an_outlier() -> None:
    x = np.linspace(0, 10, 60)
    y = 2 * x + 0.1 * np.random.default_rng(2).normal(size=60)
    y[30] -= 8
    assert outliers.outlying_points(x, y, 0.01) == [30]


def test_equal_values_with_steps_are_no_outliers() -> None:
    assert outliers.outliers(np.repeat([0.0, 1, 2, 3], [60, 25, 6, 1]), 0.005) == []


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda rng: rng.standard_t(3, (2, 60)), id="t with 3 degrees of freedom"),
        pytest.param(lambda rng: rng.lognormal(size=(2, 60)), id="lognormal"),
    ],
)
def test_heavy_tails_rarely_have_outliers(draw: Callable[[np.random.Generator], Floats]) -> None:
    rng = np.random.default_rng(5)
    samples = (draw(rng) for _ in range(200))
    assert sum(bool(outliers.outlying_points(x, y, 0.005)) for x, y in samples) <= 6
