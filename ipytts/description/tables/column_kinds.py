"""Describe which columns a table has, grouped by the kind of their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipytts.description.detail import Detail
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_some, join_with, phrase

_LISTED: dict[Detail, int] = {"brief": 0, "normal": 12, "full": 40}  # names of one kind, at most
_OTHER = "other values"
# By the start of the name of a type, in pandas, polars, NumPy and pyarrow.
_KINDS: tuple[tuple[str, str], ...] = (
    (r"u?int|[ui]\d+\b", "whole numbers"),
    (r"float|f(?:32|64)\b|double|decimal", "decimals"),
    (r"bool", "truth values"),
    (r"str|large_string|utf8", "text"),
    (r"categor|interval|enum|cat\b", "categories"),
    (r"datetime|date|period|timestamp|time\b", "dates"),
    (r"timedelta|duration", "durations"),
    (r"complex", "complex numbers"),
    (r"object", "text or other objects"),
)
_SPARSE = re.compile(r"sparse\[(\w+)", re.IGNORECASE)


def kind_of_type(name: str) -> str:
    """Return the kind of the values of a type in words, by its name.

    Examples
    --------
    >>> [kind_of_type(name) for name in ("float64", "Int64", "datetime64[ns]", "geometry")]
    ['decimals', 'whole numbers', 'dates', 'other values']
    """
    sparse = _SPARSE.match(name)
    name = sparse[1] if sparse else name
    return next((kind for start, kind in _KINDS if re.match(start, name, re.IGNORECASE)), _OTHER)


def describe_kinds(names: Sequence[str], kinds: Sequence[str], detail: Detail) -> Phrase:
    """Return the columns of each kind with their names, the most frequent kind first.

    Examples
    --------
    >>> str(describe_kinds(["a", "b", "day"], ["numbers", "numbers", "dates"], "normal"))
    '2 columns of numbers: a and b; 1 of dates: day'
    """
    by_kind: dict[str, list[Words]] = {}
    for name, kind in zip(names, kinds, strict=True):
        by_kind.setdefault(kind, []).append(name)
    groups: list[Words] = []
    for kind, of_kind in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        if not groups:
            count: Words = counted(len(of_kind), "column", "column count", at=kind)
        else:
            count = Fact(numbers.number(len(of_kind)), len(of_kind), "column count", at=kind)
        most = _LISTED[detail]
        listed = phrase(": {}", join_some(of_kind, most)) if most else ""
        groups.append(phrase("{} of {}{}", count, kind, listed))
    return join_with("; " if _LISTED[detail] else ", ", groups)
