"""What people remark of a series: how much it changes, where it ends, how far it varies, what it crosses.

All of it is plain arithmetic of the values that are drawn, and holds for any data. None of it is a claim.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ipytts.description.charts.statistics.series import Trend

_RETURN = 0.05  # of the range; a series whose ends differ less returns to its start
_SLIGHT = 0.05  # of the first value
_STABLE = 0.15  # of the lowest value; a series with a smaller range is stable
_MIN_STABLE = 4  # values


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
    """Return the change of a series that varies, or None."""
    if trend.count < 2 or trend.is_flat:
        return None
    size, range_ = trend.end.y - trend.start.y, trend.high.y - trend.low.y
    ratio = trend.end.y / trend.start.y if has_true_zero and trend.start.y > 0 else math.nan
    ends = {trend.start.y, trend.end.y}
    return Change(size, ratio, abs(size) <= _RETURN * range_, is_straight={trend.low.y, trend.high.y} == ends)


def is_stable(trend: Trend, *, has_true_zero: bool) -> bool:
    """Return whether the range of several values is small beside the values, which are amounts above zero."""
    if not has_true_zero or trend.count < _MIN_STABLE or trend.is_flat:
        return False
    return 0 < trend.high.y - trend.low.y <= _STABLE * trend.low.y
