"""Find the diagonal that is drawn for comparison, as in ROC curves and calibration plots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, Part
from ipytts.description.charts.model import Curve, Intervals, Points, ReferenceLine

_ENDS = 2  # points of a straight line


def join_diagonals(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with a reference line instead of a line from end to end on which y equals x."""
    if not any(_has_data(part) for part in parts):
        return parts
    return [_as_reference_line(part) for part in parts]


def _has_data(part: Part) -> bool:
    return isinstance(part, (Points, Intervals)) or (isinstance(part, Curve) and part.x.size > _ENDS)


def _as_reference_line(part: Part) -> Part:
    """Return a line on which y equals x as a reference line; other parts as they are."""
    if isinstance(part, Curve) and part.x.size == _ENDS and np.array_equal(part.x, part.y):
        return ReferenceLine("diagonal", np.nan, part.name)
    return part
