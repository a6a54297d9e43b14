"""Read lines, their markers, and stems (`plot`, `step`, `stem`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.container import StemContainer
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.model import Curve, Points

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas
    from ipytts.description.charts.matplotlib.readers.error_bars import Segment
    from ipytts.description.charts.model import Floats


def read_stems(canvas: Canvas) -> list[Curve]:
    """Return each series of stems as a curve through their markers."""
    curves = []
    for container in canvas.axes.containers:
        if isinstance(container, StemContainer):
            canvas.claim(container.markerline, container.baseline, container.stemlines)
            curves.append(Curve(canvas.names.of(container), *canvas.line_values(container.markerline)))
    return curves


def read_lines(canvas: Canvas) -> tuple[list[Curve], list[Points], list[Segment]]:
    """Return the lines, the series of markers without lines, and short lines that may be error bars."""
    curves, markers, segments = [], [], []
    is_alone = len(canvas.axes.lines) + len(canvas.axes.patches) <= 2  # a short line may be a curve then
    for line in canvas.unclaimed(canvas.axes.lines, Line2D):
        if not canvas.in_data(line):
            continue
        x, y = canvas.line_values(line)
        name = canvas.names.of(line)
        if not x.size and (not name or name in canvas.names.by_color.values()):
            continue  # drawn only for the legend
        if not name and not is_alone and _is_segment(x, y):
            segments.append((x, y))
        elif line.get_linestyle() in NO_LINE or line.get_linewidth() == 0:
            if line.get_marker() not in NO_LINE:
                markers.append(Points(name, x, y))
        else:
            has_steps = str(line.get_drawstyle()).startswith("steps")
            curves.append(Curve(name, x, y, form="steps" if has_steps else "line"))
    return curves, markers, segments


def _is_segment(x: Floats, y: Floats) -> bool:
    """Return whether a line has two ends and runs along an axis."""
    return x.size == 2 == y.size and bool(x[0] == x[1] or y[0] == y[1])
