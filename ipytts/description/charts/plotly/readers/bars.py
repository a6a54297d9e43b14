"""Read traces of bars: bar charts, spans, waterfalls and polar bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import decode, to_floats, to_texts
from ipytts.description.charts.model import Bars, Floats, Mark, Waterfall
from ipytts.description.charts.plotly.axes import FigureAxis
from ipytts.description.charts.plotly.readers.lines_and_points import error_ends
from ipytts.description.charts.plotly.subplots import Subplot, is_horizontal, name_of
from ipytts.description.charts.statistics.arrays import total_by_position

_SCALES = {"percent": 100.0, "fraction": 1.0}


def read_bars(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the bars of a trace: spans if they do not begin at 0."""
    positions, lengths, axis = _positions_and_lengths(trace, subplot)
    known = np.isfinite(positions)
    starts = _starts(trace, axis, positions.size)
    sideways = is_horizontal(trace)
    if starts is not None:
        ends = starts + lengths
        return [Bars(name_of(trace), positions[known], ends[known], sideways, starts=starts[known])]
    lengths = _normalized(subplot, positions, lengths, sideways=sideways)
    low, high = error_ends(trace.get("error_x" if sideways else "error_y"), lengths, axis)
    unique, sums = _combined(positions[known], lengths[known], subplot.bar_mode)
    if unique.size != positions.size or low is None or high is None:
        low = high = None
    else:
        order = np.argsort(positions)
        low, high = low[order], high[order]
    return [Bars(name_of(trace), unique, sums, sideways, subplot.are_stacked, low, high)]


def _positions_and_lengths(trace: dict[str, Any], subplot: Subplot) -> tuple[Floats, Floats, FigureAxis]:
    """Return where the bars of a trace stand, their lengths, and the axis of the lengths."""
    sideways = is_horizontal(trace)
    along, across = ("x", "y") if sideways else ("y", "x")
    axis, position_axis = (subplot.x, subplot.y) if sideways else (subplot.y, subplot.x)
    has_base = trace.get("base") is not None
    lengths = axis.lengths(trace.get(along)) if has_base else axis.values(trace.get(along))
    positions = position_axis.values(trace.get(across))
    if trace.get(across) is None:
        positions = subplot.indexes(trace, across, lengths.size)
    count = min(positions.size, lengths.size)
    return positions[:count], lengths[:count], axis


def _starts(trace: dict[str, Any], axis: FigureAxis, count: int) -> Floats | None:
    """Return where bars begin, or None if all begin at 0."""
    base = decode(trace.get("base"))
    if not base.size or not count:
        return None
    starts = axis.positions(base if base.size > 1 else np.repeat(base, count))[:count]
    return starts if starts.size == count and np.nan_to_num(starts).any() else None


def _combined(positions: Floats, lengths: Floats, bar_mode: str) -> tuple[Floats, Floats]:
    """Return the bar at each position; those of one trace are stacked, or hidden behind the longest."""
    if bar_mode != "overlay":
        return total_by_position(positions, lengths)
    order = np.lexsort([np.abs(np.nan_to_num(lengths)), positions])
    unique, first = np.unique(positions[order][::-1], return_index=True)
    return unique, lengths[order][::-1][first]


def _normalized(subplot: Subplot, positions: Floats, lengths: Floats, *, sideways: bool) -> Floats:
    """Return lengths as parts of the bar of all traces at each position, if the bars are normalized."""
    scale = _SCALES.get(str(subplot.layout.get("barnorm")))
    if scale is None:
        return lengths
    traces = [t for t in subplot.traces if t["type"] == "bar" and is_horizontal(t) == sideways]
    pairs = [_positions_and_lengths(t, subplot)[:2] for t in traces]
    all_positions, all_lengths = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    below_zero = all_lengths < 0
    totals = np.empty(positions.size)
    for n, (position, length) in enumerate(zip(positions, lengths, strict=True)):
        here = all_positions == position
        if subplot.bar_mode == "relative":  # bars above and below 0 make two stacks
            here &= below_zero == (length < 0)
        totals[n] = abs(float(np.nansum(all_lengths[here])))
    return scale * lengths / np.where(totals > 0, totals, np.nan)


def read_waterfall(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the changes and totals of a waterfall."""
    positions, sizes, axis = _positions_and_lengths({**trace, "base": None}, subplot)
    measures = to_texts(trace.get("measure"))[: sizes.size]
    measures += ["relative"] * (sizes.size - len(measures))
    base = float(np.nan_to_num(axis.positions(decode(trace.get("base"))[:1])).sum())  # of one or no value
    changes = _with_totals(np.nan_to_num(sizes), measures, base)
    are_totals = np.array([measure in ("total", "absolute") for measure in measures], bool)
    return [Waterfall(name_of(trace), positions, changes, are_totals, is_horizontal(trace))]


def _with_totals(sizes: Floats, measures: Sequence[str], base: float) -> Floats:
    """Return changes as they are, and totals as plotly computes them or takes them."""
    changes, running = np.array(sizes), base
    for n, measure in enumerate(measures):
        if measure == "total":
            changes[n] = running
        elif measure == "absolute":
            changes[n] = running = base + sizes[n]
        else:
            running += sizes[n]
    return changes


def read_polar_bars(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the bars of a polar plot by their angles."""
    angles, radii = subplot.angles(trace), to_floats(trace.get("r"))
    count = min(angles.size, radii.size)
    known = np.isfinite(angles[:count])
    positions, lengths = total_by_position(angles[:count][known], radii[:count][known])
    return [Bars(name_of(trace), positions, lengths, is_stacked=subplot.are_stacked)]
