"""Describe ``cv_results_`` of a search of scikit-learn, a dict with the scores of each candidate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.formatters.number_lists import to_numbers
from ipytts.description.models.estimators import candidate_name
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import spoken_name
from ipytts.description.wording.phrase import Description, Phrase, Words, join, phrase

_MEAN = "mean_test_"
_NEGATED = "neg_"
_VALUE_LENGTH = 60  # characters


class Candidates(NamedTuple):
    """The settings of each candidate with its mean score."""

    settings: Sequence[Mapping[str, Any]]
    scores: Sequence[float]
    metric: str


def parse_dict(entries: Mapping[Any, Any]) -> Candidates | None:
    """Return the candidates of a search with their first score; None for another dict."""
    settings = entries.get("params")
    metric = next((name.removeprefix(_MEAN) for name in entries if name.startswith(_MEAN)), "")
    scores = to_numbers(entries[_MEAN + metric]) if metric else None
    if type(settings) is not list or not scores or len(settings) != len(scores):
        return None
    is_known = all(type(item) is dict for item in settings) and all(map(math.isfinite, scores))
    return Candidates(settings, scores, metric) if is_known else None


def describe_candidates(candidates: Candidates, detail: Detail) -> Description:
    """Return the candidate with the best mean score, the second best one and the worst score."""
    return Description.of(_sentences(candidates, detail))


def _sentences(candidates: Candidates, detail: Detail) -> Iterator[Words]:
    is_error = candidates.metric.startswith(_NEGATED)
    scores = [-score for score in candidates.scores] if is_error else candidates.scores
    order = sorted(range(len(scores)), key=lambda index: scores[index], reverse=not is_error)
    best, worst = order[0], order[-1]
    texts = dict(zip(order, numbers.apart([scores[index] for index in order]), strict=True))
    count = counted(len(scores), "candidate", "candidate count")
    name = spoken_name(candidates.metric.removeprefix(_NEGATED))
    fact = number_fact(scores[best], "best score", text=texts[best])
    opening = phrase("the results of a search over {}: the best mean {} is {}", count, name, fact)
    yield phrase("{}, with {}", opening, _settings(candidates, best))
    if detail == "brief" or len(scores) < 2:
        return
    if len(scores) > 2:
        second = number_fact(scores[order[1]], "second best score", text=texts[order[1]])
        yield phrase("the second best is {}, with {}", second, _settings(candidates, order[1]))
    last = number_fact(scores[worst], "worst score", text=texts[worst])
    yield phrase("the worst is {}, with {}", last, _settings(candidates, worst))


def _settings(candidates: Candidates, index: int) -> Phrase:
    return join(
        phrase("{} {}", candidate_name(str(name)), describe.phrase(value, _VALUE_LENGTH))
        for name, value in candidates.settings[index].items()
    )
