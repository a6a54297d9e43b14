"""Read hexagonal bins (`hexbin`), whose data are not described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts.model import OtherMark

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas


def read_hexbin(canvas: Canvas) -> list[OtherMark]:
    """Return the hexagons, which are many copies of one shape."""
    marks = []
    for artist in canvas.unclaimed(canvas.axes.collections, PolyCollection):
        count = np.shape(artist.get_offsets())[0]
        if count > 1:
            canvas.claim(artist)
            marks.append(OtherMark(f"plot of {count:,} hexagonal bins"))
    return marks
