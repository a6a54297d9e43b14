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
    """Facts about a column; None where finding out would take too long."""

    name: str  # as it is spoken
    kind: Kind  # of its values
    missing: int | None = None  # how many values are missing
    item_noun: str = ""  # what each value is if the kind is "mixed", such as "list"; may be empty
    low: Any = None  # the extremes of numbers, dates and durations
    high: Any = None
    low_at: str | None = None  # the labels of their rows, if rows have labels
    high_at: str | None = None
    first: Any = None  # the first and the last value that is not missing, if rows have labels
    last: Any = None
    mean: float | None = None  # of truth values, the share of true ones
    median: float | None = None
    standard_deviation: float | None = None
    infinite: int = 0  # how many numbers are infinite; the mean leaves them out
    distinct: int | None = None  # how many different values there are
    frequent: Sequence[tuple[str, int]] = ()  # the most frequent values and how often they occur


@dataclass(frozen=True)
class Labels:
    """The labels of the rows."""

    name: str = ""  # what the labels are, such as "region"; may be empty
    values: Sequence[Any] = ()  # one for each row of a small table; else empty
    first: Any = None
    last: Any = None
    is_chronological: bool = False  # whether each label is later than the one before


@dataclass(frozen=True)
class Table:
    """A table."""

    rows: int  # how many rows there are
    columns: Sequence[Column]  # of a very wide table the first ones
    width: int  # how many columns there are
    labels: Labels | None = None  # of the rows; None if rows are only numbered
    cells: Sequence[Sequence[Any]] = ()  # the values of a small table, row by row; else empty
    columns_name: str = ""  # what the names of the columns are, such as "quarter"
    missing: int | None = None  # how many values are missing in all columns together
    noun: str = "table"  # or "series"
    unlabeled: Table | None = None  # the table before its first column was taken for labels
