"""Find out of what the cells of a table are shares, such as those of a normalized cross-tabulation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ipytts.description.tables.model import Table

if TYPE_CHECKING:
    from ipytts.description.tables.margins import Margins

_ROUNDING = 0.005  # of a rounded share


def share_of(table: Table, margins: Margins) -> str:
    """Return what cells are shares of, such as "by year within each region"; empty for other cells."""
    cells = [row[: table.width - margins.column] for row in table.cells[: table.rows - margins.row]]
    values = [value for row in cells for value in row]
    rows, columns = table.labels.name if table.labels else "", table.columns_name
    if not table.labels or not all(type(value) is float and 0 <= value <= 1 for value in values):
        return ""
    if _add_up(cells) and len(cells[0]) > 1:
        return f"by {columns} within each {rows}"
    if _add_up(list(zip(*cells, strict=True))) and len(cells) > 1:
        return f"by {rows} within each {columns}"
    return f"of all by {rows} and {columns}" if _add_up([values]) else ""


def _add_up(lines: Sequence[Sequence[Any]]) -> bool:
    """Return whether the shares of each line add up to 1, up to their rounding."""
    return all(math.isclose(math.fsum(line), 1, abs_tol=_ROUNDING * math.sqrt(len(line))) for line in lines)
