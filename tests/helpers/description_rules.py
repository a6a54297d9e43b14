"""Rules for every description.

`check` compares a description with facts about its object that a test computed: each number in it must be one
of these, to its rounding, and so must each date. Names and texts of the object are removed before, so that
the 1 of "Q1" is no number.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipytts import describe
from ipytts.description.detail import LENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipytts.description.detail import Detail

DETAILS: tuple[Detail, ...] = ("brief", "normal", "full")
TIME_LIMIT = 0.2  # s of processor time for a description

_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b({_MONTHS}) (\d{{1,2}}), (\d{{4}})"
    r"(?: at (\d{1,2}):(\d\d) ([AP]M)(?: and (\d+(?:\.\d+)?) seconds?)?)?"
)
_MONTH = re.compile(rf"\b({_MONTHS}) (\d{{4}})")
_NUMBER = re.compile(
    r"(?<![\w.])(?P<minus>[Mm]inus )?"
    r"(?:(?:(?P<factor>\d+(?:\.\d+)?) times )?10 to the (?P<down>minus )?(?P<power>\d[\d,]*)"
    r"|(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?: (?P<scale>million|billion|trillion))?)(?!\w)"
)
_UNSPEAKABLE = {
    "an address": r"\b0x[0-9a-fA-F]+",
    "bytes": r"(?<!\w)b'[^']*'|(?<!\w)b\"[^\"]*\"|\\x[0-9a-f]{2}",
    "markup": r"</?[a-zA-Z][\w-]*(\s+[\w-]+=[^>]*)?\s*/?>|&(?:amp|lt|gt|nbsp);",
    "a number for machines": r"\b\d+(?:\.\d+)?e[+-]?\d+\b|(?<![\w-])-\d|\bnan\b|\binf\b|\bNaT\b|\bdtype\b",
    "a date for machines": r"\b\d{4}-\d\d-\d\d\b",
}
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\x1b]")
_GAP = re.compile(r"  |,,|,\.|: \.|^\s|\s$| ,|;\.")


@dataclass
class Facts:
    """Facts about an object.

    Attributes
    ----------
    numbers : list of float
        The numbers that may occur; shares in percent.
    dates : list of datetime
        The dates that may occur.
    quoted : list of str
        Names and texts of the object, which may contain digits.
    required : list of str
        Names that must occur.
    """

    numbers: list[float] = field(default_factory=list)
    dates: list[dt.datetime] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    required: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SpokenNumber:
    """A number in a description.

    Attributes
    ----------
    text : str
        In words.
    value : float
    tolerance : float
        Half a unit of the last digit.
    """

    text: str
    value: float
    tolerance: float


def check(text: str, detail: Detail, facts: Facts | None = None) -> None:
    """Check a description against the rules; with facts also its numbers, dates and names."""
    check_form(text, detail)
    if facts is None:
        return
    assert not _GAP.search(text), f"a gap in {text!r}"
    for name in facts.required:
        assert plain(name).lower() in plain(text).lower(), f"{name!r} is missing in {text!r}"
    rest, dates = _without_dates(_without(text, [*facts.quoted, *facts.required]))
    check_speakable(rest)
    wrong_dates = [date for date in dates if not any(_is_same(date, true) for true in facts.dates)]
    assert not wrong_dates, f"{wrong_dates} is no date of the object, in {text!r}"
    wrong_numbers = [spoken.text for spoken in numbers_in(rest) if not _is_true(spoken, facts.numbers)]
    assert not wrong_numbers, f"{wrong_numbers} is no number of the object, in {text!r}"


def unstated_numbers(text: str, stated: Iterable[str], quoted: Iterable[str]) -> list[str]:
    """Return the numbers of a description that are in none of its stated values, nor in names."""
    quoted = list(quoted)
    rest, _ = _without_dates(_without(text, quoted))
    values = [spoken.value for words in (*stated, *quoted) for spoken in numbers_in(str(words))]
    return [spoken.text for spoken in numbers_in(rest) if not _is_true(spoken, values)]


def check_form(text: str, detail: Detail) -> None:
    """Check a description against the rules that need no facts."""
    assert any(map(str.isalnum, text)), f"no words: {text!r}"
    assert len(text) <= LENGTHS[detail], f"{len(text)} characters: {text!r}"
    assert text.rstrip("\"')”")[-1:] in set(".!?…"), f"no end: {text!r}"
    assert not _CONTROL_CHARACTER.search(text), f"a control character in {text!r}"


def check_speakable(text: str) -> None:
    """Check that words of ours, without names and texts of the object, have no form that is for machines."""
    for what, pattern in _UNSPEAKABLE.items():
        found = re.search(pattern, text)
        assert not found, f"{what}, {found[0]!r}, in {text!r}"


def check_any(thing: Any) -> None:
    """Check that an object is described in each detail, by the rules that need no facts, in time."""
    for detail in DETAILS:
        start = time.thread_time()  # other processes do not count
        text = describe(thing, detail)
        assert time.thread_time() - start < TIME_LIMIT
        check_form(text, detail)


def numbers_in(text: str) -> Iterator[SpokenNumber]:
    """Yield the numbers of a description, as a listener would understand them."""
    for match in _NUMBER.finditer(text):
        sign = -1 if match["minus"] else 1
        if match["power"]:
            factor = match["factor"] or "1"
            unit = float(f"1e{'-' if match['down'] else ''}{match['power'].replace(',', '')}")
        else:
            factor, unit = match["digits"].replace(",", ""), _SCALES.get(match["scale"] or "", 1.0)
        decimals = len(factor.partition(".")[2])
        yield SpokenNumber(match[0], sign * float(factor) * unit, 0.5 * 10**-decimals * unit)


def plain(name: str) -> str:
    """Return a name as it is spoken."""
    return " ".join(str(name).replace("_", " ").split())


def _is_true(spoken: SpokenNumber, numbers: Iterable[float]) -> bool:
    slack = spoken.tolerance * (1 + 1e-9) + 1e-12 * abs(spoken.value)
    return any(abs(spoken.value - number) <= slack for number in numbers if math.isfinite(number))


def _without(text: str, quoted: Iterable[str]) -> str:
    for name in sorted({plain(name) for name in quoted}, key=len, reverse=True):
        if name and not name.replace(".", "").isdecimal():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _without_dates(text: str) -> tuple[str, list[dt.datetime]]:
    dates = []
    for month, day, year, hour, minute, half, second in _DATE.findall(text):
        date = dt.datetime.strptime(f"{month} {day} {year:>04}", "%B %d %Y")  # noqa: DTZ007 - spoken without a time zone
        clock = (int(hour or 12) % 12 + (12 if half == "PM" else 0), int(minute or 0), float(second or 0))
        dates.append(date + dt.timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2]))
    text = _DATE.sub("…", text)
    for month, year in _MONTH.findall(text):
        dates.append(dt.datetime.strptime(f"{month} {year}", "%B %Y"))  # noqa: DTZ007 - the same
    return _MONTH.sub("…", text), dates


def _is_same(spoken: dt.datetime, true: dt.datetime) -> bool:
    return abs((spoken - true.replace(tzinfo=None)).total_seconds()) < 1
