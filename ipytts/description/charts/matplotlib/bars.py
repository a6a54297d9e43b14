"""Bars, histograms and their error bars."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.patches import Rectangle

from ipytts.description.charts.matplotlib.axes import floats
from ipytts.description.charts.model import Bars, Histogram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.matplotlib.panels import Canvas
    from ipytts.description.charts.model import Axis, Floats

_FULL = 0.8  # of a bin, which `hist` fills with several series
_SNAP = 0.45  # of the way to the next place


def read(canvas: Canvas) -> list[Bars | Histogram]:
    """Return the bars of the axes, a mark for each series."""
    groups: list[tuple[str, bool, Floats]] = []
    for container in canvas.axes.containers:
        if isinstance(container, BarContainer) and len(container):
            canvas.taken.update(map(id, container))
            if container.errorbar is not None:
                canvas.taken.add(id(container.errorbar))
            horizontal = getattr(container, "orientation", "vertical") == "horizontal"
            boxes = np.array(
                [_box(patch, horizontal=horizontal) for patch in container if patch.get_visible()]
            )
            if boxes.size:
                name = canvas.names.of(container) or canvas.names.of(next(iter(container)))
                groups.append((name, horizontal, boxes))
    loose = [
        p
        for p in canvas.axes.patches
        if type(p) is Rectangle
        and id(p) not in canvas.taken
        and canvas.in_data(p)
        and p.get_width()
        and p.get_height()
    ]
    if len(loose) > 1:
        canvas.taken.update(map(id, loose))
        groups += _loose(canvas, loose)
    if not groups:
        return []
    return _marks(canvas, groups)


def _box(patch: Any, *, horizontal: bool) -> tuple[float, float, float, float]:
    """Return where a bar begins, how wide it is, where it stands and how long it is."""
    x, y, width, height = patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()
    box = (y, height, x, width) if horizontal else (x, width, y, height)
    first, second, third, fourth = (float(v) if np.isscalar(v) else np.nan for v in box)  # type: ignore[arg-type]
    return first, second, third, fourth


def _loose(canvas: Canvas, patches: list[Any]) -> list[tuple[str, bool, Floats]]:
    """Return rectangles that some library has drawn one by one, by their names."""
    named: dict[str, list[Any]] = {}
    for patch in patches:
        named.setdefault(canvas.names.of(patch), []).append(patch)
    return [
        (name, False, np.array([_box(p, horizontal=False) for p in some])) for name, some in named.items()
    ]


def _marks(canvas: Canvas, groups: list[tuple[str, bool, Floats]]) -> list[Bars | Histogram]:
    marks: list[Bars | Histogram] = []
    edges = _shared_edges(groups)
    if edges is not None and canvas.x.axis.kind == canvas.y.axis.kind == "number":
        return [Histogram(name, edges, boxes[:, 3], horizontal=flat) for name, flat, boxes in groups]
    for name, horizontal, boxes in groups:
        reader = canvas.y if horizontal else canvas.x
        lengths = canvas.x if horizontal else canvas.y
        if _adjoin(boxes) and reader.axis.kind != "category":
            order = np.argsort(boxes[:, 0])
            starts, widths = boxes[order, 0], boxes[order, 1]
            edges = reader.values(np.append(starts, starts[-1] + widths[-1]))
            marks.append(Histogram(name, edges, boxes[order, 3], horizontal=horizontal))
            continue
        centres = boxes[:, 0] + boxes[:, 1] / 2
        places = _snapped(centres, reader.axis, several=len(groups) > 1)
        sizes = boxes[:, 3] if lengths.axis.kind != "date" else lengths.values(boxes[:, 2] + boxes[:, 3])
        marks.append(Bars(name, reader.values(places), sizes, horizontal, _stands_on_others(boxes, groups)))
    return _merged([m for m in marks if isinstance(m, Bars)], canvas) + [
        m for m in marks if isinstance(m, Histogram)
    ]


def _adjoin(boxes: Floats) -> bool:
    """Tell whether bars stand side by side without gaps, as those of a histogram do."""
    if len(boxes) < 2:  # one has no neighbour
        return False
    order = np.argsort(boxes[:, 0])
    starts, widths = boxes[order, 0], boxes[order, 1]
    return bool((widths > 0).all()) and bool(
        np.allclose(starts[1:], starts[:-1] + widths[:-1], atol=1e-6 * float(widths.max()))
    )


def _shared_edges(groups: list[tuple[str, bool, Floats]]) -> Floats | None:
    """Return the edges of the bins that bars of several series share, as `hist` draws these side by side."""
    if len(groups) < 2 or len({(flat, len(boxes)) for _, flat, boxes in groups}) > 1 or len(groups[0][2]) < 2:
        return None
    centres = np.mean([boxes[:, 0] + boxes[:, 1] / 2 for _, _, boxes in groups], axis=0)
    steps = np.diff(centres)
    full = sum(float(boxes[0, 1]) for _, _, boxes in groups) / float(steps[0] or 1)
    even = bool(np.allclose(steps, steps[0])) and (abs(full - _FULL) < 0.01 or abs(full - 1) < 0.01)
    stacked = np.unique([boxes[0, 0] for _, _, boxes in groups]).size < len(groups)
    if (
        not even or stacked or bool(np.allclose(centres, np.round(centres)))
    ):  # those of grouped bars are whole
        return None
    return np.append(centres - steps[0] / 2, centres[-1] + steps[0] / 2)


def _snapped(centres: Floats, axis: Axis, *, several: bool) -> Floats:
    """Return the places that bars belong to; those of a group stand beside it."""
    if axis.kind == "category":
        places = np.array(list(axis.categories))
        nearest = places[np.abs(centres[:, None] - places[None, :]).argmin(1)]
        return np.where(np.abs(nearest - centres) < 0.5, nearest, np.round(centres))  # halfway
    format_duration = np.round(centres)
    if (
        several
        and bool((np.abs(format_duration - centres) <= _SNAP).all())
        and np.unique(format_duration).size == centres.size
    ):
        return format_duration
    return centres


def _stands_on_others(boxes: Floats, groups: Sequence[tuple[str, bool, Floats]]) -> bool:
    tops = {(round(float(b[0]), 6), round(float(b[2] + b[3]), 6)) for _, _, other in groups for b in other}
    on = [(round(float(b[0]), 6), round(float(b[2]), 6)) in tops for b in boxes if b[2] and b[3]]
    return bool(on) and all(on)


def _merged(series: list[Bars], canvas: Canvas) -> list[Bars | Histogram]:
    """Join series that stand side by side: seaborn colors each bar as a series of its own."""
    if len(series) < 2:
        return list(series)
    places = np.concatenate([s.positions for s in series])
    if np.unique(places).size < places.size or len({s.horizontal for s in series}) > 1:
        return list(series)
    axis = (canvas.y if series[0].horizontal else canvas.x).axis
    if any(s.name and s.name not in (axis.categories.get(float(p)) for p in s.positions) for s in series):
        return list(series)
    order = np.argsort(places, kind="stable")
    sizes = np.concatenate([s.values for s in series])
    return [Bars("", places[order], sizes[order], series[0].horizontal)]


def with_errors(series: list[Bars], sticks: list[tuple[Floats, Floats]]) -> list[Bars]:
    """Give bars the error bars that stand on their ends.

    `sticks` are lines of two points: arrays of their x and of their y.
    """
    told = []
    for bars in series:
        low, high = np.full(bars.values.size, np.nan), np.full(bars.values.size, np.nan)
        for xs, ys in sticks:
            across, along = (ys, xs) if bars.horizontal else (xs, ys)
            good = along[np.isfinite(along)]
            at_ends = (
                (bars.values >= good.min() - 1e-9) & (bars.values <= good.max() + 1e-9) if good.size else None
            )
            if at_ends is None or good.min() == good.max():
                continue
            near = np.abs(bars.positions - np.nanmean(across)) < 0.5  # halfway to the next
            for at in np.flatnonzero(near & at_ends)[:1]:
                low[at], high[at] = good.min(), good.max()
        told.append(replace(bars, low=low, high=high) if np.isfinite(low).any() else bars)
    return told


def segments(container: ErrorbarContainer) -> list[tuple[Floats, Floats]]:
    """Return the error bars of a container, each as the x and the y of its ends."""
    return [
        (floats(np.asarray(ends)[:, 0]), floats(np.asarray(ends)[:, 1]))
        for lines in container[2]
        for ends in lines.get_segments()
        if len(ends) == 2  # from end to end
    ]
