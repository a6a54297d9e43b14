"""Describe fitted models and tests of statsmodels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from statsmodels.base.model import Model, Results
from statsmodels.base.wrapper import ResultsWrapper
from statsmodels.iolib.summary import Summary
from statsmodels.iolib.summary2 import Summary as Summary2
from statsmodels.sandbox.stats.multicomp import TukeyHSDResults
from statsmodels.stats.contrast import ContrastResults, WaldTestResults

from ipytts.description.detail import Detail, Formatter
from ipytts.description.documents.printed.model_summaries import read_summary
from ipytts.description.formatters.statsmodels_statistics import find_fit, find_other_statistics
from ipytts.description.models.comparisons import Comparison, describe_comparisons
from ipytts.description.models.kinds import family_form, model_kind, series_kind, smoothing_form
from ipytts.description.models.p_values import LEVEL, describe_p
from ipytts.description.models.summary import ModelSummary, Term, describe_summary
from ipytts.description.models.term_names import term_name
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join, join_with, phrase

_COMPONENTS = {
    "add": "Additive",
    "additive": "Additive",
    "mul": "Multiplicative",
    "multiplicative": "Multiplicative",
}
_ATTRIBUTES = ("param_names", "exog_names")  # of models, with the names of the parameters
_LISTED_HYPOTHESES: dict[Detail, int] = {"brief": 0, "normal": 8, "full": 30}


def describe_results(results: Any, detail: Detail) -> Description | str:
    """Return what a model explains and how well, then each term; empty for results without parameters."""
    summary = _summarize(results, detail)
    return describe_summary(summary, detail) if summary.terms else ""


def _summarize(results: Any, detail: Detail) -> ModelSummary:
    model = results.model
    kind, form = _kind_and_form(model)
    return ModelSummary(
        kind=kind,
        form=form,
        explained=_explained(model),
        observations=_observations(results),
        groups=getattr(model, "n_groups", None),
        fit=find_fit(results),
        other_statistics=find_other_statistics(results) if detail == "full" else (),
        terms=_terms(results, detail),
        converged=_has_converged(results),
    )


def _kind_and_form(model: Any) -> tuple[str, str]:
    name = type(model).__name__
    family = getattr(model, "family", None)
    if name in ("ARIMA", "SARIMAX"):
        seasonal = getattr(model, "seasonal_order", (0, 0, 0, 0))
        return series_kind(f"ARIMA{tuple(model.order)}" + (f"x{tuple(seasonal)}" if any(seasonal) else ""))
    if name in ("GLM", "GEE") and family is not None:
        return model_kind(name), family_form(type(family).__name__, type(family.link).__name__)
    components = (_COMPONENTS.get(str(getattr(model, part, None)), "") for part in ("trend", "seasonal"))
    return model_kind(name), smoothing_form(*components) if "Smoothing" in name or name == "Holt" else ""


def _explained(model: Any) -> str:
    names = model.endog_names
    if isinstance(names, str):
        return names
    return " and ".join(map(str, list(names)[:3])) if isinstance(names, (list, tuple)) else ""


def _observations(results: Any) -> int | None:
    count = getattr(results, "nobs", None)
    if count is None:
        endog = getattr(results.model, "endog", None)
        count = None if endog is None else len(endog)
    return None if count is None else int(count)


def _has_converged(results: Any) -> bool:
    answers = getattr(results, "mle_retvals", None)
    converged = answers.get("converged", True) if isinstance(answers, dict) else True
    return bool(converged) and bool(getattr(results, "converged", True))


def _terms(results: Any, detail: Detail) -> list[Term]:
    params = results.params
    if isinstance(params, dict):
        return [Term(name, float(value)) for name, value in params.items() if _is_number(value)]
    if hasattr(results, "fe_params"):
        return [*_make_terms(results, results.fe_params, detail), *_variances(results)]
    return _make_terms(results, params, detail)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
    return is_number and math.isfinite(value)


def _make_terms(results: Any, params: Any, detail: Detail) -> list[Term]:
    """Return a term for each parameter; for each outcome, if there are several."""
    estimates = np.asarray(params, dtype=float)
    count = estimates.shape[0]
    table = estimates.reshape(count, -1)
    names, outcomes = _names(results, params, count), _outcomes(results.model, table.shape[1])
    p_values = _as_table(_optional(results, "pvalues"), table)
    low, high = _intervals(results, table) if detail == "full" else (None, None)
    return [
        Term(
            names[row],
            float(table[row, column]),
            _cell(p_values, row, column),
            _cell(low, row, column),
            _cell(high, row, column),
            outcome,
        )
        for column, outcome in enumerate(outcomes)
        for row in range(count)
    ]


def _as_table(values: Any, like: Any) -> Any:
    """Return values in the form of the table of estimates, without those of variances."""
    if values is None:
        return None
    array = np.asarray(values, dtype=float)
    array = array[: like.shape[0]] if array.ndim == 1 else array
    return array.reshape(like.shape) if array.size == like.size else None


def _cell(table: Any, row: int, column: int) -> float | None:
    return None if table is None else float(table[row, column])


def _intervals(results: Any, table: Any) -> tuple[Any, Any]:
    count, outcomes = table.shape
    try:
        bounds = np.asarray(results.conf_int(), dtype=float)
    except Exception:  # noqa: BLE001 - some results have none
        return None, None
    bounds = bounds[:count] if outcomes == 1 else bounds
    if bounds.size != 2 * table.size:
        return None, None
    by_outcome = bounds.reshape(outcomes, count, 2)
    return by_outcome[:, :, 0].T, by_outcome[:, :, 1].T


def _optional(obj: Any, name: str) -> Any:
    """Return an attribute; None if it is missing or cannot be computed."""
    try:
        return getattr(obj, name)
    except Exception:  # noqa: BLE001 - a property may raise anything
        return None


def _names(results: Any, params: Any, count: int) -> list[str]:
    found = [getattr(params, "index", None), *(_optional(results.model, name) for name in _ATTRIBUTES)]
    for names in found:
        if names is not None and not callable(names) and len(names) == count:
            return [str(name) for name in names]
    return [f"term {number}" for number in range(1, count + 1)]


def _outcomes(model: Any, count: int) -> list[str]:
    """Return what the columns of parameters are for: outcomes other than the first."""
    if count == 1:
        return [""]
    labels = _optional(model, "_ynames_map") or {}
    name = _explained(model)
    return [f"{name} {phrases.value(labels.get(index, index))}" for index in range(1, count + 1)]


def _variances(results: Any) -> Iterator[Term]:
    """Yield the variances between groups of a mixed model."""
    names = list(_optional(results.model, "exog_re_names") or ["Group"])
    for name, variance in zip(names, np.diag(np.asarray(results.cov_re)), strict=False):
        yield Term(f"{name} Var", float(variance))


def _describe_printed(summary: Any, detail: Detail) -> Description | str:
    model = read_summary(summary.as_text())
    return describe_summary(model, detail) if model else ""


def _describe_contrast(contrast: Any, detail: Detail) -> Description:
    """Return the test of linear hypotheses about the terms of a model, with its p value."""
    distribution = str(getattr(contrast, "distribution", "F")).replace("chi2", "chi squared")
    test = f"{grammar.with_article(distribution)} test"
    p_values, effects = np.ravel(contrast.pvalue), np.ravel(_optional(contrast, "effect"))
    if len(p_values) != len(effects) or effects.dtype == object:
        statistic = number_fact(float(np.ravel(contrast.statistic)[0]), "statistic")
        p = describe_p(float(p_values[0]))
        result = phrase("statistic {}, {}{}", statistic, p, _degrees(contrast))
        return Description.of([phrase("{} about the terms of a model: {}", test, result)])
    tests = [_hypothesis(contrast, index) for index in range(len(p_values))]
    if len(tests) == 1:
        return Description.of([phrase("{} of a hypothesis about a model: {}", test, tests[0])])
    count = counted(len(tests), "hypothesis", "size")
    numbered = [phrase(f"number {index}: {{}}", words) for index, words in enumerate(tests, 1)]
    opening = phrase("{} of {} about a model", test, count)
    return Description.of([opening, *numbered[: _LISTED_HYPOTHESES[detail]]])


def _degrees(contrast: Any) -> Words:
    names = [("df_num", "numerator"), ("df_denom", "denominator")]
    found = [(_optional(contrast, name), method) for name, method in names]
    known = [
        number_fact(float(value), f"degrees of freedom of the {method}")
        for value, method in found
        if _is_number(value)
    ]
    return phrase(", {} degrees of freedom", join(known)) if known else ""


def _hypothesis(contrast: Any, index: int) -> Phrase:
    at = f"hypothesis {index + 1}"
    estimate = number_fact(float(np.ravel(contrast.effect)[index]), "estimate", at=at)
    statistic = number_fact(float(np.ravel(contrast.statistic)[index]), "statistic", at=at)
    p = describe_p(float(np.ravel(contrast.pvalue)[index]), at=at)
    return phrase("estimate {}, statistic {}, {}", estimate, statistic, p)


def _describe_wald(tests: Any, detail: Detail) -> Description:
    """Return the tests of the terms of a model, with the p value of each."""
    names, p_values = list(tests.table.index), [float(value) for value in np.ravel(tests.pvalues)]
    listed = [
        phrase("{}, {}", term_name(str(name)), describe_p(p, str(name)))
        for name, p in zip(names, p_values, strict=True)
    ]
    below = number_fact(sum(p < LEVEL for p in p_values), "count of small p values")
    opening = phrase(
        f"Wald tests of {{}}, {{}} of them with p below {LEVEL}", counted(len(names), "term", "size"), below
    )
    most = _LISTED_HYPOTHESES[detail]
    rest = phrase("and {}", counted(len(names) - most, "more term", "count of others"))
    listed = [*listed[:most], *([rest] if len(names) > most else [])]
    return Description.of([opening, *([join_with("; ", listed)] if most else [])])


def _describe_tukey(result: Any, detail: Detail) -> Description:
    names = [phrases.value(_plain(name)) for name in result.groupsunique]
    pairs = list(combinations(names, 2))
    comparisons = [
        Comparison(first, second, float(difference), float(p))
        for (first, second), difference, p in zip(pairs, result.meandiffs, result.pvalues, strict=True)
    ]
    return describe_comparisons("a Tukey test", comparisons, len(names), detail)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _describe_model(model: Any, _: Detail) -> Description | str:
    """Return the kind and the size of a model that is not fitted yet."""
    kind, form = _kind_and_form(model)
    explained, exog = _explained(model), _optional(model, "exog")
    opening = phrase("{} of {}{}", kind, phrases.name(explained), f", {form}" if form else "")
    size = phrase(", {}", counted(len(model.endog), "observation", "observation count"))
    if exog is not None and np.ndim(exog) == 2:
        size += phrase(" and {}", counted(int(exog.shape[1]), "term", "term count"))
    return Description.of([phrase("{}{}, not fitted yet", opening, size)])


FORMATTERS: Mapping[type, Formatter] = {
    ResultsWrapper: describe_results,
    Results: describe_results,
    Model: _describe_model,
    Summary: _describe_printed,
    Summary2: _describe_printed,
    ContrastResults: _describe_contrast,
    WaldTestResults: _describe_wald,
    TukeyHSDResults: _describe_tukey,
}
