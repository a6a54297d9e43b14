"""Describe the printed log of a training by its metrics, as the history that a program keeps of it."""

from __future__ import annotations

import re

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.documents.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import plain_text
from ipytts.description.wording.metric_names import is_metric

_MAX_LINES = 20_000
_MAX_OTHER_LINES = 3  # that are no part of the log
_MAX_LINE = 500  # characters
_EPOCH = re.compile(r"\bepoch\b\W{0,3}(\d{1,7})\b(?:\s*(?:/|of)\s*\d+)?", re.IGNORECASE)
_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_METRIC = re.compile(
    rf"([A-Za-z][A-Za-z_]*(?:[ _][A-Za-z][A-Za-z_]*)?)\s*(?:[:=]\s*|\s)({_NUMBER})(?![\w./%])"
)
_PROGRESS = re.compile(r"\d+/\d+ \[|\d%\||━|\d+s/(?:step|it)|ms/step")
_FINISHED = re.compile(r"\b100%|(?<![\d.])(\d+)/\1(?![\d.])")


def describe_training_log(text: str, detail: Detail) -> str:
    r"""Return the metrics of a training that printed them epoch by epoch; empty for any other text.

    Examples
    --------
    >>> log = "Epoch 1/3\nloss: 0.72\nEpoch 2/3\nloss: 0.48\nEpoch 3/3\nloss: 0.44"
    >>> describe_training_log(log, "normal")
    'A training history of 3 epochs: loss falls steadily from 0.72 to 0.44.'
    """
    epochs, others = _read(text)
    names = list(epochs[0][1]) if epochs else []
    if len(epochs) < 2 or not names or any(list(metrics) != names for _, metrics in epochs):
        return ""
    numbers = [number for number, _ in epochs]
    if numbers != sorted(set(numbers)) or len(others) > _MAX_OTHER_LINES or not any(map(is_metric, names)):
        return ""
    curves = {name: [metrics[name] for _, metrics in epochs] for name in names}
    words = describe({"epoch": numbers, **curves}, detail)
    return " ".join([words, *(as_sentence(to_speakable(line)) for line in others)])


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


def _read(text: str) -> tuple[list[tuple[int, dict[str, float]]], list[str]]:
    """Return the number and the metrics of each epoch, and the lines that are no part of the log."""
    epochs: list[tuple[int, dict[str, float]]] = []
    others = []
    for line in text.splitlines()[:_MAX_LINES]:
        visible = plain_text.strip_ansi(line.rpartition("\r")[2][:_MAX_LINE])
        found = _EPOCH.search(visible)
        if found:
            epochs.append((int(found[1]), {}))
            visible = visible[found.end() :]
        metrics = {name.lower().replace(" ", "_"): float(value) for name, value in _METRIC.findall(visible)}
        if metrics and epochs:
            epochs[-1][1].update(metrics)
        elif not found and plain_text.has_words(visible) and not _PROGRESS.search(visible):
            others.append(visible)
    return epochs, others
