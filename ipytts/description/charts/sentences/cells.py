"""Names of the rows and columns of a heat map as they are spoken: months and weekdays in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipytts.description.charts import calendar_names, labels
from ipytts.description.charts.axis_formatter import PLAUSIBLE_YEARS, AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Floats, HeatMap
from ipytts.description.charts.time_order import follow_each_other
from ipytts.description.wording import dates
from ipytts.description.wording.phrase import Fact, Phrase, Words, phrase

_MIN_ORDERED = 6  # rows or columns; of fewer in an order, no part is described
_CIRCLES = {"month": 12, "weekday": 7}  # all of them, after which they begin again


@dataclass(frozen=True)
class Line:
    """A row or a column of a heat map.

    `place` is its name in the data, which its facts have; `text` is its name as it is spoken.
    """

    place: str
    text: str
    is_month: bool = False
    is_year: bool = False


def read_lines(names: Sequence[str], label: str) -> list[Line]:
    """Return the rows or the columns with these names.

    Examples
    --------
    >>> [line.text for line in read_lines(["Jan", "Feb"], "")], read_lines(["12"], "month")[0].text
    (['January', 'February'], 'December')
    """
    full = calendar_names.full_names(names)
    values = [labels.read_number(name) for name in names]
    if label.lower() == "month" and all(value in range(1, 13) for value in values):
        full = {name: dates.MONTHS[int(value) - 1] for name, value in zip(names, values, strict=True)}
    are_years = bool(values) and all(value in PLAUSIBLE_YEARS for value in values)
    texts = [full.get(name) or format_name(name) for name in names]
    return [
        Line(format_name(name), text, text in dates.MONTHS, are_years)
        for name, text in zip(names, texts, strict=True)
    ]


@dataclass(frozen=True)
class Grid:
    """The rows and the columns of a heat map; empty where they have no names."""

    rows: Sequence[Line]
    columns: Sequence[Line]

    @classmethod
    def of(
        cls, heat_map: HeatMap, labels_of: tuple[str, str], spoken: tuple[Sequence[str], Sequence[str]]
    ) -> Grid:
        """Return those of a heat map, with the labels of its axes; other names than dates are as `spoken`."""
        both = []
        for names, label, texts in zip((heat_map.rows, heat_map.columns), labels_of, spoken, strict=True):
            lines = read_lines(names, label)
            if not _kind(lines):
                lines = [replace(line, text=text) for line, text in zip(lines, texts, strict=False)]
            both.append(lines)
        return cls(*both)

    @property
    def are_months_of_years(self) -> bool:
        """Whether each cell is a month of a year."""
        kinds = {_kind(self.rows), _kind(self.columns)}
        return kinds == {"month", "year"}

    @property
    def lines(self) -> list[tuple[str, int, Sequence[Line]]]:
        """The rows and the columns, each with its noun and the axis of the array along which they go."""
        return [("row", 1, self.rows), ("column", 0, self.columns)]

    def format(self, row: int, column: int) -> str:
        """Return the month and the year of a cell: "December 2015"."""
        lines = self.rows[row], self.columns[column]
        return " ".join(line.text for line in sorted(lines, key=lambda line: line.is_year))


def _kind(lines: Sequence[Line]) -> str:
    if lines and all(line.is_month for line in lines):
        return "month"
    if lines and all(line.is_year for line in lines):
        return "year"
    are_weekdays = lines and all(calendar_names.preposition(line.text) == "on" for line in lines)
    return "weekday" if are_weekdays else ""


def describe_means(
    cells: Floats, lines: Sequence[tuple[str, int, Sequence[Line]]], values: AxisFormatter
) -> list[Words]:
    """Return sentences about the means of the rows and of the columns."""
    sentences: list[Words] = []
    known = np.isfinite(cells)
    for noun, axis, named in lines:
        means = np.where(known, cells, 0).sum(axis) / known.sum(axis)
        if len(named) < 2 or not np.isfinite(means).any():
            continue
        ends: list[Words] = []
        for index in (int(np.nanargmax(means)), int(np.nanargmin(means))):
            mean = values.fact(float(means[index]), "mean", of=noun, at=named[index].place)
            ends += [named[index].text, mean]
        is_clear = _kind(named) or named[0].text != named[0].place
        start = "" if is_clear else f"the {noun} "
        words = phrase("on average {}{} is highest, {}, and {} lowest, {}", start, *ends)
        sentences.append(phrase("{}{}", words, _describe_high_part(means, named)))
    return sentences


def _describe_high_part(means: Floats, lines: Sequence[Line]) -> Phrase:
    """Return which part of ordered rows or columns is above the mean: "; May to July are …"."""
    names = [line.text for line in lines]
    if len(lines) < _MIN_ORDERED or not np.isfinite(means).all() or not follow_each_other(names):
        return Phrase()
    is_above = means > means.mean()
    is_start = is_above & ~np.roll(is_above, 1)
    is_circle = len(lines) == _CIRCLES.get(_kind(lines))
    if not is_circle:
        is_start = is_above & ~np.append(np.array([False]), is_above[:-1])
    count = int(is_above.sum())
    if is_start.sum() != 1 or not 1 < count < len(lines) - 1:
        return Phrase()
    first = int(np.flatnonzero(is_start)[0])
    ends = (lines[first], lines[(first + count - 1) % len(lines)])
    facts = (Fact(line.text, line.place, "end of those above the mean") for line in ends)
    return phrase("; {} to {} are above the mean", *facts)
