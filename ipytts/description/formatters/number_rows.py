"""Describe a list of lists of numbers that have the same length."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.formatters.number_lists import to_numbers
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.facts import counted, extremes, number_fact
from ipytts.description.wording.phrase import Description, Words, join, phrase

_MOST = 100_000  # numbers
_LISTED: dict[Detail, int] = {"brief": 0, "normal": 5, "full": 12}  # lists, and numbers in each, at most


def parse_list(items: Sequence[Any]) -> Sequence[Sequence[float]] | None:
    """Return the numbers of several lists of the same length; None for other items."""
    if not 2 <= len(items) <= _MOST or set(map(type, items)) != {list}:
        return None
    width = len(items[0])
    if not 2 <= width <= _MOST // len(items) or any(len(item) != width for item in items):
        return None
    rows = []
    for item in items:
        values = to_numbers(item)
        if values is None or not all(map(math.isfinite, values)):
            return None
        rows.append(values)
    return rows


def describe_rows(noun: str, rows: Sequence[Sequence[float]], detail: Detail) -> Description:
    """Return the size of the lists, the range of their numbers, and the numbers of a few short lists."""
    return Description.of(_sentences(noun, rows, detail))


def _sentences(noun: str, rows: Sequence[Sequence[float]], detail: Detail) -> Iterator[Words]:
    size = counted(len(rows), "list", "size"), counted(len(rows[0]), "number", "column count")
    opening = phrase("{} of {} of {} each", grammar.with_article(noun), *size)
    low, high = min(map(min, rows)), max(map(max, rows))
    if numbers.are_equal(low, high):
        yield phrase("{}, always {}", opening, number_fact(low, "minimum"))
        return
    ends = extremes(low, high)
    yield phrase("{}, from {} to {}", opening, *ends)
    if max(len(rows), len(rows[0])) > _LISTED[detail]:
        return
    for index, row in enumerate(rows, 1):
        texts = numbers.apart(row)
        listed = [
            number_fact(value, "value", at=f"list {index}, item {place}", text=text)
            for place, (value, text) in enumerate(zip(row, texts, strict=True), 1)
        ]
        yield phrase("list {}: {}", str(index), join(listed))
