"""Read dendrograms (`dendrogram` of SciPy), which are drawn as brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection

from ipytts.description.charts.brackets import Bracket, dendrogram_of
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.tree_marks import Dendrogram

_CORNERS = 4  # of a bracket


def read_dendrograms(drawing: Drawing) -> Reading:
    """Return the tree that brackets show; nothing if lines are no brackets, or fit no tree."""
    artists = [one for one in drawing.artists_of(LineCollection) if type(one) is LineCollection]
    paths = [(np.asarray(path.vertices, float), artist) for artist in artists for path in artist.get_paths()]
    if not paths or any(len(corners) != _CORNERS for corners, _ in paths):
        return Reading()
    for is_sideways in (False, True):
        tree = _tree(drawing, paths, is_sideways=is_sideways)
        if tree:
            return Reading([tree], artists)
    return Reading()


def _tree(drawing: Drawing, paths: Sequence[tuple[Any, Any]], *, is_sideways: bool) -> Dendrogram | None:
    along, across = (1, 0) if is_sideways else (0, 1)
    reader = drawing.y if is_sideways else drawing.x
    brackets = []
    for corners, artist in paths:
        if corners[0, along] != corners[1, along] or corners[2, along] != corners[3, along]:
            return None
        if corners[1, across] != corners[2, across]:
            return None
        ends = corners[[0, 3], along], corners[[0, 3], across]
        color = str(artist.get_colors()[0] if len(artist.get_colors()) else "")
        brackets.append(Bracket(*ends, float(corners[1, across]), color))
    return dendrogram_of(brackets, reader.tick_labels, is_sideways=is_sideways)
