"""Read error bars (`errorbar`)."""

from __future__ import annotations

from matplotlib.container import ErrorbarContainer

from ipytts.description.charts.matplotlib.arrays import segments_of
from ipytts.description.charts.matplotlib.drawing import Drawing, Part, Reading, Segment, segments_from
from ipytts.description.charts.matplotlib.joins.error_bars import with_errors
from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.model import Curve, Points


def read_error_bars(drawing: Drawing) -> Reading:
    """Return lines and points with their error bars, and error bars alone, such as those of bars."""
    parts: list[Part] = []
    claimed: list[object] = []
    for number, container in enumerate(drawing.containers_of(ErrorbarContainer), 1):
        line, caps, collections = container
        claimed += [container, line, *caps, *collections]
        segments = _segments(drawing, container, number)
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


def _segments(drawing: Drawing, container: ErrorbarContainer, number: int) -> list[Segment]:
    name = drawing.names.of(container) if container[0] is None else ""
    found = [ends for lines in container[2] if (ends := segments_of(lines)) is not None]
    return [
        segment for ends in found for segment in segments_from(drawing, ends, name, number, is_error_bar=True)
    ]
