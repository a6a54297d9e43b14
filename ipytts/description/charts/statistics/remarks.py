"""What people remark of a series: how much it changes, where it ends, how far it varies, what it crosses.

All of it is plain arithmetic of the values that are drawn, and holds for any data. None of it is a claim.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.charts.statistics.series import Point, Trend

_RETURN = 0.05  # of the range, and of amounts; a series whose ends differ less returns to its start
_MIN_LAST = 0.25  # of the range; a last rise or fall of this size is seen
_MIN_LAST_STEPS = 3
_BACK = 0.1  # of the range; a last rise is interrupted by no larger fall
_DIRECT = 0.7  # of the way up and down, for which a series goes in one direction
_SMOOTHED = 9  # values of a last part that is lightly smoothed
_SLIGHT = 0.05  # of the first value
_STABLE = 0.1  # of the lowest value; a series with a smaller range is stable
_DRIFT = 0.5  # of the range; a series whose ends differ more is not described as stable
_MIN_STABLE = 4  # values
_FROM_ZERO = 0.01  # of the change; a series that begins nearer to zero changes by what it reaches
_MAX_TURNS = 2  # turning points of a series whose last part is described with the others
_MIN_TURNING = 4  # values of a series that turns, whose ends are compared
_CLEARLY_LARGEST = 1.5  # times the next smaller step
_STEPS = range(4, 61)  # of a series whose largest step is remarked
_MIN_SIDE = 3  # values on each side of a threshold
_ROUND = (5.0, 2.0, 1.0)  # thresholds are multiples of these and powers of ten
_REGULAR = 1e-6  # of a distance
_MIN_TYPICAL = 12  # values
_NEAR_MEDIAN = 0.5  # of the median; the same, seen from zero
_NARROW = 0.25  # of the range; half of the values in a smaller part of it are near the median


class Change(NamedTuple):
    """The change from the first value of a series to the last."""

    size: float  # below 0 if the last is lower
    ratio: float  # of the last value to the first; NaN for a quantity without ratios
    returns: bool  # whether the ends are near each other, for the range of the series
    is_straight: bool  # whether the first and the last value are its extremes

    @property
    def share(self) -> float:
        """The size in parts of the first value; NaN for a quantity without ratios."""
        return self.ratio - 1

    @property
    def is_slight(self) -> bool:
        """Whether the change is small beside the first value."""
        return abs(self.share) < _SLIGHT


def change(trend: Trend, *, has_true_zero: bool) -> Change | None:
    """Return the change of a series that varies, or None where its last value alone says as much."""
    if trend.count < 2 or trend.is_flat:
        return None
    size, range_ = trend.end.y - trend.start.y, trend.high.y - trend.low.y
    is_straight = {trend.low.y, trend.high.y} == {trend.start.y, trend.end.y}
    if abs(trend.start.y) < _FROM_ZERO * abs(size) or not (is_straight or trend.count >= _MIN_TURNING):
        return None
    ratio = trend.end.y / trend.start.y if has_true_zero and trend.start.y > 0 else math.nan
    ends = {trend.start.y, trend.end.y}
    largest = max(map(abs, ends))
    returns = abs(size) <= _RETURN * (range_ if trend.low.y < 0 else min(range_, largest))
    return Change(size, ratio, returns, is_straight={trend.low.y, trend.high.y} == ends)


def is_stable(trend: Trend, *, has_true_zero: bool) -> bool:
    """Return whether the range of several values is small beside the values, which are amounts above zero."""
    if not has_true_zero or trend.count < _MIN_STABLE or trend.is_flat:
        return False
    range_ = trend.high.y - trend.low.y
    return range_ <= _STABLE * trend.low.y and abs(trend.end.y - trend.start.y) <= _DRIFT * range_


def last_part(trend: Trend) -> Point | None:
    """Return where the last rise or fall of a series that turns often begins, if it is large and direct."""
    if len(trend.turning_points) <= _MAX_TURNS or not math.isfinite(trend.high.y - trend.low.y):
        return None
    range_ = trend.high.y - trend.low.y
    first = min(_last_turn(sign * trend.y, _BACK * range_) for sign in (1, -1))
    part = trend.y[first:]
    if part.size <= _MIN_LAST_STEPS or abs(float(part[-1] - part[0])) < _MIN_LAST * range_:
        return None
    smooth = np.convolve(part, np.full(3, 1 / 3), "valid") if part.size >= _SMOOTHED else part
    way = float(np.abs(np.diff(smooth)).sum())
    is_direct = abs(float(smooth[-1] - smooth[0])) >= _DIRECT * way
    return Point(float(trend.x[first]), float(trend.y[first])) if is_direct else None


def _last_turn(y: Floats, back: float) -> int:
    """Return the index of the low from which values rise to the last one, with no larger fall than `back`."""
    reversed_ = y[::-1]
    lowest = np.minimum.accumulate(reversed_)
    stops = np.flatnonzero(reversed_ - lowest > back)
    part = y[y.size - int(stops[0]) :] if stops.size else y
    if not part.size or part.max() - part[-1] > back:
        return y.size - 1
    return y.size - part.size + int(part.argmin())


class Step(NamedTuple):
    """The largest step of a series."""

    start: float  # x
    end: float  # x
    size: float  # below 0 for a fall


def largest_step(trend: Trend) -> Step | None:
    """Return the largest step from one value to the next, if no other one is nearly as large."""
    steps = np.diff(trend.y)
    if steps.size not in _STEPS:
        return None
    at = int(np.abs(steps).argmax())
    others = np.abs(np.delete(steps, at))
    if not others.max() * _CLEARLY_LARGEST <= abs(steps[at]):
        return None
    return Step(float(trend.x[at]), float(trend.x[at + 1]), float(steps[at]))


def is_regular(trend: Trend) -> bool:
    """Return whether the values of a series are at equal distances."""
    steps = np.diff(trend.x)
    return bool(steps.size) and bool(np.allclose(steps, steps[0], rtol=_REGULAR, atol=0.0))


class Crossing(NamedTuple):
    """The last place where a series crosses a round value."""

    threshold: float
    x: float  # of the first value beyond it
    is_above: bool  # whether the values from there on are above it


def last_crossing(trend: Trend) -> Crossing | None:
    """Return where a series crosses zero for the last time, or the only place where it crosses a round value.

    There are several values on each side, and of round values the one that is farthest from all values.
    """
    y = trend.y
    has_zero = trend.low.y < 0 < trend.high.y
    candidates = [0.0] if has_zero else _round_values(trend.low.y, trend.high.y)
    found = [(_distance(y, value), value, first) for value in candidates if (first := _last_side(y, value))]
    if not found:
        return None
    _, threshold, first = max(found)
    return Crossing(threshold, float(trend.x[first]), bool(y[-1] > threshold))


def _last_side(y: Floats, threshold: float) -> int:
    """Return the index of the first of the last values that are all beyond a threshold; 0 if there is none.

    The values before are on its other side; those of zero may be on both.
    """
    is_beyond = (y > threshold) if y[-1] > threshold else (y < threshold)
    others = np.flatnonzero(~is_beyond)
    first = int(others[-1]) + 1 if others.size else 0
    has_sides = first >= _MIN_SIDE and y.size - first >= _MIN_SIDE
    return first if has_sides and (threshold == 0 or not is_beyond[:first].any()) else 0


def _distance(y: Floats, threshold: float) -> float:
    return float(np.abs(y - threshold).min())


def _round_values(low: float, high: float) -> list[float]:
    """Return the few roundest values between two."""
    if not 0 < high - low < math.inf:
        return []
    power = math.floor(math.log10(high - low))
    for factor in (10.0, *_ROUND):
        step = factor * 10.0**power
        multiples = [
            float(f"{n * step:.12g}") for n in range(math.floor(low / step), math.ceil(high / step) + 1)
        ]
        inside = [value for value in multiples if low < value < high]
        if inside:
            return inside
    return []


class Middle(NamedTuple):
    """The middle of the values of a series."""

    median: float
    lower: float  # quartile
    upper: float  # quartile
    is_narrow: bool  # whether half of the values are in a small part of their range


def middle(trend: Trend) -> Middle | None:
    """Return the middle of the values of a series that varies, if they are many."""
    if trend.count < _MIN_TYPICAL or trend.is_flat:
        return None
    lower, median, upper = (float(value) for value in np.quantile(trend.y, [0.25, 0.5, 0.75]))
    if are_equal(lower, upper):
        return None
    is_narrow = upper - lower <= min(_NARROW * (trend.high.y - trend.low.y), _NEAR_MEDIAN * abs(median))
    return Middle(median, lower, upper, is_narrow)
