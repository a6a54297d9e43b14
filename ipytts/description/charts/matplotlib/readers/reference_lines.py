"""Read lines and spans across the axes (`axhline`, `axvline`, `axhspan`, `axvspan`, `hlines`, `vlines`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from ipytts.description.charts.matplotlib.arrays import segments_of
from ipytts.description.charts.matplotlib.drawing import (
    Drawing,
    Part,
    Reading,
    Segment,
    line_data,
    segments_from,
)
from ipytts.description.charts.matplotlib.legends import own_label
from ipytts.description.charts.model import ReferenceLine

_LONG = 0.5  # of the axes; a shorter line is a mark at its edge


def read_reference_lines(drawing: Drawing) -> Reading:
    """Return lines and spans that have a value on one axis only, and the pieces that `hlines` draws."""
    found: list[tuple[Any, Sequence[Part]]] = []
    for patch in drawing.artists_of(Rectangle, Polygon):
        axis = _only_axis_in_data(drawing, patch)
        if axis is not None:
            found.append((patch, [_span(drawing, patch, axis)]))
    collections = [c for c in drawing.artists_of(LineCollection) if type(c) is LineCollection]
    found += [
        (lines, _parallel_lines(drawing, lines, source))
        for source, lines in enumerate(collections, 1)
        if drawing.in_data(lines)
    ]
    found += [(lines, _crossing_lines(drawing, lines)) for lines in collections]
    found += [(line, _crossing_line(drawing, line)) for line in drawing.artists_of(Line2D)]
    found = [(artist, marks) for artist, marks in found if marks]
    return Reading([mark for _, marks in found for mark in marks], [artist for artist, _ in found])


def _only_axis_in_data(drawing: Drawing, artist: Any) -> int | None:
    """Return 0 for x or 1 for y if an artist has the coordinates of the data on that axis alone."""
    in_x, in_y = artist.get_transform().contains_branch_seperately(drawing.axes.transData)
    return None if in_x == in_y else int(in_y)


def _crossing_lines(drawing: Drawing, lines: LineCollection) -> list[ReferenceLine]:
    """Return lines of `vlines` and `hlines` that reach across the axes; none if they are short."""
    axis = _only_axis_in_data(drawing, lines)
    if axis is None:
        return []
    segments = [np.asarray(ends, float) for ends in lines.get_segments()]
    if not all(len(ends) == 2 and np.ptp(ends[:, 1 - axis]) >= _LONG for ends in segments):
        return []
    values = (drawing.x, drawing.y)[axis].values([ends[0, axis] for ends in segments])
    return [_mark(axis, value, own_label(lines)) for value in values]


def _crossing_line(drawing: Drawing, line: Any) -> list[ReferenceLine]:
    """Return a line across the axes; none if it is another line."""
    axis = _only_axis_in_data(drawing, line)
    if axis is None:
        return []
    values = (drawing.x, drawing.y)[axis].values(line_data(line)[axis])
    return [_mark(axis, values[0], own_label(line))] if values.size and values[0] == values[-1] else []


def _mark(axis: int, value: float, name: str, end: float = float("nan")) -> ReferenceLine:
    return ReferenceLine("y" if axis else "x", float(value), name, float(end))


def _span(drawing: Drawing, patch: Rectangle | Polygon, axis: int) -> ReferenceLine:
    if isinstance(patch, Rectangle):  # its width may be a date, if it begins at a number
        corners = patch.get_patch_transform().transform([(0, 0), (1, 1)])
    else:
        corners = np.asarray(patch.get_xy(), float)
    ends = (drawing.x, drawing.y)[axis].values(corners[:, axis])
    return _mark(axis, ends.min(), own_label(patch), ends.max())


def _parallel_lines(drawing: Drawing, lines: LineCollection, source: int) -> list[Segment]:
    """Return lines that all run along an axis; none if one does not."""
    ends = segments_of(lines)
    if ends is None or not (ends[:, 0] == ends[:, 1]).any(axis=1).all():
        return []
    return segments_from(drawing, ends, drawing.names.of(lines), source)
