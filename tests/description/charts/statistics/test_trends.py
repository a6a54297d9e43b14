"""Trends, cycles and sudden changes are found where they are drawn, and not in random walks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts.description.charts.statistics import series
from ipytts.description.charts.statistics.structure import Structure, find_structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.charts.model import Floats

MONTHS = np.arange(96.0)
SEASON = np.cos(2 * np.pi * MONTHS / 12)


def noise(size: int, seed: int = 4) -> Floats:
    return np.random.default_rng(seed).normal(size=size)


def found(y: Floats, x: Floats | None = None, **options: Any) -> Structure:
    return find_structure(np.arange(y.size, dtype=float) if x is None else x, y, **options)


def test_trend_has_the_slope_of_the_line_under_the_noise() -> None:
    structure = found(0.2 * np.arange(80) + noise(80))
    assert structure.trend
    assert structure.trend.slope == pytest.approx(0.2, abs=0.03)
    assert not structure.cycle
    assert not structure.level_change


def test_trend_smaller_than_the_scatter_is_none() -> None:
    y = np.linspace(0, 1.2, 5_000) + noise(5_000)
    assert not found(y).trend  # though the p-value is tiny


def test_trend_is_found_under_a_cycle() -> None:
    structure = found(3 - 0.1 * MONTHS + 4 * SEASON)
    assert structure.trend
    assert structure.cycle
    assert structure.trend.slope == pytest.approx(-0.1, abs=0.001)
    assert structure.cycle.period == pytest.approx(12, abs=0.01)
    assert structure.cycle.amplitude == pytest.approx(4, abs=0.01)


def test_cycle_has_a_period_in_units_of_x_for_months_of_different_lengths() -> None:
    days = np.arange("2001-01", "2009-01", dtype="datetime64[M]").astype("datetime64[D]").astype(float)
    cycle = found(2 * SEASON + noise(96), days).cycle
    assert cycle
    assert cycle.period == pytest.approx(365.25, rel=0.02)


def test_cycle_needs_three_rounds() -> None:
    assert not found(SEASON[:24] + 0.01 * noise(24)).cycle
    assert found(SEASON[:36] + 0.01 * noise(36)).cycle


def test_change_of_level_is_no_trend() -> None:
    y = noise(100) + np.where(np.arange(100) < 40, 10, 15)
    structure = found(y)
    assert structure.level_change
    assert not structure.trend
    assert structure.level_change.x == pytest.approx(40, abs=1)
    assert structure.level_change.after - structure.level_change.before == pytest.approx(5, abs=0.5)


def test_change_of_level_on_a_logarithmic_axis_is_given_in_values() -> None:
    y = 10.0 ** (0.1 * noise(100) + np.where(np.arange(100) < 40, 1, 3))
    change = found(y, is_log=True).level_change
    assert change
    assert change.before == pytest.approx(10, rel=0.1)
    assert change.after == pytest.approx(1_000, rel=0.1)


def test_spike_stands_alone() -> None:
    y = 20 + 0.1 * noise(60)
    y[17] = 3
    structure = found(y)
    assert structure.spike == (17, 3)
    assert min(structure.others) > 19
    assert max(structure.others) < 21
    y[18] = 3
    assert not found(y).spike


def test_spike_may_stand_out_of_noise() -> None:
    rng = np.random.default_rng(8)
    spikes = []
    for _ in range(50):
        y = rng.normal(size=100) + np.linspace(0, 3, 100)
        y[40] += 9
        spikes.append(found(y).spike)
    assert sum(spike is not None and spike.x == 40 for spike in spikes) >= 40


def test_one_value_that_differs_from_equal_ones_is_an_exception() -> None:
    assert found(np.array([2.0] * 9 + [7])).exception == (9, 7)
    assert not found(np.array([2.0] * 9 + [7, 7])).exception
    assert not found(np.array([2.0, 2, 7])).exception


@pytest.mark.parametrize("size", [5, 12, 40, 300])
@pytest.mark.parametrize(
    "values",
    [
        pytest.param(lambda rng, n: rng.normal(size=n).cumsum(), id="random walk"),
        pytest.param(lambda rng, n: rng.normal(size=n), id="noise"),
        pytest.param(lambda rng, n: rng.standard_t(3, n), id="heavy tails"),
        pytest.param(lambda rng, n: rng.integers(1, 4, n).astype(float), id="ties"),
    ],
)
def test_nothing_is_found_in_data_without_structure(
    values: Callable[[np.random.Generator, int], Floats], size: int
) -> None:
    rng = np.random.default_rng(11)
    for _ in range(30):
        y = values(rng, size)
        trend = series.trend(np.arange(size, dtype=float), y)
        assert found(y, level=0.001) == Structure()
        assert trend
        assert not trend.is_smooth


def test_long_series_are_examined_by_the_means_of_blocks() -> None:
    x = np.arange(400_000.0)
    structure = found(np.sin(2 * np.pi * x / 40_000) + 0.2 * noise(x.size) + x / 1e5, x)
    assert structure.cycle
    assert structure.trend
    assert structure.cycle.period == pytest.approx(40_000, rel=0.01)
    assert structure.trend.slope == pytest.approx(1e-5, rel=0.05)
