"""Describe the printed log of a training by its metrics, as the history that a program keeps of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.models.histories import History, describe_history
from ipytts.description.wording import grammar, numbers, plain_text
from ipytts.description.wording.metric_names import is_metric

_MAX_LINES = 20_000
_MAX_OTHER_LINES = 3  # that are no part of the log
_OTHER_SHARE = 0.1  # of the lines of a long log
_MAX_LINE = 500  # characters
_MAX_TRAININGS = 50  # one after another, such as those of a cross-validation
_STEP = re.compile(
    r"\b(epoch|(?:global[_ ])?step|iteration|iter|round)s?\b\W{0,4}(\d{1,9})\b(?![.]\d)"
    r"(?:\s*(?:/|of)\s*\d+)?",
    re.IGNORECASE,
)
_BOOSTING = re.compile(r"\s*(?:\[(\d+)\]\s+(?=\S)|(\d+):\s+(?=learn: ))")  # XGBoost and LightGBM, CatBoost
_TIMES = re.compile(r"\s*(?:total|remaining): (?:[\d.]+(?:us|ms|s|m|h)\s*)+|\s*best: \S+ \(\d+\)")
_BEST = re.compile(r"(?:early )?stopping\W.*best iteration|best iteration is", re.IGNORECASE)
_NOUN = re.compile(r"[a-z]+")
_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_METRIC = re.compile(
    rf"([A-Za-z][A-Za-z_]*(?:[ _][A-Za-z][A-Za-z_]*)?)\s*(?:[:=]\s*|\s)({_NUMBER})(?![\w./%])"
)
_EVALUATED = re.compile(rf"([A-Za-z][\w'@. -]*?):\s*({_NUMBER})(?:\s*\+\s*{_NUMBER})?(?=\s|\Z)")
_PROGRESS = re.compile(r"\d+/\d+ \[|\d%\||━|\d+s/(?:step|it)|ms/step")
_FINISHED = re.compile(r"\b100%|(?<![\d.])(\d+)/\1(?![\d.])")
_BESIDE_METRICS = {"time", "elapsed", "eta", "sec", "seconds", "batch", "num", "took", "remaining"}
_SPOKEN = {"learn": "training_value", "test": "test_value"}  # CatBoost does not name its metric


class _Step(NamedTuple):
    """The number of an epoch, a step or an iteration, and its metrics."""

    number: int
    metrics: dict[str, float]


def describe_training_log(text: str, detail: Detail) -> str:
    r"""Return the metrics of a training that printed them step by step; empty for any other text.

    Examples
    --------
    >>> log = "Epoch 1/3\nloss: 0.72\nEpoch 2/3\nloss: 0.48\nEpoch 3/3\nloss: 0.44"
    >>> describe_training_log(log, "normal")
    'A training history of 3 epochs: loss falls steadily from 0.72 to 0.44.'
    >>> describe_training_log("[0]\tvalid-auc:0.71\n[1]\tvalid-auc:0.83\n", "normal")
    'A training history of 2 iterations: validation AUC rises from 0.71 to 0.83.'
    """
    noun, steps, others = _read(text)
    if len(others) > max(_MAX_OTHER_LINES, _OTHER_SHARE * len(steps)):
        return ""
    trainings = _split(steps)
    described = [_describe(noun, training, detail) for training in trainings]
    if not described or not all(described) or len(trainings) > _MAX_TRAININGS:
        return ""
    if len(described) > 1:
        opening = f"{numbers.with_noun(len(described), 'training')}, one after another"
        described = [opening, f"The first: {described[0]}", f"The last: {described[-1]}"]
    return grammar.paragraph(*described, *(as_sentence(to_speakable(line)) for line in others))


def _describe(noun: str, steps: Sequence[_Step], detail: Detail) -> str:
    """Return the history of one training in words; empty if it is none."""
    names = list(steps[0].metrics)
    if len(steps) < 2 or not names or any(list(step.metrics) != names for step in steps):
        return ""
    if not any(is_metric(name) or name in _SPOKEN.values() for name in names):
        return ""
    curves = {name: [step.metrics[name] for step in steps] for name in names}
    epochs: Sequence[int] = [step.number for step in steps]
    if len(set(epochs)) < len(epochs):  # several lines of an epoch
        noun, epochs = "record", range(1, len(steps) + 1)
    return describe_history(History(curves, epochs, noun), detail).render(LENGTHS[detail])


def _split(steps: Sequence[_Step]) -> list[list[_Step]]:
    """Return the steps of each training; one begins where the numbers do not go on."""
    trainings = [[step] for step in steps[:1]]
    for before, step in pairwise(steps):
        if step.number >= before.number:
            trainings[-1].append(step)
        else:
            trainings.append([step])
    return trainings


def finished_metrics(line: str) -> dict[str, str]:
    """Return the metrics at the end of a progress line as they are shown; none while it is unfinished.

    Examples
    --------
    >>> finished_metrics("10/10 [====] - 1s 2ms/step - loss: 0.5559 - accuracy: 0.80")
    {'loss': '0.5559', 'accuracy': '0.80'}
    >>> finished_metrics("4/10 [==>..] - loss: 0.9"), finished_metrics("100%|###| 3/3 [00:01]")
    ({}, {})
    """
    found = _FINISHED.search(line)
    return dict(_METRIC.findall(line[found.end() :])) if found else {}


def _read(text: str) -> tuple[str, list[_Step], list[str]]:
    """Return what the steps are called, the steps, and the lines that are no part of the log."""
    steps: list[_Step] = []
    others: list[str] = []
    noun = ""
    for line in text.splitlines()[:_MAX_LINES]:
        visible = plain_text.strip_ansi(line.rpartition("\r")[2][:_MAX_LINE])
        if found := _BOOSTING.match(visible):
            number, metrics = int(found[1] or found[2]), _boosted(visible[found.end() :])
            if metrics and others and _BEST.search(others[-1]):
                others[-1] = f"Early stopping; the best iteration is {number}"
            elif metrics:
                noun = "iteration"
                steps.append(_Step(number, metrics))
            if metrics:
                continue
        found, metrics = _step(visible, noun)
        if found:
            noun = {"iter": "iteration"}.get(name := _NOUN.findall(found[1].lower())[-1], name)
            steps.append(_Step(int(found[2]), {}))
        if metrics and (found or (steps and noun == "epoch")):
            steps[-1].metrics.update(metrics)
        elif not found and plain_text.has_words(visible) and not _PROGRESS.search(visible):
            others.append(visible)
    return noun or "epoch", steps, others


def _step(line: str, noun: str) -> tuple[re.Match[str] | None, dict[str, float]]:
    """Return the number of the step in a line, and its metrics; what follows an epoch may be lines below."""
    found = _STEP.search(line)
    if found and noun and not (found[1].lower().endswith(noun) or noun.startswith(found[1].lower())):
        found = None  # such as a batch of an epoch
    rest = line[: found.start()] + line[found.end() :] if found else line
    named = {name.lower().replace(" ", "_"): float(value) for name, value in _METRIC.findall(rest)}
    metrics = {name: value for name, value in named.items() if not _BESIDE_METRICS & set(name.split("_"))}
    if found and found[1].lower() != "epoch" and not any(map(is_metric, metrics)):
        return None, {}
    return found, metrics


def _boosted(line: str) -> dict[str, float]:
    """Return the metrics of a line of XGBoost, LightGBM or CatBoost."""
    found = _EVALUATED.findall(_TIMES.sub("", line))
    names = [name.replace("'s ", "_").replace("-", "_").strip() for name, _ in found]
    return {_SPOKEN.get(name, name): float(value) for name, (_, value) in zip(names, found, strict=True)}
