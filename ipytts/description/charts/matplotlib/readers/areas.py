"""Read filled areas (`fill_between`, `stackplot`, seaborn's confidence bands)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection

from ipytts.description.charts.matplotlib.drawing import Drawing, Part, Reading
from ipytts.description.charts.model import AreaBetween, Floats, OtherMark

_SIDEWAYS = OtherMark("area between two lines that run upwards")


def filled_shapes(drawing: Drawing) -> list[tuple[Any, list[Floats]]]:
    """Return filled shapes, each with the finite corners of its pieces."""
    shapes = []
    for artist in drawing.artists_of(PolyCollection):
        if drawing.in_data(artist) and np.shape(artist.get_offsets())[0] <= 1:  # else copies, as of hexagons
            pieces = [np.asarray(path.vertices, float) for path in artist.get_paths()]
            shapes.append((artist, [piece[np.isfinite(piece).all(1)] for piece in pieces]))
    return shapes


def read_areas(drawing: Drawing) -> Reading:
    """Return areas with a lower and an upper edge; those of `fill_betweenx` are only named."""
    parts: list[Part] = []
    claimed = []
    for artist, pieces in filled_shapes(drawing):
        if getattr(artist, "t_direction", "x") == "y":
            parts.append(_SIDEWAYS)
        elif (
            artist.get_array() is None
            and _are_side_by_side(pieces)
            and all(goes_forth_and_back(piece[:, 0]) for piece in pieces)
        ):
            parts += _areas(drawing, artist, pieces)
        else:
            continue
        claimed.append(artist)
    return Reading(parts, claimed)


def _are_side_by_side(pieces: Sequence[Floats]) -> bool:
    """Return whether pieces follow each other from left to right."""
    ends = [(piece[:, 0].min(), piece[:, 0].max()) for piece in pieces if piece.size]
    return all(before[1] <= after[0] for before, after in pairwise(ends))


def goes_forth_and_back(values: Floats) -> bool:
    """Return whether the coordinates of an outline rise and fall once, wherever it begins."""
    moves = np.sign(np.diff(values))
    moves = moves[moves != 0]
    turns = int((np.diff(moves) != 0).sum())
    return turns <= (2 if moves.size and moves[0] == moves[-1] else 1)


def _areas(drawing: Drawing, artist: Any, pieces: Sequence[Floats]) -> list[AreaBetween]:
    """Return an area, with NaN between its pieces."""
    gap = (np.full(1, np.nan),) * 3
    columns = [column for piece in pieces if piece.size for column in (gap, edges(piece))][1:]
    if not columns:
        return []
    x, low, high = (np.concatenate(column) for column in zip(*columns, strict=True))
    name, y = drawing.names.of(artist), drawing.y
    return [AreaBetween(name, drawing.x.values(x), y.values(low), y.values(high))]


def edges(corners: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the different x of corners in order, and the lowest and the highest y at each."""
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    starts = np.flatnonzero(np.diff(corners[:, 0], prepend=np.nan) != 0)
    low, high = (extreme.reduceat(corners[:, 1], starts) for extreme in (np.minimum, np.maximum))
    return corners[starts, 0], low, high
