"""Read lines, points and surfaces in three dimensions (`projection="3d"`)."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import Collection
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.model import Plot3D


def read_plots_3d(drawing: Drawing) -> Reading:
    """Return the lines, points and surfaces."""
    marks = []
    for line in drawing.artists_of(Line2D):
        get_data = getattr(line, "get_data_3d", None)
        if get_data:
            marks.append(Plot3D("line", *map(flat, get_data())))
    for artist in drawing.artists_of(Collection):
        offsets = getattr(artist, "_offsets3d", None)
        corners = getattr(artist, "_vec", None)
        faces = getattr(artist, "_faces", None)
        if offsets is not None:
            marks.append(Plot3D("scatter plot", *map(flat, offsets)))
        elif faces is not None:
            values = flat(faces)
            marks.append(Plot3D("surface", values[::3], values[1::3], values[2::3]))
        elif corners is not None and np.size(corners):
            marks.append(Plot3D("surface", *map(flat, corners[:3])))
    return Reading(marks, drawing.artists)
