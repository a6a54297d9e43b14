"""Read contour plots (`contour`, `contourf`, `tricontour`, seaborn's `kdeplot` of two variables)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.contour import ContourSet

from ipytts.description.charts.field_marks import Contours, Place
from ipytts.description.charts.matplotlib.arrays import unmasked
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.legends import colorbar_label, rgb
from ipytts.description.charts.matplotlib.rings import Area, areas_of, rings_of
from ipytts.description.charts.model import Floats

_MAX_LEVELS = 30  # levels whose areas are searched
_MAX_RINGS = 60  # rings at a level; more are noise
_MAX_CORNERS = 3_000  # of the rings at a level; of a larger grid, the integral takes too long
_STEPS = 40  # of the integral
_UNIT_ERROR = 0.03  # the integral of a density differs no more from 1
_LOW = 0.05  # of the highest value; a density is as low somewhere
_FAR = 1e300  # above all values


def read_contours(drawing: Drawing) -> Reading:
    """Return contours with their levels, and where the highest and the lowest values are."""
    artists = drawing.artists_of(ContourSet)
    marks = [_contours(drawing, artist) for artist in artists]
    integrals = [_integral(artist) for artist in artists]
    if all(integral is not None for integral in integrals):
        sizes = [float(integral) for integral in integrals if integral is not None]
        if any(abs(size - 1) < _UNIT_ERROR for size in (min(sizes, default=0), sum(sizes))):
            pairs = zip(marks, artists, strict=True)
            marks = [replace(_within_outermost(drawing, *pair), is_density=True) for pair in pairs]
    return Reading(marks, artists)


def _contours(drawing: Drawing, contours: Any) -> Contours:
    levels = np.sort(np.ravel(np.asarray(contours.levels, float)))
    ends = [getattr(contours, name, None) for name in ("_mins", "_maxs")]
    x, y = (
        axis.values([end[n] for end in ends if end is not None])
        for n, axis in enumerate((drawing.x, drawing.y))
    )
    mark = Contours(
        drawing.names.of_color(_color(contours)),
        levels,
        x,
        y,
        colorbar_label(contours),
        bool(contours.filled),
    )
    if levels.size > _MAX_LEVELS or not levels.size:
        return mark
    above = [_areas(contours, level, _FAR) for level in levels]
    below = [_areas(contours, -_FAR, level) for level in levels]
    if any(areas is None for areas in (*above, *below)):
        return mark
    mark = _with_extremes(drawing, mark, [a or [] for a in above], [a or [] for a in below])
    return _with_split(drawing, mark, [areas or [] for areas in above])


def _within_outermost(drawing: Drawing, mark: Contours, contours: Any) -> Contours:
    """Return contours with the range of the outermost line, as the grid of a density is larger."""
    areas = _areas(contours, mark.levels[0], _FAR) if mark.levels.size else None
    if not areas:
        return mark
    corners = np.concatenate([area.outline.corners for area in areas])
    low, high = corners.min(0), corners.max(0)
    x, y = (axis.values([low[n], high[n]]) for n, axis in enumerate((drawing.x, drawing.y)))
    return replace(mark, x=x, y=y)


def _color(contours: Any) -> Any:
    """Return the color of the line in the middle, if all have the same hue, or None."""
    colors = np.atleast_2d(contours.get_edgecolor()) if not contours.filled else np.empty((0, 4))
    return rgb(colors[-1]) if len(colors) else None


def _areas(contours: Any, low: float, high: float) -> list[Area] | None:
    """Return the areas with values between two; None if matplotlib does not find them."""
    generator: Any = getattr(contours, "_contour_generator", None)
    if not hasattr(generator, "create_filled_contour"):
        return None
    corners, codes = generator.create_filled_contour(low, high)[:2]
    rings = [ring for pair in zip(corners, codes, strict=True) for ring in rings_of(*pair)]
    return areas_of(rings) if len(rings) <= _MAX_RINGS else None


def _place(drawing: Drawing, area: Area) -> Place:
    x, y = area.center
    return Place(float(drawing.x.values([x])[0]), float(drawing.y.values([y])[0]))


def _with_extremes(
    drawing: Drawing, mark: Contours, above: Sequence[list[Area]], below: Sequence[list[Area]]
) -> Contours:
    """Return contours with the areas above the highest level that has some, and below the lowest."""
    top = max((n for n, areas in enumerate(above) if areas), default=None)
    bottom = min((n for n, areas in enumerate(below) if areas), default=None)
    if top is not None:
        highest = [_place(drawing, area) for area in above[top]]
        mark = replace(mark, high_level=float(mark.levels[top]), highest=highest)
    if bottom is not None:
        lowest = [_place(drawing, area) for area in below[bottom]]
        mark = replace(mark, low_level=float(mark.levels[bottom]), lowest=lowest)
    return mark


def _with_split(drawing: Drawing, mark: Contours, above: Sequence[list[Area]]) -> Contours:
    """Return contours with the lowest level that parts the most areas with a higher level in them."""
    counts = [
        sum(1 for area in areas if any(area.outline.holds(other.outline) for other in higher))
        for areas, higher in itertools.pairwise(above)
    ]
    most = max(counts, default=0)
    if most < 2:
        return mark
    level = counts.index(most)
    tops = [_top(area, above[level + 1 :]) for area in above[level]]
    places = [_place(drawing, top) for top in tops if top is not None]
    return replace(mark, split_level=float(mark.levels[level]), separate=places)


def _top(area: Area, higher: Sequence[list[Area]]) -> Area | None:
    """Return the largest of the areas at the highest level within an area; None if there is none."""
    for areas in reversed(higher):
        within = [other for other in areas if area.outline.holds(other.outline)]
        if within:
            return max(within, key=lambda other: other.size)
    return None


def _integral(contours: Any) -> float | None:
    """Return the integral of a quantity that is low somewhere and nowhere negative; None of others.

    The integral is that of the area above each value.
    """
    low, high = (float(unmasked(getattr(contours, name, np.nan))) for name in ("zmin", "zmax"))
    if not 0 <= low <= _LOW * high:
        return None
    widths = np.linspace(0, 1, _STEPS + 1)
    values = high * widths**2
    sizes = []
    for value in values[1:-1]:
        areas = _areas(contours, float(value), _FAR)
        if areas is None or sum(len(area.outline.corners) for area in areas) > _MAX_CORNERS:
            return None
        sizes.append(sum(area.size for area in areas))
    steps: Floats = np.diff(values)
    heights = np.array([*sizes[:1], *sizes, 0.0])
    return float((steps * (heights[1:] + heights[:-1]) / 2).sum())
