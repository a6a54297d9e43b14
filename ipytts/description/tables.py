"""A table, whatever library or page it is from, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.registry import Detail

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
    low, high : object
        The extremes of numbers, dates and durations.
    low_at, high_at : str or None
        The labels of their rows, where rows have labels.
    first, last : object
        The values of the first and the last row, where the rows follow each other in time.
    mean : float or None
        Of numbers; for truths, the share of true ones.
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
    low: Any = None
    high: Any = None
    low_at: str | None = None
    high_at: str | None = None
    first: Any = None
    last: Any = None
    mean: float | None = None
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
        Whether they are dates in order.
    """

    name: str = ""
    values: Sequence[Any] = ()
    first: Any = None
    last: Any = None
    in_time: bool = False


@dataclass(frozen=True)
class Table:
    """A table that any source can be turned into.

    Attributes
    ----------
    rows : int
        How many.
    columns : sequence of Column
        Those that are known; of wide tables the first.
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
    """

    rows: int
    columns: Sequence[Column]
    width: int
    labels: Labels | None = None
    cells: Sequence[Sequence[Any]] = field(default=())
    across: str = ""
    missing: int | None = None
    what: str = "table"


def tell(table: Table, detail: Detail) -> str:
    """Tell a table in words."""
    raise NotImplementedError
