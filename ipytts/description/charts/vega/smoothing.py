"""The transforms of Vega-Lite that smooth data: densities, quantiles, regression and loess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import kind_of, to_days, to_floats
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, group_by, join_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.charts.model import Floats

    Compute = Callable[[Table, Mapping[str, Any]], dict[str, Floats]]

_DENSITY_STEPS, _REGRESSION_STEPS = 200, 100  # points of a smooth line
_SILVERMAN = 1.06  # Scott's and Silverman's factor for normal data
_NORMAL_IQR = 1.34  # standard deviations, the interquartile range of normal data
_MAX_KERNELS = 5_000  # values of a density that are not put into bins
_MAX_LOESS = 5_000  # points; more take longer than a second
_LOESS_ITERATIONS = 2
_LOESS_EPSILON = 1e-12


def _by_group(compute: Compute) -> Callable[[Table, Mapping[str, Any]], Table]:
    """Return a transform that computes new rows for each group."""

    def transform(table: Table, step: Mapping[str, Any]) -> Table:
        by = [str(name) for name in step.get("groupby") or ()]
        groups, first = group_by([table.column(name) for name in by], len(table))
        tables = []
        for group, row in enumerate(first.tolist()):
            columns = compute(table.where(groups == group), step)
            size = next(iter(columns.values())).size
            own = {name: np.repeat(table.column(name)[row : row + 1], size) for name in by}
            tables.append(Table({**own, **columns}))
        return join_tables(tables)

    def with_shared_extent(table: Table, step: Mapping[str, Any]) -> Table:
        field = step.get("density")
        if field and step.get("resolve") != "independent" and "extent" not in step and step.get("groupby"):
            values = to_floats(table.column(field))
            step = {**step, "extent": [float(np.nanmin(values)), float(np.nanmax(values))]}
        return transform(table, step)

    return with_shared_extent


def _names(step: Mapping[str, Any], *defaults: str) -> tuple[str, ...]:
    given = step.get("as") or []
    return tuple([*given, *defaults[len(given) :]][: len(defaults)])


def bandwidth(values: Floats, count: int) -> float:
    """Return the bandwidth of a kernel density estimate with a Gaussian kernel, as Vega chooses it.

    `count` is that of all values, with the missing ones.

    References
    ----------
    D. W. Scott, "Multivariate Density Estimation", Wiley, 1992, equation 6.48.
    """
    if values.size < 2:
        return 1.0
    deviation = float(np.std(values, ddof=1))
    first, third = np.quantile(values, [0.25, 0.75])
    spread = min(deviation, float(third - first) / _NORMAL_IQR) or deviation or abs(float(first)) or 1.0
    return float(_SILVERMAN * spread * count**-0.2)


def _density(table: Table, step: Mapping[str, Any]) -> dict[str, Floats]:
    """Return a kernel density estimate.

    References
    ----------
    E. Parzen, "On estimation of a probability density function and mode", Annals of Mathematical Statistics,
    1962.
    """
    values = to_floats(table.column(step["density"]))
    values = values[np.isfinite(values)]
    name, density = _names(step, "value", "density")
    if not values.size:
        return {name: np.empty(0), density: np.empty(0)}
    low, high = step.get("extent") or (float(values.min()), float(values.max()))
    width = float(step.get("bandwidth") or 0) or bandwidth(values, len(table))
    steps = int(step.get("steps") or step.get("maxsteps") or _DENSITY_STEPS)
    at = np.linspace(low, high, max(2, steps + 1))
    values = np.nan_to_num(to_floats(table.column(step["density"])))  # Vega takes missing values as 0
    weights = np.ones(values.size)
    if values.size > _MAX_KERNELS:  # values in narrow bins have nearly the same density
        weights, edges = np.histogram(values, _MAX_KERNELS)
        values = (edges[:-1] + edges[1:]) / 2
    distances = (at[:, None] - values[None, :]) / width
    if step.get("cumulative"):
        heights = _normal_cdf(distances) @ weights
    else:
        heights = np.exp(-(distances**2) / 2) @ weights / (width * np.sqrt(2 * np.pi))
    return {name: at, density: heights / (1 if step.get("counts") else weights.sum())}


def _normal_cdf(z: Floats) -> Floats:
    from math import erf

    return np.asarray(np.vectorize(lambda value: (1 + erf(value / np.sqrt(2))) / 2)(z), dtype=float)


def _quantile(table: Table, step: Mapping[str, Any]) -> dict[str, Floats]:
    """Return quantiles at equal steps of probability, as for a Q-Q plot."""
    values = to_floats(table.column(step["quantile"]))
    values = values[np.isfinite(values)]
    width = float(step.get("step", 0.01))
    probs = np.array(step.get("probs") or np.arange(width / 2, 1 - 1e-14, width), dtype=float)
    prob, value = _names(step, "prob", "value")
    return {prob: probs, value: np.quantile(values, probs) if values.size else np.full(probs.size, np.nan)}


def _points(table: Table, step: Mapping[str, Any], y: str) -> tuple[Floats, Floats]:
    """Return the points with a known x and y, sorted by x."""
    column = table.column(step["on"])
    xs = to_days(column) * 86_400_000 if kind_of(column) == "date" else to_floats(column)
    ys = to_floats(table.column(step[y]))
    known = np.isfinite(xs) & np.isfinite(ys)
    order = np.argsort(xs[known], kind="stable")
    return xs[known][order], ys[known][order]


def _as_column(table: Table, step: Mapping[str, Any], xs: Floats) -> Any:
    is_date = kind_of(table.column(step["on"])) == "date"
    return (xs * 1000).astype("datetime64[us]") if is_date else xs


def _regression(table: Table, step: Mapping[str, Any]) -> dict[str, Any]:
    """Return the least-squares line or curve of a regression."""
    xs, ys = _points(table, step, "regression")
    x_name, y_name = _names(step, str(step["on"]), str(step["regression"]))
    method = str(step.get("method", "linear"))
    if step.get("params") or xs.size < 2:
        raise UnsupportedSpecError
    low, high = step.get("extent") or (xs[0], xs[-1])
    at = np.array([low, high]) if method == "linear" else np.linspace(low, high, _REGRESSION_STEPS + 1)
    return {x_name: _as_column(table, step, at), y_name: _fit(method, xs, ys, int(step.get("order", 3)))(at)}


def _fit(method: str, xs: Floats, ys: Floats, order: int) -> Callable[[Floats], Floats]:
    degrees = {"linear": 1, "quad": 2, "poly": order}
    if method in degrees:
        return np.polynomial.Polynomial.fit(xs, ys, degrees[method])
    if method == "log":
        line = np.polynomial.Polynomial.fit(np.log(xs), ys, 1)
        return lambda at: line(np.log(at))
    if method == "pow":
        line = np.polynomial.Polynomial.fit(np.log(xs), np.log(ys), 1)
        return lambda at: np.exp(line(np.log(at)))
    if method == "exp":  # Vega weights the points by y, so that small values do not decide
        line = np.polynomial.Polynomial.fit(xs, np.log(ys), 1, w=np.sqrt(np.abs(ys)))
        return lambda at: np.exp(line(at))
    raise UnsupportedSpecError(method)


def _loess(table: Table, step: Mapping[str, Any]) -> dict[str, Any]:
    """Return locally weighted regression.

    References
    ----------
    W. S. Cleveland, "Robust locally weighted regression and smoothing scatterplots", Journal of the American
    Statistical Association, 1979.
    """
    xs, ys = _points(table, step, "loess")
    x_name, y_name = _names(step, str(step["on"]), str(step["loess"]))
    if not 3 <= xs.size <= _MAX_LOESS:
        raise UnsupportedSpecError
    smooth = loess(xs, ys, float(step.get("bandwidth") or 0.3))
    unique, first = np.unique(xs, return_index=True)
    return {x_name: _as_column(table, step, unique), y_name: smooth[first]}


def loess(xs: Floats, ys: Floats, share: float) -> Floats:
    """Return the smoothed values of points that are sorted by x; `share` of them count for each."""
    count = xs.size
    near = max(2, int(share * count))
    robust, smooth = np.ones(count), np.zeros(count)
    for iteration in range(_LOESS_ITERATIONS + 1):
        start = 0
        for at in range(count):
            while start + near < count and xs[start + near] - xs[at] < xs[at] - xs[start]:
                start += 1
            smooth[at] = _local_fit(xs, ys, robust, at, slice(start, start + near))
        if iteration == _LOESS_ITERATIONS:
            break
        residuals = np.abs(ys - smooth)
        middle = float(np.median(residuals))
        if middle < _LOESS_EPSILON:
            break
        scaled = residuals / (6 * middle)
        robust = np.where(scaled >= 1, _LOESS_EPSILON, (1 - scaled**2) ** 2)
    return smooth


def _local_fit(xs: Floats, ys: Floats, robust: Floats, at: int, rows: slice) -> float:
    distances = np.abs(xs[rows] - xs[at])
    scaled = np.clip(distances / (float(distances.max()) or 1.0), 0, 1)
    weights = robust[rows] * (1 - scaled**3) ** 3
    total = float(weights.sum())
    if not total:
        return float(ys[at])
    mean_x, mean_y = float(weights @ xs[rows]) / total, float(weights @ ys[rows]) / total
    spread = float(weights @ (xs[rows] - mean_x) ** 2)
    slope = float(weights @ ((xs[rows] - mean_x) * (ys[rows] - mean_y))) / spread if spread else 0.0
    return mean_y + slope * (float(xs[at]) - mean_x)


TRANSFORMS: dict[str, Callable[[Table, Mapping[str, Any]], Table]] = {
    "density": _by_group(_density),
    "quantile": _by_group(_quantile),
    "regression": _by_group(_regression),
    "loess": _by_group(_loess),
}
