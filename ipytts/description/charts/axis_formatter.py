"""How the values along an axis are said: dates as dates, categories by name, numbers rounded for the ear."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.wording import dates, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipytts.description.charts.model import Axis, Floats

_STEPS = 20  # that the span of the data has at least, when its numbers are rounded
_DIGITS = 3
_YEARS = range(1500, 2200)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - charts show clock times
_CALENDAR = ((365.2425, "year"), (30.44, "month"), (7.0, "week"), (1.0, "day"))
_MONTHS = [dates.month(1, number).split()[0] for number in range(1, 13)]
_NOTHING = 1e-12
_NEAR = 0.02  # of a place that has a name


class AxisFormatter:
    """Says values of one axis; it knows all that are told, so as to tell them apart.

    Examples
    --------
    >>> from ipytts.description.charts.model import Axis
    >>> says = AxisFormatter(Axis("pressure (hPa)"), [np.array([1013.24, 1013.91])])
    >>> says.format(1013.24), says.label
    ('1,013.24', 'pressure in hectopascals')
    >>> AxisFormatter(Axis("day", "date"), [np.array([19723.0, 19725.0])]).format_at(19723)
    'on January 1, 2024'
    """

    def __init__(self, axis: Axis, data: Iterable[Floats], letter: str = "x") -> None:
        self.axis = axis
        self._letter = letter
        self.label = labels.spoken(axis.label) if axis.label.strip() else ""
        found = [values[np.isfinite(values)] for values in data]
        found = [values for values in found if values.size]
        self.low = min((float(values.min()) for values in found), default=math.nan)
        self.high = max((float(values.max()) for values in found), default=math.nan)
        self._by_year = axis.kind == "number" and self._are_years(found)
        months = 1 <= self.low <= self.high <= len(_MONTHS)
        self._by_month = axis.kind == "number" and self.label.lower() == "month" and months
        self._dates = _finest(found) if axis.kind == "date" else ""

    def _are_years(self, data: list[Floats]) -> bool:
        named = "year" in self.label.lower().split()
        if not (named or (not self.label and self.high - self.low >= 1)):
            return False
        if not (self.low in _YEARS or math.floor(self.low) in _YEARS) or math.ceil(self.high) not in _YEARS:
            return False
        return named or all(bool((values == np.floor(values)).all()) for values in data)

    def format(self, value: float) -> str:
        """Say a value."""
        if not math.isfinite(value):
            return numbers.number(value)
        if self.axis.kind == "date":
            return self._date(value)
        if self._by_year and value == int(value):
            return str(int(value))
        if self._by_month and value == int(value):
            return _MONTHS[int(value) - 1]
        return self._category(value) or self._number(value)

    def _category(self, value: float) -> str:
        """Return the name of the place where a value is, or nothing."""
        if not self.axis.categories:
            return ""
        nearest = min(self.axis.categories, key=lambda place: abs(place - value))
        far = 0.5 if self.axis.kind == "category" else _NEAR
        return self.axis.categories[nearest] or "unnamed" if abs(nearest - value) < far else ""

    def _number(self, value: float) -> str:
        if abs(value) < _NOTHING * (self.high - self.low):
            return "0"  # what is left of rounding, as in sin(pi)
        digits = self._digits(value)
        if 0.99 < abs(value) < 1:  # on an axis nothing hangs on whether it is 1 or almost 1
            value = round(value, digits)
        return numbers.number(value, digits)

    def format_at(self, value: float) -> str:
        """Say where on the axis a value is."""
        if self.axis.kind == "date":
            return f"{'on' if self._dates in ('day', 'time') else 'in'} {self.format(value)}"
        if self.axis.kind == "category":
            return f"at {self.format(value)}"
        if self._by_year or self._by_month:
            return f"in {self.format(value)}"
        return f"at {self.format(value)}" if self.label else f"at {self._letter} {self.format(value)}"

    def format_with_label(self, value: float) -> str:
        """Name what is at a place; a number by what it is a number of."""
        if self.axis.kind != "number" or self._by_year or self._by_month or value in self.axis.categories:
            return self.format(value)
        return f"{self.label.split(' in ')[0] or self._letter} {self.format(value)}"

    def format_distance(self, size: float) -> str:
        """Say how far values lie apart."""
        if self.axis.kind != "date":
            return numbers.number(size)
        unit, noun = next(((days, noun) for days, noun in _CALENDAR if size >= 0.9 * days), (1.0, "day"))
        count = round(size / unit)
        return noun if count == 1 else numbers.with_noun(max(1, count), noun)

    def format_range(self) -> str:
        """Say from where to where the data reach."""
        return (
            f"from {self.format(self.low)} to {self.format(self.high)}"
            if self.low < self.high
            else f"at {self.format(self.low)}"
        )

    def _digits(self, value: float) -> int:
        """Return how many digits are enough to tell a value from others of the data."""
        step = (self.high - self.low) / _STEPS
        if not value or not step > 0 or not math.isfinite(step):
            return _DIGITS
        return min(12, max(_DIGITS, math.floor(math.log10(abs(value))) - math.floor(math.log10(step)) + 1))

    def _date(self, days: float) -> str:
        try:
            moment = _EPOCH + dt.timedelta(seconds=round(days * 86_400))
        except OverflowError:
            return f"day {numbers.number(days)}"
        if self._dates == "year":
            return str(moment.year)
        if self._dates == "month":
            return dates.month(moment.year, moment.month)
        return dates.date(moment.date() if self._dates == "day" else moment)


def _finest(data: list[Floats]) -> str:
    """Return by what dates differ: years, where all are first or all are last days; months; days; time."""
    if not data:
        return "day"
    days = np.concatenate(data)
    if days.size and float(np.abs(days).max()) > 10**7:  # beyond what dates can be
        return "day"
    if bool((np.abs(days - np.round(days)) > 1e-6).any()):  # a tenth of a second
        return "time"
    dates = np.round(days).astype("int64").astype("datetime64[D]")
    for unit, name in (("Y", "year"), ("M", "month")):
        for shift in (0, 1):
            shifted = dates + shift
            if bool((shifted == shifted.astype(f"datetime64[{unit}]")).all()) and np.unique(dates).size > 1:
                return name
    return "day"
