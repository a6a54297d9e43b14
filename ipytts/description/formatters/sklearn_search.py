"""Describe searches for the settings of a model, such as a grid search of scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.detail import Detail
from ipytts.description.formatters.sklearn_settings import read_estimator, read_setting
from ipytts.description.models.estimators import candidate_name, describe_parts, format_value, search_of
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import spoken_name
from ipytts.description.wording.phrase import Description, Phrase, Words, join, phrase

_NEGATED = "neg_"
_LISTED_CANDIDATES: dict[Detail, int] = {"brief": 0, "normal": 0, "full": 12}


class _Result(NamedTuple):
    """The mean scores of the candidates of a fitted search, and which is best."""

    scores: Any  # of each candidate
    settings: Sequence[Mapping[str, Any]]  # of each candidate
    best: int
    name: str  # of the score; empty if it is the model's own
    is_error: bool  # whether lower scores are better; scikit-learn negates these


def describe_search(search: Any, detail: Detail) -> Description:
    """Return the best settings that a search found, with their score and the next best one."""
    return Description.of(_sentences(search, detail))


def _sentences(search: Any, detail: Detail) -> Iterator[Words]:
    read = read_estimator(search)
    results = getattr(search, "cv_results_", None)
    if results is None:
        yield phrase("{}, not fitted yet", describe_parts(read, detail))
        return
    opening = search_of(read)
    # A halving search repeats candidates, and scores of different rounds cannot be compared.
    in_rounds = getattr(search, "n_candidates_", None)
    count = int(in_rounds[0]) if in_rounds else len(results["params"])
    opening += phrase(" over {}", counted(count, "candidate", "candidate count"))
    result = _result(search, results)
    if result is None:  # several scores, and none of them chosen
        yield opening
        return
    low = float((np.nanmax if result.is_error else np.nanmin)(result.scores))
    best = float(result.scores[result.best])
    best_text, low_text = numbers.apart([best, low])
    name = spoken_name(result.name) if result.name else "score"
    best_score = number_fact(best, "best score", text=best_text)
    yield phrase("{}: the best {} is {}, with {}", opening, name, best_score, _settings(result, result.best))
    if detail == "brief":
        return
    if not in_rounds:
        yield from _others(result, low, low_text)
    yield _validation(search)
    if not in_rounds:
        yield from _candidates(result, detail)


def _validation(search: Any) -> Words:
    """Return how the scores were found; splits that were drawn at random are no folds."""
    splits = number_fact(int(search.n_splits_), "split count")
    is_of_folds = search.cv is None or type(search.cv) is int
    return phrase(
        "the scores are means of {}" + ("-fold cross-validation" if is_of_folds else " splits"), splits
    )


def _result(search: Any, results: Mapping[str, Any]) -> _Result | None:
    """Return the scores that chose the best candidate; None if no score did."""
    refit = getattr(search, "refit", True)
    column = refit if isinstance(refit, str) and f"mean_test_{refit}" in results else "score"
    best = getattr(search, "best_index_", None)
    if f"mean_test_{column}" not in results or best is None:
        return None
    scoring = getattr(search, "scoring", None)
    name = column if column != "score" else scoring if isinstance(scoring, str) else ""
    scores = np.asarray(results[f"mean_test_{column}"], dtype=float)
    is_error = name.startswith(_NEGATED)
    scores = -scores if is_error else scores
    return _Result(scores, results["params"], int(best), name.removeprefix(_NEGATED), is_error)


def _settings(result: _Result, candidate: int) -> Phrase:
    return join(
        phrase("{} {}", candidate_name(name), format_value(read_setting(value)))
        for name, value in result.settings[candidate].items()
    )


def _others(result: _Result, low: float, low_text: str) -> Iterator[Words]:
    """Yield the second best candidate, and the lowest score."""
    if len(result.scores) < 2 or not np.isfinite(result.scores).all():
        return
    ranked = np.argsort(result.scores if result.is_error else -result.scores, kind="stable").tolist()
    order = [index for index in ranked if index != result.best]
    second = float(result.scores[order[0]])
    if numbers.are_equal(second, float(result.scores[result.best])):
        yield phrase("{} has the same score", _settings(result, order[0]))
    elif len(result.scores) > 2:
        text, _ = numbers.apart([second, float(result.scores[result.best])])
        fact = number_fact(second, "second best score", text=text)
        yield phrase("the second best is {}, with {}", fact, _settings(result, order[0]))
    worst = number_fact(low, "worst score", "mean test score", text=low_text)
    yield phrase("the {} to {}", "errors go up" if result.is_error else "scores go down", worst)


def _candidates(result: _Result, detail: Detail) -> Iterator[Words]:
    count = len(result.scores)
    if not 2 < count <= _LISTED_CANDIDATES[detail] or not np.isfinite(result.scores).all():
        return
    for index, text in enumerate(numbers.apart(result.scores.tolist())):
        fact = number_fact(float(result.scores[index]), "score", at=f"candidate {index + 1}", text=text)
        yield phrase("with {}: {}", _settings(result, index), fact)
