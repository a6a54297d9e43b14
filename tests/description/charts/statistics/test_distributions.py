"""Statistics of distributions, compared with samples whose peaks, gaps, tails and outliers are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts.description.charts.statistics import bins as binning
from ipytts.description.charts.statistics import distributions, peaks, symmetry

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

SAMPLES = 60


def bins_of(values: Floats, bins: Any) -> binning.Bins:
    counts, edges = np.histogram(values, bins)
    return binning.prepare(counts.astype(float), edges)


def two_groups(size: int, distance: float = 5) -> Floats:
    rng = np.random.default_rng(7)
    return np.concatenate([rng.normal(0, 1, size), rng.normal(distance, 1, size)])


@pytest.mark.parametrize("bins", [10, 20, 30, 50])
@pytest.mark.parametrize(
    "model",
    [
        pytest.param(lambda rng: rng.normal(size=100), id="normal"),
        pytest.param(lambda rng: rng.standard_t(3, 300), id="heavy tails"),
        pytest.param(lambda rng: rng.uniform(size=100), id="even"),
        pytest.param(lambda rng: rng.integers(0, 21, 1000).astype(float), id="whole numbers"),
        pytest.param(lambda rng: rng.poisson(50, 1000).astype(float), id="more whole numbers than bins"),
        pytest.param(lambda rng: np.round(rng.normal(20, 3, 1000) * 4) / 4, id="quarters"),
    ],
)
def test_samples_with_one_peak_have_no_valley(model: Any, bins: int) -> None:
    rng = np.random.default_rng(1)
    found = sum(bool(peaks.valleys(bins_of(model(rng), bins))) for _ in range(SAMPLES))
    assert found <= 1  # 0.2 % are expected


@pytest.mark.parametrize("bins", [10, 20, 30, 50])
def test_two_groups_have_a_valley_between_their_peaks(bins: int) -> None:
    values = two_groups(150)
    heights, edges = np.histogram(values, bins)
    valleys = peaks.valleys(bins_of(values, bins))
    assert len(valleys) == 1
    low, high = peaks.of_histogram(heights, valleys)
    assert edges[low] < 1
    assert edges[high + 1] > 4


def test_whole_numbers_in_more_bins_have_two_peaks_too() -> None:
    assert len(peaks.valleys(bins_of(np.round(two_groups(200, 6) * 2), 50))) == 1


def test_a_gap_is_an_empty_valley_and_not_the_distance_to_an_outlier() -> None:
    values = two_groups(150, 12)
    heights, edges = np.histogram(values, 30)
    [(first, last)] = peaks.gaps(heights, peaks.valleys(bins_of(values, 30)))
    assert not heights[first : last + 1].any()
    assert edges[first] < 6 < edges[last + 1]
    assert peaks.valleys(bins_of(np.append(two_groups(150, 0), 20), 30)) == []


def test_bins_on_a_logarithmic_axis_are_compared_as_drawn() -> None:
    edges = np.geomspace(0.01, 1000, 31)
    counts = np.histogram(10.0 ** two_groups(150, 4), edges)[0].astype(float)
    assert len(peaks.valleys(binning.prepare(counts, edges, is_log=True))) == 0
    counts = np.histogram(10.0 ** (two_groups(150, 6) / 2), edges)[0].astype(float)
    assert len(peaks.valleys(binning.prepare(counts, edges, is_log=True))) == 1


def test_shares_give_counts_only_if_small_whole_numbers_fit() -> None:
    counts = np.array([3.0, 17, 40, 22, 8])
    found = binning.counts_of_shares(counts / counts.sum())
    assert found is not None
    assert found.tolist() == counts.tolist()
    assert binning.counts_of_shares(np.sqrt([2.0, 3, 5, 7])) is None


def test_peaks_of_a_curve_leave_out_bumps() -> None:
    x = np.linspace(-4, 10, 200)
    assert peaks.of_curve(np.exp(-(x**2)) + 0.1 * np.exp(-((x - 5) ** 2))) == [57]
    assert len(peaks.of_curve(np.exp(-(x**2)) + 0.5 * np.exp(-((x - 5) ** 2)))) == 2
    assert peaks.of_curve(np.zeros(4)) == []
    assert peaks.of_curve(np.array([9.0, 1, 8, 1, 1, 7])) == [0, 2, 5]


@pytest.mark.parametrize("bins", [10, 30])
def test_a_long_tail_needs_skewed_values_and_not_only_an_outlier(bins: int) -> None:
    rng = np.random.default_rng(2)
    skewed = rng.exponential(size=300)
    assert symmetry.long_tail(bins_of(skewed, bins)) == "right"
    assert symmetry.long_tail(bins_of(-skewed, bins)) == "left"
    for _ in range(SAMPLES):
        assert not symmetry.long_tail(bins_of(rng.standard_t(3, 300), bins))
        assert not symmetry.long_tail(bins_of(rng.uniform(size=300), bins))


@pytest.mark.parametrize("bins", [10, 30])
def test_a_moderate_skewness_of_many_values_is_a_long_tail(bins: int) -> None:
    values = np.random.default_rng(2).gamma(6, size=1000)
    assert symmetry.long_tail(bins_of(values, bins)) == "right"


def test_a_long_tail_is_found_in_bins_of_whole_numbers() -> None:
    counts = np.array([15.0, 160, 410, 330, 170, 100, 45, 22, 9])
    assert symmetry.long_tail(binning.prepare(counts, np.arange(10.0))) == "right"


def test_symmetry_needs_enough_values() -> None:
    quantiles = np.array([np.arctanh(2 * p - 1) for p in np.linspace(0.001, 0.999, 400)])
    assert symmetry.is_symmetric(bins_of(quantiles, 30))
    assert not symmetry.is_symmetric(bins_of(quantiles[::5], 30))
    assert not symmetry.is_symmetric(bins_of(np.exp(quantiles), 30))


def test_narrowest_range_holds_half_of_all() -> None:
    assert distributions.narrowest_range(np.array([1.0, 1, 4, 4, 1])) == (2, 3)


@pytest.mark.parametrize(("form", "high", "outliers"), [("box", 9, [50]), ("strip", 50, [])])
def test_only_boxes_have_outliers(form: Any, high: float, outliers: list[float]) -> None:
    box = distributions.summarize_box("a", np.append(np.arange(10.0), [50, np.nan]), form, with_count=True)
    assert (box.low, box.median, box.high, box.count) == (0, 5, high, 11)
    assert box.outliers.tolist() == outliers
