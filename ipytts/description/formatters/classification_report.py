"""Describe the classification report of scikit-learn, which is a text or a dict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted, number_fact, percent_fact
from ipytts.description.wording.phrase import Description, Words, join_some, phrase

_HEADER = re.compile(r"\A\s*precision\s+recall\s+f1-score\s+support\s*\n")
_HEADER_LENGTH = 500  # characters in which a header must be
_ROW = re.compile(r"^\s*(\S.*?)\s{2,}(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(\d+)\s*$", re.MULTILINE)
_ACCURACY = re.compile(r"^\s*accuracy\s+([\d.]+)\s+(\d+)\s*$", re.MULTILINE)
_SCORES = ("precision", "recall", "f1-score", "support")
_AVERAGES = {f"{kind} avg": f"{kind} average" for kind in ("macro", "weighted", "micro", "samples")}
_LISTED_CLASSES: dict[Detail, int] = {"brief": 0, "normal": 6, "full": 25}


@dataclass(frozen=True)
class Scores:
    """The scores of one class, or their average over the classes."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class Report:
    """A classification report."""

    classes: Sequence[Scores]
    averages: Mapping[str, Scores]
    accuracy: float | None


def parse_text(text: str) -> Report | None:
    """Return the report in a text, or None."""
    if not _HEADER.match(text[:_HEADER_LENGTH]):
        return None
    rows = [
        Scores(phrases.class_label(name), float(p), float(r), float(f), int(s))
        for name, p, r, f, s in _ROW.findall(text)
    ]
    accuracy = _ACCURACY.search(text)
    return _report(rows, float(accuracy[1]) if accuracy else None)


def parse_dict(report: Mapping[Any, Any]) -> Report | None:
    """Return the report in a dict, or None."""
    if "weighted avg" not in report and "macro avg" not in report:
        return None
    rows = []
    for name, scores in report.items():
        if type(scores) is dict and set(_SCORES) <= scores.keys():
            p, r, f, s = (scores[score] for score in _SCORES)
            rows.append(Scores(phrases.class_label(name), float(p), float(r), float(f), int(s)))
    accuracy = report.get("accuracy")
    return _report(rows, None if accuracy is None else float(accuracy))


def _report(rows: Sequence[Scores], accuracy: float | None) -> Report | None:
    classes = [row for row in rows if row.name not in _AVERAGES]
    averages = {row.name: row for row in rows if row.name in _AVERAGES}
    return Report(classes, averages, accuracy) if classes else None


def describe_report(report: Report, detail: Detail) -> Description:
    """Return a report in words: the overall score, the worst and the best class, then each class."""
    return Description.of(_sentences(report, detail))


def _sentences(report: Report, detail: Detail) -> Iterator[Words]:
    samples = sum(scores.support for scores in report.classes)
    size = counted(samples, "sample", "sum of support"), counted(len(report.classes), "class", "class count")
    yield phrase("a classification report on {} of {}: {}", *size, _overall_score(report))
    if detail == "brief":
        return
    if len(report.classes) > 1:
        yield _extremes(report.classes)
    most = _LISTED_CLASSES[detail]
    for scores in report.classes[:most]:
        yield phrase(
            "{}: precision {}, recall {}, F1 {}, {}",
            phrases.category(scores.name),
            number_fact(scores.precision, "precision", scores.name),
            number_fact(scores.recall, "recall", scores.name),
            number_fact(scores.f1, "F1", scores.name),
            counted(scores.support, "sample", "support", of=scores.name),
        )
    if len(report.classes) > most:
        yield phrase("there are {}", counted(len(report.classes) - most, "further class", "count of others"))


def _overall_score(report: Report) -> Words:
    if report.accuracy is not None:
        return phrase("accuracy {}", percent_fact(report.accuracy, "accuracy"))
    average = next(iter(report.averages.values()), None)
    if average is None:
        return "no average"
    return phrase("{} F1 {}", _AVERAGES[average.name], number_fact(average.f1, "F1", average.name))


def _extremes(classes: Sequence[Scores]) -> Words:
    low, high = (extreme(scores.f1 for scores in classes) for extreme in (min, max))
    low_text, high_text = numbers.apart([low, high])
    if numbers.are_equal(low, high):
        return phrase("F1 is {} for each of them", number_fact(low, "minimum", "F1"))
    worst, best = (
        str(join_some([phrases.category(s.name) for s in classes if numbers.are_equal(s.f1, f1)], 3))
        for f1 in (low, high)
    )
    lowest = number_fact(low, "minimum", "F1", text=low_text)
    highest = number_fact(high, "maximum", "F1", text=high_text)
    return phrase("F1 is lowest for {}, {}, and highest for {}, {}", worst, lowest, best, highest)
