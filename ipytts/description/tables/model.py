"""A table of any library or document, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.detail import Detail

Kind = Literal["number", "whole number", "truth", "text", "category", "date", "duration", "mixed", "empty"]

MAX_COLUMNS = 200  # of which a reader gives names and kinds
SMALL_TABLE = 60  # rows, and columns, up to which a reader gives the cells
#: Columns that are described. A reader looks at one more: to describe it takes no longer than to mention it.
DESCRIBED_COLUMNS: dict[Detail, int] = {"brief": 0, "normal": 8, "full": 25}


@dataclass(frozen=True)
class Column:
    """Facts about a column; None where finding out would take too long.

    Attributes
    ----------
    name : str
        As it is spoken.
    kind : str
        Of its values: ``"text"``, ``"whole number"`` and so on.
    missing : int or None
        How many values are missing.
    holds : str
        The class of its values if the kind is ``"mixed"``, such as ``"list"``.
    low, high : object
        The extremes of numbers, dates and durations.
    low_at, high_at : str or None
        The labels of their rows, if rows have labels.
    first, last : object
        The first and the last value that is not missing, if rows have labels.
    mean : float or None
        Of numbers; of truth values, the share of true ones.
    median, spread : float or None
        Of numbers; the spread is the standard deviation.
    infinite : int
        How many numbers are infinite; they are left out of the mean.
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
    """The labels of the rows.

    Attributes
    ----------
    name : str
        What the labels are, such as ``"region"``; may be empty.
    values : sequence of object
        One for each row of a small table; else empty.
    first, last : object
        The first and the last label.
    is_chronological : bool
        Whether each is later than the one before.
    """

    name: str = ""
    values: Sequence[Any] = ()
    first: Any = None
    last: Any = None
    is_chronological: bool = False


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    rows : int
        How many rows there are.
    columns : sequence of Column
        Of a very wide table the first ones.
    width : int
        How many columns there are.
    labels : Labels or None
        The labels of the rows; None if rows are only numbered.
    cells : sequence of sequence of object
        The values of a small table, row by row; else empty.
    columns_name : str
        What the names of the columns are, such as ``"quarter"``; may be empty.
    missing : int or None
        How many values are missing in all columns together.
    noun : str
        What the table is called: ``"table"``, ``"series"``.
    unlabeled : Table or None
        The table before its first column was taken for labels.
    """

    rows: int
    columns: Sequence[Column]
    width: int
    labels: Labels | None = None
    cells: Sequence[Sequence[Any]] = ()
    columns_name: str = ""
    missing: int | None = None
    noun: str = "table"
    unlabeled: Table | None = None
