"""Read rectangles in a grid, images and pies."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from ipytts.description.charts.bokeh.series import Glyphs
from ipytts.description.charts.grids import grid_of
from ipytts.description.charts.json_data import decode, to_floats
from ipytts.description.charts.model import HeatMap, Mark, OtherMark, Pie, RGBImage

_IMAGE_SIZE = 8  # rows and columns; a heat map without labels that has as many is an image
_TURN = 2 * np.pi


def read_rectangles(glyphs: Glyphs) -> list[Mark]:
    """Return rectangles whose colors show numbers as a heat map."""
    field = glyphs.color_field(of_categories=False)
    if field:
        x = glyphs.x.positions(glyphs.rows.column("x"))
        y = glyphs.y.positions(glyphs.rows.column("y"))
        grid = grid_of(x, y, to_floats(glyphs.rows.values_of(field)), field, glyphs.axes)
        if grid is not None:
            return [grid]
    return [OtherMark(f"plot of {glyphs.rows.count:,} rectangles" if glyphs.rows.count != 1 else "rectangle")]


def read_images(glyphs: Glyphs) -> list[Mark]:
    """Return matrices of values."""
    is_plain = not (glyphs.x.label or glyphs.y.label)
    marks: list[Mark] = []
    for image in glyphs.rows.column("image"):
        values = decode(image)
        if values.dtype == object:
            values = np.array([to_floats(row) for row in values])
        if values.ndim != 2 or not values.size:
            continue
        form: Literal["image", "heat map"] = (
            "image" if is_plain and min(values.shape) >= _IMAGE_SIZE else "heat map"
        )
        marks.append(HeatMap(values.astype(float), form=form))
    return marks or [OtherMark("heat map without values")]


def read_color_images(glyphs: Glyphs) -> list[Mark]:
    """Return images with a color for each pixel."""
    sizes = [np.shape(decode(image)) for image in glyphs.rows.column("image")]
    return [RGBImage(size[1], size[0]) for size in sizes if len(size) >= 2] or [OtherMark("image")]


def read_wedges(glyphs: Glyphs) -> list[Mark]:
    """Return the slices of a pie."""
    start, end = (to_floats(glyphs.rows.column(name)) for name in ("start_angle", "end_angle"))
    if start.size != end.size or not start.size:
        return [OtherMark("plot of wedges")]
    shares = np.abs(end - start) / _TURN
    names = [""] * start.size
    for name, rows in glyphs.series():
        for at in np.flatnonzero(rows).tolist():
            names[at] = name
    return [Pie(names, shares)]


def with_joined_pies(marks: list[Any]) -> list[Any]:
    """Return marks with single slices, each drawn by a glyph of its own, as one pie."""
    pies = [mark for mark in marks if isinstance(mark, Pie)]
    if len(pies) < 2:
        return marks
    names = [name for pie in pies for name in pie.names]
    whole = Pie(names, np.concatenate([pie.shares for pie in pies]))
    return [*(mark for mark in marks if not isinstance(mark, Pie)), whole]
