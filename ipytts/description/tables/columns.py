"""How one column of a table is told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ipytts.description.wording import dates, grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipytts.description.detail import Detail
    from ipytts.description.tables.model import Column, Labels

FEW = 5  # values that are told with how often they occur
_YEAR = re.compile(r"\byears?$", re.IGNORECASE)
_DAY = re.compile(r" \d{1,2}, \d{4}")
_NUMBERS = ("number", "whole number")
_ORDERED = (*_NUMBERS, "date", "duration")


def is_year(column: Column) -> bool:
    """Tell whether whole numbers are years, which are said otherwise."""
    return bool(year(column.name, column.low) and year(column.name, column.high))


def year(name: str, number: Any) -> str:
    """Say a year; nothing if a number under that name is none."""
    is_one = type(number) is int and 1000 <= number < 3000 and _YEAR.search(name)
    return str(number) if is_one else ""


def say(column: Column, item: Any) -> str:
    """Say a value of a column."""
    if type(item) is int and is_year(column):
        return str(item)
    return phrases.value(item)


def with_extremes(column: Column, labels: Labels, values: Sequence[Any]) -> Column:
    """Return a column that knows the labels of its extremes; the values are all it has."""
    if column.kind not in _ORDERED or column.low is None:
        return column
    low, high = (
        at(
            [
                labels.say(label)
                for label, value in zip(labels.values, values, strict=True)
                if value == extreme
            ]
        )
        for extreme in (column.low, column.high)
    )
    there = [value for value in values if value is not None]
    return replace(column, low_at=low, high_at=high, first=there[0], last=there[-1])


def at(labels: Sequence[str]) -> str | None:
    """Say where an extreme is; nothing where it is in more than two places."""
    return grammar.join(labels) if 0 < len(labels) <= 2 else None


def counted_texts(values: Sequence[str]) -> tuple[int, list[tuple[str, int]]]:
    """Return how many different values there are, and the most frequent ones."""
    counts = Counter(values)
    return len(counts), most_frequent(counts.items())


def most_frequent(counts: Any) -> list[tuple[str, int]]:
    """Return the most frequent, those that occur as often by name."""
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[: FEW + 1]


def tell(column: Column, rows: int, detail: Detail, *, in_time: bool = False) -> str:
    """Tell a column with its name."""
    about = told(column, rows, detail, in_time=in_time)
    return f"{column.name}: {about}" if about else column.name


def told(column: Column, rows: int, detail: Detail, *, in_time: bool = False) -> str:
    """Tell what is in a column, what is missing in it last."""
    return ", ".join(part for part in _parts(column, rows, detail, in_time=in_time) if part)


def _parts(column: Column, rows: int, detail: Detail, *, in_time: bool) -> Iterator[str]:
    if column.kind in _ORDERED:
        yield from _range(column, in_time=in_time)
        yield from _middle(column) if detail == "full" else ()
    elif column.kind == "truth":
        yield _truth(column, rows)
    elif column.kind in ("text", "category"):
        yield from _texts(column, rows, detail)
    elif column.kind == "mixed":
        yield numbers.plural(column.holds) if column.holds else "values of several kinds"
    if column.infinite:
        yield f"{numbers.number(column.infinite)} infinite"
    if column.missing:
        yield "all missing" if column.missing == rows else f"{numbers.number(column.missing)} missing"


def _range(column: Column, *, in_time: bool) -> Iterator[str]:
    low, high = say(column, column.low), say(column, column.high)
    if column.low is None:
        return
    if low == high and column.low == column.high:
        yield f"always {low}"
        return
    if in_time and column.first is not None and column.last is not None:
        yield f"first {say(column, column.first)}"
        yield f"last {say(column, column.last)}"
        yield f"lowest {low}{_when(column.low_at)}"
        yield f"highest {high}{_when(column.high_at)}"
    elif column.low_at and column.high_at:
        yield f"lowest for {column.low_at}, {low}"
        yield f"highest for {column.high_at}, {high}"
    else:
        yield f"from {low} to {high}"
    if column.mean is not None and not is_year(column):
        mean = dates.duration(column.mean) if column.kind == "duration" else numbers.number(column.mean)
        yield f"mean {mean}"


def _middle(column: Column) -> Iterator[str]:
    if column.low == column.high:
        return
    if column.median is not None:
        yield f"median {numbers.number(column.median)}"
    if column.spread is not None:
        yield f"standard deviation {numbers.number(column.spread)}"


def _when(label: str | None) -> str:
    if not label:
        return ""
    return f" on {label}" if _DAY.search(label) else f" in {label}"


def _truth(column: Column, rows: int) -> str:
    there = rows - (column.missing or 0)
    if column.mean is None or not there:
        return ""
    return (
        "all true"
        if column.mean == 1
        else f"{numbers.percent(column.mean)} true"
        if column.mean
        else "none true"
    )


def _texts(column: Column, rows: int, detail: Detail) -> Iterator[str]:
    there = rows - (column.missing or 0)
    if not there:
        return
    if column.distinct is None:
        yield "text"
    elif column.distinct == there and there > 1:
        yield "all different" if there > FEW else grammar.join(text for text, _ in column.frequent)
    elif column.distinct == 1:
        yield f"always {column.frequent[0][0]}"
    elif column.distinct <= FEW:
        yield _each(column.frequent)
    else:
        most = {"full": 3}.get(detail, 1)
        top = [f"{text}, {_times(count)}" for text, count in column.frequent[:most]]
        yield f"{numbers.number(column.distinct)} different values"
        if column.frequent[0][1] > 1:
            yield f"most often {'; then '.join(top)}"


def _each(frequent: Sequence[tuple[str, int]]) -> str:
    counts = {count for _, count in frequent}
    if len(counts) == 1:
        return f"{grammar.join(text for text, _ in frequent)}, {_times(counts.pop())} each"
    return "; ".join(f"{text}, {_times(count)}" for text, count in frequent)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{numbers.number(count)} times")
