"""Read hexagonal bins (`hexbin`), whose data are not described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.model import OtherMark

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing


def read_hexbin(drawing: Drawing) -> Reading:
    """Return the hexagons, which are many copies of one shape."""
    counts = {artist: np.shape(artist.get_offsets())[0] for artist in drawing.artists_of(PolyCollection)}
    found = {artist: count for artist, count in counts.items() if count > 1}
    return Reading([OtherMark(f"plot of {count:,} hexagonal bins") for count in found.values()], list(found))
