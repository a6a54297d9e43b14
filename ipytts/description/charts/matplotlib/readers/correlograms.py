"""Read stems with a band around 0, as they show autocorrelations (`plot_acf` of statsmodels)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.container import StemContainer
from matplotlib.lines import Line2D

from ipytts.description.charts.matplotlib.arrays import segments_of
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading, line_data
from ipytts.description.charts.matplotlib.legends import NO_LINE
from ipytts.description.charts.matplotlib.readers.areas import edges, filled_shapes
from ipytts.description.charts.model import Curve, Floats

_FEWEST = 3  # stems


def read_correlograms(drawing: Drawing) -> Reading:
    """Return the stems as a curve with the band around 0; nothing if there is no such band."""
    band = next(((artist, one) for artist, one in _bands(drawing)), None)
    stems = next((found for found in _stems(drawing) if found[1].size >= _FEWEST), None)
    if band is None or stems is None:
        return Reading()
    artists, positions, heights = stems
    band_artist, (x, low, high) = band
    bottom, top = (np.interp(positions, x, edge, left=np.nan, right=np.nan) for edge in (low, high))
    curve = Curve(
        "",
        drawing.x.values(positions),
        drawing.y.values(heights),
        drawing.y.values(bottom),
        drawing.y.values(top),
        form="stems",
        band_name=drawing.names.of(band_artist),
    )
    return Reading([curve], [band_artist, *artists, *_markers(drawing, positions, heights)])


def _bands(drawing: Drawing) -> list[tuple[Any, tuple[Floats, Floats, Floats]]]:
    """Return the filled areas whose lower edges are below 0 and whose upper edges are above it."""
    shapes = [(artist, edges(pieces[0])) for artist, pieces in filled_shapes(drawing) if len(pieces) == 1]
    return [(artist, one) for artist, one in shapes if one[1].max() <= 0 <= one[2].min()]


def _stems(drawing: Drawing) -> list[tuple[list[Any], Floats, Floats]]:
    """Return each series of stems that begin at 0: its artists, and the x and y of the ends."""
    found: list[tuple[list[Any], Floats, Floats]] = []
    for stems in drawing.containers_of(StemContainer):
        artists = [stems, stems.markerline, stems.baseline, stems.stemlines]
        x, y = (np.asarray(data, float) for data in line_data(stems.markerline))
        found.append((artists, x, y))
    for lines in drawing.artists_of(LineCollection):
        ends = segments_of(lines)
        if ends is None or not ends.size:
            continue
        (x0, y0), (x1, y1) = ends[:, 0].T, ends[:, 1].T
        if (x0 == x1).all() and not y0.any():
            found.append(([lines], x1, y1))
    return found


def _markers(drawing: Drawing, positions: Floats, heights: Floats) -> list[Line2D]:
    """Return the markers at the ends of stems."""
    lines = [line for line in drawing.artists_of(Line2D) if line.get_linestyle() in NO_LINE]
    return [
        line
        for line in lines
        if all(np.array_equal(a, b) for a, b in zip(line_data(line), (positions, heights), strict=True))
    ]
