"""Whether the values of one group are higher than those of another."""

from __future__ import annotations

import math

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.statistics.arrays import ranks
from ipytts.description.charts.statistics.relations import tail_probability

MIN_VALUES = 15  # of a group; with fewer, the test finds too many differences
_MAX_VALUES = 20_000  # of a group that are ranked; of more, a regular selection
_MIN_PROBABILITY = 0.64  # a smaller one is a small difference (Vargha and Delaney 2000)


def is_clearly_higher(values: Floats, others: Floats, level: float) -> bool:
    """Return whether values are mostly higher than others, as far as both samples support it.

    The test is that of the probability that a value is higher than another, which needs neither equal
    variances nor normal values. Of samples with the probability 1/2, a share of `level` is found to differ.

    References
    ----------
    E. Brunner and U. Munzel, "The nonparametric Behrens-Fisher problem", Biometrical Journal 42 (2000).
    A. Vargha and H. D. Delaney, "A critique and improvement of the CL common language effect size statistics
    of McGraw and Wong", Journal of Educational and Behavioral Statistics 25 (2000).
    """
    values, others = (sample[:: -(-sample.size // _MAX_VALUES) or 1] for sample in (values, others))
    n, m = values.size, others.size
    if min(n, m) < MIN_VALUES:
        return False
    both = ranks(np.concatenate([values, others]))
    inside = ranks(values), ranks(others)
    above = both[:n] - inside[0], both[n:] - inside[1]  # how many of the other sample are lower
    probability = float(above[0].mean()) / m
    if probability < _MIN_PROBABILITY:
        return False
    variances = float(above[0].var(ddof=1)) / (n * m * m), float(above[1].var(ddof=1)) / (m * n * n)
    total = sum(variances)
    if not total > 0:  # all values are higher
        return 2 / math.comb(n + m, min(n, m)) < level
    freedom = total**2 / (variances[0] ** 2 / (n - 1) + variances[1] ** 2 / (m - 1))
    t = (probability - 0.5) / math.sqrt(total)
    return tail_probability(t / math.sqrt(freedom + t * t), freedom) < level
