"""One pair of matplotlib's axes as a panel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import text as mtext

from ipytts.description.charts.matplotlib import areas, bars, boxes, grids, lines, points
from ipytts.description.charts.matplotlib.axes import Reader, floats
from ipytts.description.charts.matplotlib.legends import Names
from ipytts.description.charts.model import (
    Annotation,
    Axis,
    Bars,
    BoxSummary,
    Curve,
    HeatMap,
    Mark,
    Panel,
    Pie,
    Plot3D,
    Points,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ipytts.description.charts.model import Floats

_NUMBER = re.compile(r"[\s\d.,%+\-\u2212\u00b1()eE\u00d7/$€£kM]*")


class Canvas:
    """Axes while they are read.

    Attributes
    ----------
    taken : set of int
        The identities of artists that belong to a mark already.
    """

    plain = Axis()

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.x, self.y = Reader(axes.xaxis), Reader(axes.yaxis)
        self.names = Names(axes)
        self.taken: set[int] = set()

    def in_data(self, artist: Any) -> bool:
        """Tell whether an artist is drawn in the coordinates of the data, along both axes."""
        return all(artist.get_transform().contains_branch_seperately(self.axes.transData))

    def offsets_in_data(self, artist: Any) -> bool:
        """Tell the same of copies of a shape, such as the points of a scatter plot."""
        return all(artist.get_offset_transform().contains_branch_seperately(self.axes.transData))


def read(axes: Axes) -> Panel:
    """Return what axes show; the order of steps matters, as each takes the artists it knows."""
    canvas = Canvas(axes)
    panel = {
        "title": next(filter(None, (axes.get_title(loc) for loc in ("center", "left", "right"))), ""),
        "x": canvas.x.axis,
        "y": canvas.y.axis,
        "legend_title": canvas.names.legend_title,
        "polar": axes.name == "polar",
    }
    if axes.name == "3d":
        z = Reader(axes.zaxis)  # type: ignore[attr-defined]
        return Panel(_solids(canvas), **{**panel, "z": z.axis})  # type: ignore[arg-type]
    marks: list[Mark] = [*grids.read_pie(canvas), *grids.read(canvas)]
    dressed, sticks = lines.read_errorbars(canvas)
    spreads = boxes.read(canvas)
    columns = bars.read(canvas)
    shapes, violins = areas.read(canvas)
    violins = areas.marked(canvas, violins)
    outlines = grids.read_outlines(canvas)
    shelves = grids.read_shelves(canvas)
    clouds, color_label = points.read(canvas)
    curves, markers, rules, short = lines.read(canvas)
    if shelves:
        curves, short = [], []
    simple = [b for b in columns if isinstance(b, Bars)]
    if violins:
        violins, curves, markers, short = _inner(canvas, violins, curves, markers, short)
    elif simple:
        simple, short = bars.with_errors(simple, [*sticks, *short]), []
    else:
        short = [*sticks, *short]
    curves = areas.with_bands(canvas, lines.with_sticks(dressed + curves, short), shapes)
    histograms = [*(b for b in columns if not isinstance(b, Bars)), *outlines]
    marks += [*simple, *canvas.names.in_order(histograms), *spreads, *violins]
    marks += shelves or [*clouds, *markers]
    marks += [*canvas.names.in_order(curves), *rules, *grids.rest(canvas)]
    if not any(isinstance(mark, (HeatMap, Pie)) for mark in marks):
        marks += _notes(canvas)
    return Panel(marks, color_label=color_label, **panel)  # type: ignore[arg-type]


def _inner(
    canvas: Canvas, violins: list[BoxSummary], curves: list[Curve], markers: list[Points], short: list[Any]
) -> Any:
    """Take the small boxes inside violins, as seaborn draws them: two lines and a mark at the median."""
    from dataclasses import replace

    upright = canvas.y.axis.kind != "category"
    told = []
    lengths = [(x, y) if upright else (y, x) for x, y in short]
    dots = [(p.x, p.y) if upright else (p.y, p.x) for p in markers] + [
        (c.x, c.y) if upright else (c.y, c.x) for c in curves if c.x.size == 1
    ]
    by_place: dict[float, list[Floats]] = {}
    for across, along in lengths:
        if across[0] == across[1]:
            by_place.setdefault(float(across[0]), []).append(along)
    places = sorted(by_place)
    for at, violin in enumerate(violins):
        if len(places) != len(violins) or len(by_place[places[at]]) != 2:  # whiskers and box
            told.append(violin)
            continue
        _, box = sorted(by_place[places[at]], key=lambda along: -float(np.ptp(along)))
        middle = [float(along[0]) for across, along in dots if across.size == 1 and across[0] == places[at]]
        told.append(
            replace(
                violin, lower_quartile=float(box.min()), upper_quartile=float(box.max()), median=middle[0]
            )
            if middle
            else violin
        )
    return told, [c for c in curves if np.ptp(c.x if upright else c.y) >= 1], [], []


def _notes(canvas: Canvas) -> list[Annotation]:
    notes = []
    for text in canvas.axes.texts:
        said = text.get_text().strip()
        if not said or not text.get_visible() or _NUMBER.fullmatch(said):  # the values of bars
            continue
        place = text.get_position() if text.get_transform() == canvas.axes.transData else None
        if isinstance(text, mtext.Annotation):
            place = text.xy if text.xycoords == "data" else None
        notes.append(
            Annotation(said, canvas.x.value(place[0]), canvas.y.value(place[1]))
            if place
            else Annotation(said)
        )
    return notes


def _solids(canvas: Canvas) -> list[Mark]:
    """Return what is drawn in three dimensions: points, lines and surfaces."""
    marks: list[Mark] = []
    for line in canvas.axes.lines:
        data = getattr(line, "get_data_3d", None)
        if data and line.get_visible():
            marks.append(Plot3D("line", *(floats(values) for values in data())))
    for artist in canvas.axes.collections:
        offsets = getattr(artist, "_offsets3d", None)
        corners = getattr(artist, "_vec", None)
        faces = getattr(artist, "_faces", None)
        if not artist.get_visible():
            continue
        if offsets is not None:
            marks.append(Plot3D("scatter plot", *(floats(values) for values in offsets)))
        elif faces is not None:
            values = floats(faces)
            marks.append(Plot3D("surface", values[::3], values[1::3], values[2::3]))
        elif corners is not None and np.size(corners):
            marks.append(Plot3D("surface", *(floats(values) for values in corners[:3])))
    return marks
