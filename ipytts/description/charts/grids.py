"""Put single marks that stand in rows and columns together as a grid."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis, Floats, HeatMap

_FEW_PLACES = 4  # times as many places as marks; a grid has no more


def grid_of(x: Floats, y: Floats, values: Floats, label: str, axes: tuple[Axis, Axis]) -> HeatMap | None:
    """Return the values of marks that stand in the rows and columns of a grid; None for other marks.

    `axes` are those of x and y, and `label` is that of the values.
    """
    if not x.size == y.size == values.size:
        return None
    known = np.isfinite(x) & np.isfinite(y)
    columns, rows = np.unique(x[known]), np.unique(y[known])
    if not known.any() or rows.size * columns.size > _FEW_PLACES * known.sum() + 100:
        return None
    cells = np.full((rows.size, columns.size), np.nan)
    cells[np.searchsorted(rows, y[known]), np.searchsorted(columns, x[known])] = values[known]
    x_axis, y_axis = axes
    numbers = [
        [] if axis.kind == "category" else at.tolist() for axis, at in ((y_axis, rows), (x_axis, columns))
    ]
    return HeatMap(cells, _names(y_axis, rows), _names(x_axis, columns), label, *numbers)


def _names(axis: Axis, positions: Floats) -> list[str]:
    """Return the names of rows or columns: categories, or numbers and dates in words."""
    formatter = AxisFormatter(axis, [positions])
    names = axis.categories if axis.kind == "category" else {}
    return [names.get(at) or formatter.format(at) for at in positions.tolist()]
