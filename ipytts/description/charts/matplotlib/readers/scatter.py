"""Read scatter plots; points whose colors have names in the legend are groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PathCollection

from ipytts.description.charts.matplotlib.arrays import flat, unmasked
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.legends import colorbar_label, rgb
from ipytts.description.charts.model import Points

_MAX_COLORS = 20  # colors of the legend that can be groups
_MAX_CLASSES = 10  # whole numbers, shown as colors, that can be groups


def read_scatter(drawing: Drawing) -> Reading:
    """Return the points, and the label of their colors if the colors are not groups."""
    marks: list[Points] = []
    color_label = ""
    artists = [artist for artist in drawing.artists_of(PathCollection) if drawing.offsets_in_data(artist)]
    for artist in artists:
        offsets = unmasked(artist.get_offsets())
        if not len(offsets):
            continue
        x, y = drawing.x.values(offsets[:, 0]), drawing.y.values(offsets[:, 1])
        groups, label = _groups(drawing, artist, len(offsets))
        color_label = color_label or label
        marks += [Points(name, x[rows], y[rows]) for name, rows in groups]
    return Reading(marks, artists, color_label)


def _groups(drawing: Drawing, artist: Any, count: int) -> tuple[list[tuple[str, Any]], str]:
    """Return the name and the rows of each group; without groups all rows, and the label of their colors."""
    all_rows = [(drawing.names.of(artist), slice(None))]
    if artist.get_array() is not None:
        groups = _classes(drawing, artist, count)
        return (groups, "") if groups else (all_rows, colorbar_label(artist) or drawing.names.legend_title)
    colors = np.asarray(artist.get_facecolor())
    if len(colors) != count or count < 2 or not drawing.names.by_color:  # a single point is no group
        return all_rows, ""
    unique, color_at = np.unique(colors[:, :3].round(4), axis=0, return_inverse=True)
    names = [drawing.names.of_color(tuple(color)) for color in unique[:_MAX_COLORS]]
    if len(unique) > _MAX_COLORS or not all(names):
        return ([("", slice(None))], drawing.names.legend_title) if len(unique) > 1 else (all_rows, "")
    order = [list(drawing.names.by_color.values()).index(name) for name in names]
    return [(names[n], color_at.ravel() == n) for n in np.argsort(order)], ""


def _classes(drawing: Drawing, artist: Any, count: int) -> list[tuple[str, Any]]:
    """Return a group for each of a few whole numbers that are shown as colors."""
    values = flat(artist.get_array())
    known = np.unique(values[np.isfinite(values)])
    if values.size != count or not 1 < known.size <= _MAX_CLASSES or bool((known != np.round(known)).any()):
        return []
    names = [drawing.names.of_color(rgb(artist.cmap(artist.norm(v)))) or f"Color {v:g}" for v in known]
    return [(name, values == value) for name, value in zip(names, known, strict=True)]
