"""The bins of a histogram, by the rule with which plotly.js chooses them (`Axes.autoBin` of version 4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.model import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUND_SIZES = (2.0, 5.0, 10.0)  # bins are that wide, times a power of ten
_LEAST_SIZES = (0.9, 1.9, 4.9, 9.9)  # the least width is the difference of values, rounded down to these
_EXPONENT = 0.4  # of the number of values, which makes bins narrower
_EXPONENT_2D = 0.25
_MARGIN = 1e-4  # of the range of the data, by which the first edge may lie above the least value
_NEAR_EDGE = 0.01  # of a bin
_FEW_IN_MIDDLE, _MANY_AT_EDGE = 0.1, 0.3  # shares of the values
_ROUNDING_ERROR = 1e-9  # of a bin
_MAX_BINS = 5000


@dataclass(frozen=True)
class BinSettings:
    """Bins as a figure defines them; None and 0 where it leaves the choice to plotly."""

    start: float | None = None
    end: float | None = None
    size: float | None = None
    max_bins: int = 0
    is_2d: bool = False  # of a two-dimensional histogram, whose bins are wider


def bin_edges(values: Floats, settings: BinSettings) -> Floats:
    """Return the edges of the bins for all values that share them; empty if there are too many bins."""
    values = values[np.isfinite(values)]
    if not values.size:
        return np.empty(0)
    size = settings.size or _size(values, settings.max_bins, _EXPONENT_2D if settings.is_2d else _EXPONENT)
    low, high = float(values.min()), float(values.max())
    first = math.ceil((low - _MARGIN * (high - low)) / size) * size - size
    start = _shifted(first, values, size)
    end = start + (1 + math.floor((high - start) / size)) * size
    start = start if settings.start is None else settings.start
    end = end if settings.end is None else settings.end
    count = math.ceil((end - start) / size - 1e-6)
    return np.asarray(start + size * np.arange(count + 1), float) if 0 < count <= _MAX_BINS else np.empty(0)


def bin_numbers(values: Floats, edges: Floats) -> Floats:
    """Return the number of the bin of each value; each bin has its lower edge, but not its upper one."""
    numbers = np.floor((values - edges[0]) / (edges[1] - edges[0]) + _ROUNDING_ERROR)
    is_inside = (numbers >= 0) & (numbers < edges.size - 1)
    return np.where(is_inside, numbers, np.nan)


def _size(values: Floats, max_bins: int, exponent: float) -> float:
    """Return the width of the bins, a round number."""
    wish = float(np.ptp(values)) / max_bins if max_bins else 0.0
    if not max_bins:
        distinct = np.unique(values)
        spread = float(distinct[-1] - distinct[0])
        steps = np.diff(distinct)
        steps = steps[steps > spread / max(1, values.size - 1) / 10_000]
        least = float(steps.min()) if steps.size else 1.0
        power = 10.0 ** math.floor(math.log10(least))
        rounded = max(r for r in _LEAST_SIZES if r <= least / power)
        wish = max(power * rounded, 2 * float(values.std()) / values.size**exponent)
    if not wish > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wish))
    return power * next((r for r in _ROUND_SIZES if r > wish / power), _ROUND_SIZES[-1])


def _shifted(start: float, values: Floats, size: float) -> float:
    """Return a start that keeps values away from the edges if they are whole or many lie on the edges."""
    low, high = float(values.min()), float(values.max())
    if bool((values == np.floor(values)).all()):
        if size < 1:
            return low - size / 2
        return start - 0.5 + (size if start - 0.5 + size < low else 0)

    def near_edge(values: Floats) -> NDArray[np.bool_]:
        return np.fmod(1 + (values - start) * 100 / size, 100) < 200 * _NEAR_EDGE

    if near_edge(values + size / 2).sum() >= _FEW_IN_MIDDLE * values.size:
        return start
    at_edge = near_edge(values)
    if at_edge.sum() > _MANY_AT_EDGE * values.size or near_edge(np.array([low, high])).any():
        return start + (size / 2 if start + size / 2 < low else -size / 2)
    return start
