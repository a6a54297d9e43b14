"""Convert numbers of matplotlib to arrays of floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from ipytts.description.charts.model import Floats


def unmasked(data: Any) -> Floats:
    """Return numbers as an array of floats, with NaN for those that are masked."""
    return np.asarray(np.ma.filled(np.ma.asarray(data, dtype=float), np.nan))


def flat(data: Any) -> Floats:
    """Return numbers as a flat array of floats, with NaN for masked ones; an empty array for other data."""
    try:
        return unmasked(data).ravel()
    except (TypeError, ValueError):
        return np.empty(0)
