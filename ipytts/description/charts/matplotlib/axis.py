"""Read an axis of matplotlib: its label, its categories and its values. Nothing is drawn."""

from __future__ import annotations

import datetime as dt
import functools
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import matplotlib.dates as mdates
import numpy as np
from matplotlib import ticker

from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.model import Axis, Floats

if TYPE_CHECKING:
    import matplotlib.axis

_DAY = np.timedelta64(1, "D")
_QUARTERS_PER_DAY = 96
_SCALES = {  # the names of scales, by those that matplotlib has for them
    "linear": "",
    "log": "",
    "symlog": "symmetric logarithmic",
    "logit": "logit",
    "asinh": "inverse hyperbolic sine",
}
_EDGE = 1e-9  # of the range; a value so near an end is at the end


class AxisReader:
    """Reads one axis of matplotlib into `axis`, an axis of the model."""

    def __init__(self, axis: matplotlib.axis.Axis) -> None:
        self._axis = axis
        self._frequency = _period_frequency(axis)
        self._time_zone = _time_zone(axis)
        self.tick_labels = _tick_labels(axis)  # by position
        categories = _categories(axis, self.tick_labels)
        has_dates = self._frequency is not None or _has_dates(axis)
        kind: Literal["number", "date", "category"] = (
            "date" if has_dates else "category" if _are_evenly_spaced(categories) else "number"
        )
        self.axis = Axis(
            label=axis.get_label().get_text(),
            kind=kind,
            is_log=axis.get_scale() == "log",
            scale=_SCALES.get(axis.get_scale(), "nonlinear"),
            is_reversed=_is_reversed(axis),
            categories={} if has_dates else categories,
            percent_of=_percent_of(axis.get_major_formatter()),
        )
        limits = self._limits()
        self.drawn = _drawn_range(axis.get_scale(), limits)
        if limits is not None and kind != "category" and not _are_those_of_data(axis):
            self.axis = replace(self.axis, limits=limits)

    def _limits(self) -> tuple[float, float] | None:
        """Return the limits that someone has set, in the order of their values."""
        name = _letter(self._axis)
        if name not in ("x", "y") or getattr(self._axis.axes, f"get_autoscale{name}_on")():
            return None
        low, high = sorted(map(float, self.values(_view_interval(self._axis))))
        return (low, high) if np.isfinite([low, high]).all() else None

    def reaches(self, start: float, end: float) -> bool:
        """Return whether a part of a span between two values is drawn."""
        low, high = self.drawn or (-np.inf, np.inf)
        return min(start, end) <= high and max(start, end) >= low

    def is_base(self, value: float) -> bool:
        """Return whether areas may begin at a value: 0, or an end of the axis."""
        if value == 0:
            return True
        ends = self.values(_view_interval(self._axis))
        return bool(np.isclose(ends, value, rtol=_EDGE, atol=_EDGE * np.ptp(ends)).any())

    def values(self, data: Any) -> Floats:
        """Return data of matplotlib as floats of the model; NaN for masked values."""
        values = flat(data)
        if self.axis.kind != "date":
            return values
        if self._frequency is not None:
            return self._period_starts(values)
        return _local(values + _epoch(), self._time_zone)

    def value(self, given: Any) -> float:
        """Return one value, in the units that the user has given, as a float of the model."""
        try:
            converted = self._axis.convert_units(given)  # type: ignore[no-untyped-call]
            return float(self.values(np.atleast_1d(converted))[0])
        except Exception:  # noqa: BLE001 - converters raise what they like
            return float("nan")

    def name_at(self, position: float, group: str) -> str:
        """Return the name of the category at a position, followed by the name of a group."""
        nearest = min(self.axis.categories, key=lambda category: abs(category - position), default=None)
        if nearest is not None and abs(nearest - position) < 0.5:  # of the distance between categories
            category = self.axis.categories[nearest]
        else:
            category = "" if group else f"{position:g}"
        return ", ".join(dict.fromkeys(filter(None, [category, group])))

    def hides_signs(self, value: float) -> bool:
        """Return whether a positive and a negative value have the same label, as in mirrored bars."""
        labels = self.tick_labels
        if any(position > 0 and labels.get(-position) == text for position, text in labels.items()):
            return True
        formatter = self._axis.get_major_formatter()
        if not isinstance(formatter, ticker.FuncFormatter) or not value > 0:
            return False
        try:
            return bool(formatter.func(value, 0) == formatter.func(-value, 0) != "")
        except Exception:  # noqa: BLE001 - a function of the user may raise anything
            return False

    def _period_starts(self, ordinals: Floats) -> Floats:
        """Return the first days of pandas' periods, whose ordinals count units of a frequency since 1970.

        A week has its last day, as pandas makes the weeks of dates that end them.
        """
        import pandas as pd

        days = np.full(ordinals.shape, np.nan)
        for index, ordinal in enumerate(ordinals):
            if np.isfinite(ordinal):
                period = pd.Period(ordinal=int(ordinal), freq=self._frequency)
                is_week = period.freqstr.startswith("W-")
                day = period.end_time.normalize() if is_week else period.start_time
                days[index] = (day.to_datetime64() - np.datetime64(0, "D")) / _DAY
        return days


def _percent_of(formatter: ticker.Formatter) -> float:
    """Return the value that a formatter writes as 100 percent, or NaN if it writes no percentages."""
    if isinstance(formatter, ticker.PercentFormatter):
        return float(formatter.xmax)
    if not isinstance(
        formatter, (ticker.FuncFormatter, ticker.StrMethodFormatter, ticker.FormatStrFormatter)
    ):
        return np.nan
    try:
        number, sign, rest = str(formatter(1.0, 0)).partition("%")
        return 100.0 / float(number) if sign and not rest and float(number) in (1, 100) else np.nan
    except Exception:  # noqa: BLE001 - a function of the user may raise anything
        return np.nan


def _epoch() -> float:
    """Return the first day of matplotlib's dates, in days since 1970."""
    epoch = mdates.get_epoch()  # type: ignore[no-untyped-call]
    return float((np.datetime64(epoch) - np.datetime64("1970-01-01")) / _DAY)


def _time_zone(axis: matplotlib.axis.Axis) -> dt.tzinfo | None:
    """Return the time zone in which an axis labels its dates; None for that of the data."""
    formatter = axis.get_major_formatter()
    zones = (getattr(formatter, "tz", None), getattr(formatter, "_tz", None), getattr(axis, "units", None))
    return next((zone for zone in zones if isinstance(zone, dt.tzinfo)), None)


def _local(days: Floats, zone: dt.tzinfo | None) -> Floats:
    """Return days since 1970 in UTC in local time; a time zone keeps its offset for quarter hours."""
    if zone is None or zone is dt.timezone.utc:
        return days
    known = np.isfinite(days)
    quarters, of_each = np.unique(np.floor(days[known] * _QUARTERS_PER_DAY), return_inverse=True)
    offsets = [_offset(quarter / _QUARTERS_PER_DAY, zone) for quarter in quarters.tolist()]
    local = days.copy()
    local[known] += np.array(offsets, float)[of_each]
    return local


def _offset(day: float, zone: dt.tzinfo) -> float:
    """Return what a time zone adds to UTC, in days; 0 for dates that datetimes cannot have."""
    try:
        utc = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc) + dt.timedelta(days=day)
        offset = utc.astimezone(zone).utcoffset()
    except (OverflowError, ValueError):
        return 0.0
    return offset / dt.timedelta(days=1) if offset else 0.0


def _letter(axis: matplotlib.axis.Axis) -> str:
    return str(axis.axis_name)  # type: ignore[attr-defined]  # not in its stubs


def _view_interval(axis: matplotlib.axis.Axis) -> Floats:
    """Return the limits of an axis; matplotlib, which computes those of the other one, too, may warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(axis.get_view_interval(), float)


def _is_reversed(axis: matplotlib.axis.Axis) -> bool:
    low, high = _view_interval(axis)
    return bool(low > high)


def _drawn_range(scale: str, limits: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return the range of the values that are drawn, or None if all are."""
    low, high = limits or (-np.inf, np.inf)
    if scale in ("log", "logit"):
        low, high = max(low, np.nextafter(0, 1)), min(high, np.nextafter(1, 0) if scale == "logit" else high)
    return (low, high) if np.isfinite([low, high]).any() else None


def _are_those_of_data(axis: matplotlib.axis.Axis) -> bool:
    """Return whether the limits are exactly the ends of the data, as pandas sets them."""
    data = axis.axes.dataLim
    ends = sorted((data.x0, data.x1) if _letter(axis) == "x" else (data.y0, data.y1))
    return bool(np.allclose(sorted(_view_interval(axis)), ends))


def _has_dates(axis: matplotlib.axis.Axis) -> bool:
    kinds = (mdates.DateLocator, mdates.DateFormatter, mdates.AutoDateFormatter, mdates.ConciseDateFormatter)
    return isinstance(axis.get_major_locator(), kinds) or isinstance(axis.get_major_formatter(), kinds)


def _period_frequency(axis: matplotlib.axis.Axis) -> Any:
    """Return the frequency of an axis on which pandas has drawn periods, or None."""
    if not type(axis.get_major_formatter()).__name__.startswith("TimeSeries_Date"):
        return None
    return getattr(axis, "freq", None) or getattr(axis.axes, "freq", None)


def _unit_categories(axis: matplotlib.axis.Axis) -> Mapping[str, float] | None:
    """Return the positions of an axis on which texts were drawn, or None."""
    return getattr(getattr(axis, "units", None), "_mapping", None)


def _categories(axis: matplotlib.axis.Axis, labels: Mapping[float, str]) -> Mapping[float, str]:
    """Return the labels, unless each is the number of its position."""
    if _unit_categories(axis):
        return labels
    return {} if all(_is_number(text, position) for position, text in labels.items()) else labels


def _tick_labels(axis: matplotlib.axis.Axis) -> Mapping[float, str]:
    """Return the labels at fixed positions."""
    categories = _unit_categories(axis)
    if categories:
        return {float(position): str(name) for name, position in categories.items()}
    locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
    if not isinstance(locator, ticker.FixedLocator):
        return {}
    positions = flat(locator.locs)  # type: ignore[attr-defined]  # not in its stubs
    labels = zip(positions, _label_texts(positions, formatter), strict=False)
    return {float(position): text.strip() for position, text in labels if text.strip()}


def _label_texts(positions: Floats, formatter: ticker.Formatter) -> list[str]:
    if isinstance(formatter, ticker.FixedFormatter):
        return [str(text) for text in formatter.seq]
    if isinstance(formatter, ticker.FuncFormatter):
        func = formatter.func
        if isinstance(func, functools.partial) and func.args and isinstance(func.args[0], dict):
            return [str(func.args[0].get(position, "")) for position in positions]
    return []


def _is_number(text: str, position: float) -> bool:
    try:
        return bool(np.isclose(float(text.replace("\N{MINUS SIGN}", "-").replace(",", "")), position))
    except ValueError:
        return False


def _are_evenly_spaced(categories: Mapping[float, str]) -> bool:
    """Return whether categories lie one unit apart, as those of bars do."""
    positions = np.sort(np.array(list(categories)))
    return bool(positions.size) and bool(np.allclose(np.diff(positions), 1))
