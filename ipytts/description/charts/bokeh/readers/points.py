"""Read points, texts at points, and lines between two points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ipytts.description.charts.bokeh.series import Glyphs
from ipytts.description.charts.grids import grid_of
from ipytts.description.charts.joining import are_equal
from ipytts.description.charts.json_data import to_floats, to_texts
from ipytts.description.charts.model import Annotation, Floats, Intervals, MapPoints, Mark, OtherMark, Points

_EARTH = 6_378_137.0  # m, the radius in Web Mercator


def read_points(glyphs: Glyphs) -> list[Mark]:
    """Return points, or what they show together: a grid, or places on a map."""
    x = glyphs.x.positions(glyphs.rows.column("x"))
    y = glyphs.y.positions(glyphs.rows.column("y"))
    count = min(x.size, y.size)
    x, y = x[:count], y[:count]
    if glyphs.x.is_mercator and glyphs.y.is_mercator:
        return [_map_points(glyphs, x, y)]
    number = glyphs.color_field(of_categories=False)
    if number and glyphs.x.kind == glyphs.y.kind == "category":
        grid = grid_of(x, y, to_floats(glyphs.rows.values_of(number)), number, glyphs.axes)
        if grid is not None:
            return [replace(grid, form="bubble plot")]
    return [Points(name, x[rows[:count]], y[rows[:count]]) for name, rows in glyphs.series("x", "y")]


def _map_points(glyphs: Glyphs, x: Floats, y: Floats) -> MapPoints:
    """Return points whose coordinates are meters in Web Mercator, the projection of map tiles."""
    longitudes = np.degrees(x / _EARTH)
    latitudes = np.degrees(2 * np.arctan(np.exp(y / _EARTH)) - np.pi / 2)
    number = glyphs.color_field(of_categories=False)
    values = to_floats(glyphs.rows.values_of(number)) if number else np.empty(0)
    names = next((field for field in ("name", "city", "names") if field in glyphs.rows.fields), "")
    texts = to_texts(glyphs.rows.values_of(names)) if names else []
    return MapPoints(texts, values, longitudes, latitudes, number, names, glyphs.name)


def read_texts(glyphs: Glyphs) -> list[Mark]:
    """Return texts at points as notes."""
    x = glyphs.x.positions(glyphs.rows.column("x"))
    y = glyphs.y.positions(glyphs.rows.column("y"))
    texts = to_texts(glyphs.rows.column("text"))
    return [
        Annotation(text, float(a), float(b)) for text, a, b in zip(texts, x, y, strict=False) if text.strip()
    ]


def read_segments(glyphs: Glyphs) -> list[Mark]:
    """Return upright or level lines between two values as intervals."""
    x = [glyphs.x.positions(glyphs.rows.column(name)) for name in ("x0", "x1")]
    y = [glyphs.y.positions(glyphs.rows.column(name)) for name in ("y0", "y1")]
    for is_horizontal, (across, along) in ((False, (x, y)), (True, (y, x))):
        if across[0].size == along[1].size and are_equal(across[0], across[1]):
            low, high = np.minimum(*along), np.maximum(*along)
            unknown = np.full(low.size, np.nan)
            return [
                Intervals(
                    name,
                    across[0][rows],
                    unknown[rows],
                    low[rows],
                    high[rows],
                    is_horizontal=is_horizontal,
                )
                for name, rows in glyphs.series("x0", "y0")
            ]
    return [OtherMark(f"plot of {glyphs.rows.count:,} lines" if glyphs.rows.count != 1 else "line")]
