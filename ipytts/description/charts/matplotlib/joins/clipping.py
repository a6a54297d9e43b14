"""Leave out what lies outside the limits of the axes, as it is not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np

from ipytts.description.charts.clipping import clip
from ipytts.description.charts.matplotlib.drawing import Drawing, Part
from ipytts.description.charts.model import Mark, ReferenceLine


def clip_to_limits(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts without what lies outside the axes, and how much that is."""
    if drawing.x.drawn is None and drawing.y.drawn is None:
        return parts
    drawn = [part for part in parts if not isinstance(part, ReferenceLine) or _is_drawn(drawing, part)]
    marks = [part for part in drawn if isinstance(part, get_args(Mark))]
    others = [part for part in drawn if not isinstance(part, get_args(Mark))]
    return [*others, *clip(marks, drawing.x.drawn, drawing.y.drawn)]


def _is_drawn(drawing: Drawing, line: ReferenceLine) -> bool:
    reader = drawing.x if line.axis == "x" else drawing.y
    return reader.reaches(line.value, line.value if np.isnan(line.end) else line.end)
