"""Find the margins of a pivot table: its last row and column, for all groups together."""

from __future__ import annotations

from dataclasses import dataclass

from ipytts.description.tables.model import Column, Table
from ipytts.description.tables.totals import NAMES, is_total
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, phrase


@dataclass(frozen=True)
class Margins:
    """Which margins a table has.

    Attributes
    ----------
    row, column : bool
        Whether the last row, or the last column, is for all groups together.
    """

    row: bool
    column: bool

    @classmethod
    def of(cls, table: Table) -> Margins:
        """Return the margins of a table whose rows and columns are groups."""
        last = table.labels.values[-1] if table.labels and table.labels.values else None
        return cls(
            row=table.rows > 2 and type(last) is str and last.strip().lower() in NAMES,
            column=table.width > 2 and _is_for_all(table.columns[-1]),
        )

    def has(self, table: Table, row: int, column: int) -> bool:
        """Return whether a cell, by its position, is one of the margins."""
        return (self.row and row == table.rows - 1) or (self.column and column == table.width - 1)

    def size(self, table: Table) -> Phrase:
        """Return the number of groups in words, without the margins, and what these are."""
        rows, width = table.rows - self.row, table.width - self.column
        spoken = [
            Fact(numbers.number(count), count, f"{side} count without totals" if has else f"{side} count")
            for count, side, has in ((rows, "row", self.row), (width, "column", self.column))
        ]
        words = phrase("{} by {}", *spoken)
        if not (self.row or self.column):
            return words
        return phrase("{}, {}", words, "with totals" if self._are_sums(table) else "and for all together")

    def _are_sums(self, table: Table) -> bool:
        """Return whether the last cell of each row, or of each column, is the sum of the others."""
        columns = list(zip(*table.cells, strict=True))
        lines = [tuple(row) for row in table.cells] if self.column else columns
        return all(is_total("total", line[-1], line) for line in lines if any(line))


def _is_for_all(column: Column) -> bool:
    """Return whether a column has the name of a total, which may follow that of the values."""
    return column.key.lower() in NAMES or column.name.rpartition(" ")[2] in ("All", "Total")
