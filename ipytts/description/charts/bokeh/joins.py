"""Join glyphs that belong together: boxes with their whiskers, the halves of candles, parts of stacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.bands import with_bands
from ipytts.description.charts.bokeh.axes import PlotAxis
from ipytts.description.charts.bokeh.readers.grids import with_joined_pies
from ipytts.description.charts.joining import (
    are_equal,
    join_marks,
    with_diagonal,
    with_strips,
    without_labels,
)
from ipytts.description.charts.model import (
    Bars,
    BoxSummary,
    Floats,
    Intervals,
    Mark,
    Points,
)


def joined(marks: Sequence[Mark], x: PlotAxis, y: PlotAxis) -> list[Mark]:
    """Return marks with those that belong together as one."""
    marks = with_strips(_boxes(marks, x, y), x.to_model(""), y.to_model(""))
    marks = _stacked(_with_whole_candles(marks, has_dates=x.kind == "date"))
    marks = with_bands(join_marks(with_joined_pies(marks), has_dates=x.kind == "date"))
    return with_diagonal(without_labels(marks))


def _boxes(marks: Sequence[Mark], x: PlotAxis, y: PlotAxis) -> list[Mark]:
    """Return marks with boxes instead of the halves of boxes, their whiskers and the points beyond."""
    halves = [_upward(mark) for mark in marks if isinstance(mark, Bars) and mark.starts is not None]
    for lower in halves:
        for upper in halves:
            if upper is lower or not _is_upper_half(upper, lower):
                continue
            axis = y if lower.is_horizontal else x
            parts = [*_whiskers(marks, lower), *_outliers(marks, lower)]
            rest = [m for m in marks if not any(m is part for part in parts) and not _is_half(m, lower)]
            return [*rest, *_box_summaries(lower, upper, parts, axis)]
    return list(marks)


def _upward(bars: Bars) -> Bars:
    """Return bars whose lower ends are their starts."""
    starts = bars.values if bars.starts is None else bars.starts
    return replace(bars, starts=np.minimum(starts, bars.values), values=np.maximum(starts, bars.values))


def _is_half(mark: Mark, half: Bars) -> bool:
    is_span = isinstance(mark, Bars) and mark.starts is not None
    return is_span and isinstance(mark, Bars) and are_equal(mark.positions, half.positions)


def _is_upper_half(upper: Bars, lower: Bars) -> bool:
    is_beside = are_equal(upper.positions, lower.positions) and upper.is_horizontal == lower.is_horizontal
    is_above = upper.starts is not None and are_equal(upper.starts, lower.values)
    return is_beside and is_above


def _whiskers(marks: Sequence[Mark], box: Bars) -> list[Mark]:
    return [
        mark
        for mark in marks
        if isinstance(mark, Intervals)
        and mark.is_horizontal == box.is_horizontal
        and bool(np.isin(mark.positions, box.positions).all())
    ]


def _outliers(marks: Sequence[Mark], box: Bars) -> list[Mark]:
    """Return the points at the categories of boxes."""
    points = [mark for mark in marks if isinstance(mark, Points)]
    at = [mark.y if box.is_horizontal else mark.x for mark in points]
    return [mark for mark, at in zip(points, at, strict=True) if np.isin(at, box.positions).all()]


def _box_summaries(lower: Bars, upper: Bars, parts: Sequence[Mark], axis: PlotAxis) -> list[Mark]:
    names = axis.to_model("").categories
    points = [part for part in parts if isinstance(part, Points)]
    along = [(p.y, p.x) if lower.is_horizontal else (p.x, p.y) for p in points]
    whiskers = [part for part in parts if isinstance(part, Intervals)]
    summaries: list[Mark] = []
    for n, at in enumerate(lower.positions.tolist()):
        ends = [(w.low[w.positions == at], w.high[w.positions == at]) for w in whiskers]
        known = np.concatenate([np.empty(0), *(end for pair in ends for end in pair)])
        beyond = np.concatenate([np.empty(0), *(values[places == at] for places, values in along)])
        first = float(lower.starts[n]) if lower.starts is not None else np.nan
        summaries.append(
            BoxSummary(
                names.get(at, ""),
                min([first, *known.tolist()]),
                max([float(upper.values[n]), *known.tolist()]),
                float(lower.values[n]),
                first,
                float(upper.values[n]),
                np.sort(beyond),
                is_horizontal=lower.is_horizontal,
            )
        )
    return summaries


def _with_whole_candles(marks: Sequence[Mark], *, has_dates: bool) -> list[Mark]:
    """Return marks with the rising and the falling bodies of candles as one series."""
    bodies = [m for m in marks if isinstance(m, Bars) and m.starts is not None and not m.is_horizontal]
    wicks = [m for m in marks if isinstance(m, Intervals) and not m.is_horizontal]
    if not has_dates or len(bodies) < 2 or len(wicks) != 1:
        return list(marks)
    positions = np.concatenate([body.positions for body in bodies])
    order = np.argsort(positions, kind="stable")
    if not are_equal(positions[order], np.sort(wicks[0].positions)):
        return list(marks)
    starts = np.concatenate([body.starts for body in bodies if body.starts is not None])[order]
    ends = np.concatenate([body.values for body in bodies])[order]
    whole = Bars("", positions[order], ends, starts=starts)
    by_position = np.argsort(wicks[0].positions, kind="stable")
    wick = replace(
        wicks[0],
        positions=wicks[0].positions[by_position],
        values=wicks[0].values[by_position],
        low=wicks[0].low[by_position],
        high=wicks[0].high[by_position],
    )
    parts = [*bodies, *wicks]
    return [*(mark for mark in marks if not any(mark is part for part in parts)), whole, wick]


def _stacked(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with bars that stand on other bars as parts of a stack."""
    stacked: list[Mark] = []
    for mark in marks:
        at = next((n for n, m in enumerate(stacked) if _stands_on(mark, m, stacked)), None)
        if at is None:
            stacked.append(mark)
        else:
            stacked[at] = _as_part(stacked[at])
            stacked.append(_as_part(mark))
    parts = [mark for mark in stacked if isinstance(mark, Bars) and mark.is_stacked]
    if len(parts) == 1:  # a stack of one part is a bar
        stacked = [replace(m, is_stacked=False) if isinstance(m, Bars) else m for m in stacked]
    return stacked


def _as_part(bars: Mark) -> Mark:
    """Return bars with their lengths, as a part of a stack."""
    if not isinstance(bars, Bars):
        return bars
    starts = 0 if bars.starts is None else bars.starts
    return replace(bars, values=bars.values - starts, starts=None, is_stacked=True)


def _stands_on(bars: Mark, below: Mark, marks: Sequence[Mark]) -> bool:
    """Return whether bars begin where those below end: one series, or the stack of all before."""
    if not isinstance(bars, Bars) or not isinstance(below, Bars):
        return False
    if bars.starts is None or bars.is_horizontal != below.is_horizontal or below.starts is not None:
        return False
    others = [m for m in marks if isinstance(m, Bars) and m.is_stacked and m is not below]
    series: list[Floats] = [m.values for m in (below, *others) if are_equal(m.positions, bars.positions)]
    return bool(series) and (
        are_equal(bars.starts, series[0]) or are_equal(bars.starts, np.sum(series, axis=0))
    )
