"""Statistics of series in order: trends, turning points, cycles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ipytts.description.charts.statistics.arrays import finite

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

_MIN_SWING = 0.3  # of the range; smaller rises and falls are noise
_MAX_TREND_POINTS = 2_000  # of a longer curve, only the extremes are searched
_MAX_PERIOD_DEVIATION = 0.2  # of the mean distance between peaks


class Point(NamedTuple):
    """A point of a curve."""

    x: float
    y: float


@dataclass(frozen=True)
class Trend:
    """The course of a curve from left to right."""

    start: Point
    end: Point
    low: Point
    high: Point
    turning_points: tuple[Point, ...]  # between large rises and falls
    is_monotonic: bool
    is_flat: bool
    count: int  # number of points


def trend(x: Floats, y: Floats, *, is_log: bool = False) -> Trend | None:
    """Return the trend of the finite points, which may be in any order; None if there are none.

    For a logarithmic axis (`is_log`), rises and falls are measured in logarithms, as they are drawn.
    """
    x, y = finite(x, y)
    if is_log:
        x, y = x[y > 0], y[y > 0]
    if not x.size:
        return None
    if bool((np.diff(x) < 0).any()):
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
    rises = np.diff(y)

    def point(index: int) -> Point:
        return Point(float(x[index]), float(y[index]))

    low, high = point(int(y.argmin())), point(int(y.argmax()))
    return Trend(
        start=point(0),
        end=point(-1),
        low=low,
        high=high,
        turning_points=tuple(map(point, _turning_points(np.log10(y) if is_log else y))),
        is_monotonic=bool((rises >= 0).all() or (rises <= 0).all()),
        is_flat=low.y == high.y,
        count=int(x.size),
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


def period(trend: Trend) -> float:
    """Return the distance between the peaks of a curve if they are regular, else NaN."""
    points = pairwise((*trend.turning_points, trend.end))
    distances = np.diff([point.x for point, following in points if point.y > following.y])
    if distances.size < 2:  # at least three peaks
        return float("nan")
    mean = distances.mean()
    return float(mean) if np.abs(distances - mean).max() <= _MAX_PERIOD_DEVIATION * mean else float("nan")


def highest_throughout(curves: list[tuple[Floats, Floats]]) -> int | None:
    """Return the index of the curve that is above all others at every x, or None."""
    if any(x.shape != curves[0][0].shape or not np.array_equal(x, curves[0][0]) for x, _ in curves[1:]):
        return None
    heights = np.array([y for _, y in curves])
    highest = int(np.nan_to_num(heights[:, 0], nan=-np.inf).argmax())
    others = np.delete(heights, highest, axis=0)
    return highest if bool((heights[highest] > others).all()) else None


def peaks(heights: Floats) -> list[int]:
    """Return the indexes of the peaks of a distribution, from left to right, the ends included."""
    padded = np.concatenate([[0.0], np.nan_to_num(heights), [0.0]])
    if not heights.size or not padded.max() > 0:
        return []
    return [index - 1 for index in _turning_points(padded)[::2]]  # `padded` rises first
