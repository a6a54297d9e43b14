"""Describe a confusion matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.tables.cells import column_names
from ipytts.description.tables.model import Table
from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import counted
from ipytts.description.wording.phrase import Fact, Words, join_with, phrase

_ACTUAL = {"actual", "true", "truth", "true label", "y true", "observed", "expected", "label"}
_PREDICTED = {"predicted", "prediction", "predictions", "predicted label", "y pred", "pred"}
_LISTED: dict[Detail, int] = {"brief": 1, "normal": 6, "full": 25}  # kinds of mistakes, at most


def describe(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for a table of actual by predicted classes; none for another table."""
    if not table.labels or not table.cells or table.rows != table.width:
        return
    if table.labels.name.lower() not in _ACTUAL or table.columns_name.lower() not in _PREDICTED:
        return
    if [column.name for column in table.columns] == column_names(table.labels.values, table.columns_name):
        names = [phrases.class_label(label) for label in table.labels.values]
        yield from describe_confusion_matrix(names, table.cells, detail)


def describe_confusion_matrix(
    names: Sequence[str], cells: Sequence[Sequence[Any]], detail: Detail
) -> Iterator[Words]:
    """Yield the sentences for a confusion matrix, with a row for each actual class."""
    size = range(len(names))
    total = sum(sum(row) for row in cells)
    right = sum(cells[i][i] for i in size)
    share = Fact(numbers.percent(right / total), right / total, "accuracy") if total else "none"
    of_all = phrase("{} of {} right, {}", _fact(right, "correct count"), counted(total, "case", "sum"), share)
    yield phrase("a confusion matrix of {}: {}", counted(len(names), "class", "class count"), of_all)
    if detail == "brief":
        return
    spoken = [phrases.category(name) for name in names]
    wrong = [(cells[i][j], i, j) for i in size for j in size if i != j and cells[i][j]]
    wrong.sort(key=lambda item: -item[0])
    most = _LISTED[detail]
    mistakes: list[Words] = [
        phrase(
            "{} taken for {}, {}",
            spoken[i],
            spoken[j],
            Fact(numbers.times(count), count, "count", names[i], names[j]),
        )
        for count, i, j in wrong[:most]
    ]
    if len(wrong) > most:
        others = counted(len(wrong) - most, "more kind", "count of others")
        mistakes.append(phrase("and {} of mistakes", others))
    yield phrase("mistakes: {}", join_with("; ", mistakes)) if wrong else "there are no mistakes"
    for i in size[: 2 * most]:
        right_of_class = _fact(cells[i][i], "correct count", names[i])
        yield phrase(
            "of {}, {} of {} are right", spoken[i], right_of_class, _fact(sum(cells[i]), "sum", names[i])
        )


def _fact(count: Any, method: str, of: str = "") -> Fact:
    return Fact(numbers.number(count), count, method, of)
