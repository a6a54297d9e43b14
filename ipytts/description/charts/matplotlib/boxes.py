"""Box plots, of whichever library: they are made of lines that stand to each other in a certain way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch

from ipytts.description.charts.model import BoxSummary

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.panels import Canvas
    from ipytts.description.charts.model import Axis, Floats

_CORNERS = 5  # of a closed box


@dataclass
class _Lines:
    """The lines of the axes with two points, and those that are markers, for one orientation."""

    short: list[tuple[Any, Floats, Floats]]  # artist, across, along
    markers: list[tuple[Any, Floats, Floats]]


def read(canvas: Canvas) -> list[BoxSummary]:
    """Return the boxes of the axes; the artists they are made of are taken."""
    boxes = [(artist, *ends) for artist, ends in _boxes(canvas)]
    if not boxes:
        return []
    for horizontal in (False, True):
        lines = _lines(canvas, horizontal=horizontal)
        spreads = []
        for artist, xs, ys in boxes:
            across, along = (ys, xs) if horizontal else (xs, ys)
            found = _spread(canvas, artist, across, along, lines, horizontal=horizontal)
            if found:
                spreads.append(found)
        if spreads:
            return spreads
    return []


def _boxes(canvas: Canvas) -> list[tuple[Any, tuple[Floats, Floats]]]:
    found = []
    for artist in [*canvas.axes.patches, *canvas.axes.lines]:
        if id(artist) in canvas.taken or not artist.get_visible():
            continue
        if isinstance(artist, PathPatch):
            vertices = np.asarray(artist.get_path().vertices, dtype=float)
        elif (
            isinstance(artist, Line2D)
            and canvas.in_data(artist)
            and np.size(artist.get_xdata(orig=False)) >= _CORNERS
        ):
            vertices = np.column_stack([artist.get_xdata(orig=False), artist.get_ydata(orig=False)])
            if not np.array_equal(vertices[0], vertices[-1]):
                continue
        else:
            continue
        levels = min(np.unique(vertices[:, 0]).size, np.unique(vertices[:, 1]).size)
        if _CORNERS <= len(vertices) <= 3 * _CORNERS and levels <= 4:  # with notches
            found.append((artist, (vertices[:, 0], vertices[:, 1])))
    return found


def _lines(canvas: Canvas, *, horizontal: bool) -> _Lines:
    short, markers = [], []
    for line in canvas.axes.lines:
        if id(line) in canvas.taken or not line.get_visible():
            continue
        x, y = (np.asarray(line.get_xdata(orig=False), float), np.asarray(line.get_ydata(orig=False), float))
        across, along = (y, x) if horizontal else (x, y)
        if line.get_linestyle() in ("None", "", " "):
            markers.append((line, across, along))
        elif across.size == 2:  # whiskers, caps and medians
            short.append((line, across, along))
    return _Lines(short, markers)


def _spread(
    canvas: Canvas, artist: Any, across: Floats, along: Floats, lines: _Lines, *, horizontal: bool
) -> BoxSummary | None:
    left, right, first, third = (float(v) for v in (across.min(), across.max(), along.min(), along.max()))
    centre = (left + right) / 2
    close = 1e-6 * max(1.0, abs(centre))
    whiskers: list[tuple[Any, Floats]] = []
    caps: list[tuple[Any, Floats]] = []
    medians: list[tuple[Any, Floats]] = []
    for line, xs, ys in lines.short:
        if (
            abs(xs[0] - xs[1]) < close
            and abs(xs[0] - centre) < close
            and (ys[0] in (first, third) or ys[1] in (first, third))
        ):
            whiskers.append((line, ys))
        elif (
            ys[0] == ys[1]
            and left - close <= min(xs)
            and max(xs) <= right + close
            and abs(xs.mean() - centre) < close
        ):
            (medians if first <= ys[0] <= third and abs(xs[0] - xs[1]) > 0 else caps).append((line, ys))
    if not whiskers:
        return None
    ends = np.concatenate([ys for _, ys in whiskers])
    low, high = float(ends.min()), float(ends.max())
    outliers = [np.empty(0)]
    for line, xs, ys in lines.markers:
        if ys.size and bool((np.abs(xs - centre) < close).all()):
            if bool(((ys < low) | (ys > high)).all()):
                outliers.append(ys)
            canvas.taken.add(id(line))
        elif not ys.size:
            canvas.taken.add(id(line))
    middle = _median(medians, (low, high), (first, third))
    canvas.taken.update(map(id, [artist, *(line for line, _ in [*whiskers, *caps, *medians])]))
    places, measured = (canvas.y, canvas.x) if horizontal else (canvas.x, canvas.y)
    low, high, middle, first, third = map(float, measured.values([low, high, middle, first, third]))
    name = place_name(places.axis, centre, canvas.names.of(artist))
    return BoxSummary(name, low, high, middle, first, third, measured.values(np.concatenate(outliers)))


def _median(
    lines: list[tuple[Any, Floats]], whiskers: tuple[float, float], box: tuple[float, float]
) -> float:
    """Return the median among lines across a box; caps lie on its edge where a whisker has no length."""
    heights = [float(ys[0]) for _, ys in lines]
    inner = [h for h in heights if h not in whiskers] or heights
    return inner[-1] if inner else box[0] if box[0] == box[1] else float("nan")


def place_name(axis: Axis, centre: float, group: str) -> str:
    """Return the name of what stands at a place, and of its group."""
    near = min(axis.categories, key=lambda place: abs(place - centre), default=None)
    if near is not None and abs(near - centre) < 0.5:  # halfway
        place = axis.categories[near]
    else:
        place = "" if group else f"{centre:g}"
    return ", ".join(dict.fromkeys(filter(None, [place, group])))
