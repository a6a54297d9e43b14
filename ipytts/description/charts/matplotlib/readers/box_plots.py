"""Read box plots of any library, recognized by the geometry of box, whiskers, caps, median and outliers.

Letter-value plots (seaborn's `boxenplot`), which have boxes for many quantiles, are only named.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading, line_data
from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.model import BoxSummary, Floats

_CORNERS = 5  # corners of a closed box
_NOTCHED_CORNERS = 15  # corners of a closed box with notches
_LEVELS = 4  # different positions of the corners of a notched box, at most


class _Outline(NamedTuple):
    """A line, a row of markers or a box, for one orientation."""

    artist: Any
    positions: Floats
    values: Floats

    @property
    def center(self) -> float:
        return (float(self.positions.min()) + float(self.positions.max())) / 2

    @property
    def tolerance(self) -> float:
        """The rounding error of positions."""
        return 1e-6 * max(1.0, abs(self.center))

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value; of a box, the quartiles."""
        return float(self.values.min()), float(self.values.max())


def read_box_plots(drawing: Drawing) -> Reading:
    """Return the boxes, one for each position and group."""
    boxes = _boxes(drawing)
    for is_horizontal in (False, True) if boxes else ():
        lines, markers = _lines_and_markers(drawing, is_horizontal=is_horizontal)
        outlines = [_Outline(one, *((y, x) if is_horizontal else (x, y))) for one, x, y in boxes]
        readings = [_read_box(drawing, box, lines, markers, is_horizontal=is_horizontal) for box in outlines]
        found = [reading for reading in readings if reading.parts]
        if found:
            return Reading([p for one in found for p in one.parts], [a for one in found for a in one.claimed])
    return Reading()


def _boxes(drawing: Drawing) -> list[tuple[Any, Floats, Floats]]:
    """Return the shapes that may be boxes, with the x and y of their corners."""
    boxes = []
    for artist in drawing.artists_of(PathPatch, Line2D):
        if isinstance(artist, PathPatch):
            corners = np.asarray(artist.get_path().vertices, dtype=float)
        else:
            x, y = line_data(artist)
            if not drawing.in_data(artist) or np.size(x) < _CORNERS:
                continue
            corners = np.column_stack([x, y])
            if not np.array_equal(corners[0], corners[-1]):
                continue
        levels = min(np.unique(corners[:, 0]).size, np.unique(corners[:, 1]).size)
        if _CORNERS <= len(corners) <= _NOTCHED_CORNERS and levels <= _LEVELS:
            boxes.append((artist, corners[:, 0], corners[:, 1]))
    return boxes


def _lines_and_markers(drawing: Drawing, *, is_horizontal: bool) -> tuple[list[_Outline], list[_Outline]]:
    """Return the lines of two points, and the rows of markers."""
    lines, markers = [], []
    for line in drawing.artists_of(Line2D):
        x, y = (np.asarray(values, float) for values in line_data(line))
        outline = _Outline(line, y, x) if is_horizontal else _Outline(line, x, y)
        if line.get_linestyle() in NO_LINE:
            markers.append(outline)
        elif x.size == 2:
            lines.append(outline)
    return lines, markers


def _read_box(
    drawing: Drawing, box: _Outline, lines: list[_Outline], markers: list[_Outline], *, is_horizontal: bool
) -> Reading:
    """Return a box with the lines and the outliers that belong to it; nothing if it has no whiskers."""
    whiskers, caps, medians = _lines_of(box, lines)
    if not whiskers:
        return Reading()
    ends = np.concatenate([line.values for line in whiskers])
    low, high = float(ends.min()), float(ends.max())
    here = [m for m in markers if bool((np.abs(m.positions - box.center) < box.tolerance).all())]
    rows = [row.values for row in here if bool(((row.values < low) | (row.values > high)).all())]
    median = _median([float(line.values[0]) for line in medians], (low, high), box.ends)
    position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=is_horizontal)
    low, high, median, lower, upper = map(float, value_axis.values([low, high, median, *box.ends]))
    name = position_axis.name_at(box.center, drawing.names.of(box.artist))
    outliers = value_axis.values(np.concatenate([np.empty(0), *rows]))
    parts = [box, *whiskers, *caps, *medians, *here]
    return Reading(
        [BoxSummary(name, low, high, median, lower, upper, outliers)], [part.artist for part in parts]
    )


def _lines_of(box: _Outline, lines: list[_Outline]) -> tuple[list[_Outline], list[_Outline], list[_Outline]]:
    """Return the whiskers, the caps and the medians of a box."""
    whiskers: list[_Outline] = []
    caps: list[_Outline] = []
    medians: list[_Outline] = []
    center, tolerance, quartiles = box.center, box.tolerance, box.ends
    left, right = float(box.positions.min()), float(box.positions.max())
    for line in lines:
        _, positions, values = line
        if (
            abs(positions[0] - positions[1]) < tolerance
            and abs(positions[0] - center) < tolerance
            and (values[0] in quartiles or values[1] in quartiles)
        ):
            whiskers.append(line)
        elif (
            values[0] == values[1]
            and left - tolerance <= min(positions)
            and max(positions) <= right + tolerance
            and abs(positions.mean() - center) < tolerance
        ):
            is_in_box = quartiles[0] <= values[0] <= quartiles[1] and positions[0] != positions[1]
            (medians if is_in_box else caps).append(line)
    return whiskers, caps, medians


def _median(heights: list[float], whiskers: tuple[float, float], box: tuple[float, float]) -> float:
    """Return the height of the median among the lines across a box; caps of empty whiskers are others."""
    inner = [height for height in heights if height not in whiskers] or heights
    return inner[-1] if inner else box[0] if box[0] == box[1] else float("nan")
