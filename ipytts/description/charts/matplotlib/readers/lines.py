"""Read lines, their markers, and stems (`plot`, `step`, `stem`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from matplotlib.container import StemContainer
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.matplotlib.drawing import Drawing, Part, Reading, Segment, line_data
from ipytts.description.charts.matplotlib.legends import NO_LINE, own_label
from ipytts.description.charts.model import Curve, Floats, Points


def read_stems(drawing: Drawing) -> Reading:
    """Return each series of stems as a curve through their markers."""
    stems = drawing.containers_of(StemContainer)
    series = [(drawing.names.of(one), *drawing.line_values(one.markerline)) for one in stems]
    curves = [Curve(name, x, y, form="stems") for name, x, y in series]
    parts = [part for one in stems for part in (one, one.markerline, one.baseline, one.stemlines)]
    return Reading(curves, parts)


def read_lines(drawing: Drawing) -> Reading:
    """Return the lines, the series of markers without lines, and short lines that may be error bars."""
    lines = [line for line in drawing.artists_of(Line2D) if drawing.in_data(line)]
    is_alone = len(drawing.axes.lines) + len(drawing.axes.patches) <= 2  # a short line may be a curve then
    return Reading([part for line in lines for part in _parts(drawing, line, is_alone=is_alone)], lines)


def _parts(drawing: Drawing, line: Line2D, *, is_alone: bool) -> Sequence[Part]:
    """Return what a line shows; nothing for one that is drawn only for the legend or not at all."""
    x, y = drawing.line_values(line)
    name = drawing.names.of(line)
    has_steps = str(line.get_drawstyle()).startswith("steps")
    if has_steps:  # those of a distribution begin at minus infinity
        x, y = x[~np.isinf(x)], y[~np.isinf(x)]
    if not x.size and (not name or name in drawing.names.texts):
        return []
    if line.get_linestyle() in NO_LINE or line.get_linewidth() == 0:
        return [Points(name, x, y)] if line.get_marker() not in NO_LINE else []
    if not own_label(line) and not is_alone:
        pieces = _pieces(x, y)
        if (pieces or x.size == 2) and all(_is_segment(*piece) for piece in pieces):
            return [Segment(*piece, name) for piece in pieces]
    return [Curve(name, x, y, form="steps" if has_steps else _form(flat(line_data(line)[0])))]


def _form(x: Floats) -> Literal["line", "path"]:
    """Return "path" for a line that goes forth and back."""
    moves = np.sign(np.diff(x[np.isfinite(x)]))
    return "path" if (moves > 0).any() and (moves < 0).any() else "line"


def _pieces(x: Floats, y: Floats) -> list[tuple[Floats, Floats]]:
    """Return the pieces of a line between its gaps."""
    is_finite = np.isfinite(x) & np.isfinite(y)
    ends = np.flatnonzero(np.diff(is_finite.astype(int))) + 1
    return [
        (x[piece], y[piece])
        for piece in np.split(np.arange(x.size), ends)
        if piece.size and is_finite[piece[0]]
    ]


def _is_segment(x: Floats, y: Floats) -> bool:
    """Return whether a line has two ends and runs along an axis."""
    return x.size == 2 == y.size and bool(x[0] == x[1] or y[0] == y[1])
