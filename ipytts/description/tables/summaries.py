"""Describe summaries of other data: the one that a table is, of all kinds."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.detail import Detail
from ipytts.description.tables import (
    confusion_matrix,
    correlations,
    counts,
    inference,
    pivots,
    records,
    statistics,
)
from ipytts.description.tables.model import Table
from ipytts.description.wording.phrase import Words

_KINDS = (
    statistics.describe,
    correlations.describe,
    counts.describe_missing,
    counts.describe,
    confusion_matrix.describe,
    inference.describe_intervals,
    inference.describe_variance,
    records.describe,
    pivots.describe,
    pivots.describe_one_column,
)


def describe_summary(table: Table, detail: Detail) -> Sequence[Words]:
    """Return the sentences for a summary; none if the table is not one."""
    if not table.columns or not table.rows:
        return []
    for describe in _KINDS:
        sentences = list(describe(table, detail))
        if sentences:
            return sentences
    return []
