"""Read fields of arrows (`quiver`, `barbs`, `streamplot`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch
from matplotlib.quiver import Barbs, Quiver

from ipytts.description.charts.field_marks import Arrows
from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.model import Floats

_FEWEST = 4  # arrows on the lines of a stream plot


def read_arrows(drawing: Drawing) -> Reading:
    """Return arrows with their components."""
    artists = drawing.artists_of(Quiver, Barbs)
    return Reading([_arrows(drawing, artist) for artist in artists], artists)


def _arrows(drawing: Drawing, artist: Any) -> Arrows:
    is_barb = isinstance(artist, Barbs)
    names = ("x", "y", "u", "v") if is_barb else ("X", "Y", "U", "V")
    x, y, u, v = (flat(getattr(artist, name)) for name in names)
    if not is_barb and artist.angles == "xy":  # they point along the axes, which may be reversed
        u, v = (-c if axis.axis.is_reversed else c for c, axis in ((u, drawing.x), (v, drawing.y)))
    count = min(x.size, y.size, u.size, v.size)
    known = np.isfinite(u[:count]) & np.isfinite(v[:count])
    hidden = np.ravel(getattr(artist, "Umask", False))  # of masked arrows
    known &= ~hidden[:count] if hidden.size == u.size else True
    return Arrows(
        drawing.x.values(x[:count])[known],
        drawing.y.values(y[:count])[known],
        u[:count][known],
        v[:count][known],
        "wind barb plot" if is_barb else "arrow plot",
    )


def read_streams(drawing: Drawing) -> Reading:
    """Return the arrows on the lines of a stream plot."""
    lines = [
        one
        for one in drawing.artists_of(LineCollection)
        if type(one) is LineCollection and drawing.in_data(one)
    ]
    arrows = [one for one in drawing.artists_of(FancyArrowPatch) if _ends(one) is not None]
    if not lines or len(arrows) < _FEWEST:
        return Reading()
    ends = np.array([_ends(arrow) for arrow in arrows], float)
    starts, stops = ends[:, 0], ends[:, 1]
    u, v = (stops - starts).T
    mark = Arrows(drawing.x.values(starts[:, 0]), drawing.y.values(starts[:, 1]), u, v, "stream plot")
    return Reading([mark], [*lines, *arrows])


def _ends(arrow: Any) -> Floats | None:
    """Return where an arrow starts and ends, shaped (2, 2), or None if it is not known."""
    ends = getattr(arrow, "_posA_posB", None)
    return np.asarray(ends, float) if ends is not None and all(end is not None for end in ends) else None
