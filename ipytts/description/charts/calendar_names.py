"""Names of months, quarters and weekdays, in full or shortened, among the categories of an axis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ipytts.description.wording import dates

_ABBREVIATIONS = {name[:3] for name in (*dates.MONTHS, *dates.WEEKDAYS)} | {"Sept", "Tues", "Thur", "Thurs"}
_POINTS = {"N": "north", "E": "east", "S": "south", "W": "west"}
_COMPASS = _POINTS | {f"{a}{b}": f"{_POINTS[a]}{_POINTS[b]}" for a in "NS" for b in "EW"}
_COMPASS |= {
    f"{a}{b}": f"{_POINTS[a]}-{_COMPASS[b]}" for a in _POINTS for b in ("NE", "NW", "SE", "SW") if a in b
}
_QUARTERS = {f"{ordinal} quarter" for ordinal in ("first", "second", "third", "fourth")}
_QUARTER = re.compile(r"Q[1-4](?: \d{4})?")


def preposition(name: str) -> str:
    """Return the preposition of a month, a quarter or a weekday; empty for another name.

    Examples
    --------
    >>> [preposition(name) for name in ("Sept", "Q3 2024", "Thu", "Sunbeam")]
    ['in', 'in', 'on', '']
    """
    if _QUARTER.fullmatch(name):
        return "in"
    if _full_name(name, dates.MONTHS):
        return "in"
    return "on" if _full_name(name, dates.WEEKDAYS) else ""


def full_names(names: Iterable[str]) -> dict[str, str]:
    """Return the full names of shortened months or weekdays, if all of several names begin with one.

    So does it with points of the compass, if the main ones are among the names.

    Examples
    --------
    >>> full_names(["Thur", "Fri"]), full_names(["Sat", "Sun", "Moon"])
    ({'Thur': 'Thursday', 'Fri': 'Friday'}, {})
    >>> full_names(["Thur, dinner", "Fri, dinner"])
    {'Thur, dinner': 'Thursday, dinner', 'Fri, dinner': 'Friday, dinner'}
    """
    names = list(names)
    if set(_POINTS) <= set(names) <= set(_COMPASS):
        return {name: _COMPASS[name] for name in names}
    parts = {name: name.partition(", ") for name in names}
    for calendar in (dates.WEEKDAYS, dates.MONTHS):
        found = {first: _full_name(first, calendar) for first, _, _ in parts.values()}
        if len(found) > 1 and all(found.values()):
            return {name: f"{found[first]}{comma}{rest}" for name, (first, comma, rest) in parts.items()}
    return {}


def in_full(names: Iterable[str]) -> list[str]:
    """Return names with shortened months, weekdays or points of the compass in full.

    Examples
    --------
    >>> in_full(["Thur", "Fri"]), in_full(["Sat", "Moon"])
    (['Thursday', 'Friday'], ['Sat', 'Moon'])
    """
    listed = list(names)
    full = full_names(name for name in listed if name.strip())
    return [full.get(name, name) for name in listed]


def are_months(names: Iterable[str]) -> bool:
    """Return whether all names are months or quarters, which stand in the order of time."""
    return all(preposition(name) == "in" or name in _QUARTERS for name in names)


def fill_gaps(names: Sequence[str], step: int, count: int) -> list[str]:
    """Return names with those between them, if they are every second, third and so on of a known order.

    These orders are months, weekdays and whole numbers, such as years.

    Examples
    --------
    >>> fill_gaps(["Nov", "Jan", "Mar"], 2, 6), fill_gaps(["2000", "2005"], 5, 7)[-2:]
    (['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr'], ['2005', '2006'])
    >>> fill_gaps(["Jan", "Apr", "May"], 2, 6), fill_gaps(["a", "c"], 2, 3)
    ([], [])
    """
    if all(name.isdecimal() and str(int(name)) == name for name in names):
        order = [str(number) for number in range(int(names[0]), int(names[0]) + count)]
        return order if order[::step] == list(names) else []
    for calendar in (dates.WEEKDAYS, dates.MONTHS):
        for length in (3, None):
            order = [name[:length] for name in calendar]
            start = order.index(names[0]) if names[0] in order else 0
            filled = [order[(start + number) % len(order)] for number in range(min(count, len(order)))]
            if len(filled) == count and filled[::step] == list(names):
                return filled
    return []


def _full_name(name: str, calendar: Iterable[str]) -> str:
    word = name.removesuffix(".")
    for full in calendar:
        if word == full or (word in _ABBREVIATIONS and full.startswith(word)):
            return full
    return ""
