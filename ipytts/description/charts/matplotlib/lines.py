"""Lines: curves, clouds of markers, reference lines, stems, and the error bars around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.container import ErrorbarContainer, StemContainer
from matplotlib.patches import Polygon, Rectangle

from ipytts.description.charts.matplotlib.bars import segments
from ipytts.description.charts.model import Curve, Points, ReferenceLine

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.panels import Canvas
    from ipytts.description.charts.model import Floats

_BARE = ("None", "", " ", None)


def read_errorbars(canvas: Canvas) -> tuple[list[Curve], list[tuple[Floats, Floats]]]:
    """Return curves with error bars, and the error bars that stand alone, as those of bars do."""
    curves, sticks = [], []
    for container in canvas.axes.containers:
        if not isinstance(container, ErrorbarContainer):
            continue
        line, caps, _ = container
        canvas.taken.update(map(id, [line, *caps, *container[2]]))
        ends = segments(container)
        if line is None:
            sticks += ends
            continue
        x, y = canvas.x.values(line.get_xdata(orig=False)), canvas.y.values(line.get_ydata(orig=False))
        name = canvas.names.of(container, line.get_color())
        curves.append(_around(Curve(name, x, y), [(canvas.x.values(a), canvas.y.values(b)) for a, b in ends]))
    return curves, sticks


def _around(curve: Curve, sticks: list[tuple[Floats, Floats]]) -> Curve:
    """Give a curve the vertical error bars that go through its points."""
    low, high = np.full(curve.y.size, np.nan), np.full(curve.y.size, np.nan)
    for xs, ys in sticks:
        if xs.size != 2 or abs(xs[0] - xs[1]) > 1e-9 * max(1.0, abs(xs[0])):  # from end to end
            continue
        here = np.flatnonzero(
            np.isclose(curve.x, xs[0]) & (curve.y >= ys.min() - 1e-9) & (curve.y <= ys.max() + 1e-9)
        )
        low[here], high[here] = ys.min(), ys.max()
    return replace(curve, low=low, high=high, band="error bar") if np.isfinite(low).any() else curve


def read(
    canvas: Canvas,
) -> tuple[list[Curve], list[Points], list[ReferenceLine], list[tuple[Floats, Floats]]]:
    """Return curves, clouds, reference lines, and short lines along an axis that may be error bars."""
    curves, clouds, rules, sticks = _stems(canvas), [], _spans(canvas), []
    alone = len(canvas.axes.lines) + len(canvas.axes.patches) <= 2  # a curve, not its error bars
    for line in canvas.axes.lines:
        if id(line) in canvas.taken or not line.get_visible():
            continue
        rule = _rule(canvas, line)
        if rule:
            rules.append(rule)
            continue
        if not canvas.in_data(line):
            continue
        x, y = canvas.x.values(line.get_xdata(orig=False)), canvas.y.values(line.get_ydata(orig=False))
        name = canvas.names.of(line)
        if not x.size and (not name or name in canvas.names.by_color.values()):
            continue  # it stands for something in the legend
        if not name and not alone and _is_stick(x, y):
            sticks.append((x, y))
        elif line.get_linestyle() in _BARE or line.get_linewidth() == 0:
            if line.get_marker() not in _BARE:
                clouds.append(Points(name, x, y))
        else:
            steps = str(line.get_drawstyle()).startswith("steps")
            curves.append(Curve(name, x, y, form="steps" if steps else "line"))
    return curves, clouds, rules, sticks


def _is_stick(x: Floats, y: Floats) -> bool:
    return x.size == 2 == y.size and bool(x[0] == x[1] or y[0] == y[1])  # from end to end


def with_sticks(curves: list[Curve], sticks: list[tuple[Floats, Floats]]) -> list[Curve]:
    """Give curves the error bars through their points; short lines that are none stay curves."""
    if not curves:
        return [Curve("", x, y) for x, y in sticks]
    return [_around(curve, sticks) if curve.low is None else curve for curve in curves]


def _rule(canvas: Canvas, line: Any) -> ReferenceLine | None:
    """Return a line across the axes, which has only one coordinate in the data."""
    in_x, in_y = line.get_transform().contains_branch_seperately(canvas.axes.transData)
    if in_x == in_y:
        return None
    reader, data = (canvas.x, line.get_xdata(orig=False)) if in_x else (canvas.y, line.get_ydata(orig=False))
    values = reader.values(data)
    if not values.size or values[0] != values[-1]:
        return None
    label = str(line.get_label())
    return ReferenceLine("x" if in_x else "y", float(values[0]), "" if label.startswith("_") else label)


def _spans(canvas: Canvas) -> list[ReferenceLine]:
    """Return shaded stretches, and the lines of `hlines` and `vlines`."""
    rules = []
    for patch in canvas.axes.patches:
        if (
            not isinstance(patch, (Rectangle, Polygon))
            or id(patch) in canvas.taken
            or not patch.get_visible()
        ):
            continue
        in_x, in_y = patch.get_transform().contains_branch_seperately(canvas.axes.transData)
        if in_x == in_y:
            continue
        canvas.taken.add(id(patch))
        corners = (
            patch.get_xy()
            if isinstance(patch, Polygon)
            else np.array([patch.get_xy(), np.add(patch.get_xy(), [patch.get_width(), patch.get_height()])])
        )
        reader = canvas.x if in_x else canvas.y
        ends = reader.values(np.asarray(corners, float)[:, 0 if in_x else 1])
        label = str(patch.get_label())
        rules.append(
            ReferenceLine(
                "x" if in_x else "y",
                float(ends.min()),
                "" if label.startswith("_") else label,
                float(ends.max()),
            )
        )
    for lines in canvas.axes.collections:
        if type(lines) is LineCollection and id(lines) not in canvas.taken and canvas.in_data(lines):
            found = _long(canvas, lines)
            if found:
                canvas.taken.add(id(lines))
                rules += found
    return rules


def _long(canvas: Canvas, lines: LineCollection) -> list[ReferenceLine]:
    label = str(lines.get_label())
    name = "" if label.startswith("_") else label
    rules = []
    for ends in lines.get_segments():
        if len(ends) != 2:  # from end to end
            return []
        (x0, y0), (x1, y1) = np.asarray(ends, float)
        if y0 == y1:
            rules.append(ReferenceLine("y", float(canvas.y.values([y0])[0]), name))
        elif x0 == x1:
            rules.append(ReferenceLine("x", float(canvas.x.values([x0])[0]), name))
        else:
            return []
    return rules


def _stems(canvas: Canvas) -> list[Curve]:
    curves = []
    for container in canvas.axes.containers:
        if isinstance(container, StemContainer):
            marks = container.markerline
            canvas.taken.update(map(id, [marks, container.baseline, container.stemlines]))
            x, y = canvas.x.values(marks.get_xdata(orig=False)), canvas.y.values(marks.get_ydata(orig=False))
            curves.append(Curve(canvas.names.of(container), x, y))
    return curves
