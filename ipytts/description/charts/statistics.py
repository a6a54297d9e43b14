"""Statistics of chart data: trends, peaks, periods, correlation, outliers and box summaries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from ipytts.description.charts.model import BoxSummary

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats

_MIN_SWING = 0.3  # of the range; smaller rises and falls are noise
_MAX_TREND_POINTS = 2_000  # of a longer curve, only the extremes are searched
_INNER_FENCE = 1.5  # interquartile ranges beyond the quartiles, the convention of box plots
_OUTER_FENCE = 3.0  # interquartile ranges; only points beyond this are worth a sentence
_MAX_OUTLIERS = 5  # more are the tail of a distribution
_MIN_OUTLIER_SAMPLE = 8  # values; fewer do not show what is normal
_MAX_EXCEPTIONS = 0.1  # share of values that may differ from a constant and still be outliers
_MIN_CURVATURE = 0.15  # share of the variance that a parabola explains and a straight line does not
_MIN_CURVE_POINTS = 5  # points of different x
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


def finite(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the points whose coordinates are both finite."""
    n = min(x.size, y.size)
    x, y = x[:n], y[:n]
    is_finite = np.isfinite(x) & np.isfinite(y)
    return (x, y) if bool(is_finite.all()) else (x[is_finite], y[is_finite])


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


def peaks(heights: Floats) -> list[int]:
    """Return the indexes of the peaks of a distribution, from left to right, the ends included."""
    padded = np.concatenate([[0.0], np.nan_to_num(heights), [0.0]])
    if not heights.size or not padded.max() > 0:
        return []
    return [index - 1 for index in _turning_points(padded)[::2]]  # `padded` rises first


def period(trend: Trend) -> float:
    """Return the distance between the peaks of a curve if they are regular, else NaN."""
    points = pairwise((*trend.turning_points, trend.end))
    distances = np.diff([point.x for point, following in points if point.y > following.y])
    if distances.size < 2:  # at least three peaks
        return float("nan")
    mean = distances.mean()
    return float(mean) if np.abs(distances - mean).max() <= _MAX_PERIOD_DEVIATION * mean else float("nan")


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's correlation coefficient, or NaN if it is not defined."""
    x, y = finite(x, y)
    if x.size < 3 or x.min() == x.max() or y.min() == y.max():  # two points always lie on a line
        return float("nan")
    x, y = _standardize(x), _standardize(y)
    return float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1, 1))


def is_curved(x: Floats, y: Floats) -> bool:
    """Return whether points lie along a curve much more than along a straight line."""
    x, y = _standardize(x), _standardize(y)
    if np.unique(x).size < _MIN_CURVE_POINTS or not (y @ y) > 0:
        return False
    errors = [y - np.polyval(np.polyfit(x, y, degree), x) for degree in (1, 2)]
    straight, parabola = (float(error @ error) for error in errors)
    return (straight - parabola) / float(y @ y) > _MIN_CURVATURE


def residuals(x: Floats, y: Floats) -> Floats:
    """Return the distances of points from the straight line that fits best; NaN for points not finite."""
    distances = np.full(x.size, np.nan)
    known = np.isfinite(x) & np.isfinite(y)
    if np.unique(x[known]).size >= 3:  # two points always lie on a line
        scaled_x, scaled_y = _standardize(x[known]), _standardize(y[known])
        distances[known] = scaled_y - np.polyval(np.polyfit(scaled_x, scaled_y, 1), scaled_x)
    return distances


def sum_by_position(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions in order, and the sum of the values at each; NaN counts as 0."""
    unique, index = np.unique(positions, return_inverse=True)
    return unique, np.bincount(index.ravel(), np.nan_to_num(values), unique.size).astype(float)


def _standardize(values: Floats) -> Floats:
    """Return values scaled to a mean of 0 and a size of at most 2, so that their squares do not overflow."""
    if not values.size:
        return values
    values = values / (float(np.abs(values).max()) or 1.0)
    return values - float(values.mean())


def fences(values: Floats, width: float = _INNER_FENCE, *, method: Any = "linear") -> tuple[float, float]:
    """Return Tukey's fences, which lie `width` interquartile ranges beyond the quartiles."""
    first, third = np.quantile(values, [0.25, 0.75], method=method)
    return float(first - width * (third - first)), float(third + width * (third - first))


def outliers(values: Floats) -> list[int]:
    """Return the indexes of values far away from the rest, if they are few."""
    known = np.isfinite(values)
    if known.sum() < _MIN_OUTLIER_SAMPLE:
        return []
    low, high = fences(values[known], _OUTER_FENCE)
    if low == high and float(np.mean(values[known] != low)) > _MAX_EXCEPTIONS:
        return []
    indexes = np.flatnonzero(known & ((values < low) | (values > high)))
    return indexes.tolist() if indexes.size <= _MAX_OUTLIERS else []


def narrowest_range(heights: Floats, share: float = 0.5) -> tuple[int, int]:
    """Return the first and the last index of the fewest adjacent bins with at least `share` of all values."""
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(heights))])
    wanted = share * sums[-1]
    ends = np.searchsorted(sums, sums[:-1] + wanted - 1e-9 * sums[-1])  # less a rounding error of the sums
    widths = [(int(end - start), start, int(end)) for start, end in enumerate(ends) if end < sums.size]
    _, start, end = min(widths)
    return start, end - 1


def highest_throughout(curves: list[tuple[Floats, Floats]]) -> int | None:
    """Return the index of the curve that is above all others at every x, or None."""
    if any(x.shape != curves[0][0].shape or not np.array_equal(x, curves[0][0]) for x, _ in curves[1:]):
        return None
    heights = np.array([y for _, y in curves])
    highest = int(np.nan_to_num(heights[:, 0], nan=-np.inf).argmax())
    others = np.delete(heights, highest, axis=0)
    return highest if bool((heights[highest] > others).all()) else None


def summarize_box(
    name: str,
    values: Floats,
    form: Literal["box", "violin", "strip"] = "strip",
    *,
    method: Any = "linear",
    with_count: bool = False,
) -> BoxSummary:
    """Return the quartiles and the range of values; a box has outliers, beyond Tukey's inner fences.

    `method` is that of `numpy.quantile`.
    """
    values = values[np.isfinite(values)]
    if not values.size:
        return BoxSummary(name, np.nan, np.nan, form=form)
    first, median, third = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75], method=method))
    low, high = fences(values, method=method)
    is_inside = (values >= low) & (values <= high)
    covered = values[is_inside] if form == "box" and is_inside.any() else values
    return BoxSummary(
        name,
        float(covered.min()),
        float(covered.max()),
        median,
        first,
        third,
        values[~is_inside] if form == "box" else np.empty(0),
        form=form,
        count=values.size if with_count else 0,
    )
