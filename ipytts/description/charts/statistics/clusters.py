"""Clouds of points that are separate from each other."""

from __future__ import annotations

import itertools
import math

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import Flags, Indexes, are_equal, spread_ties
from ipytts.description.charts.statistics.relations import serial_correlation

_LEVEL = 0.001  # of the test of a valley, which must be nearly empty too
_MAX_BETWEEN = 0.2  # of the number of points in the densest part of a cloud
MIN_CLOUD = 8  # points
_MIN_SHARE = 0.1  # of all points that a cloud has; there are at most 10 clouds
_MIN_SEPARATION = 3.5  # standard deviations between the centers, along the line through them
_MIN_ROUNDNESS = 2.2  # the same, in the direction in which they are longest: halves of a ring are no clouds
_MAX_SAMPLE = 2_000  # points that are searched; of more, a regular selection
_WINDOW = 0.25  # of the distance between the centers; the width of a valley
_WINDOWS = 50  # places where a valley is searched
_STEPS = 40  # iterations of k-means
_MIN_DENSITY = 0.55  # of points at a boundary, of that beside it; with fewer, there is a gap
_JUMP_DENSITY = 0.65  # the same, if the values jump there
_MAX_BEYOND_JUMP = 0.01  # share of the points that may lie beyond the boundary, if the values jump there
_MIN_BETWEEN = (
    0.25  # share of the points near a boundary that lie on the way between the clusters; else a jump
)
_MAX_OVERLAP = 0.25  # share of the smaller cluster that may lie beyond a boundary; more have no boundary
_MAX_ERRORS = 0.1  # share of the points near a boundary that may lie clearly on the side of the other cloud
_MAX_SERIAL = 0.75  # serial correlation within a cloud; of a random walk it is larger


def clouds(x: Floats, y: Floats) -> list[Indexes]:
    """Return the index arrays of separate clouds of finite points, in drawing order; empty if there is one.

    Two clouds are those of k-means with two centers (Lloyd 1982, IEEE Transactions on Information Theory 28),
    and each may have clouds in it. Along the line through the centers, one cloud would have at least as many
    points between its densest parts as in the less dense of these, so the probability of so few between them
    is binomial. They must also be apart by the measure of Ashman, Bird and Zepf (1994),
    Astronomical Journal 108.
    """
    step = -(-x.size // _MAX_SAMPLE)
    selected = np.arange(0, x.size, step)
    plane = np.column_stack([_scaled(x[selected]), _scaled(y[selected])])
    found = _joined(plane, _split(plane, np.arange(selected.size), selected.size))
    if len(found) == 1 or any(_is_path(plane[cloud]) for cloud in found):
        return []
    return [selected[cloud] for cloud in found]


def _scaled(values: Floats) -> Floats:
    """Return values in units of the range of the middle nine tenths, equal values spread."""
    spread = spread_ties(values)
    low, high = np.quantile(spread, [0.05, 0.95])
    return (spread - low) / (high - low) if not are_equal(low, high) else np.zeros(values.size)


def _split(plane: Floats, indexes: Indexes, total: int) -> list[Indexes]:
    points = plane[indexes]
    smallest = max(MIN_CLOUD, _MIN_SHARE * total)
    if indexes.size < 2 * smallest:
        return [indexes]
    is_second = _beyond_valley(points, _two_means(points))
    if is_second is None:
        return [indexes]
    parts = [indexes[~is_second], indexes[is_second]]
    if min(part.size for part in parts) < smallest:
        return [indexes]
    found = [_split(plane, part, total) for part in parts]
    if len(found[0]) == len(found[1]) == 1 and not _are_apart(points[~is_second], points[is_second]):
        return [indexes]
    return [cloud for clouds in found for cloud in clouds]


def _two_means(points: Floats) -> Flags:
    """Return which points belong to the second of two clusters, which begin as halves of a direction."""
    centered = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centered, full_matrices=False)
    starts = [centered @ axis > 0 for axis in (*axes, *np.eye(2))]
    clusters = [_lloyd(centered, start) for start in starts]
    return min(clusters, key=lambda cluster: _scatter(centered, cluster))


def _lloyd(points: Floats, is_second: Flags) -> Flags:
    for _ in range(_STEPS):
        if is_second.all() or not is_second.any():
            break
        first, second = points[~is_second].mean(axis=0), points[is_second].mean(axis=0)
        new = (points - (first + second) / 2) @ (second - first) > 0
        if (new == is_second).all():
            break
        is_second = new
    return is_second


def _scatter(points: Floats, is_second: Flags) -> float:
    parts = (points[is_second], points[~is_second])
    return sum(float(np.square(part - part.mean(axis=0)).sum()) for part in parts if part.size)


def _beyond_valley(points: Floats, is_second: Flags) -> Flags | None:
    """Return which points lie beyond the valley between two clusters; None if there is no valley."""
    first, second = points[~is_second], points[is_second]
    direction = second.mean(axis=0) - first.mean(axis=0)
    distance = math.hypot(*direction)
    if not distance > 0 or min(first.shape[0], second.shape[0]) < MIN_CLOUD:
        return None
    along = points @ (direction / distance)
    sides = along[~is_second], along[is_second]
    width = _WINDOW * distance
    start, end = (float(np.median(side)) for side in sides)
    between, valley = _fewest(np.sort(along), start, end, width)
    peaks = [_most(np.sort(side), width) for side in sides]
    is_valley = between <= _MAX_BETWEEN * min(peaks) and _binomial(between, min(peaks)) < _LEVEL
    return along > valley if is_valley else None


def _are_apart(first: Floats, second: Floats) -> bool:
    """Return whether two clouds are farther apart than they are wide and long."""
    covariance = (np.cov(first.T) + np.cov(second.T)) / 2
    longest = math.sqrt(max(0.0, float(np.linalg.eigvalsh(covariance)[-1])))
    between = second.mean(axis=0) - first.mean(axis=0)
    distance = math.hypot(*between)
    spread = math.sqrt(float(between @ covariance @ between)) / distance
    return distance >= max(_MIN_SEPARATION * spread, _MIN_ROUNDNESS * longest)


def _most(values: Floats, width: float) -> int:
    """Return the largest number of sorted values in a window."""
    return int((np.searchsorted(values, values + width, "right") - np.arange(values.size)).max())


def _fewest(values: Floats, start: float, end: float, width: float) -> tuple[int, float]:
    """Return the smallest number of sorted values in a window between two ends, and the window's center."""
    lows = np.linspace(start, max(start, end - width), _WINDOWS)
    counts = np.searchsorted(values, lows + width) - np.searchsorted(values, lows)
    emptiest = np.flatnonzero(counts == counts.min())
    return int(counts.min()), float(lows[emptiest].mean()) + width / 2


def _binomial(few: int, many: int) -> float:
    """Return how often at most `few` of both counts fall into one of two equally likely windows."""
    n = few + many
    logs = [
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2)
        for k in range(few + 1)
    ]
    return math.fsum(map(math.exp, logs))


def _joined(plane: Floats, clouds: list[Indexes]) -> list[Indexes]:
    """Return clouds with those joined that are parts of one curve."""
    curves = list(range(len(clouds)))  # the number of the curve of each cloud
    for one, other in itertools.combinations(range(len(clouds)), 2):
        pair = np.concatenate([clouds[one], clouds[other]])
        if _are_on_curve(plane[pair], np.arange(pair.size) >= clouds[one].size):
            curves = [curves[one] if curve == curves[other] else curve for curve in curves]
    parts = [[cloud for cloud, n in zip(clouds, curves, strict=True) if n == curve] for curve in set(curves)]
    return sorted((np.sort(np.concatenate(part)) for part in parts), key=lambda cloud: int(cloud[0]))


def _are_on_curve(points: Floats, is_second: Flags) -> bool:
    """Return whether one coordinate is a function of the other that leads from one cluster to the other."""
    x, y = points.T
    return _is_function(x, y, is_second) or _is_function(y, x, is_second)


def _is_function(x: Floats, y: Floats, is_second: Flags) -> bool:
    """Return whether x has no gap between two clusters, where y does not jump back and forth."""
    centers = [(float(np.median(x[side])), float(np.median(y[side]))) for side in (~is_second, is_second)]
    if centers[0][0] > centers[1][0]:
        is_second = ~is_second
        centers.reverse()
    (x_start, y_start), (x_end, y_end) = centers
    order = np.argsort(x, kind="stable")
    balance = np.cumsum(np.where(is_second[order], 1, -1))
    last = int(balance[:-1].argmin())  # before the boundary, with the fewest points on its wrong side
    boundary = float(x[order[last : last + 2]].mean())
    sizes = int((~is_second).sum()), int(is_second.sum())
    beyond = sizes[0] + int(balance[last])
    if beyond > _MAX_OVERLAP * min(sizes):
        return False
    width = _WINDOW * (x_end - x_start)
    near, *beside = (np.abs(x - place) <= width / 2 for place in (boundary, x_start, x_end))
    density = near.sum() / min(side.sum() for side in beside)
    if density < _MIN_DENSITY or y_start == y_end:
        return False
    height = (y[near] - y_start) / (y_end - y_start)  # 0 in the first cluster, 1 in the second
    errors = float((np.where(x[near] > boundary, 1 - height, height) > 3 / 4).mean())
    between = float((np.abs(height - 1 / 2) < 1 / 4).mean())
    if errors > max(_MAX_ERRORS, between):
        return False
    is_jump = beyond <= _MAX_BEYOND_JUMP * x.size and density >= _JUMP_DENSITY
    return is_jump or between >= _MIN_BETWEEN


def _is_path(points: Floats) -> bool:
    """Return whether points follow each other closely, as those of a random walk do."""
    return any(serial_correlation(values) > _MAX_SERIAL for values in points.T)
