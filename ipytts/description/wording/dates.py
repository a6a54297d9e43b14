"""Dates, times of day and durations in words."""

from __future__ import annotations

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ipytts.description.wording.grammar import join
from ipytts.description.wording.numbers import number, plural, with_noun

EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - of dates without a time zone
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))  # s
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FULL_NAMES: tuple[dict[str, str], ...] = (
    {**{name[:3]: name for name in WEEKDAYS}, "Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday"},
    {**{name[:3]: name for name in MONTHS}, "Sept": "September", "June": "June", "July": "July"},
)


def date(moment: dt.date | dt.time) -> str:
    """Return a date in words, with its time of day unless that is midnight; or a time of day.

    Examples
    --------
    >>> date(dt.date(2024, 1, 3)), date(dt.datetime(2024, 1, 3, 14, 30)), date(dt.time(9, 5, 30))
    ('January 3, 2024', 'January 3, 2024 at 2:30 PM', '9:05 AM and 30 seconds')
    """
    if isinstance(moment, dt.time):
        return _clock(moment)
    day = f"{MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    if not isinstance(moment, dt.datetime) or (moment.time() == dt.time() and moment.tzinfo is None):
        return day
    clock = "" if moment.time() == dt.time() else f" at {_clock(moment.time())}"
    return f"{day}{clock}{_zone(moment)}"


def _zone(moment: dt.datetime) -> str:
    """Return the name of a time zone if it is spelled with letters, else its offset from UTC."""
    name, offset = moment.tzname() or "", moment.utcoffset()
    if name.isalpha() or offset is None:
        return f" {name}" if name.isalpha() else ""
    sign = "minus" if offset < dt.timedelta() else "plus"
    return f" UTC {sign} {duration(abs(offset.total_seconds()))}"


def _clock(time: dt.time) -> str:
    clock = f"{(time.hour + 11) % 12 + 1}:{time.minute:02} {'AM' if time.hour < 12 else 'PM'}"
    seconds = time.second + time.microsecond / 1e6
    return f"{clock} and {number(seconds)} second{'' if seconds == 1 else 's'}" if seconds else clock


def month(year: int, month_of_year: int) -> str:
    """Return a month and its year in words.

    Examples
    --------
    >>> month(2024, 1)
    'January 2024'
    """
    return f"{MONTHS[month_of_year - 1]} {year}"


def full_names(texts: Iterable[str]) -> dict[str, str]:
    """Return the full names of weekdays or months, if all texts are abbreviations of them.

    Examples
    --------
    >>> full_names(["Fri", "Sat"]), full_names(["Sun", "Moon"]), full_names(["Sun"])
    ({'Fri': 'Friday', 'Sat': 'Saturday'}, {}, {})
    """
    different = dict.fromkeys(texts)
    names = next((names for names in _FULL_NAMES if names.keys() >= different.keys()), {})
    return {text: names[text] for text in different} if names and len(different) > 1 else {}


class Seconds(float):
    """A duration in seconds, which is worded as one."""


Unit = Literal["week", "week end", "month", "quarter", "year"]


@dataclass(frozen=True, order=True)
class Period:
    """A week, month, quarter or year, by the day that stands for it in the data: its first or its last.

    Examples
    --------
    >>> [str(Period(dt.date(2024, 3, 31), unit)) for unit in ("week end", "month", "quarter", "year")]
    ['the week to March 31, 2024', 'March 2024', 'quarter 1 of 2024', '2024']
    """

    day: dt.date
    unit: Unit

    def __str__(self) -> str:
        if self.unit in ("week", "week end"):
            return f"the week {'from' if self.unit == 'week' else 'to'} {date(self.day)}"
        if self.unit == "quarter":
            return f"quarter {(self.day.month + 2) // 3} of {self.day.year}"
        return month(self.day.year, self.day.month) if self.unit == "month" else str(self.day.year)


def find_unit(days: Sequence[dt.date]) -> Unit | None:
    """Return the unit of days that all begin, or all end, a month, a quarter or a year; None for other days.

    Examples
    --------
    >>> find_unit([dt.date(2024, 1, 31), dt.date(2024, 2, 29)])
    'month'
    >>> find_unit([dt.date(2023, 1, 1), dt.date(2024, 1, 1)])
    'year'
    """
    if not all(type(day) is dt.date or (isinstance(day, dt.datetime) and _is_midnight(day)) for day in days):
        return None
    months = sorted({12 * day.year + day.month - 1 for day in days})
    if all(day.day == 1 for day in days):
        return unit_of_months(months, at_end=False)
    if all(day.day == monthrange(day.year, day.month)[1] for day in days):
        return unit_of_months(months, at_end=True)
    return None


def unit_of_months(months: Sequence[int], *, at_end: bool) -> Unit | None:
    """Return the unit of months of which the first or the last days are given.

    `months` are sorted numbers of months since the year 0.
    """
    if len(months) < 2:
        return None
    last_of_quarter = 2 if at_end else 0
    if all(number_of_month % 12 == (11 if at_end else 0) for number_of_month in months):
        return "year"
    are_quarters = len(months) > 2 and {b - a for a, b in pairwise(months)} == {3}
    return "quarter" if are_quarters and months[0] % 3 == last_of_quarter else "month"


def _is_midnight(moment: dt.datetime) -> bool:
    return moment.time() == dt.time()


def days_since_1970(moment: dt.date | Period) -> float:
    """Return a date, or the day of a period, as days since 1970; in UTC if it has a time zone.

    Examples
    --------
    >>> days_since_1970(dt.datetime(1970, 1, 2, 12))
    1.5
    """
    if isinstance(moment, Period):
        moment = moment.day
    if not isinstance(moment, dt.datetime):
        return float(moment.toordinal() - EPOCH.toordinal())
    epoch = EPOCH if moment.tzinfo is None else EPOCH.replace(tzinfo=dt.timezone.utc)
    return (moment - epoch) / dt.timedelta(days=1)


def to_periods(days: Sequence[dt.date], unit: Unit) -> list[Period]:
    """Return the periods that days stand for."""
    return [Period(day, unit) for day in days]


def duration(seconds: float) -> str:
    """Return a duration in words, in its two largest units.

    Examples
    --------
    >>> [duration(x) for x in (125, 90000, 1.5, 0.00025, 3600, 0)]
    ['2 minutes and 5 seconds', '1 day and 1 hour', '1.5 seconds', '0.25 milliseconds', '1 hour', '0 seconds']
    """
    if not math.isfinite(seconds):
        return number(seconds)
    if seconds < 0:
        return f"minus {duration(-seconds)}"
    if seconds == 0 or 1 <= seconds < 60:
        return _in_one_unit(seconds, "second")
    if seconds >= 60:
        return _in_two_units(seconds)
    if seconds >= 1e-4:
        return _in_one_unit(seconds / 1e-3, "millisecond")
    return _in_one_unit(seconds / 1e-6, "microsecond")


def _in_one_unit(count: float, unit: str) -> str:
    in_words = number(count)
    return f"{in_words} {unit if in_words == '1' else plural(unit)}"


def _in_two_units(seconds: float) -> str:
    first = next(index for index, (size, _) in enumerate(_UNITS) if seconds >= size)
    second_size = _UNITS[first + 1][0]
    rest = round(seconds / second_size) * second_size
    parts = []
    for size, unit in _UNITS[max(0, first - 1) : first + 2]:  # rounding may reach the next larger unit
        count, rest = divmod(rest, size)
        if count:
            parts.append(with_noun(int(count), unit))
    return join(parts[:2])
