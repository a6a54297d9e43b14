"""The quasi-cycle of a series: rises and falls at about the same distance, such as those of sunspots."""

from __future__ import annotations

import math

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.autocorrelation import lag_one

_MIN_POINTS = 50
_MIN_CYCLES = 7  # in the series; below, the tapers do not separate a cycle from the curved trend
_MIN_POINTS_A_CYCLE = 4
_TAPERS = 5
_MIN_ABOVE_LONGER = 2.0  # times the mean power of longer waves
_MIN_SHARE = 0.4  # of the variance around a curved trend, from two thirds to three halves of the frequency
_BAND = 1.5


def quasi_period(y: Floats, level: float) -> float | None:
    """Return the mean period of a series at equal steps that rises and falls about regularly, or None.

    The phase and the size of the cycle may drift. The spectrum around a quadratic trend, by sine tapers
    (Riedel and Sidorenko 1995, IEEE Trans. Signal Process. 43, 188-195), has a peak above that of noise that
    is autocorrelated of order 1 (Mann and Lees 1996, Clim. Change 33, 409-445), and above longer waves.
    """
    n = y.size
    rest = y - np.polyval(np.polyfit(np.linspace(-1, 1, n), y, 2), np.linspace(-1, 1, n)) if n else y
    highest = n // _MIN_POINTS_A_CYCLE
    if n < _MIN_POINTS or highest <= _MIN_CYCLES or not float(rest @ rest) > 0:
        return None
    power, noise = _spectrum(rest), _noise(rest)
    peak = _MIN_CYCLES + int((power / noise)[_MIN_CYCLES : highest + 1].argmax())
    p_value = n / (_TAPERS + 1) * _chi_square_tail(2 * _TAPERS * float(power[peak] / noise[peak]), _TAPERS)
    longer = power[1 : peak - _TAPERS // 2]
    band = power[math.ceil(peak / _BAND) : int(peak * _BAND) + 1]
    if p_value > level or power[peak] < _MIN_ABOVE_LONGER * longer.mean():
        return None
    if float(band.sum()) < _MIN_SHARE * float(power[1:].sum()):
        return None
    near = np.arange(peak - _TAPERS // 2 - 1, peak + _TAPERS // 2 + 2)
    return float(n * power[near].sum() / (power[near] @ near))


def _spectrum(values: Floats) -> Floats:
    """Return the mean power of values with each of several tapers, at whole numbers of cycles."""
    n = values.size
    angles = np.pi * np.outer(np.arange(1, _TAPERS + 1), np.arange(1, n + 1)) / (n + 1)
    tapered = math.sqrt(2 / (n + 1)) * np.sin(angles) * values
    return np.asarray((np.abs(np.fft.rfft(tapered, axis=1)) ** 2).mean(axis=0), float)


def _noise(values: Floats) -> Floats:
    """Return the spectrum of noise that is autocorrelated of order 1 as values are."""
    n, r = values.size, lag_one(values)
    r = min(max(r + (2 + 4 * r) / n, 0.0), 0.999)  # without its bias
    angles = 2 * np.pi * np.arange(n // 2 + 1) / n
    power = float(values @ values) / n
    return np.asarray(power * (1 - r * r) / (1 - 2 * r * np.cos(angles) + r * r), float)


def _chi_square_tail(value: float, half_of_degrees: int) -> float:
    """Return the chance that a chi-square with an even number of degrees of freedom is at least `value`."""
    terms = ((value / 2) ** k / math.factorial(k) for k in range(half_of_degrees))
    return math.exp(-min(value / 2, 700.0)) * sum(terms)
