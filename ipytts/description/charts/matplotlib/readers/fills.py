"""Read filled outlines (`fill`), as those of radar charts."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import Polygon

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading, line_data
from ipytts.description.charts.model import Curve, Floats


def read_fills(drawing: Drawing) -> Reading:
    """Return the outlines of a polar chart that no line has; those with a line show nothing else."""
    fills = [fill for fill in drawing.artists_of(Polygon) if drawing.in_data(fill)]
    lines = [np.column_stack([np.asarray(v, float) for v in line_data(line)]) for line in drawing.axes.lines]
    outlined = [fill for fill in fills if any(_is_same(np.asarray(fill.get_xy()), line) for line in lines)]
    alone = [fill for fill in fills if fill not in outlined and drawing.axes.name == "polar"]
    return Reading([_curve(drawing, fill) for fill in alone], [*outlined, *alone])


def _is_same(outline: Floats, line: Floats) -> bool:
    """Return whether a line runs along an outline, closed or not."""
    return any(
        outline[:size].shape == line.shape and np.allclose(outline[:size], line)
        for size in (len(outline), len(outline) - 1)
    )


def _curve(drawing: Drawing, fill: Any) -> Curve:
    corners = np.asarray(fill.get_xy(), float)
    return Curve(drawing.names.of(fill), drawing.x.values(corners[:, 0]), drawing.y.values(corners[:, 1]))
