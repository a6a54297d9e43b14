"""Statistics of charts that facts state, recomputed with numpy, scipy and scikit-learn."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import signal, stats
from scipy.stats import gaussian_kde
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from tests.helpers.chart_fact_builders import finite_values
from tests.helpers.recomputed_charts import density_peaks, known, method, outside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.helpers.chart_fact_builders import Data
    from tests.helpers.recomputed_charts import Question

_UNITS = (1.0, 7.0, 30.44, 365.2425)  # days in a unit of time
_QUANTILES = {"lower quartile": 0.25, "median": 0.5, "upper quartile": 0.75, "center of symmetry": 0.5}
_QUANTILES |= {"lower decile": 0.1, "upper decile": 0.9}


def points(series: Iterable[Data]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the known points of several series, on the scales of their axes."""
    xs, ys = [], []
    for data in series:
        x, y = data.positions, data.y
        if data.x:
            known = np.isfinite(x) & np.isfinite(y)
            xs.append(np.log10(x[known]) if data.is_log[0] else x[known])
            ys.append(np.log10(y[known]) if data.is_log[1] else y[known])
    return (np.concatenate(xs), np.concatenate(ys)) if xs else (np.empty(0), np.empty(0))


def _sets(question: Question) -> Iterable[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Return the points of each series that a fact is about, of all of them, and of each panel."""
    groups = [[data] for data in question.own]
    for group in (*groups, question.own, *question.panels):
        x, y = points(group)
        if x.size > 2 and np.ptp(x) > 0:
            yield x, y


# Distributions


@method("count of points", "count of values")
def _point_counts(question: Question) -> Iterable[float]:
    for panel in (*question.own_panels, *([data] for data in question.own)):
        yield sum(known(data).sum() for data in panel)
        yield sum((~known(data)).sum() for data in panel)  # "2 points are missing"
    for data in question.own:
        yield len(outside(data))
    yield from (x.size for x, _ in _clouds(question))
    yield from question.numbers


@method(*_QUANTILES)
def _quantiles(question: Question) -> Iterable[float]:
    share = _QUANTILES[question.fact.method]
    for data in question.own:
        if data.edges is not None:
            yield from _binned_quantile(data, share)
        elif data.form == "sample" and question.fact.is_estimate:
            yield _density_quantile(data, share)
        else:
            for values in (finite_values(data.y), finite_values(data.positions)):
                for rule in (data.quartiles, "inverted_cdf"):
                    yield from [float(np.quantile(values, share, method=rule))] if values.size else ()
    if question.own_panels:
        sets = [points(group) for group in (question.own, *question.own_panels)]
        for x, y in (*sets, *_clouds(question)):
            yield from (
                float(np.quantile(values, share))
                for values in (x, y, 10 ** np.minimum(x, 300))
                if values.size
            )
    for before, after in _levels(question):
        yield from (before, after)


def _binned_quantile(data: Data, share: float) -> Iterable[float]:
    """Return the ends of the bin of a quantile, and the quantile of values spread evenly in each bin."""
    edges: Any = data.edges
    counts, _ = np.histogram(finite_values(data.y), edges)
    below = np.concatenate([[0], counts.cumsum()])
    number = int(np.searchsorted(below[1:], share * below[-1]))
    yield from (edges[number], edges[number + 1])
    yield float(np.interp(share * below[-1], below, edges))


def _density_quantile(data: Data, share: float) -> float:
    density = gaussian_kde(finite_values(data.y))
    grid = np.linspace(data.y.min() - np.ptp(data.y), data.y.max() + np.ptp(data.y), 600)
    return float(np.interp(share, np.cumsum(density(grid)) * (grid[1] - grid[0]), grid))


@method("peak", "further peak")
def _peaks(question: Question) -> Iterable[float]:
    for data in question.own:
        if data.edges is None:
            yield from density_peaks(data)
            continue
        counts, edges = np.histogram(finite_values(data.y), data.edges)
        padded = np.concatenate([[-1], counts, [-1]])
        for number in range(len(counts)):
            if padded[number + 1] >= max(padded[number], padded[number + 2]):
                yield from (edges[number], edges[number + 1])


@method("line across")
def _center_lines(question: Question) -> Iterable[float]:
    yield from (float(f(finite_values(data.y))) for data in question.own for f in (np.mean, np.median))


@method("outlier", "count of outliers", "exception")
def _outliers(question: Question) -> Iterable[float]:
    for data in question.own:
        yield from outside(data)
    for x, y in _sets(question):
        far = (
            _far(x)
            | _far(y)
            | _far(y - stats.theilslopes(y[:: -(-y.size // 300)], x[:: -(-y.size // 300)])[0] * x)
        )
        is_common = x == np.median(x)
        far |= (~is_common) & (is_common.sum() == x.size - 1)
        here = far & (True if question.at is None else np.isclose(x, float(str(question.at))))
        yield from (*x[here], *y[here], *(10 ** x[here][x[here] < 300]), float(far.sum()))
        yield from range(1, int(far.sum()) + 1) if question.fact.method == "count of outliers" else ()


def _line(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    step = -(-y.size // 300)
    return stats.theilslopes(y[::step], x[::step])[0] * x  # type: ignore[no-any-return]


def _far(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    low, high = np.quantile(values, [0.25, 0.75])
    is_far: np.ndarray[Any, Any] = (values < low - 3 * (high - low)) | (values > high + 3 * (high - low))
    return is_far


# Histograms


def _histograms(question: Question) -> Iterable[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    for data in question.own:
        if data.edges is not None:
            counts, edges = np.histogram(finite_values(data.y), data.edges)
            yield counts, edges


def _is_bin(question: Question, low: float, high: float) -> bool:
    ends = question.at
    return not isinstance(ends, tuple) or bool(np.allclose((low, high), ends, rtol=1e-6, atol=1e-9))


@method("count of a bin", "count up to a bin", "edge of a bin", "count of the fullest bin", "fullest bin")
def _bins(question: Question) -> Iterable[float]:
    yield from question.given.get(question.fact.method, ())  # of a two-dimensional histogram
    for counts, edges in _histograms(question):
        for number, (count, low, high) in enumerate(zip(counts, edges[:-1], edges[1:], strict=True)):
            is_other = "fullest" in question.fact.method and count < counts.max()
            if is_other or not _is_bin(question, low, high):
                continue
            if "count" in question.fact.method:
                yield from (count, counts[: number + 1].sum(), counts[number:].sum())
            else:
                yield from (low, high)


@method("share of the fullest bin", "count of the fullest bins")
def _fullest(question: Question) -> Iterable[float]:
    for counts, _ in _histograms(question):
        yield from (100 * counts.max() / counts.sum(), (counts == counts.max()).sum())


@method("narrowest range", "share of the values in the narrowest range")
def _narrowest(question: Question) -> Iterable[float]:
    for counts, edges in _histograms(question):
        ranges = [
            (-counts[a:b].sum(), a, b)
            for a, b in combinations(range(len(edges)), 2)
            if 2 * counts[a:b].sum() >= counts.sum()
        ]
        fewest = min(b - a for _, a, b in ranges)
        for held, a, b in ranges:
            if b - a == fewest and _is_bin(question, edges[a], edges[b]):
                share = -100 * held / counts.sum()
                yield from (share,) if question.fact.method.startswith("share") else (edges[a], edges[b])


@method("gap")
def _gaps(question: Question) -> Iterable[float]:
    for counts, edges in _histograms(question):
        for a, b in combinations(range(len(edges)), 2):
            if not counts[a:b].any() and _is_bin(question, edges[a], edges[b]):
                yield from (edges[a], edges[b])


@method("long tail")
def _tails(question: Question) -> Iterable[str]:
    return ["right" if stats.skew(finite_values(data.y)) > 0 else "left" for data in question.own]


# Relations


@method("Pearson correlation")
def _correlations(question: Question) -> Iterable[float]:
    return [float(stats.pearsonr(*pair).statistic) for pair in _sets(question)]


@method("Spearman correlation")
def _rank_correlations(question: Question) -> Iterable[float]:
    return [float(stats.spearmanr(*pair).statistic) for pair in _sets(question)]


@method("turning point")
def _turning_points(question: Question) -> Iterable[float]:
    for x, y in _sets(question):
        if np.unique(x).size < 4:
            continue
        square, slope, _ = np.polyfit(x, y, 2)
        yield from (-slope / (2 * square), 10 ** min(300.0, -slope / (2 * square)))


def _clouds(question: Question) -> Iterable[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Return the points of each cluster that k-means finds, of the number with the best silhouette."""
    for panel in question.panels:
        x, y = points(panel)
        if not 16 <= x.size <= 2000 or any(data.form != "points" for data in panel):
            continue
        plane = np.column_stack([stats.zscore(x), stats.zscore(y)])
        for labels in [_clusters(plane)]:
            yield from ((x[labels == n], y[labels == n]) for n in set(labels))


def _clusters(plane: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    found = [KMeans(n, n_init=5, random_state=0).fit_predict(plane) for n in range(2, 6)]
    return max(found, key=lambda labels: float(silhouette_score(plane, labels)))


@method("count of clouds")
def _cloud_counts(question: Question) -> Iterable[float]:
    for panel in question.panels:
        x, y = points(panel)
        if x.size > 16:
            yield len(set(_clusters(np.column_stack([stats.zscore(x), stats.zscore(y)]))))


# Series in order


@method("Mann-Kendall trend test", "sign test of steps")
def _directions(question: Question) -> Iterable[Any]:
    """Return the words for the direction of each series, and the number of those that rise or that fall."""
    signs = []
    for data in question.own:
        y = data.y
        if isinstance(question.at, tuple):
            y = y[[n for n in question.here(data) if np.isfinite(y[n])]]
        tau = stats.kendalltau(np.arange(y.size), y)
        is_supported = isinstance(question.at, tuple) or tau.pvalue < 0.05
        sign = np.sign(y[-1] - y[0] if isinstance(question.at, tuple) else tau.statistic) if y.size > 1 else 0
        signs.append(sign if is_supported else 0)
        yield {1: "rises", -1: "falls"}.get(int(signs[-1]))
    word = question.fact.text
    yield sum(sign > 0 for sign in signs) if "rise" in word else sum(sign < 0 for sign in signs)


@method("Theil-Sen slope")
def _slopes(question: Question) -> Iterable[float]:
    for data in question.own:
        x, y = data.positions, data.y
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        known = known[:: -(-known.size // 1000)]
        slope = abs(float(stats.theilslopes(y[known], x[known])[0]))
        yield from (slope * size for size in (*_UNITS, float(np.ptp(x))))


@method("period of the periodogram")
def _periods(question: Question) -> Iterable[float]:
    for data in question.own:
        known = np.isfinite(data.y)
        x, y = data.positions[known], data.y[known]
        frequency, power = signal.periodogram(signal.detrend(y), nfft=16 * y.size)
        yield float(np.ptp(x) / (x.size - 1) / frequency[1:][power[1:].argmax()])


def _levels(question: Question) -> Iterable[tuple[float, float]]:
    """Return the medians before and after the split of each series that leaves the least variance."""
    for data in question.own:
        if data.x and data.y.size > 10:
            start = _change(data.y)
            yield float(np.median(data.y[:start])), float(np.median(data.y[start:]))


def _change(y: np.ndarray[Any, Any]) -> int:
    return min(range(3, y.size - 3), key=lambda n: n * y[:n].var() + (y.size - n) * y[n:].var())


@method("Pettitt change-point test")
def _change_points(question: Question) -> Iterable[float]:
    return [data.positions[_change(data.y)] for data in question.own if data.y.size > 10]


@method("isolated value", "different value", "place of the isolated value", "place of the different value")
def _isolated(question: Question) -> Iterable[float]:
    for data in question.own:
        index = int(np.abs(data.y - np.median(data.y)).argmax())
        yield data.positions[index] if question.fact.method.startswith("place") else data.y[index]


@method("value of all others", "minimum without the isolated value", "maximum without the isolated value")
def _others(question: Question) -> Iterable[float]:
    for data in question.own:
        others = np.delete(data.y, int(np.abs(data.y - np.median(data.y)).argmax()))
        yield from (float(others.min()), float(others.max()))


@method("crossing")
def _crossings(question: Question) -> Iterable[float]:
    for panel in question.panels:
        for one, other in combinations(panel, 2):
            if one.x == other.x:
                above = np.sign(one.y - other.y)
                known = np.flatnonzero(above != 0)
                for n in np.flatnonzero(np.diff(above[known])):
                    yield from one.positions[known[n : n + 2]]


@method("minimum of last values", "maximum of last values", "median of last values")
def _last_values(question: Question) -> Iterable[float]:
    statistic = getattr(np, question.fact.method.split()[0][:3].replace("med", "median"))
    return [float(statistic([data.y[-1] for data in panel])) for panel in question.panels]


@method("place of the widest interval", "largest size", "lag outside the band")
def _bands(question: Question) -> Iterable[float]:
    for data in question.own:
        if data.low is None or data.high is None:
            continue
        if question.fact.method.startswith("place"):
            yield data.positions[int(np.nanargmax(data.high - data.low))]
            continue
        is_outside = ((data.y > data.high) | (data.y < data.low)) & (data.positions != 0)
        later = data.y[data.positions != 0]
        is_lag = question.fact.method.startswith("lag")
        yield from data.positions[is_outside] if is_lag else [later[np.abs(later).argmax()]]


@method("area by the trapezoidal rule", "maximum above the diagonal")
def _rates(question: Question) -> Iterable[float]:
    for data in question.own:
        yield float(np.trapezoid(data.y, data.positions))
        yield float((data.y - data.positions).max())
