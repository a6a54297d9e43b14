"""Ratios and shares of the highest values of charts, recomputed with numpy and scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from tests.helpers.chart_fact_builders import finite_values
from tests.helpers.recomputed_charts import method
from tests.helpers.recomputed_claims import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.helpers.recomputed_charts import Question


def _descending(question: Question) -> Iterable[np.ndarray[Any, Any]]:
    """Return the values of each series that a fact is about, and the totals of bars, the highest first."""
    for data in question.own:
        yield np.sort(finite_values(data.y))[::-1]
    for panel in question.own_panels:
        if all(data.form == "bars" and data.x == panel[0].x for data in panel):
            yield np.sort(np.sum([np.nan_to_num(data.y) for data in panel], axis=0))[::-1]


@method("ratio to the second", "ratio to the lowest")
def _ratios(question: Question) -> Iterable[float]:
    other = 1 if question.fact.method.endswith("second") else -1
    return [float(values[0] / values[other]) for values in _descending(question) if values.size > 1]


@method("share of the highest values")
def _shares_of_the_highest(question: Question) -> Iterable[float]:
    count = int(float(str(question.at)))
    return [float(values[:count].sum() / values.sum()) for values in _descending(question)]


@method("Brunner-Munzel test")
def _differences(question: Question) -> Iterable[str]:
    """Return "higher" if the values of the series of a fact are higher than those at its place."""
    for data in question.own:
        for other in question.data:
            if other.name == question.at:
                values, others = finite_values(data.y), finite_values(other.y)
                if values.min() > others.max():  # the test is not defined
                    yield "higher"
                    continue
                p = stats.brunnermunzel(others, values, alternative="less").pvalue
                yield "higher" if p < 0.01 else "not higher"


@method("rank correlation of distances from a line")
def _spreads(question: Question) -> Iterable[str]:
    """Return whether the distances from a line with the median of the slopes grow, of all points."""
    for panel in question.own_panels:
        x, y = points(panel)
        if not x.size:  # a margin
            continue
        step = -(-x.size // 300)
        slope = stats.theilslopes(y[::step], x[::step])[0]
        rest = y - slope * x
        found = stats.spearmanr(x, np.abs(rest - np.median(rest[::step])))
        yield ("grows" if found.statistic > 0 else "shrinks") if found.pvalue < 0.01 else "neither"


@method("largest difference within a group", "number of groups that it leads")
def _differences_within_groups(question: Question) -> Iterable[float]:
    """Return the largest range of the values at one place, or how often the highest is that of the series."""
    for panel in question.own_panels:
        values = np.array([data.y for data in panel])
        if question.fact.method.startswith("largest"):
            yield float(np.ptp(values, axis=0).max())
            continue
        yield from ((values[n] == values.max(axis=0)).sum() for n in range(len(panel)))
