"""Ends, extremes and turning points of series in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.statistics import series


def trend_of(y: Any, **options: Any) -> series.Trend:
    found = series.trend(np.arange(len(y), dtype=float), np.asarray(y, float), **options)
    assert found
    return found


def test_trend_of_no_finite_points_is_none() -> None:
    assert series.trend(np.array([1.0, np.nan]), np.array([np.inf, 2.0])) is None


def test_trend_takes_points_from_left_to_right() -> None:
    trend = series.trend(np.array([2.0, 0.0, 1.0]), np.array([9.0, 1.0, 4.0]))
    assert trend
    assert (trend.start, trend.end, trend.is_monotonic) == ((0, 1), (2, 9), True)


def test_trend_turns_only_after_large_rises_and_falls() -> None:
    assert trend_of([0, 10, 9, 20, 0]).turning_points == ((3, 20),)
    assert trend_of([0, 10, 0, 20, 0]).turning_points == ((1, 10), (2, 0), (3, 20))


def test_trend_on_a_logarithmic_axis_leaves_out_values_not_positive() -> None:
    assert trend_of([1, -5, 1_000, 1, 0, 1_000_000], is_log=True).turning_points == ((2, 1_000), (3, 1))


def test_trend_finds_single_peaks_of_long_curves() -> None:
    y = np.zeros(100_000)
    y[54_321] = 1
    assert trend_of(y).turning_points == ((54_321, 1),)


def test_highest_throughout_needs_equal_x_and_a_curve_above_all_others() -> None:
    x, low, high = np.arange(3.0), np.zeros(3), np.ones(3)
    assert series.highest_throughout([(x, low), (x, high)]) == 1
    assert series.highest_throughout([(x, low), (x, np.array([1.0, 1, -1]))]) is None
    assert series.highest_throughout([(x, low), (x + 1, high)]) is None


def test_rises_and_falls_of_smooth_curves_are_no_chance() -> None:
    x = np.linspace(-2, 2, 60)
    assert trend_of(x**2).is_smooth
    assert trend_of(np.exp(x)).is_smooth
    assert not trend_of([1, 2, 3, 4, 5]).is_smooth  # noise of five values rises so in 2 of 120 cases
    assert not trend_of(np.tile([1.0, 0], 30)).is_smooth


def test_trend_is_strict_if_no_two_neighbors_are_equal() -> None:
    assert trend_of([1, 2, 4]).is_strict
    assert not trend_of([1, 2, 2]).is_strict
    assert trend_of([1, 2, 2]).is_monotonic
