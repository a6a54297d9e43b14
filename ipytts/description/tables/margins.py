"""Find the margins of a pivot table: its last row and column, for all groups together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.description.tables.totals import NAMES, is_total
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase

if TYPE_CHECKING:
    from ipytts.description.tables.model import Table


def has(table: Table) -> bool:
    """Return whether the last row and the last column have the name of a total, the same one."""
    label = table.labels.values[-1] if table.labels and table.labels.values else None
    is_name = type(label) is str and label.strip().lower() in NAMES
    return is_name and table.columns[-1].key == label and min(table.rows, table.width) > 2


def size(table: Table) -> Phrase:
    """Return the number of groups in words, without the margins, and what these are."""
    rows = Fact(numbers.number(table.rows - 1), table.rows - 1, "row count without totals")
    width = Fact(numbers.number(table.width - 1), table.width - 1, "column count without totals")
    return phrase("{} by {}, {}", rows, width, "with totals" if _are_sums(table) else "and for all together")


def _are_sums(table: Table) -> bool:
    label = table.columns[-1].key
    return all(is_total(label, row[-1], row) for row in table.cells if any(value for value in row))
