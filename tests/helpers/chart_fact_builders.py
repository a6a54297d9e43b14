"""Builders of the facts about a chart, and the register of all charts' facts."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import gaussian_kde  # type: ignore[import-untyped]

from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FACTS: dict[str, Callable[[], Facts]] = {}


def facts_of(*charts: str) -> Callable[[Callable[[], Facts]], Callable[[], Facts]]:
    """Register a function that returns the facts about charts."""
    assert set(charts) <= CHARTS.keys()

    def register(function: Callable[[], Facts]) -> Callable[[], Facts]:
        FACTS.update(dict.fromkeys(charts, function))
        return function

    return register


def curve_facts(*curves: pd.Series, names: Iterable[str] = ()) -> Facts:
    """Return the facts about curves: their points, and how many rise and fall."""
    facts = Facts(required=list(names))
    directions = [int(np.sign(curve.iloc[-1] - curve.iloc[0])) for curve in curves]
    facts.numbers += [
        len(curves),
        directions.count(1),
        directions.count(-1),
        *(len(curve) for curve in curves),
    ]
    for curve in curves:
        facts.numbers += curve.tolist()
        if isinstance(curve.index, pd.DatetimeIndex):
            facts.dates += curve.index.to_pydatetime().tolist()
        elif pd.api.types.is_numeric_dtype(curve.index):
            facts.numbers += curve.index.astype(float).tolist()
    return facts


def scatter_facts(frame: pd.DataFrame, x: str, y: str, group: str = "", logs: str = "") -> Facts:
    """Return the facts about points: counts, ranges, medians and correlations."""
    known = frame.dropna(subset=[x, y])
    parts = [part for _, part in known.groupby(group)] if group else []
    facts = Facts([len(known), len(parts), len(frame) - len(known)])
    for part in [known, *parts]:
        shown = part[[x, y]].assign(**({logs: np.log10(part[logs])} if logs else {}))
        facts.numbers += [len(part), part[x].median(), part[y].median(), shown[x].corr(shown[y])]
    facts.numbers += [known[x].min(), known[x].max(), known[y].min(), known[y].max()]
    facts.required = sorted(set(known[group])) if group else []
    return facts


def with_outliers(facts: Facts, x: Any, y: Any, times: float = 3) -> Facts:
    """Add the points far from the others or from their regression line: `times` interquartile ranges away."""
    left = np.asarray(y) - np.polyval(np.polyfit(x, y, 1), x)
    for values in (left, np.asarray(x), np.asarray(y)):
        first, third = np.quantile(values, [0.25, 0.75])
        far = (values < first - times * (third - first)) | (values > third + times * (third - first))
        facts.numbers += [far.sum(), *np.asarray(x)[far], *np.asarray(y)[far]]
    return facts


def box_facts(groups: dict[str, Any], method: Any = "linear") -> Facts:
    """Return the facts about boxes: quartiles, whiskers and outliers."""
    facts = Facts([len(groups)], required=list(groups))
    for column in groups.values():
        values = np.asarray(column, float)
        values = values[np.isfinite(values)]
        first, third = np.quantile(values, [0.25, 0.75], method=method)
        inside = values[(values >= first - 1.5 * (third - first)) & (values <= third + 1.5 * (third - first))]
        outside = sorted(set(values) - set(inside))
        facts.numbers += [first, third, np.median(values), inside.min(), inside.max(), len(values)]
        facts.numbers += [len(values) - len(inside), *outside, values.min(), values.max()]
    return facts


def bar_facts(table: pd.DataFrame | pd.Series) -> Facts:
    """Return the facts about bars: values, totals of groups, and shares of the whole."""
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    facts = Facts([len(frame), frame.shape[1], *frame.to_numpy().ravel(), *frame.sum(axis=1)])
    facts.numbers += (100 * frame.sum() / frame.to_numpy().sum()).tolist()
    facts.quoted = [*map(str, frame.index), *map(str, frame.columns)]
    return facts


def histogram_facts(values: Any, bins: Any) -> Facts:
    """Return the facts about a histogram: its bins, and the shares of adjacent bins."""
    counts, edges = np.histogram(values, bins=bins)
    sums = np.concatenate([[0], counts.cumsum()])
    shares = {100 * (sums[b] - sums[a]) / sums[-1] for a, b in combinations(range(len(sums)), 2)}
    most = [share for share in shares if share >= 50]
    return Facts([len(counts), counts.sum(), *counts, *edges, *most])


def combined(*parts: Facts, numbers: Iterable[float] = (), quoted: Iterable[str] = ()) -> Facts:
    facts = Facts(list(numbers), quoted=list(quoted))
    for one in parts:
        facts.numbers += one.numbers
        facts.dates += one.dates
        facts.quoted += one.quoted
        facts.required += one.required
    return facts


def band_ends(low: Any, high: Any) -> list[float]:
    return [*np.asarray(low, float), *np.asarray(high, float)]


def density_peak(values: Any, cut: float = 0) -> float:
    """Return the peak of a kernel density estimate, as the chart libraries compute it."""
    density = gaussian_kde(values)
    margin = cut * density.factor * np.std(values, ddof=1)
    grid = np.linspace(min(values) - margin, max(values) + margin, 100 if not cut else 200)
    return float(grid[density(grid).argmax()])


def density_quartiles(values: Any, low: float, high: float) -> list[float]:
    """Return the quartiles of a kernel density estimate between two ends."""
    density, grid = gaussian_kde(values), np.linspace(low, high, 400)
    below = np.array([density.integrate_box_1d(low, end) for end in grid])
    return [float(np.interp(share * below[-1], below, grid)) for share in (0.25, 0.75)]


def density_range(values: Any) -> tuple[float, float]:
    margin = 3 * gaussian_kde(values).factor * np.std(values, ddof=1)
    return min(values) - margin, max(values) + margin
