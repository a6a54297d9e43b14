"""Convert numbers of matplotlib to arrays of floats."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.model import Floats


def unmasked(data: Any) -> Floats:
    """Return numbers as an array of floats, with NaN for those that are masked."""
    return np.asarray(np.ma.filled(np.ma.asarray(data, dtype=float), np.nan))


def segments_of(lines: Any) -> Floats | None:
    """Return the two ends of each line of a collection, shaped (n, 2, 2); None if one has more points."""
    corners = [path.vertices for path in lines.get_paths()]
    if not all(len(ends) == 2 for ends in corners):
        return None
    ends = np.array(corners, float).reshape(-1, 2, 2)
    known: Floats = ends[np.isfinite(ends).all(axis=(1, 2))]
    return known


def flat(data: Any) -> Floats:
    """Return numbers as a flat array of floats, with NaN for masked ones; an empty array for other data."""
    try:
        return unmasked(data).ravel()
    except (TypeError, ValueError):
        return np.empty(0)
