"""Describe the results of tests, fits and resampling of scipy.stats, and its distributions."""

from __future__ import annotations

import inspect
import math
import sys
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import rv_continuous
from scipy.stats._distn_infrastructure import rv_frozen, rv_generic

from ipytts.description.models.comparisons import Comparison, describe_comparisons
from ipytts.description.models.p_values import describe_p
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, join, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Words

_TESTS = {
    "AlexanderGovernResult": "an Alexander-Govern test",
    "AnsariResult": "an Ansari-Bradley test",
    "BarnardExactResult": "a Barnard exact test",
    "BartlettResult": "a Bartlett test of equal variances",
    "BinomTestResult": "a binomial test",
    "BoschlooExactResult": "a Boschloo exact test",
    "BrunnerMunzelResult": "a Brunner-Munzel test",
    "Chi2ContingencyResult": "a chi squared test of independence",
    "CramerVonMisesResult": "a Cramér-von Mises test",
    "Epps_Singleton_2sampResult": "an Epps-Singleton test",
    "F_onewayResult": "a one-way analysis of variance",
    "FlignerResult": "a Fligner-Killeen test of equal variances",
    "FriedmanchisquareResult": "a Friedman test",
    "JarqueBeraResult": "a Jarque-Bera test of normality",
    "KruskalResult": "a Kruskal-Wallis test",
    "KstestResult": "a Kolmogorov-Smirnov test",
    "KurtosistestResult": "a test of kurtosis",
    "LeveneResult": "a Levene test of equal variances",
    "MannwhitneyuResult": "a Mann-Whitney U test",
    "MedianTestResult": "a median test",
    "MonteCarloTestResult": "a Monte Carlo test",
    "NormaltestResult": "a D'Agostino-Pearson test of normality",
    "PearsonRResult": "a Pearson correlation",
    "PermutationTestResult": "a permutation test",
    "PointbiserialrResult": "a point-biserial correlation",
    "Power_divergenceResult": "a goodness-of-fit test",
    "RanksumsResult": "a rank sum test",
    "ShapiroResult": "a Shapiro-Wilk test of normality",
    "SignificanceResult": "a test",
    "SkewtestResult": "a test of skewness",
    "SomersDResult": "Somers' D",
    "SpearmanrResult": "a Spearman correlation",
    "KendalltauResult": "a Kendall correlation",
    "TtestResult": "a t-test",
    "Ttest_1sampResult": "a t-test",
    "Ttest_indResult": "a t-test",
    "Ttest_relResult": "a t-test",
    "WilcoxonResult": "a Wilcoxon signed-rank test",
}
_CORRELATIONS = {"PearsonRResult", "SpearmanrResult", "KendalltauResult", "PointbiserialrResult"}
_LARGE = 1_000_000  # cells of what is not described
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
    """Return the name of a test, its statistic and its p value."""
    name = type(result).__name__
    p_value = result.pvalue
    if np.ndim(p_value) > 0:
        return _describe_tests(result, name)
    p = describe_p(float(p_value))
    statistic = _statistic(result, name)
    opening = phrase("{}: {}{}{}", _test_name(result), statistic, p, _degrees(result))
    return Description.of([opening, *(_test_details(result) if detail != "brief" else ())])


def _test_name(result: Any) -> str:
    name = type(result).__name__
    if name == "SignificanceResult" and hasattr(result, "correlation"):
        return "a correlation"
    words = _TESTS.get(name)
    return words or grammar.with_article(phrases.split_class_name(name.removesuffix("Result")))


def _statistic(result: Any, name: str) -> Words:
    value = getattr(result, "statistic", None)
    if value is None or np.ndim(value) > 0:
        return ""
    is_correlation = name in _CORRELATIONS or hasattr(result, "correlation")
    method = "coefficient" if is_correlation else "statistic"
    text = numbers.correlation(float(value)) if is_correlation else ""
    return phrase("{} {}, ", method, number_fact(float(value), method, text=text))


def _describe_tests(result: Any, name: str) -> Description | str:
    """Return how many tests there are, and the range of their p values."""
    p_values = np.asarray(result.pvalue, dtype=float)
    finite = p_values[np.isfinite(p_values)]
    if not finite.size:
        return ""
    count = counted(int(p_values.size), "p value", "size")
    ends = describe_p(float(finite.min()), at="minimum"), describe_p(float(finite.max()), at="maximum")
    kind = _TESTS.get(name, "a test")
    return Description.of([phrase("{} with {}: the smallest is {}, the largest {}", kind, count, *ends)])


def _degrees(result: Any) -> Words:
    for name in ("df", "dof"):
        value = getattr(result, name, None)
        if value is not None and np.ndim(value) == 0 and math.isfinite(float(value)):
            fact = number_fact(float(value), "degrees of freedom")
            return phrase(", {} {} of freedom", fact, "degree" if value == 1 else "degrees")
    return ""


def _test_details(result: Any) -> Iterator[Words]:
    name = type(result).__name__
    if name == "BinomTestResult":
        successes = number_fact(int(result.k), "success count")
        trials = counted(int(result.n), "trial", "trial count")
        yield phrase("there are {} successes in {}", successes, trials)
    if name == "Chi2ContingencyResult":
        expected = np.asarray(result.expected_freq)
        if expected.size <= _LARGE:
            low = number_fact(float(expected.min()), "minimum", "expected frequencies")
            yield phrase("the smallest expected frequency is {}", low)
    null = getattr(result, "null_distribution", None)
    if null is not None:
        yield phrase("it is based on {}", counted(int(np.size(null)), "resample", "resample count"))


def _describe_regression(result: Any, detail: Detail) -> Description:
    slope = number_fact(float(result.slope), "slope")
    intercept = number_fact(float(result.intercept), "intercept")
    r_squared = number_fact(float(result.rvalue) ** 2, "R squared")
    line = phrase("slope {}, intercept {}", slope, intercept)
    opening = phrase(
        "a linear regression: {}, R squared {}, {}", line, r_squared, describe_p(float(result.pvalue))
    )
    error = number_fact(float(result.stderr), "standard error of the slope")
    return Description.of(
        [opening, "" if detail == "brief" else phrase("the standard error of the slope is {}", error)]
    )


def _describe_theil(result: Any, _: Detail) -> Description:
    values = [
        number_fact(float(getattr(result, name)), name)
        for name in ("slope", "intercept", "low_slope", "high_slope")
    ]
    words = "a Theil-Sen line: slope {}, intercept {}; the interval of the slope is from {} to {}"
    return Description.of([phrase(words, *values)])


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


def _describe_bootstrap(result: Any, _: Detail) -> Description:
    low, high = (np.asarray(end, dtype=float) for end in result.confidence_interval)
    if low.ndim:
        return Description.of([phrase("a bootstrap of {}", counted(int(low.size), "statistic", "size"))])
    ends = number_fact(float(low), "lower bound"), number_fact(float(high), "upper bound")
    error = number_fact(float(result.standard_error), "standard error")
    resamples = getattr(result, "bootstrap_distribution", None)
    count = "" if resamples is None else phrase(
        " with {}", counted(int(np.shape(resamples)[-1]), "resample", "resample count")
    )  # fmt: skip
    words = "a bootstrap{}: confidence interval from {} to {}, standard error {}"
    return Description.of([phrase(words, count, *ends, error)])


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
    "LinregressResult": _describe_regression,
    "TheilslopesResult": _describe_theil,
    "BootstrapResult": _describe_bootstrap,
    "FitResult": _describe_fit,
    "TukeyHSDResult": _describe_tukey,
}


def _find_results() -> Iterator[tuple[type, Formatter]]:
    """Yield the classes of results, which have no public names, with their formatters."""
    for name, module in list(sys.modules.items()):
        if name.startswith("scipy.stats.") and inspect.ismodule(module):
            for cls in vars(module).values():
                if isinstance(cls, type) and cls.__name__.endswith("Result"):
                    is_test = cls.__name__ in _TESTS or "pvalue" in getattr(cls, "_fields", ())
                    formatter = _SPECIAL.get(cls.__name__, _describe_test if is_test else None)
                    if formatter is not None:
                        yield cls, formatter


FORMATTERS: dict[type, Formatter] = {
    **dict(_find_results()),
    rv_frozen: _describe_frozen,
    rv_generic: _describe_distribution,
}
