"""Read bar charts and histograms; bars without gaps between them are a histogram."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.container import BarContainer
from matplotlib.patches import Polygon, Rectangle, StepPatch

from ipytts.description.charts.matplotlib.arrays import unmasked
from ipytts.description.charts.matplotlib.drawing import DrawnBars, Reading
from ipytts.description.charts.model import Bars, Histogram

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipytts.description.charts.matplotlib.drawing import Drawing
    from ipytts.description.charts.model import Axis, Floats

_FULL_BIN = 0.8  # share of a bin that `hist` fills with the bars of several series
_SNAP = 0.45  # units of the axis; a bar of a group is no farther from its position


class _Series(NamedTuple):
    """The rectangles of one series; the arrays have one item for each bar."""

    name: str
    is_horizontal: bool
    starts: Floats  # on the axis of positions
    widths: Floats
    bases: Floats  # on the axis of values
    lengths: Floats

    @property
    def centers(self) -> Floats:
        return self.starts + self.widths / 2


def read_bars(drawing: Drawing) -> Reading:
    """Return the bars and the histograms, one mark for each series."""
    containers = [one for one in drawing.containers_of(BarContainer) if len(one)]
    series = [_container_series(drawing, container) for container in containers]
    rectangles = _single_rectangles(drawing.without([bar for container in containers for bar in container]))
    named: dict[str, list[Any]] = {}
    for patch in rectangles:
        named.setdefault(drawing.names.of(patch), []).append(patch)
    series += [_series(name, patches, is_horizontal=False) for name, patches in named.items()]
    claimed = [*containers, *(bar for container in containers for bar in container), *rectangles]
    return Reading(_marks(drawing, series), claimed)


def _marks(drawing: Drawing, series: Sequence[_Series]) -> list[Histogram | DrawnBars]:
    edges = _shared_edges(series)
    if edges is not None and drawing.x.axis.kind == drawing.y.axis.kind == "number":
        return [Histogram(s.name, edges, s.lengths, is_horizontal=s.is_horizontal) for s in series]
    bars = [_bars(drawing, one, series) for one in series if not _is_histogram(drawing, one)]
    histograms = [_histogram(drawing, one) for one in series if _is_histogram(drawing, one)]
    return [*_joined(drawing, bars), *histograms]


def _container_series(drawing: Drawing, container: BarContainer) -> _Series:
    is_horizontal = getattr(container, "orientation", "vertical") == "horizontal"
    name = drawing.names.of(container) or drawing.names.of(next(iter(container)))
    return _series(name, [bar for bar in container if bar.get_visible()], is_horizontal=is_horizontal)


def _single_rectangles(drawing: Drawing) -> list[Rectangle]:
    """Return rectangles that a library has drawn one by one; a single one is no bar chart."""
    rectangles = [
        patch
        for patch in drawing.artists_of(Rectangle)
        if type(patch) is Rectangle and drawing.in_data(patch) and patch.get_width() and patch.get_height()
    ]
    return rectangles if len(rectangles) > 1 else []


def _series(name: str, patches: Iterable[Any], *, is_horizontal: bool) -> _Series:
    boxes = []
    for patch in patches:
        x, y, width, height = patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()
        box = (y, height, x, width) if is_horizontal else (x, width, y, height)
        boxes.append([float(v) if np.isscalar(v) else np.nan for v in box])  # type: ignore[arg-type]
    return _Series(name, is_horizontal, *np.array(boxes).T)


def _is_histogram(drawing: Drawing, series: _Series) -> bool:
    """Return whether bars stand side by side without gaps."""
    if len(series.starts) < 2 or (drawing.y if series.is_horizontal else drawing.x).axis.kind == "category":
        return False
    order = np.argsort(series.starts)
    starts, widths = series.starts[order], series.widths[order]
    return bool((widths > 0).all()) and bool(
        np.allclose(starts[1:], starts[:-1] + widths[:-1], atol=1e-6 * float(widths.max()))
    )


def _histogram(drawing: Drawing, series: _Series) -> Histogram:
    order = np.argsort(series.starts)
    starts = series.starts[order]
    edges = np.append(starts, starts[-1] + series.widths[order][-1])
    reader = drawing.y if series.is_horizontal else drawing.x
    return Histogram(
        series.name, reader.values(edges), series.lengths[order], is_horizontal=series.is_horizontal
    )


def _bars(drawing: Drawing, series: _Series, every: Sequence[_Series]) -> DrawnBars:
    position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=series.is_horizontal)
    positions = _snapped(series.centers, position_axis.axis, is_grouped=len(every) > 1)
    is_dated = value_axis.axis.kind == "date"
    values = value_axis.values(series.bases + series.lengths) if is_dated else series.lengths
    is_stacked = _is_stacked(series, every)
    bars = Bars(series.name, position_axis.values(positions), values, series.is_horizontal, is_stacked)
    return DrawnBars(bars, position_axis.values(series.centers))


def _shared_edges(every: Sequence[_Series]) -> Floats | None:
    """Return the edges of the bins that several series share, as `hist` draws them side by side."""
    if (
        len(every) < 2
        or len({(s.is_horizontal, len(s.starts)) for s in every}) > 1
        or len(every[0].starts) < 2
    ):
        return None
    centers = np.mean([series.centers for series in every], axis=0)
    steps = np.diff(centers)
    filled = sum(float(series.widths[0]) for series in every) / float(steps[0] or 1)
    is_even = bool(np.allclose(steps, steps[0]))
    is_filled = abs(filled - _FULL_BIN) < 0.01 or abs(filled - 1) < 0.01
    is_stacked = np.unique([series.starts[0] for series in every]).size < len(every)
    is_grouped = bool(np.allclose(centers, np.round(centers)))  # groups of bars stand at whole numbers
    if not is_even or not is_filled or is_stacked or is_grouped:
        return None
    return np.append(centers - steps[0] / 2, centers[-1] + steps[0] / 2)


def _snapped(centers: Floats, axis: Axis, *, is_grouped: bool) -> Floats:
    """Return the positions that bars belong to; the bars of a group stand beside theirs."""
    rounded = np.round(centers)
    if axis.kind == "category":
        positions = np.array(list(axis.categories))
        nearest = positions[np.abs(centers[:, None] - positions[None, :]).argmin(1)]
        return np.where(np.abs(nearest - centers) < 0.5, nearest, rounded)  # half of the distance
    is_near = bool((np.abs(rounded - centers) <= _SNAP).all())
    return rounded if is_grouped and is_near and np.unique(rounded).size == centers.size else centers


def _is_stacked(series: _Series, every: Sequence[_Series]) -> bool:
    """Return whether all bars stand on the ends of others."""

    def ends(one: _Series, levels: Floats) -> list[tuple[float, float]]:
        return [(round(float(s), 6), round(float(v), 6)) for s, v in zip(one.starts, levels, strict=True)]

    tops = {end for other in every for end in ends(other, other.bases + other.lengths)}
    raised = (series.bases != 0) & (series.lengths != 0)
    on_others = [base in tops for base, up in zip(ends(series, series.bases), raised, strict=True) if up]
    return bool(on_others) and all(on_others)


def _joined(drawing: Drawing, drawn: list[DrawnBars]) -> list[DrawnBars]:
    """Join series whose bars stand side by side, as seaborn draws a series for each color."""
    if len(drawn) < 2:
        return drawn
    series = [one.bars for one in drawn]
    positions = np.concatenate([s.positions for s in series])
    if np.unique(positions).size < positions.size or len({s.is_horizontal for s in series}) > 1:
        return drawn
    axis = (drawing.y if series[0].is_horizontal else drawing.x).axis
    if any(s.name and s.name not in (axis.categories.get(float(p)) for p in s.positions) for s in series):
        return drawn
    order = np.argsort(positions, kind="stable")
    values = np.concatenate([s.values for s in series])
    centers = np.concatenate([one.centers for one in drawn])
    return [DrawnBars(Bars("", positions[order], values[order], series[0].is_horizontal), centers[order])]


def read_step_histograms(drawing: Drawing) -> Reading:
    """Return histograms that are drawn as one outline (`stairs`, `hist(histtype="step")`)."""
    patches = [
        patch
        for patch in drawing.artists_of(StepPatch, Polygon)
        if isinstance(patch, StepPatch) or (type(patch) is Polygon and drawing.in_data(patch))
    ]
    outlines = [(patch, _outline(patch)) for patch in patches]
    return Reading(
        [
            Histogram(drawing.names.of(patch), drawing.x.values(outline[0]), outline[1])
            for patch, outline in outlines
            if outline
        ],
        patches,
    )


def _outline(patch: StepPatch | Polygon) -> tuple[Floats, Floats] | None:
    """Return the edges and heights of an outline; None for another shape."""
    if isinstance(patch, StepPatch):
        values, edges, _ = patch.get_data()
        return np.asarray(edges, float), unmasked(values)
    return _steps(np.asarray(patch.get_xy(), float))


def _steps(corners: Floats) -> tuple[Floats, Floats] | None:
    """Return the edges and heights of a polygon that goes up and down in steps."""
    moves = np.diff(corners, axis=0)
    if len(corners) < 6 or bool(((moves[:, 0] != 0) & (moves[:, 1] != 0)).any()):  # corners of two bins
        return None
    edges = np.unique(corners[:, 0])
    heights = np.zeros(edges.size - 1)
    for (x0, y0), (x1, y1) in pairwise(corners):
        if y0 == y1 and x0 != x1:
            first, last = np.searchsorted(edges, sorted((x0, x1)))
            heights[first:last] = np.maximum(heights[first:last], y0)
    return edges, heights
