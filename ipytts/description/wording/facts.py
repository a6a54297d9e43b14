"""Make facts: values and counts in words, with how and where they were found."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ipytts.description.wording import dates, numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase

_FLOAT_LIMIT = 10**300  # a larger fraction may not fit into a float


def number_fact(number: numbers.Real, method: str, of: str = "", at: Any = None, *, text: str = "") -> Fact:
    """Return a number as a fact; `text` is the number in words, if not the usual ones.

    Examples
    --------
    >>> number_fact(5.84333, "mean").text
    '5.84'
    """
    where = None if at is None else plain_value(at)
    return Fact(text or numbers.number(number), plain_value(number), method, of, where)


def extremes(low: numbers.Real, high: numbers.Real) -> tuple[Fact, Fact]:
    """Return a minimum and a maximum as facts, with enough digits to tell them apart."""
    low_text, high_text = numbers.apart([low, high])
    return number_fact(low, "minimum", text=low_text), number_fact(high, "maximum", text=high_text)


def percent_fact(share: float, method: str, of: str = "") -> Fact:
    """Return a share of 1 as a fact that is spoken in percent."""
    return Fact(numbers.percent(share), share, method, of)


def plain_value(item: Any) -> float | str:
    """Return a value or a label as a number or a text; a date as days since 1970, a duration in seconds."""
    if isinstance(item, (dt.date, dates.Period)):
        return dates.days_since_1970(item)
    if type(item) in (int, float, dates.Seconds):
        return item  # type: ignore[no-any-return]  # one of these types
    fits = isinstance(item, Decimal) or (isinstance(item, Fraction) and abs(item) < _FLOAT_LIMIT)
    return float(item) if fits else str(item)


def counted(
    count: int, noun: str, method: str = "count", *, of: str = "", at: Any = None, text: str = ""
) -> Phrase:
    """Return a count with its noun as a phrase, such as "3 rows" or "no rows".

    Examples
    --------
    >>> str(counted(1, "row")), counted(3, "row", "row count").facts[0].method
    ('1 row', 'row count')
    """
    where = None if at is None else plain_value(at)
    words = text or (numbers.number(count) if count else "no")
    named = noun if count == 1 else numbers.plural(noun)
    return phrase("{} {}", Fact(words, count, method, of, where), named)
