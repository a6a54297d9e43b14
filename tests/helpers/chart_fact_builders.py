"""Builders of the facts about a chart and of its data, and the register of all charts' facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import gaussian_kde

from tests.helpers.description_rules import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FACTS: dict[str, Callable[[], ChartFacts]] = {}


@dataclass
class Data:
    """The data of one series: points, bars, a line; or a sample whose distribution is drawn.

    `x` has numbers, dates as days since 1970, or the names of categories; it is empty for a sample.
    """

    name: str
    x: list[Any]
    y: np.ndarray[Any, Any]
    low: np.ndarray[Any, Any] | None = None  # the lower ends of intervals, or where bars begin
    high: np.ndarray[Any, Any] | None = None
    edges: np.ndarray[Any, Any] | None = None  # of the bins of a sample
    form: str = "curve"  # or "points", "bars", "sample", "matrix", "flows"
    is_log: tuple[bool, bool] = (False, False)  # whether x and y are on logarithmic axes
    quartiles: Any = "linear"  # the method of `numpy.quantile` for those of a sample
    panel: int = 0  # a number for each set of series that share their axes

    @property
    def positions(self) -> np.ndarray[Any, Any]:
        """The x values, or the numbers of the categories."""
        is_named = any(isinstance(value, str) for value in self.x)
        return np.arange(len(self.x), dtype=float) if is_named else np.asarray(self.x, float)


@dataclass
class ChartFacts(Facts):
    """Facts about a chart, with the data of its series; `numbers` has what these do not show."""

    data: list[Data] = field(default_factory=list)
    given: dict[str, list[Any]] = field(default_factory=dict)  # values that are computed once, by method


def plain_x(index: Any) -> list[Any]:
    """Return the labels of an index as numbers, days since 1970 or names."""
    if isinstance(index, pd.PeriodIndex):
        index = index.to_timestamp()
    if isinstance(index, pd.DatetimeIndex) or pd.api.types.is_datetime64_any_dtype(index):
        return list((pd.DatetimeIndex(index) - pd.Timestamp(0)) / pd.Timedelta(days=1))
    if pd.api.types.is_numeric_dtype(index):
        return [float(label) for label in index]
    return [str(label) for label in index]


def facts_of(*charts: str) -> Callable[[Callable[[], ChartFacts]], Callable[[], ChartFacts]]:
    """Register a function that returns the facts about charts."""

    def register(function: Callable[[], ChartFacts]) -> Callable[[], ChartFacts]:
        FACTS.update(dict.fromkeys(charts, function))
        return function

    return register


def curve_facts(*curves: pd.Series, names: Iterable[str] = (), is_log: bool = False) -> ChartFacts:
    """Return the facts about curves: their points, and how many rise and fall."""
    facts = ChartFacts(required=list(names))
    titles = [*facts.required, *[""] * (len(curves) - len(facts.required))]
    facts.data = [
        Data(str(name), plain_x(curve.index), curve.to_numpy(float), is_log=(False, is_log))
        for name, curve in zip(titles, curves, strict=False)
    ]
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


def scatter_facts(frame: pd.DataFrame, x: str, y: str, group: str = "", logs: str = "") -> ChartFacts:
    """Return the facts about points: counts, ranges, medians and correlations."""
    known = frame.dropna(subset=[x, y])
    parts = [part for _, part in known.groupby(group)] if group else []
    facts = ChartFacts([len(known), len(parts), len(frame) - len(known)])
    names = [str(name) for name, _ in known.groupby(group)] if group else []
    for name, part in zip(names or [""], parts or [known], strict=True):
        xs, ys = part[x].to_numpy(float), part[y].to_numpy(float)
        facts.data.append(Data(name, list(xs), ys, form="points", is_log=(logs == x, logs == y)))
    for part in [known, *parts]:
        shown = part[[x, y]].assign(**({logs: np.log10(part[logs])} if logs else {}))
        facts.numbers += [len(part), part[x].median(), part[y].median(), shown[x].corr(shown[y])]
    facts.numbers += [known[x].min(), known[x].max(), known[y].min(), known[y].max()]
    facts.required = sorted(set(known[group])) if group else []
    return facts


def with_outliers(facts: ChartFacts, x: Any, y: Any, times: float = 3) -> ChartFacts:
    """Add the points far from the others or from their regression line: `times` interquartile ranges away."""
    left = np.asarray(y) - np.polyval(np.polyfit(x, y, 1), x)
    for values in (left, np.asarray(x), np.asarray(y)):
        first, third = np.quantile(values, [0.25, 0.75])
        far = (values < first - times * (third - first)) | (values > third + times * (third - first))
        facts.numbers += [far.sum(), *np.asarray(x)[far], *np.asarray(y)[far]]
    return facts


def box_facts(groups: dict[str, Any], method: Any = "linear") -> ChartFacts:
    """Return the facts about boxes: quartiles, whiskers and outliers."""
    facts = ChartFacts([len(groups)], required=list(groups))
    for name, column in groups.items():
        values = np.asarray(column, float)
        values = values[np.isfinite(values)]
        facts.data.append(Data(str(name), [], values, form="sample", quartiles=method))
        first, third = np.quantile(values, [0.25, 0.75], method=method)
        inside = values[(values >= first - 1.5 * (third - first)) & (values <= third + 1.5 * (third - first))]
        outside = sorted(set(values) - set(inside))
        facts.numbers += [first, third, np.median(values), inside.min(), inside.max(), len(values)]
        facts.numbers += [len(values) - len(inside), *outside, values.min(), values.max()]
    return facts


def bar_facts(table: pd.DataFrame | pd.Series) -> ChartFacts:
    """Return the facts about bars: values, totals of groups, and shares of the whole."""
    frame = table.to_frame(name=table.name or "") if isinstance(table, pd.Series) else table
    facts = ChartFacts([len(frame), frame.shape[1], *frame.to_numpy().ravel(), *frame.sum(axis=1)])
    labels = plain_x(frame.index)
    for name in frame:
        facts.data.append(Data(str(name), labels, frame[name].to_numpy(float), form="bars"))
    facts.numbers += (100 * frame.sum() / frame.to_numpy().sum()).tolist()
    facts.quoted = [*map(str, frame.index), *map(str, frame.columns)]
    return facts


def histogram_facts(values: Any, bins: Any, name: str = "") -> ChartFacts:
    """Return the facts about a histogram: its bins, and the shares of adjacent bins."""
    values = np.asarray(values, float)
    counts, edges = np.histogram(values, bins=bins)
    sums = np.concatenate([[0], counts.cumsum()])
    shares = {100 * (sums[b] - sums[a]) / sums[-1] for a, b in combinations(range(len(sums)), 2)}
    most = [share for share in shares if share >= 50]
    data = [Data(name, [], values, edges=edges, form="sample")]
    return ChartFacts([len(counts), counts.sum(), *counts, *edges, *most], data=data)


def sample_facts(groups: dict[str, Any], *others: float) -> ChartFacts:
    """Return the facts about samples whose densities are drawn."""
    data = [Data(str(name), [], finite_values(values), form="sample") for name, values in groups.items()]
    return ChartFacts([len(groups), *others], required=list(groups), data=data)


def finite_values(values: Any) -> np.ndarray[Any, Any]:
    array: np.ndarray[Any, Any] = np.asarray(values, float)
    known: np.ndarray[Any, Any] = array[np.isfinite(array)]
    return known


def pie_facts(sizes: pd.Series) -> ChartFacts:
    """Return the facts about the slices of a pie."""
    names = [str(name) for name in sizes.index]
    data = [Data("", list(names), sizes.to_numpy(float), form="bars")]
    return ChartFacts([len(sizes), *(100 * sizes / sizes.sum())], required=names, data=data)


def matrix_facts(table: pd.DataFrame, *others: float) -> ChartFacts:
    """Return the facts about the cells of a heat map, a row for each series."""
    columns = [str(name) for name in table.columns]
    data = [
        Data(str(name), list(columns), row.to_numpy(float), form="matrix") for name, row in table.iterrows()
    ]
    return ChartFacts([*table.shape, *others], required=[*map(str, table.index), *columns], data=data)


def interval_facts(table: dict[str, tuple[float, float, float]]) -> ChartFacts:
    """Return the facts about values with intervals, by their names: a value, its lower end, its upper end."""
    values, low, high = np.array(list(table.values()), float).T
    data = [Data("", list(table), values, low=low, high=high, form="bars")]
    return ChartFacts([len(table)], required=list(table), data=data)


def span_facts(table: dict[str, tuple[Any, Any]]) -> ChartFacts:
    """Return the facts about bars that go from one value to another, by their names."""
    starts, ends = (np.array(plain_x(pd.Index([pair[n] for pair in table.values()]))) for n in (0, 1))
    dates = [
        pd.Timestamp(end).to_pydatetime()
        for pair in table.values()
        for end in pair
        if not isinstance(end, (int, float))
    ]
    data = [Data("", list(table), ends, low=starts, high=ends, form="bars")]
    return ChartFacts([len(table), *starts, *ends], dates=dates, required=list(table), data=data)


def combined(*parts: ChartFacts, numbers: Iterable[float] = (), quoted: Iterable[str] = ()) -> ChartFacts:
    facts = ChartFacts(list(numbers), quoted=list(quoted))
    for panel, one in enumerate(parts):
        facts.data += [replace(data, panel=panel) for data in one.data]
        facts.numbers += one.numbers
        facts.given |= one.given
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
