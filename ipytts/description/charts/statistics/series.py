"""Series in order: their ends, extremes and turning points."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import difference, finite, is_constant
from ipytts.description.charts.statistics.claims import CHART_LEVEL

_MIN_SWING = 0.3  # of the range; smaller rises and falls are noise
_MAX_TREND_POINTS = 2_000  # of a longer curve, only the extremes are searched
_MAX_TURNS = 2  # turning points of a curve whose rises and falls are described one by one
_MAX_EXACT_TRIALS = 500  # of which the binomial distribution is summed up


class Point(NamedTuple):
    """A point of a curve."""

    x: float
    y: float


@dataclass(frozen=True)
class Trend:
    """The ends, extremes and turning points of a curve, from left to right."""

    start: Point
    end: Point
    low: Point
    high: Point
    turning_points: tuple[Point, ...]  # between large rises and falls
    is_monotonic: bool
    is_strict: bool  # whether it rises, or falls, from each point to the next between the turning points
    is_flat: bool
    is_smooth: bool  # whether its rises and falls between the turning points are no chance
    count: int  # number of points
    x: Floats = field(repr=False, compare=False)  # of the points in order
    y: Floats = field(repr=False, compare=False)


def in_order(x: Floats, y: Floats, *, is_log: bool = False) -> tuple[Floats, Floats]:
    """Return the finite points from left to right, without those that a logarithmic y axis does not show."""
    x, y = finite(x, y)
    if is_log:
        x, y = x[y > 0], y[y > 0]
    if bool((np.diff(x) < 0).any()):
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
    return x, y


def trend(x: Floats, y: Floats, level: float = CHART_LEVEL, *, is_log: bool = False) -> Trend | None:
    """Return the trend of the finite points, which may be in any order; None if there are none.

    For a logarithmic axis (`is_log`), rises and falls are measured in logarithms, as they are drawn.
    `level` is the error rate of the test whether the curve is smooth.
    """
    x, y = in_order(x, y, is_log=is_log)
    if not x.size:
        return None
    rises = difference(y[1:], y[:-1])

    def point(index: int) -> Point:
        return Point(float(x[index]), float(y[index]))

    low, high = point(int(y.argmin())), point(int(y.argmax()))
    turns = _turning_points(np.log10(y) if is_log else y)
    return Trend(
        start=point(0),
        end=point(-1),
        low=low,
        high=high,
        turning_points=tuple(map(point, turns)),
        is_monotonic=bool((rises >= 0).all() or (rises <= 0).all()),
        is_strict=all(bool((part > 0).all() or (part < 0).all()) for part in np.split(rises, turns)),
        is_flat=is_constant(y),
        is_smooth=_is_smooth(y, rises, turns, level),
        count=int(x.size),
        x=x,
        y=y,
    )


def _extremes_of_blocks(y: Floats) -> list[int]:
    """Return the indexes of about `_MAX_TREND_POINTS` values: the ends, and the extremes of each block."""
    n = y.size
    if n <= _MAX_TREND_POINTS:
        return list(range(n))
    width = -(-n // (_MAX_TREND_POINTS // 2))
    indexes = {0, n - 1}
    for start in range(0, n, width):
        block = y[start : start + width]
        indexes |= {start + int(block.argmin()), start + int(block.argmax())}
    return sorted(indexes)


def _turning_points(y: Floats) -> list[int]:
    """Return the indexes between rises and falls of at least `_MIN_SWING` of the range."""
    with np.errstate(over="ignore", invalid="ignore"):
        threshold = float(y.max() - y.min()) * _MIN_SWING
    if not threshold > 0 or not np.isfinite(threshold):
        return []
    indexes = _extremes_of_blocks(y)
    turning_points: list[int] = []
    low = high = indexes[0]
    direction = 0  # 1 is up, -1 is down, 0 is not known yet
    for index in indexes:
        if direction >= 0 and y[index] > y[high]:
            high = index
        if direction <= 0 and y[index] < y[low]:
            low = index
        if direction >= 0 and y[high] - y[index] >= threshold:
            turning_points += [high] if direction else []
            direction, low = -1, index
        elif direction <= 0 and y[index] - y[low] >= threshold:
            turning_points += [low] if direction else []
            direction, high = 1, index
    return turning_points


def _is_smooth(y: Floats, rises: Floats, turns: list[int], level: float) -> bool:
    """Return whether steps go up and down with the curve more often than those of a random walk.

    This is the sign test (Arbuthnot 1710, Philos. Trans. 27, 186-190) of the steps, with Bonferroni's
    correction for the choice of the turning points. The steps of noise agree less often than those of a
    random walk.
    """
    if len(turns) > _MAX_TURNS:
        return False
    ends = [0, *turns, y.size - 1]
    agreeing = sum(
        int(np.count_nonzero((rises[start:end] > 0) if y[end] > y[start] else (rises[start:end] < 0)))
        for start, end in pairwise(ends)
    )
    steps = int(np.count_nonzero(rises))
    return 2 * math.comb(steps, len(turns)) * _binomial_tail(agreeing, steps) < level


def _binomial_tail(count: int, trials: int) -> float:
    """Return the chance of at least `count` heads in `trials` throws, or of many, the bound of Hoeffding."""
    if trials <= _MAX_EXACT_TRIALS:
        return float(sum(math.comb(trials, k) for k in range(count, trials + 1)) / 2**trials)
    return math.exp(-2 * max(0.0, count - trials / 2) ** 2 / trials)


def highest_throughout(curves: list[tuple[Floats, Floats]]) -> int | None:
    """Return the index of the curve that is above all others at every x, or None."""
    if any(x.shape != curves[0][0].shape or not np.array_equal(x, curves[0][0]) for x, _ in curves[1:]):
        return None
    heights = np.array([y for _, y in curves])
    highest = int(np.nan_to_num(heights[:, 0], nan=-np.inf).argmax())
    others = np.delete(heights, highest, axis=0)
    return highest if bool((difference(heights[highest], others) > 0).all()) else None
