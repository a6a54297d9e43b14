"""Describe the results of tests and fits of scipy.stats, and its distributions."""

from __future__ import annotations

import inspect
import math
import sys
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from scipy.stats import rv_continuous
from scipy.stats._distn_infrastructure import rv_frozen, rv_generic

from ipytts.description.detail import Detail, Formatter
from ipytts.description.models.comparisons import Comparison, describe_comparisons
from ipytts.description.models.p_values import describe_p
from ipytts.description.models.significance_tests import describe_test, is_described
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import number_fact
from ipytts.description.wording.phrase import Description, Words, join, phrase

_DISTRIBUTIONS = {
    "norm": "normal",
    "expon": "exponential",
    "t": "Student t",
    "f": "F",
    "chi2": "chi squared",
    "uniform": "uniform",
    "lognorm": "log-normal",
    "binom": "binomial",
    "nbinom": "negative binomial",
    "geom": "geometric",
    "hypergeom": "hypergeometric",
    "poisson": "Poisson",
    "bernoulli": "Bernoulli",
    "weibull_min": "Weibull",
    "randint": "discrete uniform",
}


def _describe_test(result: Any, detail: Detail) -> Description | str:
    return describe_test(result, detail) or ""


def _describe_anderson(result: Any, _: Detail) -> Description:
    statistic = number_fact(float(result.statistic), "statistic")
    p = getattr(result, "pvalue", None)
    critical, levels = result.critical_values, result.significance_level
    exceeded = [level for value, level in zip(critical, levels, strict=False) if result.statistic > value]
    if p is not None:
        return Description.of(
            [phrase("an Anderson-Darling test: statistic {}, {}", statistic, describe_p(float(p)))]
        )
    if exceeded:
        smallest = number_fact(float(min(exceeded)), "smallest exceeded level")
        words = phrase("above the critical value for {} percent", smallest)
    else:
        largest = number_fact(float(max(levels)), "largest level")
        words = phrase("below each critical value, also that for {} percent", largest)
    return Description.of([phrase("an Anderson-Darling test: statistic {}, {}", statistic, words)])


def _describe_fit(result: Any, _: Detail) -> Description:
    distribution = getattr(result, "_dist", None)
    name = _distribution_name(distribution) if distribution is not None else ""
    of = f" of {grammar.with_article(name)} distribution" if name else ""
    fields = [
        phrase("{} {}", _parameter(field), number_fact(float(value), "parameter", field))
        for field, value in zip(result.params._fields, result.params, strict=True)
    ]
    state = "" if result.success else ", which did not converge"
    return Description.of([phrase("a fit{}{}: {}", of, state, join(fields))])


def _parameter(name: str) -> str:
    return {"loc": "location"}.get(name, name)


def _describe_tukey(result: Any, detail: Detail) -> Description:
    p_values, differences = np.asarray(result.pvalue), np.asarray(result.statistic)
    pairs = combinations(range(len(p_values)), 2)
    comparisons = [
        Comparison(f"group {i + 1}", f"group {j + 1}", float(differences[i, j]), float(p_values[i, j]))
        for i, j in pairs
    ]
    return describe_comparisons("a Tukey test", comparisons, len(p_values), detail)


def _describe_frozen(frozen: Any, detail: Detail) -> Description | str:
    """Return the name, the parameters, the mean and the standard deviation of a distribution."""
    name = f"{grammar.with_article(_distribution_name(frozen.dist))} distribution"
    named = list(_parameters(frozen))
    listed = [
        phrase("{} {}", _parameter(parameter), number_fact(float(value), "parameter", parameter))
        for parameter, value in named
        if np.ndim(value) == 0
    ]
    opening = phrase("{} with {}", name, join(listed)) if listed else phrase("{}", name)
    if len(listed) < len(named):
        return Description.of([f"{name} with arrays of parameters"])
    mean, deviation = float(frozen.mean()), float(frozen.std())
    moments: list[Words] = [
        phrase("{} {}", words, number_fact(value, words))
        for words, value in (("mean", mean), ("standard deviation", deviation))
        if math.isfinite(value)
    ]
    opening = phrase("{}: {}", opening, join(moments)) if moments else opening
    return Description.of(
        [
            opening,
            *(_quantiles(frozen) if detail == "full" and isinstance(frozen.dist, rv_continuous) else ()),
        ]
    )


def _quantiles(frozen: Any) -> Iterator[Words]:
    low, high = (float(frozen.ppf(share)) for share in (0.025, 0.975))
    ends = number_fact(low, "quantile 0.025"), number_fact(high, "quantile 0.975")
    yield phrase("95 percent of its values are between {} and {}", *ends)


def _distribution_name(distribution: Any) -> str:
    name = str(getattr(distribution, "name", "") or "")
    return _DISTRIBUTIONS.get(name, phrases.name(name)) if name else ""


def _parameters(frozen: Any) -> Iterator[tuple[str, Any]]:
    """Yield the parameters of a frozen distribution that were given, by name."""
    shapes = [shape.strip() for shape in (frozen.dist.shapes or "").split(",") if shape.strip()]
    yield from zip([*shapes, "loc", "scale"], frozen.args, strict=False)
    yield from frozen.kwds.items()


def _describe_distribution(distribution: Any, _: Detail) -> Description:
    kind = f"the {_distribution_name(distribution) or 'unnamed'} distribution"
    shapes = [shape.strip() for shape in (distribution.shapes or "").split(",") if shape.strip()]
    return Description.of([f"{kind}, with the shape {grammar.join(shapes)}" if shapes else kind])


_SPECIAL: dict[str, Formatter] = {
    "AndersonResult": _describe_anderson,
    "FitResult": _describe_fit,
    "TukeyHSDResult": _describe_tukey,
}


def _find_results() -> Iterator[tuple[type, Formatter]]:
    """Yield the classes of results, which have no public names, with their formatters."""
    for name, module in list(sys.modules.items()):
        if name.startswith("scipy.stats.") and inspect.ismodule(module):
            for cls in vars(module).values():
                if isinstance(cls, type) and cls.__name__.endswith("Result"):
                    is_test = is_described(cls.__name__, getattr(cls, "_fields", ()))
                    formatter = _SPECIAL.get(cls.__name__, _describe_test if is_test else None)
                    if formatter is not None:
                        yield cls, formatter


FORMATTERS: dict[type, Formatter] = {
    **dict(_find_results()),
    rv_frozen: _describe_frozen,
    rv_generic: _describe_distribution,
}
