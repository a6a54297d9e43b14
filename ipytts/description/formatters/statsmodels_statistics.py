"""Find the statistics of fitted models of statsmodels, without fitting any other model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ipytts.description.models.summary import Statistic

_BINARY = {"Logit", "Probit"}
_LARGE = 10_000_000  # cells of a table of terms whose condition number is not computed


def find_fit(results: Any) -> list[Statistic]:
    """Return R squared or what stands for it; else AIC; else the log likelihood."""
    for statistic in (_r_squared(results), _pseudo_r_squared(results), _plain(results, "aic", "AIC")):
        if statistic is not None:
            return [statistic]
    likelihood = _plain(results, "llf", "log likelihood")
    return [likelihood] if likelihood else []


def find_other_statistics(results: Any) -> list[Statistic]:
    """Return further statistics of a whole model."""
    return list(_others(results))


def _others(results: Any) -> Iterator[Statistic]:
    adjusted = _plain(results, "rsquared_adj", "adjusted R squared")
    test = _plain(results, "fvalue", "F statistic")
    if test is not None:
        test = Statistic(test.name, test.value, _number(results, "f_pvalue"))
    likelihood, aic, bic = (
        _plain(results, name, words)
        for name, words in (("llf", "log likelihood"), ("aic", "AIC"), ("bic", "BIC"))
    )
    yield from (found for found in (adjusted, test, likelihood, aic, bic) if found is not None)
    exog = getattr(results.model, "exog", None)
    if adjusted is not None and exog is not None and np.size(exog) <= _LARGE:
        condition = _plain(results, "condition_number", "condition number")
        yield from [condition] if condition else []


def _number(results: Any, name: str) -> float | None:
    """Return a statistic; None if it is missing, cannot be computed, or is no number."""
    try:
        value = float(getattr(results, name))
    except Exception:  # noqa: BLE001 - a property may raise anything
        return None
    return value if math.isfinite(value) else None


def _plain(results: Any, name: str, words: str) -> Statistic | None:
    value = _number(results, name)
    return None if value is None else Statistic(words, value)


def _r_squared(results: Any) -> Statistic | None:
    is_centered = bool(getattr(results, "k_constant", 1))
    return _plain(results, "rsquared", "R squared" if is_centered else "uncentered R squared")


def _pseudo_r_squared(results: Any) -> Statistic | None:
    """Return McFadden's pseudo R squared; that of Cox and Snell for a generalized linear model."""
    name = type(results.model).__name__
    if name == "QuantReg":
        return _plain(results, "prsquared", "pseudo R squared")
    try:
        null, fitted = _null_likelihood(results), float(results.llf)
    except Exception:  # noqa: BLE001 - results may have been stripped of their data
        return None
    if null is None or not null:
        return None
    if name == "GLM":
        value = 1 - math.exp((null - fitted) * 2 / float(results.nobs))
        return Statistic("Cox and Snell pseudo R squared", value)
    return Statistic("pseudo R squared", 1 - fitted / null)


def _null_likelihood(results: Any) -> float | None:
    """Return the log likelihood of the model with a constant alone; None if it would have to be fitted."""
    model = results.model
    name = type(model).__name__
    has_offset = any(
        np.any(getattr(model, part, None)) for part in ("offset", "exposure", "_offset_exposure")
    )
    if has_offset:
        return None
    if name == "GLM":
        return float(results.llnull)  # a weighted mean gives it, where there is no offset
    endog = np.asarray(model.endog, dtype=float)
    if name in _BINARY or name == "MNLogit":
        classes = model.wendog if name == "MNLogit" else np.column_stack([endog, 1 - endog])
        shares = classes.mean(axis=0)
        return float((classes.sum(axis=0) * np.log(shares)).sum())
    if name == "Poisson":
        mean = endog.mean()
        return float((endog * math.log(mean) - mean).sum()) - sum(math.lgamma(y + 1) for y in endog)
    return None
