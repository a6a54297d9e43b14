"""Histograms without structure, and with two peaks or a long tail, for `benchmarks.chart_claims`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.model import Curve, Floats, Histogram, Mark, Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.random import Generator

BINS = (10, 30, 50)
SIZES = (30, 100, 300, 1000)
_SYMMETRIC, _SKEWED = frozenset({"symmetry"}), frozenset({"tail"})

#: Models of values with one peak, or with none, and the kinds of claims that are true of them.
MODELS: Mapping[str, tuple[Callable[[Generator, int], Floats], frozenset[str]]] = {
    "normal": (lambda rng, size: rng.normal(size=size), _SYMMETRIC),
    "t with 3 degrees of freedom": (lambda rng, size: rng.standard_t(3, size), _SYMMETRIC),
    "uniform": (lambda rng, size: rng.uniform(size=size), _SYMMETRIC),
    "lognormal": (lambda rng, size: rng.lognormal(size=size), _SKEWED),
    "exponential": (lambda rng, size: rng.exponential(size=size), _SKEWED),
    "Poisson, mean 3": (lambda rng, size: rng.poisson(3, size).astype(float), _SKEWED),
    "Poisson, mean 50": (lambda rng, size: rng.poisson(50, size).astype(float), _SYMMETRIC),
    "rounded to quarters": (lambda rng, size: np.round(rng.normal(20, 3, size) * 4) / 4, _SYMMETRIC),
    "tied: 0 to 20": (lambda rng, size: rng.integers(0, 21, size).astype(float), _SYMMETRIC),
}


def draw_histogram(bins: int, sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    """Return the histogram of a sample."""
    heights, edges = np.histogram(sample(size), bins)
    return [Histogram(name, edges, heights.astype(float))]


def draw_density(sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    """Return the kernel density estimate of a sample, with the bandwidth of Scott (1979), Biometrika 66."""
    values = sample(size)
    width = values.std(ddof=1) * size**-0.2
    x = np.linspace(values.min() - 3 * width, values.max() + 3 * width, 200)
    kernels = np.exp(-(((x[:, None] - values) / width) ** 2) / 2)
    return [Curve(name, x, kernels.mean(axis=1) / (width * np.sqrt(2 * np.pi)))]


def _skewed(size: int, bins: int, rng: Generator) -> Panel:
    return Panel(draw_histogram(bins, lambda count: rng.gamma(6.25, size=count), size, ""))


def _two_peaks(size: int, distance: float, share: float, bins: int, rng: Generator) -> Panel:
    values = rng.normal(size=size) + distance * (rng.uniform(size=size) > share)
    return Panel(draw_histogram(bins, lambda _: values, size, ""))


def _exponential(size: int, bins: int, rng: Generator) -> Panel:
    return Panel(draw_histogram(bins, lambda count: rng.exponential(size=count), size, ""))


#: Effects, with the kind of claim that a description makes of them.
EFFECTS: list[tuple[str, str, Callable[[Generator], Panel]]] = [
    *(
        (f"two equal peaks 5 standard deviations apart, 150 values, {bins} bins", "peak", draw)
        for bins in BINS
        for draw in (partial(_two_peaks, 150, 5, 0.5, bins),)
    ),
    (
        "two equal peaks 4 standard deviations apart, 300 values, 30 bins",
        "peak",
        partial(_two_peaks, 300, 4, 0.5, 30),
    ),
    (
        "two peaks 5 standard deviations apart, 7 to 3, 300 values, 30 bins",
        "peak",
        partial(_two_peaks, 300, 5, 0.7, 30),
    ),
    ("a long tail: exponential, 200 values, 30 bins", "tail", partial(_exponential, 200, 30)),
    ("a long tail: skewness 0.8, 1,000 values, 10 bins", "tail", partial(_skewed, 1000, 10)),
]
