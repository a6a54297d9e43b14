"""Read matrices of values and images: heat maps, contour plots, pictures."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.json_data import decode, to_floats, to_texts
from ipytts.description.charts.labels import read_number
from ipytts.description.charts.model import Axis, Floats, HeatMap, Mark, OtherMark, RGBImage
from ipytts.description.charts.plotly.subplots import Subplot
from ipytts.description.charts.plotly.texts import hover_label

_MAX_CELLS = 4_000_000  # of a matrix that is made from single cells
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE = slice(16, 24)  # bytes of the width and the height
_MAX_HEADER = 64  # characters of base64, a multiple of four


def read_heat_map(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return a matrix, given as rows or as single cells."""
    values = decode(trace.get("z"))
    rows, columns = to_texts(trace.get("y")), to_texts(trace.get("x"))
    if (
        values.ndim == 1
        and values.size
        and len(rows) == len(columns) == values.size
        and not _has_rows(values)
    ):
        values, rows, columns = _matrix_of_cells(to_floats(values), rows, columns)
    if values.dtype == object:
        values = _matrix_of_rows(values)
    if values.ndim != 2 or not values.size:
        return [OtherMark("heat map without values")]
    if trace.get("transpose"):
        values = values.T
    rows = rows if len(rows) == values.shape[0] else []
    columns = columns if len(columns) == values.shape[1] else []
    hovered = hover_label(trace, "z")
    hovered = "" if hovered == "color" else hovered  # what plotly express says of a quantity without a name
    label = subplot.color_title(trace) or hovered
    rows, row_numbers = _spoken(rows)
    columns, column_numbers = _spoken(columns)
    matrix = values.astype(float)
    form: Literal["heat map", "contour plot"] = "contour plot" if trace["type"] == "contour" else "heat map"
    return [HeatMap(matrix, rows, columns, label, row_numbers, column_numbers, form)]


def _spoken(names: list[str]) -> tuple[list[str], list[float]]:
    """Return names that are numbers as they are spoken, with the numbers; other names as they are."""
    values = [read_number(name) for name in names]
    if not names or not np.isfinite(values).all():
        return names, []
    formatter = AxisFormatter(Axis(), [np.array(values)], is_position=True)
    spoken = [formatter.format(value) for value in values]
    return (spoken, values) if len(set(spoken)) == len(names) else (names, values)


def _has_rows(values: Any) -> bool:
    return any(isinstance(value, (list, tuple, np.ndarray)) for value in values)


def _matrix_of_rows(rows: Any) -> Floats:
    """Return rows as a matrix, filled up with NaN where they differ in length."""
    values = [to_floats(row) for row in rows if row is not None]
    width = max((row.size for row in values), default=0)
    matrix = np.full((len(values), width), np.nan)
    for row, into in zip(values, matrix, strict=True):
        into[: row.size] = row
    return matrix


def _matrix_of_cells(
    values: Floats, rows: list[str], columns: list[str]
) -> tuple[Floats, list[str], list[str]]:
    """Return single cells as a matrix with the names of its rows and columns."""
    row_of = {name: n for n, name in enumerate(dict.fromkeys(rows))}
    column_of = {name: n for n, name in enumerate(dict.fromkeys(columns))}
    if len(row_of) * len(column_of) > _MAX_CELLS:
        return np.empty((0, 0)), [], []
    matrix = np.full((len(row_of), len(column_of)), np.nan)
    matrix[[row_of[name] for name in rows], [column_of[name] for name in columns]] = values
    return matrix, list(row_of), list(column_of)


def read_image(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return an image, given as pixels or as a file in a data URL."""
    pixels = decode(trace.get("z"))
    if pixels.ndim >= 2 and pixels.dtype != object:
        return [RGBImage(int(pixels.shape[1]), int(pixels.shape[0]))]
    if pixels.size and _has_rows(pixels):
        return [RGBImage(len(pixels[0]), len(pixels))]
    size = _png_size(str(trace.get("source") or ""))
    return [RGBImage(*size)] if size else [OtherMark("picture")]


def _png_size(url: str) -> tuple[int, int] | None:
    """Return the width and the height of a PNG file in a data URL, or None for another text."""
    _, found, data = url.partition("data:image/png;base64,")
    try:
        head = base64.b64decode(data[:_MAX_HEADER], validate=True) if found else b""
    except binascii.Error:
        return None
    if not head.startswith(_PNG_START) or len(head) < _PNG_SIZE.stop:
        return None
    size = head[_PNG_SIZE]
    return int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
