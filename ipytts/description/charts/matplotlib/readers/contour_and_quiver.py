"""Read contour plots and fields of arrows (`quiver`, `barbs`), whose data are not described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.contour import ContourSet
from matplotlib.quiver import Barbs, Quiver

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.matplotlib.legends import colorbar_label
from ipytts.description.charts.model import Axis, OtherMark
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing


def read_contours_and_arrows(drawing: Drawing) -> Reading:
    """Return contours with their levels, and fields with their number of arrows."""
    artists = drawing.artists_of(ContourSet, Quiver, Barbs)
    return Reading([OtherMark(_phrase(artist)) for artist in artists], artists)


def _phrase(artist: Any) -> str:
    if isinstance(artist, ContourSet):
        return _contour_phrase(artist)
    return f"field of {numbers.with_noun(int(np.shape(artist.get_offsets())[0]), 'arrow')}"


def _contour_phrase(contours: Any) -> str:
    levels = [float(level) for level in np.ravel(np.asarray(contours.levels, float))]
    label = colorbar_label(contours)
    phrase = f"contour plot{f' of {label}' if label else ''} with {numbers.with_noun(len(levels), 'level')}"
    formatter = AxisFormatter(Axis(), [np.array(levels)])
    ends = [formatter.format(level) for level in (min(levels), max(levels))] if levels else []
    return f"{phrase} from {ends[0]} to {ends[1]}" if ends else phrase
