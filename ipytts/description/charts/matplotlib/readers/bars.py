"""Read bar charts; bars without gaps between them are a histogram."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, DrawnBars, Part, Reading
from ipytts.description.charts.matplotlib.readers.histograms import (
    is_histogram,
    is_mosaic,
    read_shared_bins,
    to_histogram,
)
from ipytts.description.charts.matplotlib.readers.rectangles import Series, all_series
from ipytts.description.charts.model import Axis, Bars, Floats

_DECIMALS = 9  # of positions, whose rounding errors differ with the width of a bar
_TOUCH = 1e-6  # units of the axis
_SNAP = 0.45  # units of the axis; a bar of a group is no farther from its position


def read_bars(drawing: Drawing) -> Reading:
    """Return the bars and the histograms, one mark for each series."""
    series = all_series(drawing)
    may_be_bins = drawing.axes.name != "polar" and not is_mosaic(series)  # whose bars touch each other, too
    parts: Sequence[Part] = read_shared_bins(drawing, series) if may_be_bins else []
    if not parts:
        histograms = [
            may_be_bins and is_histogram(drawing, one) and not _is_span(one, series) for one in series
        ]
        pairs = list(zip(series, histograms, strict=True))
        bars = [_bars(drawing, one, series) for one, is_binned in pairs if not is_binned]
        parts = [
            *_joined(drawing, bars),
            *(to_histogram(drawing, one) for one, is_binned in pairs if is_binned),
        ]
    return Reading(parts, [artist for one in series for artist in one.artists])


def _bars(drawing: Drawing, series: Series, every: Sequence[Series]) -> DrawnBars:
    position_axis, value_axis = drawing.position_and_value_axes(is_horizontal=series.is_horizontal)
    positions = _positions(series, position_axis.axis, every)
    are_spans = _is_span(series, every)
    has_ends = are_spans or value_axis.axis.kind == "date"
    bars = Bars(
        series.name,
        position_axis.values(positions),
        value_axis.values(series.ends) if has_ends else series.lengths,
        series.is_horizontal,
        not are_spans and _is_in_stack(series, every),
        starts=value_axis.values(series.bases) if are_spans else None,
    )
    width = float(np.median(np.abs(series.widths))) if series.widths.size else 0.0
    centers = np.round(position_axis.values(series.centers), _DECIMALS)
    return DrawnBars(bars, centers, value_axis.values(series.ends), width)


def _is_span(series: Series, every: Sequence[Series]) -> bool:
    """Return whether bars begin elsewhere than at 0 and are no part of a stack."""
    raised = (series.bases != 0) & (series.lengths != 0)
    return series.are_spans or (bool(raised.any()) and not _is_in_stack(series, every))


def _is_in_stack(series: Series, every: Sequence[Series]) -> bool:
    """Return whether bars stand on others, or others on bars that begin elsewhere than at 0."""
    others = [other for other in every if other is not series]
    return _stands_on(series, others) or any(
        _stands_on(other, [series]) for other in others if _floats(series)
    )


def _floats(series: Series) -> bool:
    return bool((series.bases != 0).any())


def _stands_on(series: Series, others: Sequence[Series]) -> bool:
    """Return whether all bars stand on the ends of others, and none reaches back over these."""
    if bool((series.bases * series.lengths < 0).any()):
        return False
    tops = {end for other in others for end in _rounded(other, other.ends)}
    raised = (series.bases != 0) & (series.lengths != 0)
    on_others = [base in tops for base, up in zip(_rounded(series, series.bases), raised, strict=True) if up]
    return bool(on_others) and all(on_others)


def _rounded(series: Series, levels: Floats) -> list[tuple[float, float]]:
    return [(round(float(s), 6), round(float(v), 6)) for s, v in zip(series.starts, levels, strict=True)]


def _positions(series: Series, axis: Axis, every: Sequence[Series]) -> Floats:
    """Return the positions that bars belong to: labeled ones below the bars, or those nearest to them."""
    labeled = np.array(list(axis.categories))
    below = np.abs(labeled[None, :] - series.centers[:, None]) <= np.abs(series.widths[:, None]) / 2
    if axis.kind == "number" and labeled.size and (below.sum(1) == 1).all():
        return np.asarray(labeled[below.argmax(1)])
    left = next((other for other in every if _stand_to_the_right(series, other)), None)
    if left and axis.kind == "number":
        return _positions(left, axis, every)
    return _snapped(series.centers, axis, is_grouped=len(every) > 1)


def _stand_to_the_right(series: Series, other: Series) -> bool:
    """Return whether each bar begins where that of another series, which begins left of it, ends."""
    ends = other.starts + other.widths
    if ends.size != series.starts.size or not bool((other.starts < series.starts - _TOUCH).all()):
        return False
    return np.allclose(series.starts, ends, rtol=0, atol=_TOUCH)


def _snapped(centers: Floats, axis: Axis, *, is_grouped: bool) -> Floats:
    """Return the positions that bars belong to; the bars of a group stand beside theirs."""
    rounded = np.round(centers)
    if axis.kind == "category":
        positions = np.array(list(axis.categories))
        nearest = positions[np.abs(centers[:, None] - positions[None, :]).argmin(1)]
        return np.where(np.abs(nearest - centers) < 0.5, nearest, rounded)  # half of the distance
    is_near = bool((np.abs(rounded - centers) <= _SNAP).all())
    return rounded if is_grouped and is_near and np.unique(rounded).size == centers.size else centers


def _joined(drawing: Drawing, drawn: list[DrawnBars]) -> list[DrawnBars]:
    """Join series whose bars stand side by side, as seaborn draws a series for each color."""
    if len(drawn) < 2:
        return drawn
    series = [one.bars for one in drawn]
    are_spans = all(s.starts is not None for s in series)
    if len({(s.is_horizontal, s.starts is None) for s in series}) > 1:
        return drawn
    positions = np.concatenate([s.positions for s in series])
    are_apart = np.unique(positions).size == positions.size
    axis = (drawing.y if series[0].is_horizontal else drawing.x).axis
    is_named = any(
        s.name and s.name not in (axis.categories.get(float(p)) for p in s.positions) for s in series
    )
    are_rows = are_spans and series[0].is_horizontal  # rows of `broken_barh` have several spans each
    if is_named or not (are_apart or are_rows):
        return drawn
    order = np.argsort(positions, kind="stable")
    values = np.concatenate([s.values for s in series])[order]
    starts = np.concatenate([s.starts for s in series if s.starts is not None])[order] if are_spans else None
    centers = np.concatenate([one.centers for one in drawn])[order]
    bars = Bars("", positions[order], values, series[0].is_horizontal, starts=starts)
    ends = np.concatenate([one.ends for one in drawn])[order]
    return [DrawnBars(bars, centers, ends, drawn[0].width)]
