"""What matplotlib's axes are labelled with, and what the numbers on them mean; nothing is drawn for it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import matplotlib.dates as mdates
import numpy as np
from matplotlib import ticker

from ipytts.description.charts.model import Axis, Floats

if TYPE_CHECKING:
    from collections.abc import Mapping

    import matplotlib.axis

_DAY = np.timedelta64(1, "D")


class Reader:
    """Reads one axis: what is on it, and its values as those of the model."""

    def __init__(self, axis: matplotlib.axis.Axis) -> None:
        self._axis = axis
        self._freq = _period_frequency(axis)
        self.named = _named_places(axis)
        named = _categories(axis, self.named)
        dates = self._freq is not None or _is_dated(axis)
        self.axis = Axis(
            label=axis.get_label().get_text(),
            kind="date" if dates else "category" if _are_places(named) else "number",
            log=axis.get_scale() == "log",
            categories={} if dates else named,
        )

    def values(self, data: Any) -> Floats:
        """Return data as floats; what is masked, or no number, as NaN."""
        values = floats(data)
        if self.axis.kind != "date":
            return values
        return self._periods(values) if self._freq is not None else values + _epoch()

    def value(self, given: Any) -> float:
        """Return one value in the units of the axis as a float."""
        try:
            converted = self._axis.convert_units(given)  # type: ignore[no-untyped-call]
            return float(self.values(np.atleast_1d(converted))[0])
        except Exception:  # noqa: BLE001 - converters raise what they like
            return float("nan")

    def _periods(self, ordinals: Floats) -> Floats:
        """Return the first days of pandas' periods, which are counted from 1970 in units of a frequency."""
        import pandas as pd

        days = np.full(ordinals.shape, np.nan)
        for at, ordinal in enumerate(ordinals):
            if np.isfinite(ordinal):
                start = pd.Period(ordinal=int(ordinal), freq=self._freq).start_time
                days[at] = (start.to_datetime64() - np.datetime64(0, "D")) / _DAY
        return days


def floats(data: Any) -> Floats:
    """Return anything that holds numbers as a flat array of floats."""
    try:
        values: Any = np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)
    except (TypeError, ValueError):
        return np.empty(0)
    return np.asarray(values, dtype=float).ravel()


def _epoch() -> float:
    epoch = mdates.get_epoch()  # type: ignore[no-untyped-call]
    return float((np.datetime64(epoch) - np.datetime64("1970-01-01")) / _DAY)


def _is_dated(axis: matplotlib.axis.Axis) -> bool:
    kinds = (mdates.DateLocator, mdates.DateFormatter, mdates.AutoDateFormatter, mdates.ConciseDateFormatter)
    return isinstance(axis.get_major_locator(), kinds) or isinstance(axis.get_major_formatter(), kinds)


def _period_frequency(axis: matplotlib.axis.Axis) -> Any:
    """Return the frequency of an axis on which pandas has drawn periods."""
    if not type(axis.get_major_formatter()).__name__.startswith("TimeSeries_Date"):
        return None
    return getattr(axis, "freq", None) or getattr(axis.axes, "freq", None)


def _categories(axis: matplotlib.axis.Axis, named: Mapping[float, str]) -> Mapping[float, str]:
    """Return the places whose names say more than where they are."""
    if getattr(getattr(axis, "units", None), "_mapping", None):
        return named
    return {} if all(_is_number(text, place) for place, text in named.items()) else named


def _named_places(axis: matplotlib.axis.Axis) -> Mapping[float, str]:
    """Return the places on an axis that have fixed labels."""
    mapping = getattr(getattr(axis, "units", None), "_mapping", None)
    if mapping:
        return {float(place): str(name) for name, place in mapping.items()}
    locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
    if not isinstance(locator, ticker.FixedLocator):
        return {}
    places = floats(locator.locs)  # type: ignore[attr-defined]
    named = {
        float(place): text.strip() for place, text in zip(places, _texts(places, formatter), strict=False)
    }
    return {place: text for place, text in named.items() if text}


def _texts(places: Floats, formatter: ticker.Formatter) -> list[str]:
    if isinstance(formatter, ticker.FixedFormatter):
        return [str(text) for text in formatter.seq]
    if isinstance(formatter, ticker.FuncFormatter):
        func = formatter.func
        if isinstance(func, functools.partial) and func.args and isinstance(func.args[0], dict):
            return [str(func.args[0].get(place, "")) for place in places]
    return []


def _is_number(text: str, place: float) -> bool:
    try:
        return bool(np.isclose(float(text.replace("\N{MINUS SIGN}", "-").replace(",", "")), place))
    except ValueError:
        return False


def _are_places(named: Mapping[float, str]) -> bool:
    """Tell whether names stand side by side, so that each has a place of its own."""
    places = np.sort(np.array(list(named)))
    return bool(places.size) and bool(np.allclose(np.diff(places), 1))
