"""Describe searches for the settings of a model, such as a grid search of scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ipytts.description.formatters.sklearn_settings import format_value, with_settings
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import spoken_name
from ipytts.description.wording.phrase import Description, join, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.detail import Detail
    from ipytts.description.wording.phrase import Phrase, Words

_LISTED_CANDIDATES: dict[Detail, int] = {"brief": 0, "normal": 0, "full": 12}


class _Result(NamedTuple):
    """The mean scores of the candidates of a fitted search, and which is best."""

    scores: Any  # of each candidate
    settings: Sequence[Mapping[str, Any]]  # of each candidate
    best: int
    name: str  # of the score; empty if it is the model's own


def describe_search(search: Any, detail: Detail) -> Description:
    """Return the best settings that a search found, with their score and the next best one."""
    return Description.of(_sentences(search, detail))


def _sentences(search: Any, detail: Detail) -> Iterator[Words]:
    kind = phrases.split_class_name(phrases.class_name(type(search)).removesuffix("CV"))
    opening = phrase("{} for {}", grammar.with_article(kind), with_settings(search.estimator))
    results = getattr(search, "cv_results_", None)
    if results is None:
        yield phrase("{}, not fitted yet", opening)
        return
    # A halving search repeats candidates, and scores of different rounds cannot be compared.
    in_rounds = getattr(search, "n_candidates_", None)
    count = int(in_rounds[0]) if in_rounds else len(results["params"])
    opening += phrase(" over {}", counted(count, "candidate", "candidate count"))
    result = _result(search, results)
    if result is None:  # several scores, and none of them chosen
        yield opening
        return
    low = float(np.nanmin(result.scores))
    best = float(result.scores[result.best])
    best_text, low_text = numbers.apart([best, low])
    name = spoken_name(result.name) if result.name else "score"
    best_score = number_fact(best, "best score", text=best_text)
    yield phrase("{}: the best {} is {}, with {}", opening, name, best_score, _settings(result, result.best))
    if detail == "brief":
        return
    if not in_rounds:
        yield from _others(result, low, low_text)
    yield phrase("each candidate was tried {}", _times(int(search.n_splits_)))
    if not in_rounds:
        yield from _candidates(result, detail)


def _times(count: int) -> Words:
    return number_fact(count, "split count", text=numbers.times(count))


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
    return _Result(scores, results["params"], int(best), name)


def _settings(result: _Result, candidate: int) -> Phrase:
    return join(
        phrase("{} {}", phrases.name(name.replace("__", " ")), format_value(value))
        for name, value in result.settings[candidate].items()
    )


def _others(result: _Result, low: float, low_text: str) -> Iterator[Words]:
    """Yield the second best candidate, and the lowest score."""
    if len(result.scores) < 2 or not np.isfinite(result.scores).all():
        return
    order = [index for index in np.argsort(-result.scores, kind="stable").tolist() if index != result.best]
    second = float(result.scores[order[0]])
    if numbers.are_equal(second, float(result.scores[result.best])):
        yield phrase("{} has the same score", _settings(result, order[0]))
    elif len(result.scores) > 2:
        text, _ = numbers.apart([second, float(result.scores[result.best])])
        fact = number_fact(second, "second best score", text=text)
        yield phrase("the second best is {}, with {}", fact, _settings(result, order[0]))
    yield phrase("the scores go down to {}", number_fact(low, "minimum", "mean test score", text=low_text))


def _candidates(result: _Result, detail: Detail) -> Iterator[Words]:
    count = len(result.scores)
    if not 2 < count <= _LISTED_CANDIDATES[detail] or not np.isfinite(result.scores).all():
        return
    for index, text in enumerate(numbers.apart(result.scores.tolist())):
        fact = number_fact(float(result.scores[index]), "score", at=f"candidate {index + 1}", text=text)
        yield phrase("with {}: {}", _settings(result, index), fact)
