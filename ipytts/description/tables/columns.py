"""Describe one column of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.tables.build import FREQUENT_VALUES, ORDERED_KINDS
from ipytts.description.tables.cells import format_apart, format_label, format_value, is_year, value_fact
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.dates import Seconds
from ipytts.description.wording.facts import counted, plain_value
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase
from ipytts.description.wording.phrases import value


@dataclass(frozen=True)
class ColumnDescriber:
    """Describes the columns of one table.

    Attributes
    ----------
    rows : int
        The number of rows.
    labels : Labels
        The labels of the rows.
    detail : Detail
    has_means : bool
        Whether means are described. A mean of the means of groups is not that of their rows.
    """

    rows: int
    labels: Labels
    detail: Detail
    has_means: bool

    @classmethod
    def of(cls, table: Table, detail: Detail) -> ColumnDescriber:
        """Return a describer for the columns of a table."""
        labels = table.labels or Labels()
        return cls(table.rows, labels, detail, has_means=not labels.name_groups)

    def describe(self, column: Column) -> Phrase:
        """Return the name of a column and what it contains."""
        contents = self.contents(column)
        return phrase("{}: {}", column.name, contents) if contents else Phrase((column.name,))

    def contents(self, column: Column) -> Phrase:
        """Return what a column contains, with the missing values last."""
        return join_with(", ", [words for words in self._contents(column) if words])

    def _contents(self, column: Column) -> Iterator[Words]:
        if column.kind in ORDERED_KINDS:
            yield from self._range(column)
            yield from self._median_and_deviation(column)
        elif column.kind == "truth":
            yield self._share_of_true(column)
        elif column.kind in ("text", "category", "identifier"):
            yield from self._texts(column)
        elif column.kind == "mixed":
            yield numbers.plural(column.item_noun) if column.item_noun else "values of several kinds"
        if column.infinite:
            yield phrase("{} infinite", _count(column.infinite, "infinite count", column))
        if column.missing == self.rows and column.missing:
            yield Fact("all missing", column.missing, "missing count", column.key)
        elif column.missing:
            yield phrase("{} missing", _count(column.missing, "missing count", column))

    def _range(self, column: Column) -> Iterator[Words]:
        if column.low is None:
            return
        low, high = format_apart(column, [column.low, column.high])
        if low == high:
            always = "always" if numbers.are_equal(column.low, column.high) else "always about"
            yield phrase("{} {}", always, value_fact(column, column.low, "minimum", text=low))
            return
        if self.labels.is_chronological and column.first is not None:
            yield from self._course(column)
        elif column.low_at and column.high_at:
            for which, extreme in (("lowest", self._low(column, low)), ("highest", self._high(column, high))):
                yield phrase("{} for {}, {}", which, *extreme)
        else:
            yield phrase("from {} to {}", self._low(column, low)[1], self._high(column, high)[1])
        if column.mean is not None and self.has_means and not is_year(column):
            mean = Seconds(column.mean) if column.kind == "duration" else column.mean
            yield phrase("mean {}", value_fact(column, mean, "mean", text=value(mean)))

    def _course(self, column: Column) -> Iterator[Words]:
        ends = [column.first, column.last, column.low, column.high]
        first, last, low, high = format_apart(column, ends)
        yield phrase("first {}", value_fact(column, column.first, "first value", column.first_at, text=first))
        yield phrase("last {}", value_fact(column, column.last, "last value", column.last_at, text=last))
        for which, (words, fact), at in (
            ("lowest", self._low(column, low), column.low_at),
            ("highest", self._high(column, high), column.high_at),
        ):
            yield phrase("{} {}{}", which, fact, phrase(" {} {}", _preposition(at[0]), words) if at else "")

    def _low(self, column: Column, text: str) -> tuple[str, Fact]:
        return self._extreme(column, column.low, column.low_at, "minimum", text)

    def _high(self, column: Column, text: str) -> tuple[str, Fact]:
        return self._extreme(column, column.high, column.high_at, "maximum", text)

    def _extreme(
        self, column: Column, item: Any, at: Sequence[Any], method: str, text: str
    ) -> tuple[str, Fact]:
        """Return the labels of an extreme in words, and the extreme, at the first of them."""
        where = grammar.join(format_label(self.labels, label) for label in at)
        return where, value_fact(column, item, method, at[0] if at else None, text=text)

    def _median_and_deviation(self, column: Column) -> Iterator[Words]:
        if self.detail != "full" or numbers.are_equal(column.low, column.high) or is_year(column):
            return
        for name, number in (("median", column.median), ("standard deviation", column.standard_deviation)):
            if number is not None and self.has_means:
                yield phrase("{} {}", name, value_fact(column, number, name, text=numbers.number(number)))

    def _share_of_true(self, column: Column) -> Words:
        if column.mean is None or column.missing == self.rows:
            return ""
        text = {1.0: "all", 0.0: "none"}.get(column.mean) or numbers.percent(column.mean)
        return phrase("{} true", Fact(text, column.mean, "share of true values", column.key))

    def _texts(self, column: Column) -> Iterator[Words]:
        present = self.rows - (column.missing or 0)
        if not present:
            return
        frequent = [(format_value(column, item), item, count) for item, count in column.frequent]
        if column.distinct is None:
            yield "text"
        elif column.distinct == present and present > 1:
            is_long = present > FREQUENT_VALUES
            all_different = Fact("all different", column.distinct, "distinct count", column.key)
            yield all_different if is_long else join([text for text, _, _ in frequent])
        elif column.distinct == 1:
            yield f"always {frequent[0][0]}"
        elif column.distinct <= FREQUENT_VALUES:
            yield _each_value(column, frequent)
        else:
            yield counted(column.distinct, "different value", "distinct count", of=column.key)
            yield self._most_frequent(column, frequent, present)

    def _most_frequent(self, column: Column, frequent: Sequence[tuple[str, Any, int]], present: int) -> Words:
        """Return the most frequent values; in full detail also the next, otherwise those of equal count."""
        highest = frequent[0][2] if frequent else 1
        if highest * (column.distinct or 0) == present:
            return phrase("{} each", _times(column, frequent[0]))
        equal = [entry for entry in frequent if entry[2] == highest]
        if highest == 1 or len(equal) == len(frequent) > 1:  # others may be as frequent
            return ""
        if len(equal) > 1 and self.detail != "full":
            return phrase("most often {}", _each_value(column, equal))
        listed = [_with_times(column, entry) for entry in frequent[: self._most_shown]]
        return phrase("most often {}", join_with("; then ", listed))

    @property
    def _most_shown(self) -> int:
        return 3 if self.detail == "full" else 1


def _preposition(label: Any) -> str:
    return "on" if isinstance(label, dt.date) else "in"


def _count(count: int, method: str, column: Column) -> Fact:
    return Fact(numbers.number(count), count, method, column.key)


def _each_value(column: Column, frequent: Sequence[tuple[str, Any, int]]) -> Phrase:
    if len(frequent) > 1 and len({count for _, _, count in frequent}) == 1:
        names = grammar.join(text for text, _, _ in frequent)
        return phrase("{}, {} each", names, _times(column, frequent[0]))
    return join_with("; ", [_with_times(column, entry) for entry in frequent])


def _with_times(column: Column, entry: tuple[str, Any, int]) -> Phrase:
    return phrase("{}, {}", entry[0], _times(column, entry))


def _times(column: Column, entry: tuple[str, Any, int]) -> Fact:
    _, item, count = entry
    return Fact(numbers.times(count), count, "count", column.key, plain_value(item))
