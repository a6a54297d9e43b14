"""The prevailing direction of arrows."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats

_MIN_ARROWS = 5
_ALL = 0.95  # of the arrows that circle, or that point away from the middle
_EQUAL = 1e-9  # of the cosine of the difference of equal directions
_MIN_RESULTANT = 0.5  # mean length of the unit vectors; directions that differ more have none in common


class Direction(NamedTuple):
    """A prevailing direction."""

    angle: float  # degrees from the right, counterclockwise, from -180 to 180
    is_of_most: bool  # whether most arrows differ from it by less than 45 degrees
    are_equal: bool  # whether all arrows have it


def prevailing(u: Floats, v: Floats, level: float) -> Direction | None:
    """Return the mean direction of arrows that have one by Rayleigh's test of uniformity; else None.

    References
    ----------
    K. V. Mardia and P. E. Jupp, "Directional Statistics" (2000), section 6.3.1, with the correction of
    D. Wilkie, "Rayleigh test for randomness of circular data", Applied Statistics 32 (1983).
    """
    lengths = np.hypot(u, v)
    moving = lengths > 0
    count = int(moving.sum())
    if count < _MIN_ARROWS:
        return None
    c, s = (float((each[moving] / lengths[moving]).mean()) for each in (u, v))
    resultant = math.hypot(c, s)
    distance = count * resultant
    p = math.exp(math.sqrt(1 + 4 * count + 4 * (count**2 - distance**2)) - (1 + 2 * count))
    if p >= level or resultant < _MIN_RESULTANT:
        return None
    angle = math.atan2(s, c)
    closeness = (u[moving] * math.cos(angle) + v[moving] * math.sin(angle)) / lengths[moving]
    near = float((closeness > math.cos(math.pi / 4)).mean())
    return Direction(math.degrees(angle), near > 1 / 2, bool((closeness > 1 - _EQUAL).all()))


def pattern(x: Floats, y: Floats, u: Floats, v: Floats) -> str:
    """Return how nearly all arrows point around the center of their positions; empty if they do not agree.

    Examples
    --------
    >>> x, y = np.array([[1.0, 0, -1, 0, 1, -1], [0, 1.0, 0, -1, 1, -1]])
    >>> pattern(x, y, -y, x), pattern(x, y, -x, -y)
    ('circle counterclockwise around the middle', 'point to the middle')
    """
    dx, dy = x - (x.min() + x.max()) / 2, y - (y.min() + y.max()) / 2
    used = (np.hypot(dx, dy) > 0) & (np.hypot(u, v) > 0)
    if used.sum() < _MIN_ARROWS:
        return ""
    outward = (u * dx + v * dy)[used]
    around = (v * dx - u * dy)[used]
    for name, along, across in (
        ("circle counterclockwise around the middle", around, outward),
        ("circle clockwise around the middle", -around, outward),
        ("point away from the middle", outward, around),
        ("point to the middle", -outward, around),
    ):
        if float((along > np.abs(across)).mean()) >= _ALL:
            return name
    return ""
