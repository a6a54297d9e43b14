"""Leave out what lies outside the limits of the axes, as it is not drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from ipytts.description.charts.model import (
    AreaBetween,
    Bars,
    Curve,
    Histogram,
    Intervals,
    Points,
    ReferenceLine,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ipytts.description.charts.matplotlib.axis import AxisReader
    from ipytts.description.charts.matplotlib.drawing import Drawing, Part

_COLUMNS: dict[type, tuple[str, ...]] = {  # the columns that have an item for each point
    Curve: ("x", "y", "low", "high"),
    Points: ("x", "y"),
    AreaBetween: ("x", "low", "high"),
    Intervals: ("positions", "values", "low", "high"),
    Bars: ("positions", "values", "low", "high", "starts"),
}


def clip_to_limits(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts without the points outside the axes; bars are clipped along their positions alone."""
    if drawing.x.drawn is None and drawing.y.drawn is None:
        return parts
    clipped = [_clipped(drawing, part) for part in parts]
    return [part for part in clipped if part is not None]


def _clipped(drawing: Drawing, part: Part) -> Part | None:
    """Return what is drawn of a part; None if it is nothing."""
    if isinstance(part, ReferenceLine):
        reader = drawing.x if part.axis == "x" else drawing.y
        return part if reader.reaches(part.value, part.value if np.isnan(part.end) else part.end) else None
    if isinstance(part, Histogram):
        return _clipped_bins(drawing.y if part.is_horizontal else drawing.x, part)
    if type(part) not in _COLUMNS:
        return part
    is_shown = _shown(drawing, part)
    if is_shown.all():
        return part
    columns = {name: getattr(part, name) for name in _COLUMNS[type(part)]}
    kept = {name: column[is_shown] for name, column in columns.items() if column is not None}
    return cast("Part", replace(cast("Any", part), **kept)) if is_shown.any() else None


def _shown(drawing: Drawing, part: Any) -> NDArray[np.bool_]:
    """Return which points lie in the axes; a point without a value is a gap that stays."""
    if isinstance(part, (Curve, Points)):
        return drawing.x.shows(part.x) & drawing.y.shows(part.y)
    if isinstance(part, AreaBetween):
        return drawing.x.shows(part.x)
    position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=part.is_horizontal)
    is_shown = position_axis.shows(part.positions)
    return is_shown & value_axis.shows(part.values) if isinstance(part, Intervals) else is_shown


def _clipped_bins(reader: AxisReader, histogram: Histogram) -> Histogram | None:
    centers = (histogram.edges[1:] + histogram.edges[:-1]) / 2
    shown = np.flatnonzero(reader.shows(centers))
    if not shown.size:
        return None
    first, last = shown[0], shown[-1]
    return replace(
        histogram, edges=histogram.edges[first : last + 2], heights=histogram.heights[first : last + 1]
    )
