"""Read heat maps and images (`imshow`, `pcolormesh`, `hist2d`, seaborn's `heatmap`)."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from matplotlib.collections import QuadMesh
from matplotlib.image import AxesImage

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.field_marks import PlaneBins
from ipytts.description.charts.labels import read_number
from ipytts.description.charts.matplotlib.arrays import unmasked
from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.legends import colorbar_label
from ipytts.description.charts.model import Floats, HeatMap, RGBImage

_IMAGE_SIZE = 8  # rows and columns; a heat map without labels that has as many is an image
_MIN_COUNTS = 4  # different counts of a histogram
_COUNT_WORDS = {"count", "counts", "frequency", "number", "n", "of", "points"}
_NEAR = 0.25  # of a row; its label is no farther from its center


def read_heat_maps(drawing: Drawing) -> Reading:
    """Return images and meshes."""
    images, meshes = drawing.artists_of(AxesImage), drawing.artists_of(QuadMesh)
    found = [
        *(_image(drawing, image) for image in images if image.get_array() is not None),
        *(_mesh(drawing, mesh) for mesh in meshes),
    ]
    return Reading([mark for mark in found if mark is not None], [*images, *meshes])


def _image(drawing: Drawing, image: Any) -> HeatMap | RGBImage:
    data = image.get_array()
    if data.ndim == 3:  # with a color for each pixel
        return RGBImage(data.shape[1], data.shape[0])
    values = unmasked(data)
    left, right, bottom, top = image.get_extent()
    height, width = values.shape
    if image.origin == "upper":
        top, bottom = bottom, top
    rows = _labels(drawing.y, _centers(np.linspace(bottom, top, height + 1)))
    columns = _labels(drawing.x, _centers(np.linspace(left, right, width + 1)))
    is_plain = not (rows or columns or drawing.x.axis.label or drawing.y.axis.label)
    form: Literal["image", "heat map"] = (
        "image" if is_plain and min(height, width) >= _IMAGE_SIZE else "heat map"
    )
    return HeatMap(values, rows, columns, colorbar_label(image), form=form)


def _mesh(drawing: Drawing, mesh: Any) -> HeatMap | PlaneBins | None:
    values = unmasked(mesh.get_array())
    corners = np.asarray(mesh.get_coordinates(), float)
    ys, xs = corners[:, 0, 1], corners[0, :, 0]
    if values.size != ys.size * xs.size:  # colors are between the corners, not at them
        ys, xs = _centers(ys), _centers(xs)
    if values.size != ys.size * xs.size:
        return None
    if bins := _bins(drawing, mesh, values.reshape(ys.size, xs.size), corners):
        return bins
    return HeatMap(
        values.reshape(ys.size, xs.size),
        _labels(drawing.y, ys) or _numbers(drawing.y, ys),
        _labels(drawing.x, xs) or _numbers(drawing.x, xs),
        colorbar_label(mesh),
        [] if drawing.y.tick_labels else drawing.y.values(ys).tolist(),
        [] if drawing.x.tick_labels else drawing.x.values(xs).tolist(),
    )


def _bins(drawing: Drawing, mesh: Any, values: Floats, corners: Floats) -> PlaneBins | None:
    """Return the bins of a two-dimensional histogram: counts between edges that are numbers, some empty.

    A map of heights or of classes has whole numbers too, but no empty cells or only few different ones.
    """
    label = colorbar_label(mesh)
    is_other = drawing.x.tick_labels or drawing.y.tick_labels or corners.shape[0] == values.shape[0]
    if is_other or not labels.words_in(label) <= _COUNT_WORDS or "category" in _kinds(drawing):
        return None
    known = values[np.isfinite(values)]
    are_whole = bool(known.size) and bool((known == np.round(known)).all()) and known.min() >= 0
    has_empty = known.size < values.size or not (known > 0).all()
    if not are_whole or not has_empty or np.unique(known[known > 0]).size < _MIN_COUNTS:
        return None
    x_edges, y_edges = drawing.x.values(corners[0, :, 0]), drawing.y.values(corners[:, 0, 1])
    return PlaneBins(x_edges, y_edges, np.nan_to_num(values), label, are_counts=True)


def _kinds(drawing: Drawing) -> tuple[str, str]:
    return drawing.x.axis.kind, drawing.y.axis.kind


def _centers(edges: Floats) -> Floats:
    return np.asarray((edges[1:] + edges[:-1]) / 2)


def _labels(reader: AxisReader, centers: Floats) -> list[str]:
    """Return the tick labels at the centers of rows or columns, if each has one."""
    nearest, is_near = _nearest_ticks(reader, centers)
    return [reader.tick_labels[position] for position in nearest] if is_near and all(is_near) else []


def _numbers(reader: AxisReader, centers: Floats) -> list[str]:
    """Return the numbers or values of rows or columns as their names, as some have no label."""
    nearest, is_near = _nearest_ticks(reader, centers)
    if any(is_near):  # for example, every second row has a label
        if counted := _counted(reader, centers):
            return counted
        return [
            reader.tick_labels[position] if near else f"number {number}"
            for number, (position, near) in enumerate(zip(nearest, is_near, strict=True), 1)
        ]
    values = reader.values(centers)
    formatter = AxisFormatter(reader.axis, [values])
    return [formatter.format(float(value)) for value in values]


def _counted(reader: AxisReader, centers: Floats) -> list[str]:
    """Return the whole numbers of all rows or columns, if those that have labels are numbered in order."""
    positions = np.array(list(reader.tick_labels))
    numbers = np.array([read_number(text) for text in reader.tick_labels.values()])
    if numbers.size < 2 or not np.isfinite(numbers).all():
        return []
    slope, start = np.polyfit(positions, numbers, 1)
    each = slope * centers + start
    is_in_order = np.allclose(slope * positions + start, numbers) and np.allclose(each, np.round(each))
    return [str(round(number)) for number in each.tolist()] if is_in_order else []


def _nearest_ticks(reader: AxisReader, centers: Floats) -> tuple[list[float], list[bool]]:
    """Return the position of the nearest tick for each center, and whether that is near."""
    positions = np.array(list(reader.tick_labels))
    if not positions.size:
        return [], []
    nearest = positions[np.abs(centers[:, None] - positions[None, :]).argmin(1)]
    step = abs(centers[1] - centers[0]) if centers.size > 1 else 1.0
    return nearest.tolist(), (np.abs(nearest - centers) < _NEAR * step).tolist()
