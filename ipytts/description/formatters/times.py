"""Dates, times of day and durations."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from ipytts.description.wording import dates, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell_date(moment: dt.date, detail: Detail) -> str:
    """Say a date, but for the brief with its weekday."""
    said = dates.date(moment)
    return said if detail == "brief" else f"{_WEEKDAYS[dt.date.weekday(moment)]}, {said}"


def _time(moment: dt.time, _: Detail) -> str:
    return dates.date(moment)


def tell_duration(span: dt.timedelta, _: Detail) -> str:
    """Say how long it is."""
    return dates.duration(dt.timedelta.total_seconds(span))


def _zone(zone: dt.tzinfo, _: Detail) -> str:
    return f"The time zone {plain_text.to_plain(str(zone), 60)}"


def _parts(moment: time.struct_time, detail: Detail) -> str:
    return tell_date(dt.datetime(*moment[:6]), detail)  # noqa: DTZ001 - it says nothing of its zone


FORMATTERS: Mapping[type, Formatter] = {
    dt.date: tell_date,
    dt.time: _time,
    dt.timedelta: tell_duration,
    dt.tzinfo: _zone,
    time.struct_time: _parts,
}
