"""Join the filled areas around lines with these lines, as their bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.model import AreaBetween, Curve, Mark

_INSIDE = 0.9  # share of the points of a line in its band, as a smoothed band may leave some out


def with_bands(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with each area around one line as the band of that line."""
    joined = list(marks)
    for area in marks:
        if not isinstance(area, AreaBetween):
            continue
        inside = [
            (n, mark) for n, mark in enumerate(joined) if isinstance(mark, Curve) and _surrounds(area, mark)
        ]
        if len(inside) == 1:
            number, line = inside[0]
            low, high = (np.interp(line.x, area.x, edge) for edge in (area.low, area.high))
            joined[number] = replace(line, low=low, high=high, band="band", band_name=area.name)
            joined.remove(area)
    return joined


def _surrounds(area: AreaBetween, line: Curve) -> bool:
    """Return whether a line without a band of its own lies inside an area and has its length."""
    x, y = line.x[np.isfinite(line.y)], line.y[np.isfinite(line.y)]
    if line.low is not None or line.form != "line" or x.size < 2 or (np.diff(x) < 0).any():
        return False
    if x[0] != area.x[0] or x[-1] != area.x[-1]:
        return False
    low, high = np.interp(x, area.x, area.low), np.interp(x, area.x, area.high)
    is_edge = bool((np.isclose(y, low) | np.isclose(y, high)).all())
    return not is_edge and bool(((low <= y) & (y <= high)).mean() >= _INSIDE)
