"""Describe dates, times of day and durations."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from ipytts.description.wording import dates, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def describe_date(moment: dt.date, detail: Detail) -> str:
    """Return a date in words; with its weekday, unless brief."""
    date = dates.date(moment)
    return date if detail == "brief" else f"{_WEEKDAYS[dt.date.weekday(moment)]}, {date}"


def _describe_time(moment: dt.time, _: Detail) -> str:
    return dates.date(moment)


def _describe_duration(span: dt.timedelta, _: Detail) -> str:
    return dates.duration(dt.timedelta.total_seconds(span))


def _describe_time_zone(zone: dt.tzinfo, _: Detail) -> str:
    return f"The time zone {plain_text.to_plain(str(zone), 60)}"


def _describe_struct_time(moment: time.struct_time, detail: Detail) -> str:
    return describe_date(dt.datetime(*moment[:6]), detail)  # noqa: DTZ001 - it has no time zone


FORMATTERS: Mapping[type, Formatter] = {
    dt.date: describe_date,
    dt.time: _describe_time,
    dt.timedelta: _describe_duration,
    dt.tzinfo: _describe_time_zone,
    time.struct_time: _describe_struct_time,
}
