"""Move series that are drawn beside their categories back to them, as `dodge` does in seaborn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, Part
from ipytts.description.charts.model import Axis, Curve, Floats, Intervals

_BESIDE = 0.5  # of the distance between categories; a dodged point is nearer


def join_categories(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with lines and intervals at the categories that they belong to."""
    x, y = drawing.x.axis, drawing.y.axis
    return [_at_categories(part, x, y) for part in parts]


def _at_categories(part: Part, x: Axis, y: Axis) -> Part:
    if isinstance(part, Curve):
        return replace(part, x=_nearest(part.x, x))
    if isinstance(part, Intervals):
        return replace(part, positions=_nearest(part.positions, y if part.is_horizontal else x))
    return part


def _nearest(positions: Floats, axis: Axis) -> Floats:
    """Return the categories next to positions, or the positions if two are at one category."""
    if axis.kind != "category" or not positions.size:
        return positions
    categories = np.array(list(axis.categories))
    nearest = categories[np.abs(positions[:, None] - categories[None, :]).argmin(1)]
    is_beside = bool((np.abs(nearest - positions) < _BESIDE).all())
    return nearest if is_beside and np.unique(nearest).size == positions.size else positions
