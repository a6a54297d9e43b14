"""Turn marks on their side, as `coord_flip` draws them."""

from __future__ import annotations

from dataclasses import replace

from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Bars,
    BoxSummary,
    Curve,
    HeatMap,
    Histogram,
    Intervals,
    Mark,
    OtherMark,
    Points,
    ReferenceLine,
)


def flipped(mark: Mark) -> Mark:
    """Return a mark with what was along x along y."""
    if isinstance(mark, (Bars, BoxSummary, Histogram, Intervals)):
        return replace(mark, is_horizontal=not mark.is_horizontal)
    if isinstance(mark, ReferenceLine) and mark.axis != "diagonal":
        return replace(mark, axis="y" if mark.axis == "x" else "x")
    if isinstance(mark, HeatMap):
        return replace(
            mark,
            values=mark.values.T,
            rows=mark.columns,
            columns=mark.rows,
            row_numbers=mark.column_numbers,
            column_numbers=mark.row_numbers,
        )
    return _with_swapped_points(mark)


def _with_swapped_points(mark: Mark) -> Mark:
    """Return points, a text or a line on its side; areas on their side are not described."""
    if isinstance(mark, Points):
        return replace(mark, x=mark.y, y=mark.x)
    if isinstance(mark, Annotation):
        return replace(mark, x=mark.y, y=mark.x)
    if isinstance(mark, Curve) and mark.form in ("line", "steps", "path"):
        return Curve(mark.name, mark.y, mark.x, form="path")
    return OtherMark("filled area") if isinstance(mark, (AreaBetween, Curve)) else mark
