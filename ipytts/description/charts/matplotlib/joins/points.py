"""Join the points of a line with it."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.charts.line_points import join_line_points
from ipytts.description.charts.matplotlib.drawing import Drawing, Part


def join_points(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with lines instead of points that these join."""
    return join_line_points(parts)
