"""Separate notes from the texts in cells and slices."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.charts.matplotlib.drawing import Drawing, Part
from ipytts.description.charts.model import Annotation, HeatMap, Pie


def drop_cell_texts(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts without the texts of a heat map or a pie, which repeat its values and names."""
    if not any(isinstance(part, (HeatMap, Pie)) for part in parts):
        return parts
    return [part for part in parts if not isinstance(part, Annotation)]
