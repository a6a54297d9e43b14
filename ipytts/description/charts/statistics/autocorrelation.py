"""Serial correlation of a series, by which a trend with noise differs from a random walk."""

from __future__ import annotations

import math

import numpy as np

from ipytts.description.charts.model import Floats

_CRITICAL = 16.5  # of the Dickey-Fuller statistic, for long series, at the level 1
_PER_LEVEL = 3.7  # of the critical value, for each natural logarithm of the level
_FEW = 12.0  # values; for fewer, the critical value is less than half


def lag_one(residuals: Floats) -> float:
    """Return the correlation of residuals with those one step later, 0 for residuals that are all 0."""
    power = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / power if power > 0 else 0.0


def returns_to_its_line(residuals: Floats, level: float, strictness: float = 1.0) -> bool:
    """Return whether residuals from a line are those of noise around it, not those of a random walk.

    This is the coefficient test of Dickey and Fuller for series with a trend (1979, J. Am. Stat. Assoc. 74,
    427-431). The critical values were fitted to those of a simulation of 80,000 random walks of 12 to 500
    values for levels from 0.0003 to 0.01. `strictness` multiplies them, where more than a line was fitted.
    """
    n = residuals.size
    critical = (_CRITICAL - _PER_LEVEL * math.log(level)) / (1 + _FEW / n)
    return n * (1 - lag_one(residuals)) > strictness * critical


def variance_factor(residuals: Floats) -> float:
    """Return by how much autocorrelation enlarges the variance of a mean: (1 + r) / (1 - r).

    For r the upper end of its confidence interval is taken, after its bias is removed (Kendall 1954,
    Biometrika 41, 403-404).
    """
    n, r = residuals.size, lag_one(residuals)
    r += (1 + 4 * r) / n
    r = min(max(r, 0) + 2 * np.sqrt(max(1 - r * r, 0.0) / n), 0.999)
    return float((1 + r) / (1 - r))
