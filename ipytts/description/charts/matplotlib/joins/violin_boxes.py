"""Join violins and the boxes that seaborn draws inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeGuard

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, Part, Segment
from ipytts.description.charts.model import BoxSummary, Curve, Floats, Points


def join_violin_boxes(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the quartiles and medians of violins, without the lines and dots that show them.

    A box is a line from quartile to quartile and a longer one for its whiskers, with a marker at the median.
    """
    violins = [part for part in parts if _is_violin(part)]
    if not violins:
        return parts
    is_upright = drawing.y.axis.kind != "category"
    inner = [part for part in parts if _is_inner(part, is_upright=is_upright)]
    with_boxes = iter(_with_boxes(violins, inner, is_upright=is_upright))
    left = [part for part in parts if not _is_inner(part, is_upright=is_upright)]
    return [next(with_boxes) if _is_violin(part) else part for part in left]


def _is_violin(part: Part) -> TypeGuard[BoxSummary]:
    return isinstance(part, BoxSummary) and part.form == "violin"


def _is_inner(part: Part, *, is_upright: bool) -> bool:
    """Return whether a part is a line along a violin or a single dot."""
    if isinstance(part, Curve):
        return bool(np.ptp(part.x if is_upright else part.y) < 1)
    return isinstance(part, Segment) or (isinstance(part, Points) and part.x.size == 1)


def _with_boxes(violins: list[BoxSummary], inner: Sequence[Any], *, is_upright: bool) -> list[BoxSummary]:
    lines_at: dict[float, list[Floats]] = {}
    medians: dict[float, float] = {}
    for part in inner:
        positions, values = (part.x, part.y) if is_upright else (part.y, part.x)
        if isinstance(part, Segment) and positions[0] == positions[1]:
            lines_at.setdefault(float(positions[0]), []).append(values)
        elif positions.size == 1:
            medians.setdefault(float(positions[0]), float(values[0]))
    if len(lines_at) != len(violins):
        return violins
    return [
        _with_box(violin, lines_at[position], medians.get(position))
        for violin, position in zip(violins, sorted(lines_at), strict=True)
    ]


def _with_box(violin: BoxSummary, lines: list[Floats], median: float | None) -> BoxSummary:
    if len(lines) != 2 or median is None:  # whiskers and box
        return violin
    box = min(reversed(lines), key=lambda values: float(np.ptp(values)))
    return replace(violin, lower_quartile=float(box.min()), upper_quartile=float(box.max()), median=median)
