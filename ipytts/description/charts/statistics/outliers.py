"""Points that lie far from the others."""

from __future__ import annotations

import math

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import Indexes, is_constant, spread_ties, standardize
from ipytts.description.charts.statistics.distributions import fences

_MAX_OUTLIERS = 2  # more are a group, or the tail of a distribution
_MIN_SAMPLE = 30  # values; fewer do not show what is normal
_MIN_TAILED_SAMPLE = 40  # values; fewer do not show how heavy the tails are
_FENCE = 3.0  # interquartile ranges beyond the quartiles, Tukey's outer fence
_MIN_HEAVINESS = 1 / 3  # of the tails of t with 3 degrees of freedom; lighter ones are not expected
_TAIL = 0.1  # share of the values whose distances show how heavy the tails are
_MIN_TAIL, _MAX_TAIL = 8, 1_000  # values
_MAX_SPREAD = 100_000  # values whose ties are spread; more have an equal one without a lattice
_MAX_SAMPLE = 20_000  # values that show the center and the quartiles; of more, a regular selection
_MAX_KURTOSIS = 3.4  # of samples with light tails; it is 3 for normal values
_MIN_ISOLATED = 7.0  # standard deviations; of samples of t with 5 degrees of freedom, 1 % have such a value
_ISOLATED_SIZES = (30.0, 50.0, 100.0, 200.0)  # values, for which the rates below were simulated
_ISOLATED_RATES = (45.0, 9.0, 3.3, 0.7)  # of samples, times the third power of the distance
_MAX_LINES = 300  # points whose connections are the slopes of a robust line


def outliers(values: Floats, level: float) -> list[int]:
    """Return the indexes of finite values that are apart from the others.

    They are isolated from others with light tails, or behind a gap even if the tails are heavy. Where tails
    fall like a power, the logarithms of the distances from the center have independent exponential spacings
    (Rényi 1953, Acta Mathematica Hungarica 4), whose mean is known from the distances below (Hill 1975,
    Annals of Statistics 3). A spacing that is rarer than `level` is a gap; it is rarer still with lighter
    tails.
    """
    if values.size < _MIN_SAMPLE or is_constant(values):
        return []
    spread = spread_ties(values) if values.size <= _MAX_SPREAD else values
    step = -(-spread.size // _MAX_SAMPLE)
    selected = spread[::step]
    distances = np.abs(spread - np.median(selected))
    low, high = fences(selected, _FENCE)
    is_outside = (spread < low) | (spread > high)
    if not 0 < np.count_nonzero(is_outside) <= _TAIL * values.size:
        return []
    order = _farthest(distances, min(_MAX_TAIL, max(_MIN_TAIL, int(_TAIL * values.size))) + _MAX_OUTLIERS)
    with np.errstate(divide="ignore"):
        logs = np.log(distances[order])
    for count in range(_MAX_OUTLIERS, 0, -1):
        top = order[:count]
        others = np.delete(spread, top)[::step]
        is_far = is_isolated(float(spread[top[-1]]), others, level)
        is_far |= values.size >= _MIN_TAILED_SAMPLE and _is_gap(logs, count, level / _MAX_OUTLIERS / 2)
        if is_far and is_outside[top].all():
            return sorted(top.tolist())
    return []


def _farthest(distances: Floats, number: int) -> Indexes:
    """Return the indexes of about the `number` largest distances, the largest first."""
    selected = distances[:: -(-distances.size // _MAX_SAMPLE)]
    limit = np.quantile(selected, max(0.0, 1 - number / distances.size))
    farthest = np.flatnonzero(distances >= limit)
    return farthest[np.argsort(distances[farthest])[::-1]]


def is_isolated(value: float, others: Floats, level: float) -> bool:
    """Return whether a value is far from others that have light tails.

    Heavy tails rarely leave a sample that has the kurtosis of normal values but for one value. Of samples of
    t with 3 degrees of freedom and of lognormal values, the share with such a value falls with the third
    power of its distance, in standard deviations of the others. `level` is that share.
    """
    if others.size < _ISOLATED_SIZES[0] - 1:
        return False
    center, scatter = float(others.mean()), float(others.std())
    if not 0 < scatter < math.inf:
        return False
    if float((((others - center) / scatter) ** 4).mean()) > _MAX_KURTOSIS:
        return False
    rate = float(np.interp(others.size, _ISOLATED_SIZES, _ISOLATED_RATES))
    limit = max(_MIN_ISOLATED, float((rate / level) ** (1 / 3)))
    return abs(value - center) > scatter * limit


def _is_gap(logs: Floats, count: int, level: float) -> bool:
    """Return whether the spacing below the `count` largest distances is far larger than the ones below."""
    rest = logs[count:]
    heaviness = max(_MIN_HEAVINESS, float((rest[:-1] - rest[-1]).mean()))  # Hill's estimate
    gap = count * (logs[count - 1] - logs[count])
    return math.isfinite(gap) and math.exp(-gap / heaviness) < level


def outlying_points(x: Floats, y: Floats, level: float) -> list[int]:
    """Return the indexes of finite points that are apart along an axis, or else from a straight line."""
    if x.size < _MIN_SAMPLE:
        return []
    along_axes = {*outliers(x, level / 3), *outliers(y, level / 3)}
    return sorted(along_axes) or outliers(distances_from_line(x, y), level / 3)


def distances_from_line(x: Floats, y: Floats) -> Floats:
    """Return the distances of finite points from a line with the median of the slopes between points.

    The line is that of Theil (1950) and Sen (1968), Journal of the American Statistical Association 63, of a
    regular selection of points.
    """
    x, y = standardize(x), standardize(y)
    step = -(-x.size // _MAX_LINES)
    xs, ys = x[::step], y[::step]
    one, other = np.triu_indices(xs.size, 1)
    run = xs[other] - xs[one]
    is_sloped = run != 0
    if not is_sloped.any():
        return np.zeros(x.size)
    slope = float(np.median((ys[other] - ys[one])[is_sloped] / run[is_sloped]))
    rest = y - slope * x
    return rest - float(np.median(rest[::step]))
