"""A table as a neutral model, whatever library or page it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ipytts.description.tables import columns
from ipytts.description.wording import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.detail import Detail

Kind = Literal["number", "whole number", "truth", "text", "category", "date", "duration", "mixed", "empty"]


@dataclass(frozen=True)
class Column:
    """What is known of a column; what was not worth the time to find out is None.

    Attributes
    ----------
    name : str
        As it is said.
    kind : str
        Of its values: ``"text"``, ``"whole number"`` and so on.
    missing : int or None
        How many values are missing.
    holds : str
        What they are where the kind is ``"mixed"``, such as ``"list"``.
    low, high : object
        The extremes of numbers, dates and durations.
    low_at, high_at : str or None
        The labels of their rows, where rows have labels.
    first, last : object
        The first and the last value that is not missing, where the rows follow each other in time.
    mean : float or None
        Of numbers; for truths, the share of true ones.
    median, spread : float or None
        Of numbers, for what is told in full; the spread is the standard deviation.
    infinite : int
        How many numbers are infinite; the mean is that of the others.
    distinct : int or None
        How many different values there are.
    frequent : sequence of (str, int)
        The most frequent values and how often they occur.
    """

    name: str
    kind: Kind
    missing: int | None = None
    holds: str = ""
    low: Any = None
    high: Any = None
    low_at: str | None = None
    high_at: str | None = None
    first: Any = None
    last: Any = None
    mean: float | None = None
    median: float | None = None
    spread: float | None = None
    infinite: int = 0
    distinct: int | None = None
    frequent: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Labels:
    """What the rows are called.

    Attributes
    ----------
    name : str
        What the labels are, such as ``"region"``; empty where nobody said.
    values : sequence of object
        One for each row, of small tables; else empty.
    first, last : object
        The first and the last one.
    in_time : bool
        Whether they follow each other in time.
    """

    name: str = ""
    values: Sequence[Any] = ()
    first: Any = None
    last: Any = None
    in_time: bool = False

    def say(self, label: Any) -> str:
        """Say a label; one that is a number with what it is, unless that is a year."""
        if type(label) in (int, float):
            return columns.year(self.name, label) or f"{self.name} {phrases.value(label)}".strip()
        return phrases.value(label)


@dataclass(frozen=True)
class Table:
    """A table that any source can be turned into.

    Attributes
    ----------
    rows : int
        How many.
    columns : sequence of Column
        Of very wide tables the first ones.
    width : int
        How many columns there are.
    labels : Labels or None
        What the rows are called; None where they are only numbered.
    cells : sequence of sequence of object
        The values, row by row, of small tables; else empty.
    across : str
        What the names of the columns are, such as ``"quarter"``; empty where nobody said.
    missing : int or None
        In all columns together.
    what : str
        What it is called: ``"table"``, ``"series"``.
    whole : Table or None
        The table before its first column was taken for labels.
    """

    rows: int
    columns: Sequence[Column]
    width: int
    labels: Labels | None = None
    cells: Sequence[Sequence[Any]] = ()
    across: str = ""
    missing: int | None = None
    what: str = "table"
    whole: Table | None = None


NAMED = 200  # columns whose names and kinds sources give

FEW = 5  # values that are told one by one

SMALL = 60  # rows, and columns, up to which sources give the cells

# Columns, or one more, that sources look at and that are told.
KNOWN: dict[Detail, int] = {"brief": 0, "normal": 8, "full": 25}
