"""What every description is held to, whoever tells it.

`check` takes a description and what is true of its object, recomputed by the test: each number that is said
must be one of these, to its rounding; so must each date. What the object itself is called, and the texts in
it, are taken out before, so that the 1 of "Q1" is no number.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    "a control character": r"[\x00-\x1f\x7f-\x9f\x1b]",
    "a number for machines": r"\b\d+(?:\.\d+)?e[+-]?\d+\b|(?<![\w-])-\d|\bnan\b|\binf\b|\bNaT\b|\bdtype\b",
    "a date for machines": r"\b\d{4}-\d\d-\d\d\b",
}
_GAP = re.compile(r"  |,,|,\.|: \.|^\s|\s$| ,|;\.")


@dataclass
class Facts:
    """What is true of an object, as a test found out.

    Attributes
    ----------
    numbers : list of float
        Every number that may be said; shares as percent.
    dates : list of datetime
        Every date that may be said.
    quoted : list of str
        Names and texts of the object, which may hold digits.
    owed : list of str
        Names that have to be said.
    """

    numbers: list[float] = field(default_factory=list)
    dates: list[dt.datetime] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    owed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """A number that was said.

    Attributes
    ----------
    text : str
        How.
    value : float
        What it is.
    within : float
        Half of the last place that was said: as far as the truth may be off.
    """

    text: str
    value: float
    within: float


def check(told: str, detail: Detail, facts: Facts | None = None) -> None:
    """Hold a description to the rules; to those about numbers and names where the facts are given."""
    check_form(told, detail)
    if facts is None:
        return
    assert not _GAP.search(told), f"a gap in {told!r}"
    for name in facts.owed:
        assert plain(name).lower() in told.lower(), f"{name!r} is owed in {told!r}"
    left, dates = _without_dates(_without(told, [*facts.quoted, *facts.owed]))
    wrong = [date for date in dates if not any(_same(date, true) for true in facts.dates)]
    assert not wrong, f"{wrong} of no date of the object, in {told!r}"
    missed = [said.text for said in numbers_in(left) if not _is_true(said, facts.numbers)]
    assert not missed, f"{missed} is no number of the object, in {told!r}"


def check_form(told: str, detail: Detail) -> None:
    """Hold a description to the rules that need no facts."""
    assert any(map(str.isalnum, told)), f"no words: {told!r}"
    assert len(told) <= LENGTHS[detail], f"{len(told)} characters: {told!r}"
    assert told.rstrip("\"')”")[-1:] in set(".!?…"), f"no end: {told!r}"
    for what, pattern in _UNSPEAKABLE.items():
        found = re.search(pattern, told)
        assert not found, f"{what}, {found[0]!r}, in {told!r}"


def numbers_in(text: str) -> Iterator[Said]:
    """Yield the numbers that are said, as a listener would understand them."""
    for match in _NUMBER.finditer(text):
        sign = -1 if match["minus"] else 1
        if match["power"]:
            factor = match["factor"] or "1"
            unit = float(f"1e{'-' if match['down'] else ''}{match['power'].replace(',', '')}")
        else:
            factor, unit = match["digits"].replace(",", ""), _SCALES.get(match["scale"] or "", 1.0)
        places = len(factor.partition(".")[2])
        yield Said(match[0], sign * float(factor) * unit, 0.5 * 10**-places * unit)


def plain(name: str) -> str:
    """Return a name as it is said."""
    return " ".join(str(name).replace("_", " ").split())


def _is_true(said: Said, numbers: Iterable[float]) -> bool:
    slack = said.within * (1 + 1e-9) + 1e-12 * abs(said.value)
    return any(abs(said.value - number) <= slack for number in numbers if math.isfinite(number))


def _without(text: str, quoted: Iterable[str]) -> str:
    for name in sorted({plain(name) for name in quoted}, key=len, reverse=True):
        if name and not name.replace(".", "").isdecimal():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _without_dates(text: str) -> tuple[str, list[dt.datetime]]:
    dates = []
    for month, day, year, hour, minute, half, second in _DATE.findall(text):
        date = dt.datetime.strptime(f"{month} {day} {year:>04}", "%B %d %Y")  # noqa: DTZ007 - said without one
        clock = (int(hour or 12) % 12 + (12 if half == "PM" else 0), int(minute or 0), float(second or 0))
        dates.append(date + dt.timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2]))
    text = _DATE.sub("…", text)
    for month, year in _MONTH.findall(text):
        dates.append(dt.datetime.strptime(f"{month} {year}", "%B %Y"))  # noqa: DTZ007 - the same
    return _MONTH.sub("…", text), dates


def _same(said: dt.datetime, true: dt.datetime) -> bool:
    return abs((said - true.replace(tzinfo=None)).total_seconds()) < 1
