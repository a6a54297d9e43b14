"""Read points and lines of polar plots."""

from __future__ import annotations

from typing import Any

from ipytts.description.charts.model import Curve, Mark, Points
from ipytts.description.charts.plotly.subplots import Subplot, name_of


def read_polar_scatter(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the line or the points of a trace by their angles and radii."""
    angles, radii = subplot.angles(trace), subplot.y.values(trace.get("r"))
    count = min(angles.size, radii.size)
    angles, radii = angles[:count], radii[:count]
    if "lines" in str(trace.get("mode") or "lines") or trace.get("fill") == "toself":
        return [Curve(name_of(trace), angles, radii)]
    return [Points(name_of(trace), angles, radii)]
