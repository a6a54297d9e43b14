"""The bins that Vega-Lite draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.wording import numbers

_MOST_BINS, _MOST_BINS_OF_COLORS = 10, 6  # by default along x and y; in a legend, and of panels
_EPSILON = 1e-14  # Vega's own, so that values on an edge are in the bin above it
_POSITIONS = ("", "x", "y", "x2", "y2", "theta", "radius")


class Bins(NamedTuple):
    """Bins of equal width."""

    start: float
    step: float
    stop: float

    @property
    def edges(self) -> Floats:
        """The edges, one more than there are bins."""
        count = max(1, round((self.stop - self.start) / self.step))
        return np.asarray(self.start + self.step * np.arange(count + 1), dtype=float)

    def starts_of(self, values: Floats) -> Floats:
        """Return the lower edge of the bin of each value; NaN beyond the ends, where none is drawn."""
        inside = np.where((values >= self.start) & (values <= self.stop), values, np.nan)
        inside = np.minimum(inside, self.stop - self.step)
        return np.asarray(
            self.start + self.step * np.floor(_EPSILON + (inside - self.start) / self.step), float
        )

    def format(self, start: float) -> str:
        """Return the range of a bin, given its lower edge: "10 to 20"."""
        return f"{_format(start)} to {_format(start + self.step)}"


def _format(edge: float) -> str:
    return numbers.number(float(f"{edge:.10g}"), 6)


def is_binned(definition: Mapping[str, Any]) -> bool:
    """Return whether a field is binned by Vega-Lite, and not already in the data."""
    setting = definition.get("bin")
    return setting is True or (isinstance(setting, dict) and not setting.get("binned"))


def is_binned_in_data(definition: Mapping[str, Any]) -> bool:
    """Return whether a field holds the edges of bins."""
    setting = definition.get("bin")
    return setting == "binned" or (isinstance(setting, dict) and bool(setting.get("binned")))


def choose_bins(values: Floats, settings: Any, channel: str = "") -> Bins:
    """Return the bins that Vega chooses for values: in steps of 1, 2 or 5 times a power of ten.

    The rules are those of `vega-statistics` and of Vega-Lite's defaults, by channel.

    Examples
    --------
    >>> choose_bins(np.array([1.0, 10.0]), True).edges
    array([ 1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10.])
    """
    values = values[np.isfinite(values)]
    settings = settings if isinstance(settings, dict) else {}
    extent = settings.get("extent")
    if not (isinstance(extent, (list, tuple)) and len(extent) == 2):
        extent = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    low, high = float(extent[0]), float(extent[1])
    most = settings.get("maxbins") or (_MOST_BINS if channel in _POSITIONS else _MOST_BINS_OF_COLORS)
    step = _step((high - low) or abs(low) or 1.0, float(most), settings)
    if settings.get("nice", True):
        precision = 0 if step >= 1 else int(-math.log10(step)) + 1
        nice = math.floor(low / step + 10.0 ** (-precision - 1)) * step
        low = nice - step if low < nice else nice
        high = math.ceil(high / step) * step
    if isinstance(settings.get("anchor"), (int, float)):
        shift = settings["anchor"] - (low + step * math.floor((settings["anchor"] - low) / step))
        low, high = low + shift, high + shift
    count = max(1, math.ceil((high - low) / step - _EPSILON))
    return Bins(low, step, low + count * step)


def _step(span: float, most: float, settings: Mapping[str, Any]) -> float:
    """Return the width of the bins: the given one, or the smallest that makes at most `most` bins."""
    if settings.get("step"):
        return float(settings["step"])
    if steps := settings.get("steps"):
        return float(max((step for step in steps if step < span / most), default=steps[0]))
    base, smallest = float(settings.get("base", 10)), float(settings.get("minstep", 0))
    level = math.ceil(math.log(most) / math.log(base))
    step = max(smallest, base ** (math.floor(math.log(span) / math.log(base) + 0.5) - level))
    while math.ceil(span / step) > most:
        step *= base
    for part in settings.get("divide") or (5, 2):
        if step / part >= smallest and span / (step / part) <= most:
            step /= part
    return step
