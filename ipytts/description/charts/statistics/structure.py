"""What the values of a series support: a spike, a cycle, a trend, a change of level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import block_means, is_constant
from ipytts.description.charts.statistics.changes import LevelChange, exception, level_change, spike
from ipytts.description.charts.statistics.claims import CHART_LEVEL
from ipytts.description.charts.statistics.cycles import Cycle, cycle
from ipytts.description.charts.statistics.series import Point
from ipytts.description.charts.statistics.trends import LinearTrend, linear_trend

_MAX_POINTS = 5_000  # of a longer series, the means of blocks are examined; no chart shows more
_MAX_TESTED_POINTS = 500  # the same for a trend and a change of level


@dataclass(frozen=True)
class Structure:
    """What a series has more than noise or a random walk has."""

    exception: Point | None = None  # the one value that is not equal to the others
    spike: Point | None = None  # the one value far from those beside it
    others: tuple[float, float] = (0.0, 0.0)  # the lowest and the highest value without the spike
    cycle: Cycle | None = None
    trend: LinearTrend | None = None  # beside the cycle
    level_change: LevelChange | None = None  # beside the cycle


def find_structure(x: Floats, y: Floats, level: float = CHART_LEVEL, *, is_log: bool = False) -> Structure:
    """Return what a series in the order of x supports; for a logarithmic axis, its logarithms.

    The slope of a trend is then that of the logarithms. `level` is the error rate of each test.
    """
    if is_constant(y):
        return Structure()
    different = exception(y)
    if different is not None:
        return Structure(exception=_point(x, y, different))
    top = spike(y, level)
    peak = None if top is None else _point(x, y, top)
    if top is not None:
        y = y.copy()
        y[top] = (y[top - 1] + y[top + 1]) / 2
    others = (float(y.min()), float(y.max())) if peak else (0.0, 0.0)
    x, y, within = _reduced(x, np.log10(y) if is_log else y, _MAX_POINTS)
    found = cycle(x, y, level, within)
    if found:
        y = y - found.values
    x, y, further = _reduced(x, y, _MAX_TESTED_POINTS)
    within += further
    change = level_change(x, y, level, within)
    if change and is_log:
        change = change._replace(before=10**change.before, after=10**change.after)
    trend = None if change else linear_trend(x, y, level, within)
    return Structure(spike=peak, others=others, cycle=found, trend=trend, level_change=change)


def _reduced(x: Floats, y: Floats, most: int) -> tuple[Floats, Floats, float]:
    """Return the means of at most `most` blocks, and the variance inside the blocks."""
    if y.size <= most:
        return x, y, 0.0
    means = block_means(y, most)
    return block_means(x, most), means, max(0.0, float(y.var() - means.var()))


def _point(x: Floats, y: Floats, index: int) -> Point:
    return Point(float(x[index]), float(y[index]))
