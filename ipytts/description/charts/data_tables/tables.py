"""`DataTable`: a table of the data behind a chart, with its cells as texts."""

from __future__ import annotations

from dataclasses import dataclass

from ipytts.description.wording import grammar


@dataclass(frozen=True)
class DataTable:
    """A table of the data behind a chart.

    Attributes
    ----------
    caption : str
        What the table shows.
    row_headers : tuple of str
        The headers of the columns that name the rows, such as the label of an axis.
    columns : tuple of str
        The headers of the other columns.
    rows : tuple of tuple of str
        The cells; those that name the row come first. A missing value is an empty text.
    more_rows, more_columns : int
        The numbers of rows and of columns that are left out.
    """

    caption: str
    row_headers: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more_rows: int = 0
    more_columns: int = 0

    @property
    def left_out(self) -> str:
        """What is left out: "and 170 more rows"; empty if the table has all data.

        Examples
        --------
        >>> DataTable("Prices", ("Day",), ("Price",), (("2024-01-01", "3"),), 1, 5).left_out
        'and 1 more row and 5 more columns'
        """
        counts = ((self.more_rows, "row"), (self.more_columns, "column"))
        parts = [f"{count:,} more {noun if count == 1 else noun + 's'}" for count, noun in counts if count]
        return f"and {grammar.join(parts)}" if parts else ""
