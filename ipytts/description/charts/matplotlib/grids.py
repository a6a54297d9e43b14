"""Heat maps, images, contours and pies."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import patches
from matplotlib.collections import LineCollection, PatchCollection, QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.quiver import Barbs, Quiver

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import HeatMap, Histogram, OtherMark, Pie, RGBImage
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.axes import Reader
    from ipytts.description.charts.matplotlib.panels import Canvas
    from ipytts.description.charts.model import Floats

_SMALL = 8  # rows or columns without names, beyond which values are seen as an image


def read(canvas: Canvas) -> list[HeatMap | RGBImage | OtherMark]:
    """Return images and meshes of the axes."""
    marks: list[HeatMap | RGBImage | OtherMark] = [
        _image(canvas, image)
        for image in canvas.axes.images
        if isinstance(image, AxesImage) and image.get_visible() and image.get_array() is not None
    ]
    for mesh in canvas.axes.collections:
        if isinstance(mesh, QuadMesh) and id(mesh) not in canvas.taken and mesh.get_visible():
            canvas.taken.add(id(mesh))
            grid = _mesh(canvas, mesh)
            marks += [grid] if grid else []
    return marks + _fields(canvas)


def _array(data: Any) -> Floats:
    return np.asarray(np.ma.filled(np.ma.asarray(data, dtype=float), np.nan))


def _label(mappable: Any) -> str:
    bar = getattr(mappable, "colorbar", None)
    return (bar.ax.get_ylabel() or bar.ax.get_xlabel() or bar.ax.get_title()) if bar else ""


def _image(canvas: Canvas, image: Any) -> HeatMap | RGBImage:
    data = image.get_array()
    if data.ndim == 3:  # with a color for each pixel
        return RGBImage(data.shape[1], data.shape[0])
    values = _array(data)
    left, right, bottom, top = image.get_extent()
    height, width = values.shape
    if image.origin == "upper":
        top, bottom = bottom, top
    rows = _names(canvas.y, _centres(bottom, top, height))
    columns = _names(canvas.x, _centres(left, right, width))
    plain = not rows and not columns and not canvas.x.axis.label and not canvas.y.axis.label
    form = "image" if plain and min(height, width) >= _SMALL else "heat map"
    return HeatMap(values, rows, columns, _label(image), form)  # type: ignore[arg-type]


def _centres(start: float, end: float, count: int) -> Floats:
    edges = np.linspace(start, end, count + 1)
    return np.asarray((edges[1:] + edges[:-1]) / 2)


def _mesh(canvas: Canvas, mesh: Any) -> HeatMap | None:
    values = _array(mesh.get_array())
    corners = np.asarray(mesh.get_coordinates(), float)
    height, width = corners.shape[0] - 1, corners.shape[1] - 1
    if values.size == (height + 1) * (width + 1):  # colors at the corners
        values = values.reshape(height + 1, width + 1)
        ys, xs = corners[:, 0, 1], corners[0, :, 0]
    elif values.size == height * width:
        values = values.reshape(height, width)
        ys, xs = (corners[1:, 0, 1] + corners[:-1, 0, 1]) / 2, (corners[0, 1:, 0] + corners[0, :-1, 0]) / 2
    else:
        return None
    return HeatMap(
        values, _names(canvas.y, ys, numbers=True), _names(canvas.x, xs, numbers=True), _label(mesh)
    )


def _names(reader: Reader, centres: Floats, *, numbers: bool = False) -> list[str]:
    """Return what rows or columns are called: by the labels at their middles, else by their numbers."""
    places = np.array(list(reader.named))
    if places.size:
        nearest = places[np.abs(centres[:, None] - places[None, :]).argmin(1)]
        step = abs(centres[1] - centres[0]) if centres.size > 1 else 1.0
        if bool((np.abs(nearest - centres) < 0.25 * step).all()):
            return [reader.named[float(place)] for place in nearest]
        if not numbers:
            return []
        if bool((np.abs(nearest - centres) < 0.25 * step).any()):  # labels of every second row, or so
            return [
                reader.named[float(place)] if abs(place - centre) < 0.25 * step else f"number {at}"
                for at, (place, centre) in enumerate(zip(nearest, centres, strict=True), 1)
            ]
    if not numbers:
        return []
    values = reader.values(centres)
    formatter = AxisFormatter(reader.axis, [values])
    return [formatter.format(float(v)) for v in values]


def _fields(canvas: Canvas) -> list[OtherMark]:
    """Name what is drawn of whole planes: contours, arrows."""
    marks = []
    for artist in canvas.axes.collections:
        if id(artist) in canvas.taken or not artist.get_visible():
            continue
        if isinstance(artist, ContourSet):
            levels = [float(v) for v in np.ravel(np.asarray(artist.levels, float))]
            label = _label(artist)
            count = numbers.with_noun(len(levels), "level")
            what = f"contour plot{f' of {label}' if label else ''} with {count}"
            formatter = AxisFormatter(canvas.plain, [np.array(levels)])
            marks.append(
                OtherMark(
                    f"{what} from {formatter.format(min(levels))} to {formatter.format(max(levels))}"
                    if levels
                    else what
                )
            )
        elif isinstance(artist, (Quiver, Barbs)):
            marks.append(
                OtherMark(f"field of {numbers.with_noun(int(np.shape(artist.get_offsets())[0]), 'arrow')}")
            )
        else:
            continue
        canvas.taken.add(id(artist))
    return marks


def read_pie(canvas: Canvas) -> list[Pie]:
    """Return the slices of a pie; the wedges of two rings are two pies."""
    rings: dict[float, list[Any]] = {}
    for wedge in canvas.axes.patches:
        if isinstance(wedge, patches.Wedge) and wedge.get_visible():
            rings.setdefault(round(float(wedge.r), 6), []).append(wedge)
    pies = []
    for wedges in rings.values():
        canvas.taken.update(map(id, wedges))
        shares = np.array([abs(w.theta2 - w.theta1) / 360 for w in wedges], float)
        pies.append(Pie([canvas.names.of(w) for w in wedges], shares))
    return pies


def read_outlines(canvas: Canvas) -> list[Histogram]:
    """Return histograms that are drawn as one outline."""
    marks = []
    for patch in canvas.axes.patches:
        if id(patch) in canvas.taken or not patch.get_visible():
            continue
        if isinstance(patch, patches.StepPatch):
            values, edges, _ = patch.get_data()
            marks.append(Histogram(canvas.names.of(patch), canvas.x.values(edges), _array(values)))
        elif type(patch) is patches.Polygon and canvas.in_data(patch):
            found = _outline(np.asarray(patch.get_xy(), float))
            if found:
                marks.append(Histogram(canvas.names.of(patch), canvas.x.values(found[0]), found[1]))
        else:
            continue
        canvas.taken.add(id(patch))
    return marks


def _outline(corners: Floats) -> tuple[Floats, Floats] | None:
    """Return edges and heights of a polygon that goes up and down in steps, as `hist` draws it."""
    moves = np.diff(corners, axis=0)
    if len(corners) < 6 or bool(((moves[:, 0] != 0) & (moves[:, 1] != 0)).any()):  # two bins
        return None
    edges = np.unique(corners[:, 0])
    heights = np.zeros(edges.size - 1)
    for (x0, y0), (x1, y1) in pairwise(corners):
        if y0 == y1 and x0 != x1:
            first, last = np.searchsorted(edges, sorted((x0, x1)))
            heights[first:last] = np.maximum(heights[first:last], y0)
    return edges, heights


def read_shelves(canvas: Canvas) -> list[OtherMark]:
    """Name seaborn's boxes of many quantiles; the points beside them are only what lies outside."""
    boxes = [artist for artist in canvas.axes.collections if type(artist) is PatchCollection]
    if not boxes or "category" not in (canvas.x.axis.kind, canvas.y.axis.kind):
        return []
    canvas.taken.update(map(id, boxes))
    return [OtherMark("letter-value plot")]


def rest(canvas: Canvas) -> list[OtherMark]:
    """Name what is drawn of kinds that are not known, so that nothing is passed over in silence."""
    marks = []
    for artist in canvas.axes.collections:
        if id(artist) in canvas.taken or not artist.get_visible():
            continue
        if isinstance(artist, LineCollection):
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_segments()), 'line')}"))
        elif artist.get_paths():
            marks.append(OtherMark(f"drawing of {numbers.with_noun(len(artist.get_paths()), 'shape')}"))
    return marks
