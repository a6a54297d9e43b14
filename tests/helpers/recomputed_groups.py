"""Values of facts about groups of bars, cells and pairs of variables, recomputed with numpy and pandas."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.helpers.chart_fact_builders import finite_values
from tests.helpers.recomputed_charts import method

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.helpers.chart_fact_builders import Data
    from tests.helpers.recomputed_charts import Question


@method("largest ratio of neighbors")
def _drops(question: Question) -> Iterable[float]:
    for data in question.own:
        values = pd.Series(finite_values(data.y)).sort_values(ascending=False)
        yield (values / values.shift(-1)).max()


@method(
    "largest fall within a group",
    "smallest fall within a group",
    "largest rise within a group",
    "smallest rise within a group",
    "number of groups with a fall",
    "number of groups with a rise",
)
def _changes_within_groups(question: Question) -> Iterable[float]:
    """Return the changes from the earlier of two series to the later one."""
    words = question.fact.method
    for panel in question.own_panels:
        first, last = sorted(panel, key=lambda data: float(data.name))
        changes = last.y - first.y if "rise" in words else first.y - last.y
        changes = changes[changes > 0]
        if words.startswith("number"):
            yield changes.size
        else:
            yield changes.max() if words.startswith("largest") else changes.min()


@method("smallest difference within a group")
def _smallest_differences(question: Question) -> Iterable[float]:
    for panel in question.own_panels:
        yield float(np.ptp([data.y for data in panel], axis=0).min())


@method("end of those above the mean")
def _high_parts(question: Question) -> Iterable[str]:
    """Return the rows or columns above the mean of all that have one beside them that is not."""
    names = [data.name for data in question.data], question.data[0].x
    for labels, axis in zip(names, (1, 0), strict=True):
        means = pd.Series(np.nanmean([data.y for data in question.data], axis=axis), labels)
        is_above = means > means.mean()
        beside = (
            is_above.shift(1, fill_value=is_above.iloc[-1]),
            is_above.shift(-1, fill_value=is_above.iloc[0]),
        )
        ends = means.index[is_above & ~(beside[0] & beside[1])]
        if len(ends) == 0:
            ends = means.index[is_above][[0, -1]]
        yield from map(str, ends)


def _pairs(question: Question) -> pd.Series:
    matrix = np.array([data.y for data in question.data])
    return pd.Series(matrix[np.tril_indices(len(matrix), -1)])


@method("count of negative pairs")
def _negative_pairs(question: Question) -> Iterable[float]:
    return [(_pairs(question) < 0).sum()]


@method("count of pairs above a level")
def _strong_pairs(question: Question) -> Iterable[float]:
    return [(_pairs(question).abs() > float(str(question.at))).sum()]


def _filled_bins(data: Data) -> tuple[float, float]:
    """Return the ends of the bins of a sample that have values."""
    edges = np.asarray(data.edges)
    filled = np.flatnonzero(np.histogram(finite_values(data.y), edges)[0])
    return float(edges[filled[0]]), float(edges[filled[-1] + 1])


@method("end of the bins with values")
def _extents(question: Question) -> Iterable[float]:
    for data in question.own:
        yield from _filled_bins(data)


@method("position of its bins")
def _positions(question: Question) -> Iterable[str]:
    (own,) = question.own
    low, high = _filled_bins(own)
    others = [_filled_bins(data) for data in question.data if data is not own]
    yield "below" if all(high <= other[0] for other in others) else ""
    yield "above" if all(low >= other[1] for other in others) else ""


@method("overlap of bins")
def _overlaps(question: Question) -> Iterable[float]:
    for one, other in permutations(map(_filled_bins, question.data), 2):
        if other[0] < one[1]:
            yield from (other[0], one[1])


@method("slope")
def _slopes(question: Question) -> Iterable[float]:
    """Return the slope of the line through the points of a series, or of those of a panel."""
    for data in (*question.own, *question.data):
        x, y = data.positions, data.y
        if x.size > 1:
            yield abs(float(np.polyfit(x, y, 1)[0])) * float(str(question.at))
    for panel in question.panels:
        x, y = (np.concatenate([getattr(data, part) for data in panel]) for part in ("positions", "y"))
        yield abs(float(np.polyfit(x, y, 1)[0])) * float(str(question.at))


@method("distance of a slope")
def _distances(question: Question) -> Iterable[float]:
    """Return the power of ten below the width of each series, and of each panel."""
    for group in (*([data] for data in question.own), *question.panels):
        width = np.ptp(np.concatenate([data.positions for data in group]))
        if width > 0:
            yield 10.0 ** int(np.floor(np.log10(width)))
