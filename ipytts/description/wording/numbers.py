"""How amounts are said: numbers, counts, dates and durations.

A voice stumbles over ``1e-9``, ``-3``, ``NaN``, ``2024-01-03`` and ``3x4``; it reads ``1,234.5``,
``4.2 billion``, ``minus 3``, ``January 3, 2024`` and ``3 by 4`` right.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Real = int | float | Decimal | Fraction

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))

_NO_WORD_FROM = 10**15  # from here on, and below this, powers of ten are said

_TINY = 1e-4

_EXACT = 4  # significant digits that are said as they are

_NEARLY = 7  # digits up to which a number that is not 1 must not sound like 1

_BIG = 10**300  # beyond what a float holds

_IRREGULAR = {
    "index": "indexes",
    "matrix": "matrices",
    "axis": "axes",
    "box": "boxes",
    "class": "classes",
    "series": "series",
    "standard deviation": "standard deviations",
}

_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def number(value: Real, digits: int = 3) -> str:
    """Say a number, rounded for the ear: it is right to its last digit.

    Whole numbers below a million are said as they are, and so is what has at most four digits.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
    digits : int
        Significant digits of what is rounded.

    Returns
    -------
    str

    Examples
    --------
    >>> [number(x) for x in (5.84333, -3, 53_940, 4_183_000_000, 2.5e-9, float("nan"))]
    ['5.84', 'minus 3', '53,940', '4.183 billion', '2.5 times 10 to the minus 9', 'not a number']
    """
    special = _special(value)
    if special:
        return special
    if value < 0:
        return f"minus {number(-value, digits)}"
    if value >= _NO_WORD_FROM or value < _TINY:
        return _power(value, digits)
    whole = int(value)
    if value == whole and whole < _SCALES[-1][0]:
        return f"{whole:,}"
    for scale, name in _SCALES:
        if value >= scale:
            return _scaled(value, scale, name, digits)
    return _decimal(float(value), digits)


def _special(value: Real) -> str:
    if value.is_nan() if isinstance(value, Decimal) else value != value:  # noqa: PLR0124 - what it means
        return "not a number"
    if value in (math.inf, -math.inf):
        return "infinity" if value > 0 else "minus infinity"
    return "" if value else "0"


def _scaled(value: Real, scale: int, name: str, digits: int) -> str:
    said = _decimal(float(value) / scale, digits)
    return said.replace(",", "") + f" {name}"


def _decimal(value: float, digits: int) -> str:
    if _significant(f"{value:.12g}") <= _EXACT:
        return _trimmed(f"{value:,.12f}".rstrip("0"))
    nearly = _NEARLY if 0.99 < value < 1 else digits  # an accuracy that is not 1 is not told as 1
    for places in range(digits, max(nearly, digits) + 1):
        said = _trimmed(f"{value:,.{max(0, places - 1 - math.floor(math.log10(value)))}f}")
        if said != "1" or places == nearly:
            break
    return "almost 1" if said == "1" and nearly > digits else said


def _significant(text: str) -> int:
    return len(text.partition("e")[0].replace(".", "").strip("0"))


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _power(value: Real, digits: int) -> str:
    if value >= _BIG and not isinstance(value, Decimal):
        logarithm = math.log10(value) if isinstance(value, int) else math.log10(int(value))
        exponent = math.floor(logarithm)
        mantissa = 10 ** (logarithm - exponent)
    else:
        value = value if isinstance(value, (int, Decimal)) else float(value)
        told = f"{value:.{digits - 1}e}"
        mantissa, exponent = float(told.partition("e")[0]), int(told.partition("e")[2])
    factor = _trimmed(f"{mantissa:.{digits - 1}f}")
    if factor == "10":
        factor, exponent = "1", exponent + 1
    power = f"10 to the {number(exponent)}"
    return power if factor == "1" else f"{factor} times {power}"


def percent(share: float) -> str:
    """Say a share of 1 in percent; what is not all is not said as all, nor what is something as nothing.

    Examples
    --------
    >>> percent(0.945), percent(1), percent(0.99999), percent(0.00001)
    ('94.5 percent', '100 percent', 'almost 100 percent', 'under 0.1 percent')
    """
    if not math.isfinite(share):
        return number(share)
    if 0 < share < 0.0005:  # would round to nothing
        return "under 0.1 percent"
    said = _trimmed(f"{100 * share:.1f}")
    if said == "100" and share < 1:
        return "almost 100 percent"
    return f"{said.replace('-', 'minus ')} percent"


def plural(noun: str) -> str:
    """Return the plural of a noun that we use.

    Examples
    --------
    >>> plural("row"), plural("category"), plural("class"), plural("box plot")
    ('rows', 'categories', 'classes', 'box plots')
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def counted(count: int, noun: str) -> str:
    """Say how many there are; a noun of ours, in the singular.

    Examples
    --------
    >>> counted(3, "row"), counted(1, "column"), counted(0, "class"), counted(1_234_567, "row")
    ('3 rows', '1 column', 'no classes', '1.23 million rows')
    """
    if count == 0:
        return f"no {plural(noun)}"
    return f"{number(count)} {noun if count == 1 else plural(noun)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Say several things one after another.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"]), listed(["a"])
    ('a, b and c', 'a and b', 'a')
    """
    told = list(items)
    if len(told) < 2:  # one needs no "and"
        return "".join(told)
    return f"{', '.join(told[:-1])} {last} {told[-1]}"


def date(moment: dt.date | dt.time) -> str:
    """Say a date, with its time of day unless that is midnight; or a time of day.

    Examples
    --------
    >>> date(dt.date(2024, 1, 3)), date(dt.datetime(2024, 1, 3, 14, 30)), date(dt.time(9, 5, 30))
    ('January 3, 2024', 'January 3, 2024 at 2:30 PM', '9:05 AM and 30 seconds')
    """
    if isinstance(moment, dt.time):
        return _clock(moment)
    day = f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    if not isinstance(moment, dt.datetime) or (moment.time() == dt.time() and moment.tzinfo is None):
        return day
    clock = "" if moment.time() == dt.time() else f" at {_clock(moment.time())}"
    return f"{day}{clock}{_zone(moment)}"


def _zone(moment: dt.datetime) -> str:
    """Say the zone of a time by its letters, or by how far it is from UTC."""
    name, offset = moment.tzname() or "", moment.utcoffset()
    if name.isalpha() or offset is None:
        return f" {name}" if name.isalpha() else ""
    sign = "minus" if offset < dt.timedelta() else "plus"
    return f" UTC {sign} {duration(abs(offset.total_seconds()))}"


def _clock(time: dt.time) -> str:
    said = f"{(time.hour + 11) % 12 + 1}:{time.minute:02} {'AM' if time.hour < 12 else 'PM'}"
    seconds = time.second + time.microsecond / 1e6
    return f"{said} and {number(seconds)} second{'' if seconds == 1 else 's'}" if seconds else said


def month(year: int, number_of_month: int) -> str:
    """Say a month.

    Examples
    --------
    >>> month(2024, 1)
    'January 2024'
    """
    return f"{_MONTHS[number_of_month - 1]} {year}"


def duration(seconds: float) -> str:
    """Say how long something takes, in the two largest units that it has.

    Examples
    --------
    >>> [duration(x) for x in (125, 90000, 1.5, 0.00025, 3600, 0)]
    ['2 minutes and 5 seconds', '1 day and 1 hour', '1.5 seconds', '0.25 milliseconds', '1 hour', '0 seconds']
    """
    if not math.isfinite(seconds):
        return number(seconds)
    if seconds < 0:
        return f"minus {duration(-seconds)}"
    if seconds == 0 or 1 <= seconds < 60:  # a minute
        return _amount(seconds, "second")
    for size, unit in ((1e-3, "millisecond"), (0, "microsecond")):
        if size / 10 <= seconds < 1:
            return _amount(seconds / (size or 1e-6), unit)
    return _in_two_units(seconds)


def _in_two_units(seconds: float) -> str:
    first = next(place for place, (size, _) in enumerate(_UNITS) if seconds >= size)
    second_size = _UNITS[min(first + 1, len(_UNITS) - 1)][0]
    rest = round(seconds / second_size) * second_size
    told = []
    for size, unit in _UNITS[first - 1 if first else 0 : first + 2]:
        count, rest = divmod(rest, size)
        if count:
            told.append(counted(int(count), unit))
    return listed(told[:2])


def _amount(count: float, unit: str) -> str:
    said = number(count)
    return f"{said} {unit if said == '1' else plural(unit)}"
