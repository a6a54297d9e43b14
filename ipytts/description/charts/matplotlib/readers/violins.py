"""Read violin plots (`violinplot`, seaborn's), with the lines across them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection

from ipytts.description.charts.matplotlib.arrays import segments_of
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.readers.areas import edges, filled_shapes
from ipytts.description.charts.model import BoxSummary, Floats

_FEWEST_CORNERS, _MOST_CORNERS = 20, 5_000  # corners of a violin
_SYMMETRY = 1e-6  # of the width; the two sides of a violin differ no more
_TAPERED = 0.6  # of the greatest width; a violin is narrower than this somewhere


def read_violins(drawing: Drawing) -> Reading:
    """Return the violins, with the lines across them."""
    single = [(artist, pieces[0]) for artist, pieces in filled_shapes(drawing) if len(pieces) == 1]
    shapes = [(artist, _violin(drawing, artist, corners)) for artist, corners in single]
    violins = [violin for _, violin in shapes if violin]
    if not violins:
        return Reading()
    lines = _inner_lines(drawing, len(violins))
    claimed = [artist for artist, violin in shapes if violin]
    return Reading(_with_center_lines(drawing, violins, lines), [*claimed, *lines])


def _violin(drawing: Drawing, artist: Any, corners: Floats) -> BoxSummary | None:
    """Return a violin: a shape with two equal sides, or one at a category."""
    if not _FEWEST_CORNERS <= len(corners) <= _MOST_CORNERS:
        return None
    for is_horizontal in (False, True):
        position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=is_horizontal)
        positions, values = corners[:, int(is_horizontal)], corners[:, int(not is_horizontal)]
        center = (float(positions.min()) + float(positions.max())) / 2
        is_at_category = position_axis.axis.kind == "category" and np.ptp(positions) < 1
        if value_axis.axis.kind == "category" or not (
            is_at_category or _is_symmetric(positions - center, values)
        ):
            continue
        levels, low, high = edges(np.column_stack([values, positions]))
        ends = value_axis.values([levels[0], levels[-1], levels[int((high - low).argmax())]])
        name = position_axis.name_at(center, drawing.names.of(artist))
        return BoxSummary(
            name,
            float(ends[0]),
            float(ends[1]),
            peak=float(ends[2]),
            form="violin",
            is_horizontal=is_horizontal,
        )
    return None


def _is_symmetric(offsets: Floats, values: Floats) -> bool:
    levels, low, high = edges(np.column_stack([values, offsets]))
    if levels.size < _FEWEST_CORNERS // 2:
        return False
    width = high - low
    is_tapered = width.min() < _TAPERED * width.max() and 0 < width.argmax() < width.size - 1
    return bool(is_tapered) and bool(np.abs(high + low).max() <= _SYMMETRY * float(width.max()))


def _inner_lines(drawing: Drawing, count: int) -> list[Any]:
    """Return the lines that matplotlib draws for the means, medians and ends of violins."""
    collections = [lines for lines in drawing.artists_of(LineCollection) if type(lines) is LineCollection]
    return [lines for lines in collections if len(lines.get_segments()) in (1, count)]


def _with_center_lines(
    drawing: Drawing, violins: list[BoxSummary], collections: list[Any]
) -> list[BoxSummary]:
    """Return violins with the lines of their means or medians."""
    result = violins
    is_horizontal = violins[0].is_horizontal
    _, value_axis = drawing.position_and_value_axes(is_horizontal=is_horizontal)
    for lines in collections:
        ends = segments_of(lines)
        if ends is None or len(ends) != len(violins):
            continue
        starts, stops = ends[:, :, 0 if is_horizontal else 1].T
        values = value_axis.values(starts)
        is_inside = all(v.low < value < v.high for v, value in zip(violins, values, strict=True))
        if is_inside and bool((starts == stops).all()):
            result = [replace(v, center_line=float(value)) for v, value in zip(result, values, strict=True)]
    return result
