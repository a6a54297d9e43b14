"""Describe a matrix of correlations."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import column_names
from ipytts.description.tables.model import Table
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Fact, Words, phrase

_LISTED: dict[Detail, int] = {"brief": 1, "normal": 6, "full": 25}  # pairs, at most
_ROUNDING = 1e-9  # rounding error of correlations


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for correlations, the strongest first; none for another table."""
    if not _are_correlations(table):
        return
    pairs = _pairs(table)
    if not pairs:
        return
    strongest, one, other = pairs[0]
    if len(pairs) == 1:
        yield phrase("the correlation of {} and {} is {}", one, other, strongest)
        return
    opening = phrase("correlations among {}", counted(table.width, "column", "column count"))
    equal = sum(numbers.are_equal(fact.value, strongest.value) for fact, _, _ in pairs)
    if equal > 1:
        yield phrase("{}: the strongest is {}, for {} pairs", opening, strongest, number_fact(equal, "count"))
    else:
        yield phrase("{}: the strongest is {}, between {} and {}", opening, strongest, one, other)
    if detail == "brief":
        return
    most = _LISTED[detail]
    for fact, one, other in pairs[equal == 1 : most]:
        yield phrase("{} and {}: {}", one, other, fact)
    if len(pairs) > most:
        fact, one, other = pairs[-1]
        yield phrase("the weakest is {}, between {} and {}", fact, one, other)


def _pairs(table: Table) -> Sequence[tuple[Fact, str, str]]:
    """Return the correlation of each pair of columns with their names, the strongest first."""
    cells = [
        (table.cells[j][i], one, other)
        for (i, one), (j, other) in combinations(enumerate(table.columns), 2)
        if table.cells[j][i] is not None and math.isfinite(table.cells[j][i])
    ]
    cells.sort(key=lambda cell: -abs(cell[0]))
    texts = numbers.apart([coefficient for coefficient, _, _ in cells])
    return [
        (Fact(text, coefficient, "correlation", one.key, other.key), one.name, other.name)
        for (coefficient, one, other), text in zip(cells, texts, strict=True)
    ]


def _are_correlations(table: Table) -> bool:
    size = table.width
    if size < 2 or len(table.cells) != size or len(table.columns) != size:
        return False
    if table.labels and column_names(table.labels.values, table.columns_name) != [
        c.name for c in table.columns
    ]:
        return False
    if not all(column.kind in ("number", "empty") for column in table.columns):
        return False
    cells = [[math.nan if v is None else float(v) for v in row] for row in table.cells]
    has_ones = all(math.isnan(cells[i][i]) or abs(cells[i][i] - 1) < _ROUNDING for i in range(size))
    pairs = [(cells[i][j], cells[j][i]) for i, j in combinations(range(size), 2)]
    is_symmetric = all((math.isnan(a) and math.isnan(b)) or abs(a - b) < _ROUNDING for a, b in pairs)
    is_within_one = all(not abs(a) > 1 + _ROUNDING for a, _ in pairs)
    is_identity = not table.labels and not any(a for a, _ in pairs)
    return has_ones and is_symmetric and is_within_one and not is_identity
