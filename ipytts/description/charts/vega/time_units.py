"""The units of time of Vega-Lite."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.json_data import Column, Kind, to_days
from ipytts.description.charts.model import Floats
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.wording.dates import MONTHS

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_QUARTERS = tuple(f"{name} quarter" for name in ("first", "second", "third", "fourth"))
_MILLISECONDS_PER_DAY = 86_400_000
_EPOCH_WEEKDAY = 4  # January 1, 1970 was a Thursday
_PARTS = re.compile(
    r"(?:utc)?(?:binned)?"
    r"((?:year|quarter|month|week|dayofyear|date|day|hours|minutes|seconds|milliseconds)+)"
)
_PART = re.compile(r"year|quarter|month|week|dayofyear|date|day|hours|minutes|seconds|milliseconds")
_NAMES = {  # of single units, for titles
    "year": "year",
    "quarter": "quarter",
    "month": "month",
    "week": "week of the year",
    "date": "day of the month",
    "day": "day of the week",
    "dayofyear": "day of the year",
    "hours": "hour",
    "minutes": "minute",
    "seconds": "second",
    "milliseconds": "millisecond",
}
_CODES = {"year": "Y", "month": "M", "date": "D", "hours": "h", "minutes": "m", "seconds": "s"}
_BROWSER_DATES = (
    *("%b %d %Y", "%B %d %Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y"),
    *("%m/%d/%Y", "%Y/%m/%d", "%m/%d/%Y %H:%M", "%Y/%m/%d %H:%M", "%b %d %Y %H:%M:%S"),
)
_FIELDS_OF_TIME = ("date", "time", "datetime", "timestamp")  # names that say no more than that


class TimeUnit(NamedTuple):
    """Dates in a unit of time."""

    kind: Kind
    values: Floats  # dates, numbers, or positions of the names
    names: Sequence[str]


def to_calendar_days(column: Column) -> Floats:
    """Return dates as days since 1970; texts also in the forms that browsers read beside ISO's."""
    days = to_days(column)
    if not days.size or np.isfinite(days).any() or column.dtype.kind != "O":
        return days
    return np.array([_day_of_text(str(value).strip()) for value in column.tolist()], float)


def _day_of_text(text: str) -> float:
    for pattern in _BROWSER_DATES:
        with suppress(ValueError):
            return float(to_days([dt.datetime.strptime(text, pattern)])[0])  # noqa: DTZ007 - clock times
    return float("nan")


def unit_of(definition: Any) -> list[str]:
    """Return the parts of a time unit, such as ["year", "month"]; empty without one."""
    unit = definition.get("timeUnit")
    if isinstance(unit, dict):
        if float(unit.get("step") or 1) != 1 or "maxbins" in unit:
            raise UnsupportedSpecError
        unit = unit.get("unit")
    if not unit:
        return []
    match = _PARTS.fullmatch(str(unit))
    if not match:
        raise UnsupportedSpecError(unit)
    return _PART.findall(match[1])


def title_of(field: str, parts: Sequence[str]) -> str:
    """Return the title of a field in a unit of time: "month of arrival", or "month" of a field "date"."""
    if len(parts) != 1 or parts[0] not in _NAMES:
        return field
    name = _NAMES[parts[0]]
    if name in field.lower():
        return field
    return name if field.lower() in _FIELDS_OF_TIME else f"{name} of {field}"


def to_datetimes(days: Floats) -> Column:
    """Return dates, given as days since 1970, with a precision of a millisecond."""
    known = np.isfinite(days)
    dates = np.full(days.shape, np.datetime64("NaT", "ms"))
    dates[known] = np.round(days[known] * _MILLISECONDS_PER_DAY).astype("int64").astype("datetime64[ms]")
    return dates


def to_day(date: Mapping[str, Any]) -> float:
    """Return a date that is given by its parts, as days since 1970; missing parts are those of 2012-01-01."""
    month = date.get("month", 1)
    if isinstance(month, str):
        month = 1 + next(at for at, name in enumerate(MONTHS) if name.lower().startswith(month.lower()[:3]))
    if "quarter" in date:
        month = 3 * int(date["quarter"]) - 2
    time = {part: float(date.get(part, 0)) for part in ("hours", "minutes", "seconds", "milliseconds")}
    first = dt.datetime(int(date.get("year", 2012)), int(month), 1)  # noqa: DTZ001 - clock times
    return float(to_days([first + dt.timedelta(float(date.get("date", 1)) - 1, **time)])[0])


def to_time_unit(days: Floats, parts: Sequence[str]) -> TimeUnit:
    """Return dates, given as days since 1970, in a unit of time."""
    known, dates = np.isfinite(days), to_datetimes(days)
    if "year" in parts:
        return TimeUnit("date", _truncate(dates, parts), ())
    if tuple(parts) == ("month", "date"):
        keys = np.where(known, _number(dates, "month") * 100 + _number(dates, "date"), np.nan)
        names = [f"{MONTHS[month]} {day}" for month in range(12) for day in range(1, 32)]
        return TimeUnit("category", (keys // 100) * 31 + keys % 100 - 1, names)
    if len(parts) != 1:
        raise UnsupportedSpecError(parts)
    values = np.where(known, _number(dates, parts[0]), np.nan)
    by_part: dict[str, Sequence[str]] = {"month": MONTHS, "day": _WEEKDAYS, "quarter": _QUARTERS}
    names = list(by_part.get(parts[0], ()))
    return TimeUnit("category" if names else "number", values, names)


def _truncate(dates: Any, parts: Sequence[str]) -> Floats:
    last = parts[-1]
    if last in _CODES:
        return to_days(dates.astype(f"datetime64[{_CODES[last]}]").astype("datetime64[s]"))
    if last == "quarter":
        months = dates.astype("datetime64[M]")
        return to_days((months - _number(dates, "month").astype("int64") % 3).astype("datetime64[s]"))
    if last == "day":
        return to_days(dates.astype("datetime64[D]").astype("datetime64[s]"))
    if last == "week":
        return to_days(dates.astype("datetime64[D]").astype("datetime64[s]")) - _number(dates, "day")
    raise UnsupportedSpecError(last)


def _number(dates: Any, part: str) -> Floats:
    """Return a part of dates as a number; months, quarters and weekdays count from 0."""
    day = dates.astype("datetime64[D]")
    years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
    if part in ("month", "quarter"):
        month = months.astype("int64") % 12
        return np.asarray(month // 3 if part == "quarter" else month, dtype=float)
    if part == "day":
        return np.asarray((day.astype("int64") + _EPOCH_WEEKDAY) % 7, dtype=float)
    if part == "date":
        return np.asarray((day - months.astype("datetime64[D]")).astype("int64") + 1, dtype=float)
    if part in ("dayofyear", "week"):
        day_of_year = (day - years.astype("datetime64[D]")).astype("int64")
        first_weekday = (years.astype("datetime64[D]").astype("int64") + _EPOCH_WEEKDAY) % 7
        # Weeks begin on Sundays; the days before the first one are in week 0.
        week = (day_of_year + first_weekday) // 7 + np.where(first_weekday == 0, 1, 0)
        return np.asarray(day_of_year + 1 if part == "dayofyear" else week, dtype=float)
    seconds = (dates - day).astype("timedelta64[s]").astype("int64")
    by_part = {"hours": seconds // 3600, "minutes": seconds // 60 % 60, "seconds": seconds % 60}
    if part not in by_part:
        raise UnsupportedSpecError(part)
    return np.asarray(by_part[part], dtype=float)
