"""Read hexagonal bins (`hexbin`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts import labels
from ipytts.description.charts.field_marks import Hexagons
from ipytts.description.charts.matplotlib.arrays import flat, unmasked
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.legends import colorbar_label
from ipytts.description.charts.model import Floats, Mark, OtherMark

_COUNTS = {"count", "counts", "frequency", "number"}


def read_hexbin(drawing: Drawing) -> Reading:
    """Return the hexagons, which are many copies of one shape."""
    counts = {artist: np.shape(artist.get_offsets())[0] for artist in drawing.artists_of(PolyCollection)}
    found = [artist for artist, count in counts.items() if count > 1]
    return Reading([_hexagons(drawing, artist) for artist in found], found)


def _hexagons(drawing: Drawing, artist: Any) -> Mark:
    offsets = unmasked(artist.get_offsets())
    values = flat(artist.get_array())
    if values.size != len(offsets) or drawing.x.axis.is_log or drawing.y.axis.is_log:
        return OtherMark(f"plot of {len(offsets):,} hexagonal bins")  # offsets may be logarithms
    label = colorbar_label(artist)
    return Hexagons(
        drawing.x.values(offsets[:, 0]),
        drawing.y.values(offsets[:, 1]),
        values,
        label,
        _are_counts(offsets, values, label),
    )


def _are_counts(offsets: Floats, values: Floats, label: str) -> bool:
    """Return whether values are whole numbers in all bins of a grid, also in empty ones, or named counts."""
    if not np.isfinite(values).all() or (values < 0).any() or (values != np.round(values)).any():
        return False
    words = labels.words_in(label)
    return bool(words & _COUNTS) or (not words and bool((values == 0).any()) and _is_whole_grid(offsets))


def _is_whole_grid(offsets: Floats) -> bool:
    """Return whether rows of two kinds have as many hexagons as there are columns of their kind."""
    x, y = (np.round(column, 9) for column in offsets.T)
    columns, column_of = np.unique(x, return_inverse=True)
    rows, row_of = np.unique(y, return_inverse=True)
    expected = sum(
        np.unique(column_of[row_of % 2 == n]).size * np.unique(row_of[row_of % 2 == n]).size for n in (0, 1)
    )
    return bool(len(offsets) == expected) and min(columns.size, rows.size) > 1
