"""Read histograms: bars without gaps between them, and outlines in steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.patches import Polygon, StepPatch

from ipytts.description.charts import labels
from ipytts.description.charts.matplotlib.arrays import unmasked
from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.matplotlib.readers.areas import filled_shapes, goes_forth_and_back
from ipytts.description.charts.matplotlib.readers.rectangles import Series
from ipytts.description.charts.model import Floats, Histogram
from ipytts.description.charts.statistics.running_totals import are_running_totals

_FULL_BIN = 0.8  # share of a bin that `hist` fills with the bars of several series
_FEWEST_SHARED_BINS = 5  # around whole numbers; fewer are groups of bars
_COUNT_WORDS = {
    *("count", "counts", "frequency", "number", "n", "density", "probability", "proportion", "relative"),
    *("percent", "percentage", "share", "cumulative", "cdf", "pdf"),
}
_STATISTICS = ("count", "frequency", "density", "probability", "proportion", "percent")  # labels of seaborn


def is_histogram(drawing: Drawing, series: Series) -> bool:
    """Return whether bars are bins: they stand side by side without gaps and hold what bins hold."""
    if len(series.starts) < 2 or (drawing.y if series.is_horizontal else drawing.x).axis.kind == "category":
        return False
    order = np.argsort(series.starts)
    starts, widths = series.starts[order], series.widths[order]
    if not (widths > 0).all() or (series.lengths < 0).any() or _stand_at_numbers(drawing, series):
        return False
    return np.allclose(starts[1:], starts[:-1] + widths[:-1], atol=1e-6 * float(widths.max()))


def _stand_at_numbers(drawing: Drawing, series: Series) -> bool:
    """Return whether bars stand around whole numbers, such as years, and show no counts or shares.

    Bins of whole numbers look like them, but their heights are counts or shares.
    """
    if not _are_whole(series.centers) or _are_whole(series.starts):
        return False
    label = (drawing.x if series.is_horizontal else drawing.y).axis.label
    if label.strip():
        return not labels.words_in(label) & _COUNT_WORDS
    total = float(np.nansum(series.lengths))
    return not _are_whole(series.lengths) and not np.isclose(total, (1, 100)).any()


def is_mosaic(every: Sequence[Series]) -> bool:
    """Return whether bars of different widths are stacked to equal heights, as in a Marimekko chart."""
    first = every[0] if every else None
    if first is None or len(every) < 2 or np.allclose(first.widths, first.widths[:1]):
        return False
    if any(not np.array_equal(one.starts, first.starts) for one in every):
        return False
    totals = np.sum([one.lengths for one in every], axis=0)
    return np.allclose(totals, totals[:1])


def to_histogram(drawing: Drawing, series: Series) -> Histogram:
    """Return bars without gaps as a histogram."""
    order = np.argsort(series.starts)
    starts = series.starts[order]
    edges = np.append(starts, starts[-1] + series.widths[order][-1])
    return _histogram(drawing, series.name, edges, series.lengths[order], is_horizontal=series.is_horizontal)


def read_shared_bins(drawing: Drawing, every: Sequence[Series]) -> list[Histogram]:
    """Return the histograms of series that `hist` draws side by side; none if they are not."""
    edges = _shared_edges(every)
    if edges is None or not drawing.x.axis.kind == drawing.y.axis.kind == "number":
        return []
    return [_histogram(drawing, s.name, edges, s.lengths, is_horizontal=s.is_horizontal) for s in every]


def _histogram(
    drawing: Drawing, name: str, edges: Floats, heights: Floats, *, is_horizontal: bool
) -> Histogram:
    reader = drawing.y if is_horizontal else drawing.x
    texts = (drawing.axes.get_title(), drawing.x.axis.label, drawing.y.axis.label)
    is_cumulative = are_running_totals(heights, texts)
    return Histogram(name, reader.values(edges), heights, is_horizontal, is_cumulative)


def _shared_edges(every: Sequence[Series]) -> Floats | None:
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
    if not is_even or not is_filled or is_stacked or _are_groups(every, centers, float(steps[0])):
        return None
    return np.append(centers - steps[0] / 2, centers[-1] + steps[0] / 2)


def _are_groups(every: Sequence[Series], centers: Floats, step: float) -> bool:
    """Return whether bars are groups at positions that someone chose, and not in bins.

    Either the groups or the bars of one series stand at multiples of their distance, or a few groups stand
    at whole numbers.
    """
    if any((series.lengths < 0).any() for series in every):
        return True
    lines = [centers, *(series.centers for series in every)]
    if any(_are_whole(line / step) for line in lines):
        return True
    return _are_whole(centers) and (len(centers) < _FEWEST_SHARED_BINS or not _are_whole(centers - step / 2))


def _are_whole(values: Floats) -> bool:
    return bool(np.allclose(values, np.round(values), rtol=0, atol=1e-6))


def read_step_histograms(drawing: Drawing) -> Reading:
    """Return histograms that are drawn as one outline (`stairs`, `histtype="step"`, seaborn's steps)."""
    patches = [
        patch
        for patch in drawing.artists_of(StepPatch, Polygon)
        if isinstance(patch, StepPatch) or (type(patch) is Polygon and drawing.in_data(patch))
    ]
    outlines = [(patch, _outline(patch)) for patch in patches]
    if drawing.y.axis.label.lower() in _STATISTICS:
        shapes = [(artist, pieces[0]) for artist, pieces in filled_shapes(drawing) if len(pieces) == 1]
        steps = [(artist, _steps(corners)) for artist, corners in shapes]
        outlines += [(artist, (*outline, False)) for artist, outline in steps if outline]
    found = [(patch, outline) for patch, outline in outlines if outline]
    histograms = [
        _histogram(drawing, drawing.names.of(patch), edges, heights, is_horizontal=is_horizontal)
        for patch, (edges, heights, is_horizontal) in found
    ]
    return Reading(histograms, [patch for patch, _ in found])


def _outline(patch: StepPatch | Polygon) -> tuple[Floats, Floats, bool] | None:
    """Return the edges and heights of an outline, and whether its bins lie above each other."""
    if isinstance(patch, StepPatch):
        values, edges, _ = patch.get_data()
        return np.asarray(edges, float), unmasked(values), patch.orientation == "horizontal"
    return _polygon(np.asarray(patch.get_xy(), float))


def _polygon(corners: Floats) -> tuple[Floats, Floats, bool] | None:
    """Return the edges and heights of a polygon with steps, and whether its bins lie above each other.

    The edges follow each other, while heights go up and down; running totals begin with their first height.
    """
    goes_right, goes_up = (goes_forth_and_back(corners[:, column]) for column in (0, 1))
    moves = np.diff(corners, axis=0)
    moves = moves[(moves != 0).any(1)]
    begins_upwards = bool(len(moves) and moves[0, 0] == 0)
    is_horizontal = not begins_upwards if goes_right == goes_up else goes_up
    outline = _steps(corners[:, ::-1] if is_horizontal else corners)
    return (*outline, is_horizontal) if outline else None


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
