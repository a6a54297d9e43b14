"""Scatter plots: clouds of points, in groups where their colors say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PathCollection, PolyCollection

from ipytts.description.charts.matplotlib.axes import floats
from ipytts.description.charts.matplotlib.legends import rgb
from ipytts.description.charts.model import Floats, OtherMark, Points

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.panels import Canvas

_GROUPS = 20  # colors that can be groups
_CLASSES = 10


def read(canvas: Canvas) -> tuple[list[Points | OtherMark], str]:
    """Return the clouds of the axes, and what the colors of their points tell where they are no groups."""
    marks: list[Points | OtherMark] = []
    color_label = ""
    for artist in canvas.axes.collections:
        if id(artist) in canvas.taken or not artist.get_visible():
            continue
        if isinstance(artist, PolyCollection) and np.shape(artist.get_offsets())[0] > 1:
            canvas.taken.add(id(artist))
            marks.append(OtherMark(f"plot of {np.shape(artist.get_offsets())[0]:,} hexagonal bins"))
        if not isinstance(artist, PathCollection) or not canvas.offsets_in_data(artist):
            continue
        canvas.taken.add(id(artist))
        offsets: Floats = np.ma.filled(np.ma.asarray(artist.get_offsets(), dtype=float), np.nan)
        if not len(offsets):
            continue
        x, y = canvas.x.values(offsets[:, 0]), canvas.y.values(offsets[:, 1])
        groups, told = _groups(canvas, artist, len(offsets))
        color_label = color_label or told
        marks += [Points(name, x[rows], y[rows]) for name, rows in groups]
    return marks, color_label


def _groups(canvas: Canvas, artist: Any, count: int) -> tuple[list[tuple[str, Any]], str]:
    """Return the rows of each group by its name; else all rows, and what their colors tell."""
    whole = [(canvas.names.of(artist), slice(None))]
    measured = artist.get_array()
    if measured is not None:
        values = floats(measured)
        known = np.unique(values[np.isfinite(values)])
        if values.size == count and 1 < known.size <= _CLASSES and bool((known == np.round(known)).all()):
            named = [
                (canvas.names.named(rgb(artist.cmap(artist.norm(v)))) or f"Color {v:g}", values == v)
                for v in known
            ]
            return named, ""
        bar = getattr(artist, "colorbar", None)
        label = (bar.ax.get_ylabel() or bar.ax.get_xlabel()) if bar else ""
        return whole, label or canvas.names.legend_title
    colors = np.asarray(artist.get_facecolor())
    if len(colors) != count or count < 2 or not canvas.names.by_color:  # one has no group
        return whole, ""
    unique, at = np.unique(colors[:, :3].round(4), axis=0, return_inverse=True)
    names = [canvas.names.named(tuple(color)) for color in unique[:_GROUPS]]
    if len(unique) > _GROUPS or not all(names):
        return ([("", slice(None))], canvas.names.legend_title) if len(unique) > 1 else (whole, "")
    order = [list(canvas.names.by_color.values()).index(name) for name in names]
    return [(names[n], at.ravel() == n) for n in np.argsort(order)], ""
