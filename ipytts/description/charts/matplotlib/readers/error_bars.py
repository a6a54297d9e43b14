"""Read error bars (`errorbar`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.container import ErrorbarContainer

from ipytts.description.charts.matplotlib.drawing import Reading, Segment
from ipytts.description.charts.matplotlib.joins.error_bars import with_errors
from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.model import Curve, Points

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing, Part


def read_error_bars(drawing: Drawing) -> Reading:
    """Return lines and points with their error bars, and error bars alone, such as those of bars."""
    parts: list[Part] = []
    claimed: list[object] = []
    for container in drawing.containers_of(ErrorbarContainer):
        line, caps, collections = container
        claimed += [container, line, *caps, *collections]
        segments = _segments(drawing, container)
        if line is None:
            parts += segments
            continue
        kind = Points if line.get_linestyle() in NO_LINE else Curve
        series = kind(drawing.names.of(container, line.get_color()), *drawing.line_values(line))
        mark, used = with_errors(drawing, series, segments)
        known = set(map(id, used))
        left = [segment for segment in segments if id(segment) not in known]
        parts += [mark, *left]
    return Reading(parts, claimed)


def _segments(drawing: Drawing, container: ErrorbarContainer) -> list[Segment]:
    return [
        Segment(drawing.x.values(np.asarray(ends)[:, 0]), drawing.y.values(np.asarray(ends)[:, 1]))
        for lines in container[2]
        for ends in lines.get_segments()
        if len(ends) == 2
    ]
