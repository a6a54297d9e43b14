"""Dates and times in ISO format in words."""

from __future__ import annotations

import datetime as dt
import re

from ipytts.description.wording import dates

_DATE_AND_TIME = re.compile(
    r"(?<![\d/-])(?P<date>\d{4}([-/])\d\d\2\d\d)(?![\d/]|-\d)"
    r"(?:[T ](?P<time>\d\d:\d\d)(?P<seconds>:\d\d)?(?:[.,]\d{1,9})?"
    r"(?P<zone> ?(?:Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b))?)?"
)
_WITHOUT_MARKS = re.compile(r"(?<!\w)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?=Z?(?!\w))")
_TIME_AND_ZONE = re.compile(r"(?<=\d\d:\d\d) ?([+-])(\d\d):?(\d\d)\b")


def name_dates(text: str) -> str:
    """Return a text with its dates in words, and its times without fractions of a second.

    Examples
    --------
    >>> name_dates("From 2024-01-05T14:30:00Z to 2024-01-06 09:15:20.123+02:00, not 2024-13-01")
    'From January 5, 2024, 14:30 UTC to January 6, 2024, 09:15:20 UTC plus 2, not 2024-13-01'
    """
    text = _WITHOUT_MARKS.sub(r"\1-\2-\3T\4:\5:\6", text)
    if "-" not in text and "/" not in text and ":" not in text:
        return text
    return _TIME_AND_ZONE.sub(lambda match: _zone(*match.groups()), _DATE_AND_TIME.sub(_in_words, text))


def _in_words(match: re.Match[str]) -> str:
    try:
        date = dates.date(dt.date.fromisoformat(match["date"].replace("/", "-")))
    except ValueError:
        return match[0]
    if match["time"] is None:
        return date
    seconds = match["seconds"] if match["seconds"] not in (None, ":00") else ""
    zone = (match["zone"] or "").strip()
    if zone[:1] in ("+", "-") and zone:
        zone = _zone(zone[0], zone[1:3], zone[-2:])
    elif zone:
        zone = f" {'UTC' if zone == 'Z' else zone}"
    return f"{date}, {match['time']}{seconds}{zone}"


def _zone(sign: str, hours: str, minutes: str) -> str:
    """Return the difference of a time zone from universal time, such as ``+0200``, in words."""
    ahead = "plus" if sign == "+" else "minus"
    rest = f":{minutes}" if minutes != "00" else ""
    return f" UTC {ahead} {int(hours)}{rest}" if int(hours) or rest else " UTC"
