"""Join bars that begin elsewhere than at 0 to candles or a waterfall; give mirrored bars positive values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.matplotlib.drawing import Drawing, DrawnBars, Part
from ipytts.description.charts.model import Bars, Curve, Floats, Mark, Waterfall

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST_STEPS = 3  # bars of a waterfall


def join_wicks(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the bodies of candles, whose wicks are their error bars.

    The widest spans are bodies. Narrower ones at the same positions are wicks above and below them.
    """
    spans = [part for part in parts if isinstance(part, DrawnBars) and part.bars.starts is not None]
    widest = max((one.width for one in spans), default=0)
    bodies = [one for one in spans if np.isclose(one.width, widest)]
    wicks = [one for one in spans if not np.isclose(one.width, widest)]
    known = {float(center) for one in bodies for center in one.centers}
    if not wicks or any(float(center) not in known for one in wicks for center in one.centers):
        return parts
    left = [part for part in parts if not any(part is one for one in spans)]
    return [*left, _with_wicks(bodies, wicks)]


def _with_wicks(bodies: Sequence[DrawnBars], wicks: Sequence[DrawnBars]) -> DrawnBars:
    """Return all bodies as one series with the reach of their wicks."""
    centers, starts, ends = _columns(bodies)
    order = np.argsort(centers)
    centers, starts, ends = centers[order], starts[order], ends[order]
    at, wick_starts, wick_ends = _columns(wicks)
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    for number, center in enumerate(centers):
        levels = np.concatenate([wick_starts[at == center], wick_ends[at == center]])
        low[number] = min(low[number], levels.min(initial=np.inf))
        high[number] = max(high[number], levels.max(initial=-np.inf))
    bars = Bars("", centers, ends, bodies[0].bars.is_horizontal, low=low, high=high, starts=starts)
    return DrawnBars(bars, centers, ends, bodies[0].width)


def _columns(spans: Sequence[DrawnBars]) -> tuple[Floats, Floats, Floats]:
    """Return the centers, the starts and the ends of spans."""
    starts = np.concatenate([one.bars.starts for one in spans if one.bars.starts is not None])
    return np.concatenate([s.centers for s in spans]), starts, np.concatenate([s.bars.values for s in spans])


def join_spans(_: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with prices instead of candles, and with a waterfall instead of its bars."""
    bars = [part for part in parts if isinstance(part, Bars)]
    if not any(one.starts is not None for one in bars):
        return parts
    rest = [part for part in parts if not isinstance(part, Bars)]
    waterfall = _waterfall(bars)
    if waterfall:
        return [*rest, waterfall]
    return [*rest, *map(_prices, bars)]


def _prices(bars: Bars) -> Mark:
    """Return candles as a curve of their closing prices; other bars as they are.

    Candles whose bodies all reach upwards show by their colors alone where they close, and remain spans.
    """
    if bars.starts is None or bars.low is None or bars.high is None or bars.is_horizontal:
        return bars
    surrounds = (bars.low <= np.minimum(bars.starts, bars.values)) & (
        bars.high >= np.maximum(bars.starts, bars.values)
    )
    has_directions = bool((bars.starts > bars.values).any())
    if not surrounds.all() or not has_directions:
        return bars
    return Curve(bars.name, bars.positions, bars.values, bars.low, bars.high, "prices")


def _waterfall(series: Sequence[Bars]) -> Waterfall | None:
    """Return bars as a waterfall if each begins where the one before it ends, or at 0 as a total."""
    positions = np.concatenate([bars.positions for bars in series])
    is_horizontal = series[0].is_horizontal
    if np.unique(positions).size < max(positions.size, _FEWEST_STEPS) or any(
        bars.is_horizontal != is_horizontal or bars.is_stacked for bars in series
    ):
        return None
    starts = np.concatenate([np.zeros(b.values.size) if b.starts is None else b.starts for b in series])
    ends = np.concatenate([bars.values for bars in series])
    order = np.argsort(positions)
    for turned in (order, order[::-1]) if is_horizontal else (order,):
        changes, are_totals = _changes(starts[turned], ends[turned])
        # Tasks in a row look like steps that only add up.
        if changes.size and (not is_horizontal or are_totals.any() or (changes < 0).any()):
            return Waterfall("", positions[turned], changes, are_totals, is_horizontal)
    return None


def _changes(starts: Floats, ends: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the changes of a waterfall, and which are totals; nothing if the bars are not a chain."""
    level, changes, are_totals = 0.0, [], []
    near = 1e-6 * float(np.abs(np.concatenate([starts, ends])).max(initial=0))
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        low, high = sorted((start, end), key=abs)
        is_total = number > 0 and abs(low) <= near and abs(high - level) <= near and abs(level) > near
        if is_total:
            changes.append(level)
        elif abs(start - level) <= near:
            changes.append(end - start)
            level = end
        elif abs(end - level) <= near:
            changes.append(start - end)
            level = start
        else:
            return np.empty(0), np.empty(0, bool)
        are_totals.append(is_total)
    return np.array(changes), np.array(are_totals)


def join_mirrored_bars(drawing: Drawing, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with positive values for bars to the left of 0 whose axis shows no minus signs.

    Population pyramids are drawn so.
    """
    bars = [part for part in parts if isinstance(part, Bars) and part.starts is None]
    if len(bars) < 2:
        return parts
    _, value_axis = drawing.position_and_value_axes(is_horizontal=bars[0].is_horizontal)
    largest = max((float(np.nanmax(np.abs(b.values), initial=0)) for b in bars), default=0)
    if not any((b.values < 0).any() for b in bars) or not value_axis.hides_signs(largest):
        return parts
    return [
        _unsigned(part) if isinstance(part, Bars) and (part.values <= 0).all() else part for part in parts
    ]


def _unsigned(bars: Bars) -> Bars:
    """Return bars without signs if all are negative."""
    if not (bars.values <= 0).all():
        return bars
    low, high = bars.high, bars.low
    return replace(
        bars,
        values=np.abs(bars.values),
        low=None if low is None else np.abs(low),
        high=None if high is None else np.abs(high),
    )
