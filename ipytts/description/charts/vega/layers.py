"""Join the layers of a view: marks that belong together become one, and axes are shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.joining import join_marks
from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Axis,
    Bars,
    Curve,
    Intervals,
    Mark,
    OtherMark,
    Panel,
    Points,
    ReferenceLine,
)


def join_layers(panels: Sequence[Panel]) -> Panel:
    """Return layers with the same axes as one panel."""
    if not panels:
        return Panel()
    drawn = [p for p in panels if not all(isinstance(mark, (ReferenceLine, Annotation)) for mark in p.marks)]
    x, y = (_shared_axis([getattr(panel, letter) for panel in drawn or panels]) for letter in "xy")
    marks = [
        _at_positions(_at_positions(mark, panel.x, x, "x"), panel.y, y, "y")
        for panel in panels
        for mark in panel.marks
    ]
    known = [mark for mark in marks if not isinstance(mark, OtherMark)]
    return replace(
        max(panels, key=lambda panel: len(panel.encodings)),
        marks=join_marks(known, has_dates=x.kind == "date") if known else marks[:1],
        x=x,
        y=y,
        legend_title=next(filter(None, (panel.legend_title for panel in panels)), ""),
        color_label=next(filter(None, (panel.color_label for panel in panels)), ""),
        is_polar=any(panel.is_polar for panel in panels),
        has_other_marks=bool(known) and len(known) < len(marks),
    )


def _shared_axis(axes: Sequence[Axis]) -> Axis:
    """Return the axis with the most information, and the categories and limits of all."""
    best = max(axes, key=lambda axis: (axis.kind != "number", bool(axis.label)))
    label = best.label or next((axis.label for axis in axes if axis.label), "")
    names = list(
        dict.fromkeys(name for axis in axes if axis.kind == "category" for name in axis.categories.values())
    )
    limits = next((axis.limits for axis in axes if axis.limits), None)
    is_log = any(axis.is_log for axis in axes)
    categories: Any = dict(enumerate(names)) if best.kind == "category" else best.categories
    return replace(
        best,
        label=label,
        categories=categories,
        limits=limits,
        is_log=is_log,
        scale=next((axis.scale for axis in axes if axis.scale), ""),
        is_reversed=any(axis.is_reversed for axis in axes),
    )


def _at_positions(mark: Mark, own: Axis, shared: Axis, letter: str) -> Mark:
    """Return a mark with the positions of its categories on the shared axis."""
    if own.kind != "category" or own.categories == shared.categories:
        return mark
    if isinstance(mark, (Bars, Intervals)):
        name = "positions" if mark.is_horizontal == (letter == "y") else ""
    else:
        name = letter if isinstance(mark, (Curve, Points, AreaBetween)) and hasattr(mark, letter) else ""
    if not name:
        return mark
    position_of = {text: at for at, text in shared.categories.items()}
    values = [position_of.get(own.categories.get(at, ""), np.nan) for at in getattr(mark, name).tolist()]
    changes: Any = {name: np.array(values, float)}
    return replace(mark, **changes)
