"""Read letter-value plots (seaborn's `boxenplot`), whose box with the median is the middle half."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading, line_data
from ipytts.description.charts.model import BoxSummary, Floats, OtherMark

_NEAR = 1e-6


def read_letter_values(drawing: Drawing) -> Reading:
    """Return the boxes of each group; lines and points are parts of them."""
    groups = [artist for artist in drawing.artists_of(PatchCollection) if type(artist) is PatchCollection]
    if not groups or "category" not in (drawing.x.axis.kind, drawing.y.axis.kind):
        return Reading()
    lines = drawing.artists_of(Line2D)
    summaries = [_summary(drawing, group, lines) for group in groups]
    found = [summary for summary in summaries if summary is not None]
    marks = found if len(found) == len(groups) else [OtherMark("letter-value plot")]
    return Reading(marks, [*groups, *lines, *drawing.artists_of(PathCollection)])


def _summary(drawing: Drawing, group: Any, lines: list[Any]) -> BoxSummary | None:
    """Return the ends of all boxes of a group, those of the box with the median in it, and the median."""
    is_horizontal = drawing.y.axis.kind == "category"
    along = int(is_horizontal)
    corners = [np.asarray(path.vertices, float) for path in group.get_paths() if len(path.vertices)]
    if not corners:
        return None
    positions = np.concatenate([each[:, along] for each in corners])
    center = (positions.min() + positions.max()) / 2
    boxes = [(float(each[:, 1 - along].min()), float(each[:, 1 - along].max())) for each in corners]
    medians = [_median(line, center, along) for line in lines]
    median = next((m for m in medians if m is not None and any(a <= m <= b for a, b in boxes)), None)
    if median is None:
        return None
    half = next(box for box in boxes if box[0] <= median <= box[1])
    position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=is_horizontal)
    ends = [min(low for low, _ in boxes), max(high for _, high in boxes), median, *half]
    low, high, middle, lower, upper = map(float, value_axis.values(np.array(ends)))
    name = position_axis.name_at(float(center), drawing.names.of(group))
    return BoxSummary(
        name, low, high, middle, lower, upper, form="letter values", is_horizontal=is_horizontal
    )


def _median(line: Any, center: float, along: int) -> float | None:
    """Return the value of a line across a group; None for another line."""
    data: list[Floats] = [np.asarray(values, float) for values in line_data(line)]
    positions, values = data[along], data[1 - along]
    is_here = positions.size == 2 and abs(positions.mean() - center) < _NEAR and values[0] == values[1]
    return float(values[0]) if is_here else None
