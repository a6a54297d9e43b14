"""A table of any library or document, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ipytts.description.detail import Detail

Kind = Literal[
    "number",
    "whole number",
    "identifier",
    "truth",
    "text",
    "category",
    "date",
    "duration",
    "mixed",
    "empty",
]

MAX_COLUMNS = 200  # columns that are read, at most
SMALL_TABLE = 60  # rows, and columns, of a table whose cells are read, at most
FEW_ROWS = 10  # rows that are listed if they have no index, at most
#: Columns that are described. One more is read: a description of it is no longer than "1 more column".
DESCRIBED_COLUMNS: dict[Detail, int] = {"brief": 0, "normal": 8, "full": 25}


@dataclass(frozen=True)
class Column:
    """Facts about a column; None if they would take too long to compute."""

    name: str  # as it is spoken; empty for a series without a name
    kind: Kind
    missing: int | None = None  # number of missing values
    item_noun: str = ""  # for the kind "mixed", a noun for each value, such as "list"; may be empty
    key: str = ""  # the name in the data
    low: Any = None  # the extremes of numbers, dates and durations
    high: Any = None
    low_at: Sequence[Any] = ()  # the labels of their rows, if rows have labels and at most two have them
    high_at: Sequence[Any] = ()
    first: Any = None  # the first and the last value that is not missing, if rows have labels
    last: Any = None
    first_at: Any = None  # the labels of their rows
    last_at: Any = None
    mean: float | None = None  # of truth values, the share of true ones
    median: float | None = None
    standard_deviation: float | None = None
    infinite: int = 0  # number of infinite values, which the mean leaves out
    distinct: int | None = None  # number of different values
    frequent: Sequence[tuple[Any, int]] = ()  # the most frequent values and their counts
    full_names: Mapping[str, str] = field(default_factory=dict)  # of values that are abbreviations
    shown: Mapping[Any, str] = field(default_factory=dict)  # words for values that are shown formatted


@dataclass(frozen=True)
class Labels:
    """The labels of the rows."""

    name: str = ""  # such as "region"; may be empty
    values: Sequence[Any] = ()  # one for each row of a small table; else empty
    first: Any = None
    last: Any = None
    is_chronological: bool = False  # whether each label is later than the one before
    name_groups: bool = False  # whether each label may stand for several rows of other data
    full_names: Mapping[str, str] = field(default_factory=dict)  # of labels that are abbreviations
    noun: str = ""  # for each label, if these are whole numbers without a name


@dataclass(frozen=True)
class Table:
    """A table."""

    rows: int  # number of rows
    columns: Sequence[Column]  # of a very wide table the first ones
    width: int  # number of columns
    labels: Labels | None = None  # of the rows; None if rows are only numbered
    cells: Sequence[Sequence[Any]] = ()  # the values of a small table, row by row; else empty
    columns_name: str = ""  # a name for the column names, such as "quarter"
    missing: int | None = None  # number of missing values in all columns together
    noun: str = "table"  # or "series"
    unlabeled: Table | None = None  # the table before its first column became the labels
    is_by_first_column: bool = False  # whether the first column is known to name the rows
    is_record: bool = False  # whether a series has values of several kinds, as a row of a table has
