"""The cycle of a series."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.autocorrelation import lag_one, returns_to_its_line
from ipytts.description.charts.statistics.quasi_cycles import quasi_period

_MIN_POINTS = 20
_MIN_CYCLES = 2.8  # in the series; the data of three cycles may end just before the third
_MIN_POINTS_A_CYCLE = 3
_MIN_SHARE = 0.4  # of the variance around a straight line that the cycle explains
_OVERSAMPLING = 8  # frequencies of the periodogram for each one that the data distinguish
_STRICTNESS = 1.2  # the removed cycle takes some autocorrelation away
_SELECTION = 0.01  # of the level; the noise is estimated without the highest peak
_GOLDEN = (math.sqrt(5) - 1) / 2
_GOLDEN_STEPS = 25  # to a hundred thousandth of the first interval
_MAX_GAP = 5.0  # steps; over a longer gap nothing is interpolated, unless few values are missing
_MAX_MISSING = 0.1  # of the values at equal steps
_REGULAR = 1.5  # steps; the months of a year are regular


class Cycle(NamedTuple):
    """A sinusoid in a series, or rises and falls at about the same distance."""

    period: float  # in units of x
    amplitude: float  # half of its height, NaN if it is not regular
    values: Floats  # at each x, around 0
    is_regular: bool = True  # whether it is a sinusoid, whose phase does not drift


def cycle(x: Floats, y: Floats, level: float, within: float = 0.0) -> Cycle | None:
    """Return the cycle of a series in the order of x, or None if there is no support for one.

    `within` is the variance inside the blocks whose means the values are.

    The candidate is the highest peak of the periodogram around a straight or else a curved line. It is
    compared with the spectrum of noise that remains without it, as Fisher's test does (1929, Proc. R. Soc. A
    125, 54-59), where the noise may be autocorrelated of order 1 (Mann and Lees 1996, Clim. Change 33,
    409-445), and a random walk unless the rest returns to its line. The cycle explains two fifths of the
    variance around the line. Without such a cycle, a quasi-cycle is looked for.
    """
    regular = _regular(x, y)
    if regular is None:
        return None
    step, y_regular = regular
    curve = _curve(y_regular)
    found = _sinusoid(x, y_regular, step, level / 2, within)
    found = found or _sinusoid(x, y_regular - curve, step, level / 2, within)
    if found or within:
        return found
    period = quasi_period(y_regular, level)
    return Cycle(step * period, math.nan, np.zeros_like(y), is_regular=False) if period else None


def _curve(y: Floats) -> Floats:
    """Return what a quadratic trend adds to a straight line."""
    at = np.linspace(-1, 1, y.size)
    return np.asarray(np.polyval(np.polyfit(at, y, 2), at) - np.polyval(np.polyfit(at, y, 1), at), float)


def _sinusoid(x: Floats, y_regular: Floats, step: float, level: float, within: float) -> Cycle | None:
    """Return the sinusoid in values at equal steps."""
    n = y_regular.size
    frequency = _highest_peak(y_regular)
    if n * frequency < 0.9 * _MIN_CYCLES or _fit(y_regular, frequency, within)[2] < 0.9 * _MIN_SHARE:
        return None
    frequency = _refined(y_regular, frequency)
    if n * frequency < _MIN_CYCLES:
        return None
    coefficients, residuals, share = _fit(y_regular, frequency, within)
    amplitude = float(np.hypot(*coefficients[2:]))
    if share < _MIN_SHARE or not _is_supported(amplitude, residuals, frequency, level):
        return None
    position = (x - x[0]) / step - (n - 1) / 2  # from the middle
    return Cycle(step / frequency, amplitude, _design(position, frequency)[:, 2:] @ coefficients[2:])


def _regular(x: Floats, y: Floats) -> tuple[float, Floats] | None:
    """Return the step and the values of a series at regular x, interpolated if needed."""
    n = y.size
    gaps = np.diff(x)
    if n < _MIN_POINTS or not (gaps > 0).all() or y.min() == y.max():
        return None
    step, middle = float(x[-1] - x[0]) / (n - 1), float(np.median(gaps))
    if gaps.max() <= _REGULAR * middle and gaps.min() >= middle / _REGULAR:
        return step, y
    if gaps.max() <= _MAX_GAP * middle:
        return step, np.interp(np.linspace(x[0], x[-1], n), x, y)
    if (missing := (x[-1] - x[0]) / middle + 1 - n) > _MAX_MISSING * n:
        return None
    n += round(missing)
    return float(x[-1] - x[0]) / (n - 1), np.interp(np.linspace(x[0], x[-1], n), x, y)


def _highest_peak(y: Floats) -> float:
    """Return the frequency of the highest peak of the periodogram, in cycles a value."""
    size = 1 << math.ceil(math.log2(_OVERSAMPLING * y.size))
    power = np.abs(np.fft.rfft(_fit(y, 0.0)[1], size)) ** 2
    return float(power[: size // _MIN_POINTS_A_CYCLE].argmax()) / size


def _refined(y: Floats, frequency: float) -> float:
    """Return the frequency nearby whose sinusoid and line fit best, by golden section search."""
    low, high = max(frequency - 0.5 / y.size, 0.25 / y.size), frequency + 0.5 / y.size
    for _ in range(_GOLDEN_STEPS):
        inner = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if _fit(y, inner[0])[2] > _fit(y, inner[1])[2]:
            high = inner[1]
        else:
            low = inner[0]
    return (low + high) / 2


def _design(position: Floats, frequency: float) -> Floats:
    angle = 2 * np.pi * frequency * position
    columns = [np.ones_like(position), position]
    return np.stack(columns + ([np.cos(angle), np.sin(angle)] if frequency else []), axis=1)


def _fit(y: Floats, frequency: float, within: float = 0.0) -> tuple[Floats, Floats, float]:
    """Return coefficients and residuals of a line with a sinusoid, and the share of variance of this."""
    design = _design(np.arange(y.size, dtype=np.float64) - (y.size - 1) / 2, frequency)
    coefficients = np.linalg.solve(design.T @ design, design.T @ y).astype(np.float64)
    residuals = y - design @ coefficients
    if not frequency:
        return coefficients, residuals, 0.0
    around_line = _fit(y, 0.0)[1]
    before, after = (float(e @ e) + within * y.size for e in (around_line, residuals))
    return coefficients, residuals, 1 - after / (before or 1.0)


def _is_supported(amplitude: float, residuals: Floats, frequency: float, level: float) -> bool:
    n, degrees = residuals.size, residuals.size - 5  # the five fitted: line, sinusoid and frequency
    power = float(residuals @ residuals) / degrees
    r = lag_one(residuals)
    r = min(max(r + (2 + 4 * r) / n, 0.0), 0.999)  # without its bias
    wave = math.cos(2 * np.pi * frequency)
    spectrum = power * (1 - r * r) / (1 - 2 * r * wave + r * r)
    steps = np.diff(residuals)
    of_random_walk = float(steps @ steps) / degrees / (2 - 2 * wave)

    def p_value(noise: float) -> float:
        ratio = n * amplitude**2 / 4 / noise if noise > 0 else math.inf
        return float(n / 2 * (1 + 2 * ratio / degrees) ** (-degrees / 2))

    if p_value(spectrum) > _SELECTION * level:
        return False
    return returns_to_its_line(residuals, level, _STRICTNESS) or p_value(of_random_walk) < level
