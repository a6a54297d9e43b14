"""Find the panels beside a main one that show the distributions along its axes, as `jointplot` draws them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from ipytts.description.charts.field_marks import Contours, Hexagons, PlaneBins
from ipytts.description.charts.model import (
    BoxSummary,
    Curve,
    HeatMap,
    Histogram,
    OtherMark,
    Points,
    ReferenceLine,
)
from ipytts.description.charts.tree_marks import Dendrogram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from ipytts.description.charts.model import Panel

    Pair: TypeAlias = tuple[Axes, Panel]
    Side: TypeAlias = Literal["x", "y"]

_MAIN = (Contours, HeatMap, Hexagons, OtherMark, PlaneBins, Points)  # marks beside which margins may be
_ALIGNED = 0.01  # of the figure; the ends of panels above each other differ no more
_THICKNESS = 0.5  # of the main panel; a margin is thinner
_SAME_RANGE = 0.05  # of the range of the main panel; the ends of the data differ no more


def with_margins(pairs: Sequence[Pair]) -> list[Panel]:
    """Return the panels of axes, with marked margins, and without the colors beside a heat map."""
    main = max(pairs, key=lambda pair: _area(pair[0]), default=None)
    if main is None or not any(isinstance(mark, _MAIN) for mark in main[1].marks):
        return [panel for _, panel in pairs]
    panels = []
    for axes, panel in pairs:
        side = _side(axes, main[0]) if panel.marks and axes is not main[0] else None
        if side is None:
            panels.append(panel)
        elif (_shows_distribution(panel) or _is_sideways_density(panel)) and _have_same_range(
            axes, main[0], side
        ):
            panels.append(_as_margin(panel, main[1], side))
        elif panel.marks and all(isinstance(mark, Dendrogram) for mark in panel.marks):
            panels.append(_as_tree(panel, side))
        elif not _is_part_of_heat_map(panel, main[1]):
            panels.append(panel)
    return panels


def _area(axes: Axes) -> float:
    box = axes.get_position(original=True)
    return float(box.width * box.height)


def _side(axes: Axes, main: Axes) -> Side | None:
    """Return the axis of the main panel along which thinner axes lie, or None."""
    box, large = axes.get_position(original=True), main.get_position(original=True)
    if np.allclose(box.intervalx, large.intervalx, atol=_ALIGNED):
        is_outside = box.y0 >= large.y1 - _ALIGNED or box.y1 <= large.y0 + _ALIGNED
        return "x" if is_outside and box.height < _THICKNESS * large.height else None
    if np.allclose(box.intervaly, large.intervaly, atol=_ALIGNED):
        is_outside = box.x0 >= large.x1 - _ALIGNED or box.x1 <= large.x0 + _ALIGNED
        return "y" if is_outside and box.width < _THICKNESS * large.width else None
    return None


def _shows_distribution(panel: Panel) -> bool:
    kinds = (Histogram, BoxSummary, Curve, OtherMark, ReferenceLine)
    return all(isinstance(mark, kinds) for mark in panel.marks) and any(
        not isinstance(mark, (OtherMark, ReferenceLine)) for mark in panel.marks
    )


def _is_sideways_density(panel: Panel) -> bool:
    """Return whether a panel has areas or curves beside a vertical axis that are densities by their label."""
    kinds = (OtherMark, Curve)
    return panel.x.label.casefold() == "density" and all(isinstance(mark, kinds) for mark in panel.marks)


def _have_same_range(axes: Axes, main: Axes, side: Side) -> bool:
    """Return whether axes share an axis with the main ones, or have nearly the same data on it."""
    siblings = main.get_shared_x_axes() if side == "x" else main.get_shared_y_axes()
    if siblings.joined(axes, main):
        return True
    data, other = (getattr(one.dataLim, f"interval{side}") for one in (main, axes))
    return bool(np.allclose(data, other, atol=_SAME_RANGE * float(np.ptp(data))))


def _as_margin(panel: Panel, main: Panel, side: Side) -> Panel:
    if side == "x":
        return replace(panel, x=replace(panel.x, label=panel.x.label or main.x.label), is_marginal=True)
    if _is_sideways_density(panel) and all(isinstance(mark, Curve) for mark in panel.marks):
        return _upright(panel, main)
    if _is_sideways_density(panel):
        panel = replace(panel, marks=[OtherMark("density chart")], x=replace(panel.x, label=""))
    return replace(panel, y=replace(panel.y, label=panel.y.label or main.y.label), is_marginal=True)


def _as_tree(panel: Panel, side: Side) -> Panel:
    """Return a panel with a dendrogram as the margin that orders rows or columns."""
    of = "columns" if side == "x" else "rows"
    marks = [replace(mark, of=of) for mark in panel.marks if isinstance(mark, Dendrogram)]
    return replace(panel, marks=marks, is_marginal=True)


def _upright(panel: Panel, main: Panel) -> Panel:
    """Return a panel of curves with its axes exchanged."""
    curves = [replace(mark, x=mark.y, y=mark.x) for mark in panel.marks if isinstance(mark, Curve)]
    x = replace(panel.y, label=panel.y.label or main.y.label)
    return replace(panel, marks=curves, x=x, y=panel.x, is_marginal=True)


def _is_part_of_heat_map(panel: Panel, main: Panel) -> bool:
    """Return whether a panel beside a heat map has the colors of the groups of its rows."""
    if not any(isinstance(mark, HeatMap) for mark in main.marks):
        return False
    return all(isinstance(mark, (OtherMark, HeatMap)) for mark in panel.marks)
