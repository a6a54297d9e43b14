"""Describe dates, times of day and durations."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping

from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import dates, plain_text
from ipytts.description.wording.facts import plain_value
from ipytts.description.wording.phrase import Description, Fact, phrase


def describe_date(moment: dt.date, detail: Detail) -> Description:
    """Return a date in words; with its weekday, unless brief."""
    weekday = "" if detail == "brief" else f"{dates.WEEKDAYS[dt.date.weekday(moment)]}, "
    return Description.of([phrase("{}{}", weekday, _date_fact(moment))])


def _date_fact(moment: dt.date | dt.time) -> Fact:
    return Fact(dates.date(moment), plain_value(moment), "value")


def _describe_time(moment: dt.time, _: Detail) -> Description:
    return Description.of([_date_fact(moment)])


def _describe_duration(span: dt.timedelta, _: Detail) -> Description:
    return describe_seconds(dt.timedelta.total_seconds(span))


def describe_seconds(seconds: float) -> Description:
    """Return a duration in words."""
    return Description.of([Fact(dates.duration(seconds), seconds, "value")])


def _describe_time_zone(zone: dt.tzinfo, _: Detail) -> Description:
    return Description.of([f"the time zone {plain_text.to_plain(str(zone), 60)}"])


def _describe_struct_time(moment: time.struct_time, detail: Detail) -> Description:
    return describe_date(dt.datetime(*moment[:6]), detail)  # noqa: DTZ001 - it has no time zone


FORMATTERS: Mapping[type, Formatter] = {
    dt.date: describe_date,
    dt.time: _describe_time,
    dt.timedelta: _describe_duration,
    dt.tzinfo: _describe_time_zone,
    time.struct_time: _describe_struct_time,
}
