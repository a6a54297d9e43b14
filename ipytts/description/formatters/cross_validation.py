"""Describe the result of ``cross_validate`` of scikit-learn, which is a dict of arrays."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.formatters.number_lists import to_numbers
from ipytts.description.wording import dates, numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import spoken_name
from ipytts.description.wording.phrase import Description, Fact, Phrase, Words, phrase

_TIMES = {"fit_time": "fitting took", "score_time": "scoring took"}


def parse_dict(entries: Mapping[Any, Any]) -> Mapping[str, Sequence[float]] | None:
    """Return the scores and the times of each fold; None for another dict."""
    if not _TIMES.keys() <= entries.keys():
        return None
    found = {name: values for name in entries if type(name) is str and (values := to_numbers(entries[name]))}
    has_scores = any(name.startswith("test_") for name in found)
    return found if has_scores and len(set(map(len, found.values()))) == 1 else None


def describe_folds(folds: Mapping[str, Sequence[float]], detail: Detail) -> Description:
    """Return the mean and the range of each score in words; unless brief, also how long each fold took."""
    return Description.of(_sentences(folds, detail))


def _sentences(folds: Mapping[str, Sequence[float]], detail: Detail) -> Iterator[Words]:
    count = counted(len(folds["fit_time"]), "fold", "fold count")
    scores = [name for name in folds if name not in _TIMES]
    scores.sort(key=lambda name: not name.startswith("test_"))
    first = _score(folds, scores[0])
    yield phrase("a cross-validation of {}: {}", count, first)
    if detail == "brief":
        return
    for name in scores[1:]:
        yield _score(folds, name)
    for name, verb in _TIMES.items():
        seconds = _mean(folds[name])
        yield phrase("{} {} on average", verb, Fact(dates.duration(seconds), seconds, "mean", name))


def _score(folds: Mapping[str, Sequence[float]], name: str) -> Phrase:
    values = [value for value in folds[name] if math.isfinite(value)]
    spoken = spoken_name(name)
    if not values:
        return phrase("no {}", spoken)
    low, high = min(values), max(values)
    low_text, high_text = numbers.apart([low, high])
    failed = len(folds[name]) - len(values)
    missing = phrase(", {} missing", number_fact(failed, "missing count", name)) if failed else ""
    if numbers.are_equal(low, high):
        return phrase("{} {} in each{}", spoken, number_fact(low, "minimum", name), missing)
    ends = (
        number_fact(low, "minimum", name, text=low_text),
        number_fact(high, "maximum", name, text=high_text),
    )
    mean = number_fact(_mean(values), "mean", name)
    return phrase("{} {} on average, from {} to {}{}", spoken, mean, *ends, missing)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
