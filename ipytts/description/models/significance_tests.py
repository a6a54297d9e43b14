"""Describe results of scipy.stats by the name of their class and their fields, live or from their text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.models.p_values import LEVEL, describe_p
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Words, phrase

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
    "SignificanceResult": "a significance test",
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
_LARGE = 1_000_000  # cells of expected frequencies that are not read
_CORRELATIONS = {"PearsonRResult", "SpearmanrResult", "KendalltauResult", "PointbiserialrResult"}


def describe_result(result: Any, detail: Detail) -> Description | None:
    """Return a test, a regression line or a bootstrap in words; None for a result of another class."""
    name = type(result).__name__
    describe = _SPECIAL.get(name) or (_describe_test if name in _TESTS else None)
    try:
        return describe(result, detail) if describe else None
    except AttributeError:  # another class of this name
        return None


def is_described(name: str, fields: Iterable[str]) -> bool:
    """Return whether `describe_result` or `describe_test` has words for a class with these fields."""
    return name in _TESTS or name in _SPECIAL or (name.endswith("Result") and "pvalue" in fields)


def describe_test(result: Any, detail: Detail) -> Description | None:
    """Return the name of a result with a p value, its statistic and its p value; or None."""
    return describe_result(result, detail) or _describe_test(result, detail)


def _describe_test(result: Any, detail: Detail) -> Description | None:
    """Return the name of a test, its statistic and its p value."""
    if _is_array(result.pvalue):
        return _describe_tests(result)
    p = describe_p(float(result.pvalue))
    opening = phrase("{}: {}{}{}", _test_name(result), _statistic(result), p, _degrees(result))
    return Description.of([opening, *(_test_details(result) if detail != "brief" else ())])


def _is_array(value: Any) -> bool:
    return not hasattr(value, "__float__") or bool(getattr(value, "ndim", 0))


def _flat(values: Any) -> list[float]:
    """Return the numbers of an array or of nested lists; empty if only a part of them is shown."""
    values = getattr(values, "tolist", lambda: values)()
    if isinstance(values, (list, tuple)):
        return [number for value in values for number in _flat(value)]
    return [float(values)] if hasattr(values, "__float__") else []


def _test_name(result: Any) -> str:
    name = type(result).__name__
    if name == "SignificanceResult" and hasattr(result, "correlation"):
        return "a correlation"
    words = _TESTS.get(name)
    return words or grammar.with_article(phrases.split_class_name(name.removesuffix("Result")))


def _statistic(result: Any) -> Words:
    value = getattr(result, "statistic", None)
    if value is None or _is_array(value):
        return ""
    is_correlation = type(result).__name__ in _CORRELATIONS or hasattr(result, "correlation")
    method = "coefficient" if is_correlation else "statistic"
    text = numbers.correlation(float(value)) if is_correlation else ""
    return phrase("{} {}, ", method, number_fact(float(value), method, text=text))


def _describe_tests(result: Any) -> Description | None:
    """Return how many tests there are, how many p values are small, and their range."""
    p_values = _flat(result.pvalue)
    finite = [p for p in p_values if math.isfinite(p)]
    if not finite:
        return None
    count = counted(len(p_values), "p value", "size")
    below = sum(p < LEVEL for p in finite)
    small = number_fact(below, "count of small p values", text="" if below else "none")
    low, high = describe_p(min(finite), at="minimum"), describe_p(max(finite), at="maximum")
    opening = phrase("{} with {}", _TESTS.get(type(result).__name__, "a test"), count)
    if str(low) == str(high):
        return Description.of([phrase("{}: {} for each", opening, low)])
    return Description.of(
        [
            phrase(
                f"{{}}: {{}} of them below {LEVEL}, the smallest {{}}, the largest {{}}",
                opening,
                small,
                low,
                high,
            )
        ]
    )


def _degrees(result: Any) -> Words:
    for name in ("df", "dof"):
        value = getattr(result, name, None)
        if value is not None and not _is_array(value) and math.isfinite(float(value)):
            fact = number_fact(float(value), "degrees of freedom")
            return phrase(", {} {} of freedom", fact, "degree" if value == 1 else "degrees")
    return ""


def _test_details(result: Any) -> Iterator[Words]:
    name = type(result).__name__
    if name == "BinomTestResult":
        successes = number_fact(int(result.k), "success count")
        trials = counted(int(result.n), "trial", "trial count")
        yield phrase("there are {} successes in {}", successes, trials)
    if name == "Chi2ContingencyResult" and (expected := _expected(result)):
        low = number_fact(min(expected), "minimum", "expected frequencies")
        yield phrase("the smallest expected frequency is {}", low)
    null = getattr(result, "null_distribution", None)
    if null is not None and (size := _size(null)):
        yield phrase("it is based on {}", counted(size, "resample", "resample count"))


def _expected(result: Any) -> list[float]:
    expected = getattr(result, "expected_freq", ())
    return _flat(expected) if getattr(expected, "size", 0) <= _LARGE else []


def _size(values: Any) -> int:
    """Return how many values an array has, by the shape that its text shows if there is one."""
    shape: tuple[int, ...] = getattr(values, "shape", ())
    return math.prod(shape) if shape else len(_flat(values))


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


def _describe_bootstrap(result: Any, _: Detail) -> Description:
    low, high = result.confidence_interval
    if _is_array(low):
        return Description.of([phrase("a bootstrap of {}", counted(_size(low), "statistic", "size"))])
    ends = number_fact(float(low), "lower bound"), number_fact(float(high), "upper bound")
    error = number_fact(float(result.standard_error), "standard error")
    resamples = getattr(result, "bootstrap_distribution", None)
    shape = getattr(resamples, "shape", None) or [0 if resamples is None else len(_flat(resamples))]
    count = phrase(" with {}", counted(int(shape[-1]), "resample", "resample count")) if shape[-1] else ""
    words = "a bootstrap{}: confidence interval from {} to {}, standard error {}"
    return Description.of([phrase(words, count, *ends, error)])


_SPECIAL: dict[str, Callable[[Any, Detail], Description]] = {
    "LinregressResult": _describe_regression,
    "TheilslopesResult": _describe_theil,
    "BootstrapResult": _describe_bootstrap,
}
