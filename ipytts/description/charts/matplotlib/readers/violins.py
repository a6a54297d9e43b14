"""Read violin plots (`violinplot`, seaborn's), with the lines and the small boxes inside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection

from ipytts.description.charts.matplotlib.readers.areas import edges, filled_shapes
from ipytts.description.charts.model import BoxSummary

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas
    from ipytts.description.charts.matplotlib.readers.error_bars import Segment
    from ipytts.description.charts.model import Curve, Floats, Points

_FEWEST_CORNERS, _MOST_CORNERS = 20, 5_000  # corners of a violin
_SYMMETRY = 1e-6  # of the width; the two sides of a violin differ no more
_TAPERED = 0.6  # of the greatest width; a violin is narrower than this somewhere


def read_violins(canvas: Canvas) -> list[BoxSummary]:
    """Return the violins, with the lines across them."""
    violins = []
    for artist, corners in filled_shapes(canvas):
        violin = _violin(canvas, artist, corners)
        if violin:
            canvas.claim(artist)
            violins.append(violin)
    return _with_center_lines(canvas, violins) if violins else []


def _violin(canvas: Canvas, artist: Any, corners: Floats) -> BoxSummary | None:
    """Return a violin: a shape with two equal sides, or one at a category."""
    if not _FEWEST_CORNERS <= len(corners) <= _MOST_CORNERS:
        return None
    for is_horizontal in (False, True):
        position_axis, value_axis = canvas.position_and_value_axes(is_horizontal=is_horizontal)
        positions, values = corners[:, int(is_horizontal)], corners[:, int(not is_horizontal)]
        center = (float(positions.min()) + float(positions.max())) / 2
        is_at_category = position_axis.axis.kind == "category" and np.ptp(positions) < 1
        if value_axis.axis.kind == "category" or not (
            is_at_category or _is_symmetric(positions - center, values)
        ):
            continue
        levels, low, high = edges(np.column_stack([values, positions]))
        ends = value_axis.values([levels[0], levels[-1], levels[int((high - low).argmax())]])
        name = position_axis.name_at(center, canvas.names.of(artist))
        return BoxSummary(name, float(ends[0]), float(ends[1]), peak=float(ends[2]), form="violin")
    return None


def _is_symmetric(offsets: Floats, values: Floats) -> bool:
    levels, low, high = edges(np.column_stack([values, offsets]))
    if levels.size < _FEWEST_CORNERS // 2:
        return False
    width = high - low
    is_tapered = width.min() < _TAPERED * width.max()
    return bool(is_tapered) and bool(np.abs(high + low).max() <= _SYMMETRY * float(width.max()))


def _with_center_lines(canvas: Canvas, violins: list[BoxSummary]) -> list[BoxSummary]:
    """Return violins with the lines of their means or medians, as matplotlib draws them."""
    result = violins
    for lines in canvas.axes.collections:
        if type(lines) is not LineCollection or canvas.is_claimed(lines):
            continue
        segments = [np.asarray(ends, float).reshape(-1, 2) for ends in lines.get_segments()]
        if len(segments) not in (1, len(violins)):
            continue
        canvas.claim(lines)
        for column, value_axis in ((1, canvas.y), (0, canvas.x)):
            heights = [ends[:, column] for ends in segments]
            if len(segments) != len(violins) or not all(len(h) == 2 and h[0] == h[1] for h in heights):
                continue
            values = value_axis.values([h[0] for h in heights])
            if all(v.low < value < v.high for v, value in zip(violins, values, strict=True)):
                result = [
                    replace(v, center_line=float(value)) for v, value in zip(result, values, strict=True)
                ]
    return result


def add_inner_boxes(
    canvas: Canvas,
    violins: list[BoxSummary],
    curves: list[Curve],
    markers: list[Points],
    segments: list[Segment],
) -> tuple[list[BoxSummary], list[Curve]]:
    """Return violins with the boxes that seaborn draws inside them, and the curves outside these boxes.

    A box is a line from quartile to quartile and a longer one for its whiskers, with a marker at the median.
    """
    is_upright = canvas.y.axis.kind != "category"
    dots = [(m.x, m.y) for m in markers] + [(c.x, c.y) for c in curves if c.x.size == 1]
    lines_at: dict[float, list[Floats]] = {}
    for x, y in segments:
        positions, values = (x, y) if is_upright else (y, x)
        if positions[0] == positions[1]:
            lines_at.setdefault(float(positions[0]), []).append(values)
    medians: dict[float, float] = {}
    for x, y in dots:
        positions, values = (x, y) if is_upright else (y, x)
        if positions.size == 1:
            medians.setdefault(float(positions[0]), float(values[0]))
    curves = [curve for curve in curves if np.ptp(curve.x if is_upright else curve.y) >= 1]
    if len(lines_at) != len(violins):
        return violins, curves
    return [
        _with_box(violin, lines_at[position], medians.get(position))
        for violin, position in zip(violins, sorted(lines_at), strict=True)
    ], curves


def _with_box(violin: BoxSummary, lines: list[Floats], median: float | None) -> BoxSummary:
    if len(lines) != 2 or median is None:  # whiskers and box
        return violin
    box = min(reversed(lines), key=lambda values: float(np.ptp(values)))
    return replace(violin, lower_quartile=float(box.min()), upper_quartile=float(box.max()), median=median)
