"""Tests of the prevailing direction of arrows."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.statistics.directions import pattern, prevailing


def test_random_directions_rarely_have_one_in_common() -> None:
    random = np.random.default_rng(4)
    angles = random.uniform(0, 2 * np.pi, (1000, 30))
    found = [prevailing(np.cos(row), np.sin(row), 0.01) for row in angles]
    assert sum(one is not None for one in found) <= 10


@pytest.mark.parametrize("degrees", [0, 45, 135, 180, -90])
def test_scattered_arrows_around_one_direction_have_it(degrees: float) -> None:
    angles = np.radians(degrees + np.linspace(-50, 50, 25))
    found = prevailing(3 * np.cos(angles), 3 * np.sin(angles), 0.01)
    assert found is not None
    assert abs((found.angle - degrees + 180) % 360 - 180) < 1e-6
    assert found.is_of_most
    assert not found.are_equal


def test_arrows_without_length_and_few_arrows_have_no_direction() -> None:
    assert prevailing(np.zeros(20), np.zeros(20), 0.01) is None
    assert prevailing(np.ones(4), np.zeros(4), 0.01) is None


def test_a_pattern_needs_nearly_all_arrows() -> None:
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(5.0), np.arange(5.0)))
    dx, dy = x - 2, y - 2
    assert pattern(x, y, dy, -dx) == "circle clockwise around the middle"
    assert pattern(x, y, dx, dy) == "point away from the middle"
    assert not pattern(x, y, np.where(dx > 0, -dx, dx), dy)
