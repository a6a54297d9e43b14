"""Statistics of pairs of values: correlation, and relations that the data support."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import finite, is_constant, ranks, standardize
from ipytts.description.charts.statistics.claims import CHART_LEVEL

MIN_RELATION = 0.3  # a smaller coefficient is no relation, however many points there are
MIN_POINTS = 8  # fewer points show no relation

_MAX_SAMPLE = 5_000  # points that are ranked; of more, a regular selection
_EXACT = 1e-9  # a coefficient that is nearer to 1 is 1
_MIN_CURVATURE = 0.3  # share of what a straight line leaves that a parabola must explain
_EXACT_PARABOLA = 0.9  # share from which on the values are trusted more than their ranks
_ALMOST_STRAIGHT = 0.995  # from this coefficient on, a curve is not worth a word
_SIDE_LEVEL = 0.05  # of the test of each side of a turning point
_MIN_PART = 0.15  # share of the points that must lie in each of the three parts of a wave
_MIN_SIDE = 0.2  # share of the points that must lie on each side of a turning point
_WALK_FREEDOM = 2.5  # degrees of freedom of the correlation of a random walk with time
_WALK = 12.0  # times the logarithm of the number of points


@dataclass(frozen=True)
class Relation:
    """A relation between x and y that the points support.

    Attributes
    ----------
    form : str
        ``"line"``, ``"curve"`` for another monotonic relation, ``"valley"``, ``"hill"``, or ``"wave"``.
    coefficient : float
        Pearson's correlation of a line, Spearman's of a curve and of the first part of a wave; else NaN.
    turning_points : tuple of float
        The x value where a valley is lowest or a hill is highest, both where a wave turns, else none.
    flattens : bool
        Whether a curve is steeper at its start than at its end.
    """

    form: Literal["line", "curve", "valley", "hill", "wave"]
    coefficient: float = math.nan
    turning_points: tuple[float, ...] = ()
    flattens: bool = False


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's correlation coefficient, or NaN if it is not defined; 1 only for a straight line."""
    x, y = finite(x, y)
    if x.size < 3 or is_constant(x) or is_constant(y):  # two points always lie on a line
        return math.nan
    x, y = standardize(x), standardize(y)
    r = float((x @ y) / math.sqrt((x @ x) * (y @ y)))
    return math.copysign(1.0, r) if abs(r) > 1 - _EXACT else r


def relation(x: Floats, y: Floats, level: float = CHART_LEVEL) -> Relation | None:
    """Return the relation of finite points in the order in which they are drawn, None if none is supported.

    Of unrelated values, a share of `level` has a relation, and as many have a turning point.
    A relation needs Spearman's rank correlation, which heavy tails do not mislead, and Pearson's of the same
    sign, both of at least `MIN_RELATION`.
    """
    if x.size < MIN_POINTS or is_constant(x) or is_constant(y):
        return None
    r = correlation(x, y)
    x, y = _regular_selection(x, y)
    rank_r = correlation(ranks(x), ranks(y))
    is_large = min(abs(r), abs(rank_r)) >= MIN_RELATION and r * rank_r > 0
    turn = _turning_point(x, y, level) or _wave(x, y, level)
    if turn:
        return turn
    if not is_large or not _is_supported(x, y, level):
        return None
    if abs(r) >= _ALMOST_STRAIGHT:
        return Relation("line", r)
    freedom = x.size - 3.0 if abs(rank_r) >= _ALMOST_STRAIGHT else _freedom(x, y)
    square = _parabola(x, y, level, freedom)
    if square is None:
        return Relation("line", r)
    return Relation("curve", rank_r, flattens=square * rank_r < 0)


def tail_probability(r: float, freedom: float) -> float:
    """Return how often unrelated values have a correlation at least as far from 0 as `r`.

    The normal approximation to Student's t by Wallace (1959), Annals of Mathematical Statistics 30.
    """
    if abs(r) >= 1:
        return 0.0
    z = (8 * freedom + 1) / (8 * freedom + 3) * math.sqrt(-freedom * math.log1p(-r * r))
    return math.erfc(z / math.sqrt(2))


def serial_correlation(values: Floats) -> float:
    """Return the correlation of the ranks of values with those of their predecessors, from 0 to 1.

    It is corrected for its bias in short series by Kendall (1954), Biometrika 41.
    """
    deviations = ranks(values)
    deviations -= deviations.mean()
    total = float(deviations @ deviations)
    n = values.size
    if not total > 0 or n <= MIN_POINTS // 2:
        return 0.0
    r = float(deviations[1:] @ deviations[:-1]) / total
    return min(1.0, max(0.0, (n * r + 1) / (n - 3)))


def _is_supported(x: Floats, y: Floats, level: float) -> bool:
    """Return whether unrelated values rarely have such a rank correlation.

    If values depend on their predecessors so much that too few degrees of freedom are left, the changes from
    point to point must be related too (Granger and Newbold 1974, Journal of Econometrics 2).
    """
    rank_r, freedom = correlation(ranks(x), ranks(y)), _freedom(x, y)
    if max(_chance_of_order(x), _chance_of_order(y)) >= level:
        return False
    if is_ordered(x):
        steady = 2.0 ** (2 - x.size)  # how often a random walk rises all the way, or falls
        return max(steady, tail_probability(rank_r, freedom)) < level
    if tail_probability(rank_r, freedom) < level:
        return True
    if freedom > x.size / 2:
        return False
    dx, dy = np.diff(x), np.diff(y)
    change = correlation(ranks(dx), ranks(dy))
    return change * rank_r > 0 and tail_probability(change, _freedom(dx, dy)) < level / 2


def _chance_of_order(values: Floats) -> float:
    """Return how often values have one order by chance: seldom, unless most of them are equal."""
    counts = np.unique(values, return_counts=True)[1].tolist()
    orders = math.lgamma(values.size + 1) - math.fsum(math.lgamma(count + 1) for count in counts)
    return math.exp(-orders)


def _freedom(x: Floats, y: Floats) -> float:
    """Return the degrees of freedom of a correlation: fewer where values depend on their predecessors.

    The number of independent points is that of Bartlett (1935), Journal of the Royal Statistical Society 98;
    see Pyper and Peterman (1998), Canadian Journal of Fisheries and Aquatic Sciences 55.
    """
    if not is_ordered(x):
        return _independent(x.size, serial_correlation(x) * serial_correlation(y))
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    rest = min(serial_correlation(_residuals_of_parabola(*p)) for p in ((ranks(x), ranks(y)), (x, y)))
    # Of 1 % of random walks the rest is as independent; see `benchmarks/chart_claims.py`.
    is_walk = x.size * (1 - rest) < _WALK * math.log(x.size)
    return _WALK_FREEDOM if is_walk else _independent(x.size, rest)


def _independent(count: int, serial: float) -> float:
    """Return the degrees of freedom of values with a serial correlation."""
    return max(_WALK_FREEDOM, count * (1 - serial) / (1 + serial) - 2)


def is_ordered(x: Floats) -> bool:
    """Return whether x runs in one direction, or in equal steps, as time or an index does."""
    steps = np.diff(x)
    if bool((steps >= 0).all() or (steps <= 0).all()):
        return True
    steps = np.diff(np.sort(x))
    return float(np.ptp(steps)) <= 1e-6 * float(np.abs(x).max())


def _residuals_of_parabola(x: Floats, y: Floats) -> Floats:
    x, y = standardize(x), standardize(y)
    return y - np.polyval(np.polyfit(x, y, min(2, np.unique(x).size - 1)), x)


def _regular_selection(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    step = -(-x.size // _MAX_SAMPLE)
    return x[::step], y[::step]


def _turning_point(x: Floats, y: Floats, level: float) -> Relation | None:
    """Return a valley or a hill: a parabola fits far better than a line, and both sides agree.

    The test of both sides follows Lind and Mehlum (2010), Oxford Bulletin of Economics and Statistics 72, and
    Simonsohn (2018), Advances in Methods and Practices in Psychological Science 1. Ranks take the place of
    the values, so that heavy tails do not bend the parabola.
    """
    share, exact = _share_of_polynomial(ranks(x), ranks(y)), _share_of_polynomial(x, y)
    if exact >= _EXACT_PARABOLA and share >= exact / 2:
        share = exact
    freedom = _freedom(x, y)
    if share < MIN_RELATION**2 or tail_probability(math.sqrt(share), freedom) >= level:
        return None
    vertex = _vertex(x, y)
    is_left = x < vertex
    if not _MIN_SIDE <= float(is_left.mean()) <= 1 - _MIN_SIDE:
        return None
    left, right = (correlation(ranks(x[side]), ranks(y[side])) for side in (is_left, ~is_left))
    if not (left * right < 0 and min(abs(left), abs(right)) >= MIN_RELATION):
        return None
    sides = ((left, int(is_left.sum())), (right, int((~is_left).sum())))
    if any(tail_probability(r, max(1.0, n * freedom / x.size - 2)) >= _SIDE_LEVEL for r, n in sides):
        return None
    return Relation("valley" if left < 0 else "hill", turning_points=(vertex,))


def _wave(x: Floats, y: Floats, level: float) -> Relation | None:
    """Return a relation that turns twice: a cubic fits far better than a line, and its parts alternate."""
    share, freedom = _share_of_polynomial(x, y, 3), _freedom(x, y)
    if share < _MIN_CURVATURE or tail_probability(math.sqrt(share), freedom - 1) >= level:
        return None
    scaled = standardize(x)
    turns = np.sort(np.roots(np.polyder(np.polyfit(scaled, standardize(y), 3))))
    if turns.size < 2 or bool(np.iscomplex(turns).any()):
        return None
    part_of = np.searchsorted(turns.real, scaled)
    coefficients = []
    for part in range(3):
        inside = part_of == part
        r = correlation(ranks(x[inside]), ranks(y[inside])) if inside.mean() >= _MIN_PART else math.nan
        probability = tail_probability(r, max(1.0, float(inside.mean()) * freedom - 2))
        if not abs(r) >= MIN_RELATION or probability >= _SIDE_LEVEL:
            return None
        coefficients.append(r)
    first, second, third = coefficients
    if first * second > 0 or second * third > 0:
        return None
    places = np.interp(turns.real, np.sort(scaled), np.sort(x))
    return Relation("wave", first, (float(places[0]), float(places[1])))


def _share_of_polynomial(x: Floats, y: Floats, degree: int = 2) -> float:
    """Return the share of what a straight line leaves that a polynomial explains, by default a parabola."""
    x, y = standardize(x), standardize(y)
    if np.unique(x).size < degree + 2:
        return 0.0
    straight, bent = (float(np.square(y - np.polyval(np.polyfit(x, y, n), x)).sum()) for n in (1, degree))
    return (straight - bent) / straight if straight > _EXACT * float(y @ y) else 0.0


def _vertex(x: Floats, y: Floats) -> float:
    center, width = float(x.mean()), float(np.abs(x - x.mean()).max())
    square, slope, _ = np.polyfit((x - center) / width, standardize(y), 2)
    return center - width * slope / (2 * square) if square else math.nan


def _parabola(x: Floats, y: Floats, level: float, freedom: float) -> float | None:
    """Return the square term of a parabola that fits far better than a straight line, else None."""
    share = _share_of_polynomial(x, y)
    if share < _MIN_CURVATURE or tail_probability(math.sqrt(share), freedom) >= level:
        return None
    return float(np.polyfit(standardize(x), standardize(y), 2)[0])
