"""Drawings of kinds that no reader knows; they are named, so that nothing is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection

from ipytts.description.charts.model import OtherMark
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas


def read_other_artists(canvas: Canvas) -> list[OtherMark]:
    """Return what is left when all other readers have claimed their artists."""
    marks = []
    for artist in canvas.unclaimed(canvas.axes.collections, object):
        if isinstance(artist, LineCollection):
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_segments()), 'line')}"))
        elif artist.get_paths():
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_paths()), 'shape')}"))
    return marks
