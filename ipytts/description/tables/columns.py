"""Describe one column of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipytts.description.tables.build import FREQUENT_VALUES, ORDERED_KINDS
from ipytts.description.tables.cells import format_value, is_year
from ipytts.description.wording import dates, grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipytts.description.detail import Detail
    from ipytts.description.tables.model import Column

_DAY = re.compile(r" \d{1,2}, \d{4}")


def describe_column(column: Column, rows: int, detail: Detail, *, is_chronological: bool = False) -> str:
    """Return the name of a column and what it contains."""
    contents = describe_contents(column, rows, detail, is_chronological=is_chronological)
    return f"{column.name}: {contents}" if contents else column.name


def describe_contents(column: Column, rows: int, detail: Detail, *, is_chronological: bool = False) -> str:
    """Return what a column contains, with the missing values last."""
    return ", ".join(filter(None, _contents(column, rows, detail, is_chronological=is_chronological)))


def _contents(column: Column, rows: int, detail: Detail, *, is_chronological: bool) -> Iterator[str]:
    if column.kind in ORDERED_KINDS:
        yield from _range(column, is_chronological=is_chronological)
        yield from _median_and_deviation(column) if detail == "full" else ()
    elif column.kind == "truth":
        yield _share_of_true(column, rows)
    elif column.kind in ("text", "category"):
        yield from _texts(column, rows, detail)
    elif column.kind == "mixed":
        yield numbers.plural(column.item_noun) if column.item_noun else "values of several kinds"
    if column.infinite:
        yield f"{numbers.number(column.infinite)} infinite"
    if column.missing:
        yield "all missing" if column.missing == rows else f"{numbers.number(column.missing)} missing"


def _range(column: Column, *, is_chronological: bool) -> Iterator[str]:
    if column.low is None:
        return
    low, high = format_value(column, column.low), format_value(column, column.high)
    if low == high and column.low == column.high:
        yield f"always {low}"
        return
    if is_chronological and column.first is not None and column.last is not None:
        yield f"first {format_value(column, column.first)}"
        yield f"last {format_value(column, column.last)}"
        yield f"lowest {low}{_when(column.low_at)}"
        yield f"highest {high}{_when(column.high_at)}"
    elif column.low_at and column.high_at:
        yield f"lowest for {column.low_at}, {low}"
        yield f"highest for {column.high_at}, {high}"
    else:
        yield f"from {low} to {high}"
    if column.mean is not None and not is_year(column):
        yield f"mean {(dates.duration if column.kind == 'duration' else numbers.number)(column.mean)}"


def _median_and_deviation(column: Column) -> Iterator[str]:
    if column.low == column.high:
        return
    if column.median is not None:
        yield f"median {numbers.number(column.median)}"
    if column.standard_deviation is not None:
        yield f"standard deviation {numbers.number(column.standard_deviation)}"


def _when(label: str | None) -> str:
    if not label:
        return ""
    return f" on {label}" if _DAY.search(label) else f" in {label}"


def _share_of_true(column: Column, rows: int) -> str:
    if column.mean is None or column.missing == rows:
        return ""
    if column.mean == 1:
        return "all true"
    return f"{numbers.percent(column.mean)} true" if column.mean else "none true"


def _texts(column: Column, rows: int, detail: Detail) -> Iterator[str]:
    present = rows - (column.missing or 0)
    if not present:
        return
    if column.distinct is None:
        yield "text"
    elif column.distinct == present and present > 1:
        yield (
            "all different"
            if present > FREQUENT_VALUES
            else grammar.join(text for text, _ in column.frequent)
        )
    elif column.distinct == 1:
        yield f"always {column.frequent[0][0]}"
    elif column.distinct <= FREQUENT_VALUES:
        yield _each_value(column.frequent)
    else:
        yield f"{numbers.number(column.distinct)} different values"
        if column.frequent and column.frequent[0][1] > 1:
            top = column.frequent[: 3 if detail == "full" else 1]
            yield f"most often {'; then '.join(f'{text}, {numbers.times(count)}' for text, count in top)}"


def _each_value(frequent: Sequence[tuple[str, int]]) -> str:
    counts = {count for _, count in frequent}
    if len(counts) == 1:
        return f"{grammar.join(text for text, _ in frequent)}, {numbers.times(counts.pop())} each"
    return "; ".join(f"{text}, {numbers.times(count)}" for text, count in frequent)
