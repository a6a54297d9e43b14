"""Leave out what lies beyond the limits of the axes, since it is not drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.model import Bars, Curve, Intervals, Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ipytts.description.charts.model import Axis, Floats, Mark


def within_limits(mark: Mark, x: Axis, y: Axis) -> Mark:
    """Return a mark with the points, bars or intervals that are drawn; a line leaves at the top or bottom."""
    if isinstance(mark, Points):
        drawn = _is_within(mark.x, x) & _is_within(mark.y, y)
        return replace(mark, x=mark.x[drawn], y=mark.y[drawn])
    if isinstance(mark, Curve):
        drawn = _is_within(mark.x, x)
        return replace(mark, **_kept(mark, ("x", "y", "low", "high", "opening"), drawn))
    if isinstance(mark, (Bars, Intervals)):
        drawn = _is_within(mark.positions, y if mark.is_horizontal else x)
        own = ("starts",) if isinstance(mark, Bars) else ()
        return replace(mark, **_kept(mark, ("positions", "values", "low", "high", *own), drawn))
    return mark


def _kept(mark: Mark, names: Sequence[str], drawn: NDArray[np.bool_]) -> dict[str, Any]:
    """Return fields of a mark with the values that are drawn."""
    fields = {name: getattr(mark, name) for name in names}
    return {name: values if values is None else values[drawn] for name, values in fields.items()}


def _is_within(values: Floats, axis: Axis) -> NDArray[np.bool_]:
    if axis.limits is None:
        return np.ones(values.size, dtype=bool)
    low, high = axis.limits
    return ~((values < low) | (values > high))  # missing values stay, as gaps
