"""The operations with which Vega aggregates values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column, kind_of, to_days, to_floats, to_texts
from ipytts.description.charts.model import Floats
from ipytts.description.charts.vega.tables import UnsupportedSpecError

_RESAMPLES = 1000  # bootstrap samples, as in Vega
_CONFIDENCE = 0.95


def aggregate(values: Column | None, groups: Column, count: int, operation: str) -> Floats:
    """Return one number, such as a count, a sum or a mean, for each of `count` groups of rows.

    Dates are days since 1970. Missing values are left out; a group without values has NaN.
    """
    if operation == "count" or values is None:
        return np.asarray(np.bincount(groups, minlength=count), float)
    if operation == "distinct":
        codes = np.unique(np.array(to_texts(values), dtype=object), return_inverse=True)[1].ravel()
        pairs = np.unique(np.stack([groups, codes]), axis=1)
        return np.asarray(np.bincount(pairs[0], minlength=count), float)
    function = _AGGREGATES.get(operation)
    if function is None:
        raise UnsupportedSpecError(operation)
    numbers = to_days(values) if kind_of(values) == "date" else to_floats(values)
    order = np.argsort(groups, kind="stable")
    parts = np.split(numbers[order], np.cumsum(np.bincount(groups, minlength=count))[:-1])
    if operation == "missing":
        texts = np.array([text == "" for text in to_texts(values)])
        return np.asarray(np.bincount(groups, texts, minlength=count), float)
    finite = [part[np.isfinite(part)] for part in parts]
    of_none = 0.0 if operation in ("sum", "valid") else np.nan
    return np.array([function(part) if part.size else of_none for part in finite], float)


def row_of_extreme(keys: Floats, groups: Column, count: int, operation: str) -> Column:
    """Return the row with the highest ("argmax") or lowest key of each group."""
    signed = np.nan_to_num(-keys if operation == "argmax" else keys, nan=np.inf)
    order = np.lexsort((signed, groups))
    starts = np.concatenate([[0], np.cumsum(np.bincount(groups, minlength=count))[:-1]])
    return np.asarray(order[starts])


def mean_interval(numbers: Floats) -> tuple[float, float]:
    """Return the 95 % confidence interval of a mean by bootstrap percentiles, as Vega computes it.

    References
    ----------
    B. Efron and R. Tibshirani, "Bootstrap methods for standard errors, confidence intervals, and other
    measures of statistical accuracy", Statistical Science, 1986. The samples are drawn with a fixed seed; a
    chart draws other ones each time it is shown.
    """
    random = np.random.default_rng(0)
    means = [float(random.choice(numbers, numbers.size).mean()) for _ in range(_RESAMPLES)]
    tail = (1 - _CONFIDENCE) / 2
    return float(np.quantile(means, tail)), float(np.quantile(means, 1 - tail))


def _deviation(numbers: Floats) -> float:
    return float(np.std(numbers, ddof=1)) if numbers.size > 1 else 0.0


_AGGREGATES: dict[str, Callable[[Floats], Any]] = {
    "sum": np.sum,
    "product": np.prod,
    "mean": np.mean,
    "average": np.mean,
    "median": np.median,
    "min": np.min,
    "max": np.max,
    "valid": np.size,
    "missing": np.size,
    "variance": lambda numbers: _deviation(numbers) ** 2,
    "variancep": np.var,
    "stdev": _deviation,
    "stdevp": np.std,
    "stderr": lambda numbers: _deviation(numbers) / np.sqrt(numbers.size),
    "q1": lambda numbers: np.quantile(numbers, 0.25),
    "q3": lambda numbers: np.quantile(numbers, 0.75),
    "ci0": lambda numbers: mean_interval(numbers)[0],
    "ci1": lambda numbers: mean_interval(numbers)[1],
}
