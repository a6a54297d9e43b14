"""Name the points of an axis of which only every second or third has a label, as pandas draws texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts import calendar_names
from ipytts.description.charts.model import Axis, Curve, Panel
from ipytts.description.wording import numbers

_FEWEST = 2  # labels


def with_all_categories(panel: Panel) -> Panel:
    """Return a panel with a name for each point of its lines, if every second or third has a label."""
    curves = [mark for mark in panel.marks if isinstance(mark, Curve)]
    count = curves[0].x.size if curves else 0
    # The points are numbered from 0.
    if not curves or not all(np.array_equal(curve.x, np.arange(count)) for curve in curves):
        return panel
    if not (names := _names(panel.x, count)):
        return panel
    return replace(panel, x=replace(panel.x, kind="category", categories=dict(enumerate(names))))


def _names(axis: Axis, count: int) -> Sequence[str]:
    """Return the names of all points; empty if the labels are not at every second or third, and so on."""
    positions = [position for position in sorted(axis.categories) if 0 <= position < count]
    if axis.kind != "number" or len(positions) < _FEWEST or positions[0] != 0:
        return ()
    step = int(positions[1])
    if step <= 1 or not np.array_equal(positions, np.arange(0, count, step)):
        return ()
    texts = [axis.categories[position] for position in positions]
    return calendar_names.fill_gaps(texts, step, count) or _after_labels(texts, step, count)


def _after_labels(texts: Sequence[str], step: int, count: int) -> list[str]:
    """Return the labels, and for the points between them, which point after a label they are."""
    names = []
    for number in range(count):
        label, after = texts[number // step], number % step
        nth = f"{numbers.ordinal(after)} " if after > 1 else ""
        names.append(f"the {nth}point after {label}" if after else label)
    return names
