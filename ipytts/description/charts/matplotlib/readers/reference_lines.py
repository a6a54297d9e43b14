"""Read lines and spans across the axes (`axhline`, `axvline`, `axhspan`, `axvspan`, `hlines`, `vlines`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from ipytts.description.charts.matplotlib.canvas import line_data
from ipytts.description.charts.matplotlib.legends import own_label
from ipytts.description.charts.model import ReferenceLine

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas


def read_reference_lines(canvas: Canvas) -> list[ReferenceLine]:
    """Return lines and spans that have a value on one axis only, and straight lines drawn by `hlines`."""
    marks = []
    for patch in canvas.unclaimed(canvas.axes.patches, Rectangle, Polygon):
        axis = _only_axis_in_data(canvas, patch)
        if axis is not None:
            canvas.claim(patch)
            marks.append(_span(canvas, patch, axis))
    for lines in canvas.axes.collections:
        if type(lines) is LineCollection and not canvas.is_claimed(lines) and canvas.in_data(lines):
            found = _parallel_lines(canvas, lines)
            if found:
                canvas.claim(lines)
                marks += found
    for line in canvas.unclaimed(canvas.axes.lines, Line2D):
        axis = _only_axis_in_data(canvas, line)
        if axis is None:
            continue
        values = (canvas.x, canvas.y)[axis].values(line_data(line)[axis])
        if values.size and values[0] == values[-1]:
            canvas.claim(line)
            marks.append(_mark(axis, values[0], own_label(line)))
    return marks


def _only_axis_in_data(canvas: Canvas, artist: Any) -> int | None:
    """Return 0 for x or 1 for y if an artist has the coordinates of the data on that axis alone."""
    in_x, in_y = artist.get_transform().contains_branch_seperately(canvas.axes.transData)
    return None if in_x == in_y else int(in_y)


def _mark(axis: int, value: float, name: str, end: float = float("nan")) -> ReferenceLine:
    return ReferenceLine("y" if axis else "x", float(value), name, float(end))


def _span(canvas: Canvas, patch: Rectangle | Polygon, axis: int) -> ReferenceLine:
    corners = np.asarray(patch.get_xy(), float).reshape(-1, 2)
    if isinstance(patch, Rectangle):
        corners = np.array([corners[0], corners[0] + [patch.get_width(), patch.get_height()]])
    ends = (canvas.x, canvas.y)[axis].values(corners[:, axis])
    return _mark(axis, ends.min(), own_label(patch), ends.max())


def _parallel_lines(canvas: Canvas, lines: LineCollection) -> list[ReferenceLine]:
    """Return lines that all run along an axis; none if one does not."""
    marks = []
    for ends in lines.get_segments():
        if len(ends) != 2:
            return []
        (x0, y0), (x1, y1) = np.asarray(ends, float)
        if y0 != y1 and x0 != x1:
            return []
        axis, value = (1, y0) if y0 == y1 else (0, x0)
        marks.append(_mark(axis, (canvas.x, canvas.y)[axis].values([value])[0], own_label(lines)))
    return marks
