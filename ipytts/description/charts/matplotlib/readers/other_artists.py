"""Read artists that no other reader knows, so that a description mentions them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import Collection, LineCollection

from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.model import OtherMark
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing


def read_other_artists(drawing: Drawing) -> Reading:
    """Return the artists that no other reader has claimed."""
    marks = []
    for artist in drawing.artists_of(Collection):
        if isinstance(artist, LineCollection):
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_segments()), 'line')}"))
        elif artist.get_paths():
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_paths()), 'shape')}"))
    return Reading(marks, drawing.artists_of(Collection))
