"""Read lines, their markers, and stems (`plot`, `step`, `stem`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.container import StemContainer
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.drawing import Reading, Segment
from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.model import Curve, Points

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing
    from ipytts.description.charts.model import Floats


def read_stems(drawing: Drawing) -> Reading:
    """Return each series of stems as a curve through their markers."""
    stems = drawing.containers_of(StemContainer)
    curves = [Curve(drawing.names.of(one), *drawing.line_values(one.markerline)) for one in stems]
    parts = [part for one in stems for part in (one, one.markerline, one.baseline, one.stemlines)]
    return Reading(curves, parts)


def read_lines(drawing: Drawing) -> Reading:
    """Return the lines, the series of markers without lines, and short lines that may be error bars."""
    lines = [line for line in drawing.artists_of(Line2D) if drawing.in_data(line)]
    is_alone = len(drawing.axes.lines) + len(drawing.axes.patches) <= 2  # a short line may be a curve then
    parts = [_part(drawing, line, is_alone=is_alone) for line in lines]
    return Reading([part for part in parts if part is not None], lines)


def _part(drawing: Drawing, line: Line2D, *, is_alone: bool) -> Curve | Points | Segment | None:
    """Return what a line shows; None for one that is drawn only for the legend or not at all."""
    x, y = drawing.line_values(line)
    name = drawing.names.of(line)
    if not x.size and (not name or name in drawing.names.by_color.values()):
        return None
    if not name and not is_alone and _is_segment(x, y):
        return Segment(x, y)
    if line.get_linestyle() in NO_LINE or line.get_linewidth() == 0:
        return Points(name, x, y) if line.get_marker() not in NO_LINE else None
    has_steps = str(line.get_drawstyle()).startswith("steps")
    return Curve(name, x, y, form="steps" if has_steps else "line")


def _is_segment(x: Floats, y: Floats) -> bool:
    """Return whether a line has two ends and runs along an axis."""
    return x.size == 2 == y.size and bool(x[0] == x[1] or y[0] == y[1])
