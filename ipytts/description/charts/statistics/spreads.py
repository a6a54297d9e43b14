"""Whether the spread of points around a straight line depends on x."""

from __future__ import annotations

import math

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics import relations
from ipytts.description.charts.statistics.arrays import is_constant, ranks
from ipytts.description.charts.statistics.outliers import distances_from_line

_MIN_POINTS = 40  # fewer points hardly show how wide they spread
_MIN_CORRELATION = 0.35  # of x and the distances from the line, by their ranks
_MAX_SERIAL = 0.5  # of the order of x; the values of a walk spread more in one place by chance
_MAX_SAMPLE = 5_000  # points; of more, a regular selection


def spread_relation(x: Floats, y: Floats, level: float) -> float:
    """Return the rank correlation of x and the distances of points from a straight line, if it is clear.

    It is 0 if it is small or of unrelated values not rarer than `level`, or if x is in order, as time is.

    References
    ----------
    H. Glejser, "A new test for heteroskedasticity", Journal of the American Statistical Association 64
    (1969); with ranks, which heavy tails do not mislead.
    """
    step = -(-x.size // _MAX_SAMPLE) or 1
    x, y = x[::step], y[::step]
    if x.size < _MIN_POINTS or is_constant(x) or is_constant(y) or relations.is_ordered(x):
        return 0.0
    if relations.serial_correlation(x) > _MAX_SERIAL:
        return 0.0
    distances = np.abs(distances_from_line(x, y))
    rank_r = relations.correlation(ranks(x), ranks(distances))
    if not abs(rank_r) >= _MIN_CORRELATION or math.isnan(rank_r):
        return 0.0
    return rank_r if relations.tail_probability(rank_r, x.size - 3.0) < level else 0.0
