"""Read bars, bins and rectangles."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.bokeh.series import Glyphs
from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import Bars, Floats, Histogram, Mark, OtherMark
from ipytts.description.charts.statistics.arrays import Flags
from ipytts.description.charts.statistics.running_totals import are_running_totals

_TOUCHING = 1e-6  # of a bin; the next one begins no farther from its end


def read_bars(glyphs: Glyphs) -> list[Mark]:
    """Return bars, parts of stacks, or spans if they do not begin at 0."""
    is_horizontal = glyphs.kind == "HBar"
    position, start, end = ("y", "left", "right") if is_horizontal else ("x", "bottom", "top")
    axis, across = (glyphs.x, glyphs.y) if is_horizontal else (glyphs.y, glyphs.x)
    positions = across.positions(glyphs.rows.column(position))
    parts = _stack_part(glyphs, start, end)
    marks: list[Mark] = []
    for name, rows in glyphs.series(position):
        if parts is not None:
            known = rows & np.isfinite(positions)
            label = name or parts[0]
            marks.append(Bars(label, positions[known], parts[1][known], is_horizontal, is_stacked=True))
            continue
        starts = axis.positions(glyphs.rows.column(start, 0.0))
        ends = axis.positions(glyphs.rows.column(end))
        marks += _bars(name, positions, starts, ends, rows, is_horizontal=is_horizontal, is_log=axis.is_log)
    return marks


def _stack_part(glyphs: Glyphs, start: str, end: str) -> tuple[str, Floats] | None:
    """Return the name and the lengths of a part of stacked bars; None for other bars."""
    below, above = glyphs.rows.stacked_fields(start), glyphs.rows.stacked_fields(end)
    if below is None or above is None or above[:-1] != below or not above:
        return None
    return above[-1], to_floats(glyphs.rows.values_of(above[-1]))


def _bars(
    name: str,
    positions: Floats,
    starts: Floats,
    ends: Floats,
    rows: Flags,
    *,
    is_horizontal: bool,
    is_log: bool,
) -> list[Mark]:
    count = min(positions.size, ends.size, starts.size)
    known = rows[:count] & np.isfinite(positions[:count])
    order = np.flatnonzero(known)[np.argsort(positions[:count][known], kind="stable")]
    own = starts[order]
    is_base = not np.nan_to_num(own).any() or (is_log and np.unique(own).size == 1)
    return [Bars(name, positions[order], ends[order], is_horizontal, starts=None if is_base else own)]


def read_quads(glyphs: Glyphs) -> list[Mark]:
    """Return rectangles side by side as histograms, and others as bars where they stand on 0."""
    rows = glyphs.rows
    left, right = (
        glyphs.x.positions(rows.column(name, default)) for name, default in (("left", 0.0), ("right", None))
    )
    bottom, top = (
        glyphs.y.positions(rows.column(name, default)) for name, default in (("bottom", 0.0), ("top", None))
    )
    marks: list[Mark] = []
    for name, shown in glyphs.series("left"):
        for is_horizontal, (low, high, start, end) in (
            (False, (left, right, bottom, top)),
            (True, (bottom, top, left, right)),
        ):
            axis = glyphs.x if is_horizontal else glyphs.y
            is_base = axis.is_log or not np.nan_to_num(start[shown]).any()
            if is_base and (edges := _edges(low[shown], high[shown])) is not None:
                heights = np.nan_to_num(end[shown])[np.argsort(low[shown])]
                texts = (glyphs.x.label, glyphs.y.label, name)
                totals = are_running_totals(heights, texts)
                marks.append(Histogram(name, edges, heights, is_horizontal, totals))
                break
        else:
            marks.append(OtherMark(f"plot of {int(shown.sum()):,} rectangles"))
    return marks


def _edges(low: Floats, high: Floats) -> Floats | None:
    """Return the edges of rectangles that stand side by side without gaps; None for others."""
    order = np.argsort(low)
    low, high = low[order], high[order]
    if low.size < 2 or not np.isfinite([low, high]).all() or not (high > low).all():
        return None
    is_touching = np.allclose(low[1:], high[:-1], rtol=0, atol=_TOUCHING * float((high - low).max()))
    return np.append(low, high[-1]) if is_touching else None
