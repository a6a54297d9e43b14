"""Read pie charts."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import Wedge

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.model import Pie


def read_pies(drawing: Drawing) -> Reading:
    """Return pies; wedges of two radii are the rings of two pies."""
    rings: dict[float, list[Any]] = {}
    for wedge in drawing.artists_of(Wedge):
        rings.setdefault(round(float(wedge.r), 6), []).append(wedge)
    pies = []
    for wedges in rings.values():
        shares = np.array([abs(w.theta2 - w.theta1) / 360 for w in wedges], float)  # degrees
        pies.append(Pie([drawing.names.of(w) for w in wedges], shares))
    return Reading(pies, [wedge for wedges in rings.values() for wedge in wedges])
