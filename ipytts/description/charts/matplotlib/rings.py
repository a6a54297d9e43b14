"""Areas of the plane that are bounded by rings: their size and their center."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.path import Path

from ipytts.description.charts.model import Floats


class Ring:
    """A closed line."""

    def __init__(self, corners: Floats) -> None:
        self.corners = corners
        self._path = Path(corners)

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies within the ring."""
        return bool(self._path.contains_point((x, y)))

    def holds(self, other: Ring) -> bool:
        """Return whether another ring, which does not cross this one, lies within it."""
        return self.contains(*other.corners[0])

    def moments(self) -> tuple[float, float, float]:
        """Return the size of the area within the ring, and its centroid."""
        start_x, start_y = (float(value) for value in self.corners[0])
        x, y = (self.corners - self.corners[0]).T
        next_x, next_y = np.roll(x, -1), np.roll(y, -1)
        cross = x * next_y - next_x * y
        size = float(cross.sum()) / 2
        if not size:
            return 0.0, start_x, start_y
        center = [
            float(((own + following) * cross).sum()) / (6 * size)
            for own, following in ((x, next_x), (y, next_y))
        ]
        return abs(size), center[0] + start_x, center[1] + start_y


@dataclass(frozen=True)
class Area:
    """An area with its holes."""

    outline: Ring
    holes: Sequence[Ring]

    @property
    def size(self) -> float:
        """The size of the area, without its holes."""
        return self.outline.moments()[0] - sum(hole.moments()[0] for hole in self.holes)

    @property
    def center(self) -> tuple[float, float]:
        """The centroid of the outline; NaN if it lies outside the area."""
        size, x, y = self.outline.moments()
        is_inside = size > 0 and self.outline.contains(x, y)
        return (
            (x, y) if is_inside and not any(hole.contains(x, y) for hole in self.holes) else (np.nan, np.nan)
        )


def rings_of(corners: Any, codes: Any) -> list[Ring]:
    """Return the rings of a path, given by its corners and their codes."""
    points: Floats = np.asarray(corners, float)
    starts = [*np.flatnonzero(np.asarray(codes) == Path.MOVETO).tolist(), len(points)]
    return [Ring(points[a:b]) for a, b in itertools.pairwise(starts) if b - a >= 3]


def areas_of(rings: Sequence[Ring]) -> list[Area]:
    """Return the areas that rings bound; a ring in an odd number of others is a hole."""
    depths = [sum(other.holds(ring) for other in rings if other is not ring) for ring in rings]
    holes = [ring for ring, depth in zip(rings, depths, strict=True) if depth % 2]
    outlines = [ring for ring, depth in zip(rings, depths, strict=True) if not depth % 2]
    return [Area(ring, [hole for hole in holes if ring.holds(hole)]) for ring in outlines]
