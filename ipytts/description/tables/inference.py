"""Describe tables of statistical inference: confidence intervals, and an analysis of variance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.models.p_values import describe_p
from ipytts.description.models.term_names import is_constant, term_name
from ipytts.description.tables.cells import format_apart, value_fact
from ipytts.description.tables.model import Column, Labels, Table
from ipytts.description.wording.facts import counted
from ipytts.description.wording.phrase import Phrase, Words, join_with, phrase

_LISTED: dict[Detail, int] = {"brief": 3, "normal": 12, "full": 40}  # terms, at most
_F, _P, _DF = "F", "PR(>F)", "df"  # columns of statsmodels


def describe_intervals(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentence for the lower and upper bounds of the terms of a model; none for another table."""
    labels = table.labels
    if not labels or not _are_intervals(table, labels):
        return
    low, high = table.columns
    terms: list[Phrase] = []
    for label, bounds in list(zip(labels.values, table.cells, strict=True))[: _LISTED[detail]]:
        texts = format_apart(low, bounds)
        facts = [
            value_fact(column, bound, "value", label, text=text)
            for column, bound, text in zip((low, high), bounds, texts, strict=True)
        ]
        terms.append(phrase("{} from {} to {}", term_name(label), *facts))
    terms += _others(table, len(terms))
    yield phrase("intervals of {}: {}", counted(table.rows, "term", "row count"), join_with("; ", terms))


def _are_intervals(table: Table, labels: Labels) -> bool:
    """Return whether two columns without names are bounds, by rows that are called as terms of a model."""
    if [column.key for column in table.columns] != ["0", "1"] or not table.cells or labels.name:
        return False
    are_terms = all(type(label) is str for label in labels.values) and any(map(is_constant, labels.values))
    return are_terms and all(
        type(low) is float and type(high) is float and low <= high for low, high in table.cells
    )


def describe_variance(table: Table, detail: Detail) -> Iterator[Words]:
    """Yield the sentences for an analysis of variance, F and p of each term first; none for another table."""
    columns = {column.key: (index, column) for index, column in enumerate(table.columns)}
    if not table.labels or not table.cells or not {_F, _P, _DF} <= columns.keys():
        return
    rows = list(zip(table.labels.values, table.cells, strict=True))
    terms = [(label, row) for label, row in rows if row[columns[_F][0]] is not None]
    rest = [(label, row) for label, row in rows if row[columns[_F][0]] is None]
    listed = [_term(columns, label, row) for label, row in terms[: _LISTED[detail]]]
    listed += _others(table, len(listed) + len(rest))
    if terms:
        count = counted(len(terms), "term", "count of terms")
        yield phrase("an analysis of variance of {}: {}", count, join_with("; ", listed))
    if detail != "brief":
        for label, row in rest:
            yield phrase("{}: {} degrees of freedom", str(label), _fact(columns, _DF, label, row))


def _term(columns: dict[str, tuple[int, Column]], label: Any, row: Any) -> Phrase:
    f, p, df = (_fact(columns, key, label, row) for key in (_F, _P, _DF))
    noun = "degree" if row[columns[_DF][0]] == 1 else "degrees"
    return phrase(f"{{}}: F {{}}, p {{}}, {{}} {noun} of freedom", str(label), f, p, df)


def _fact(columns: dict[str, tuple[int, Column]], key: str, label: Any, row: Any) -> Words:
    index, column = columns[key]
    is_p = key == _P and type(row[index]) is float
    text = describe_p(row[index]).facts[0].text if is_p else ""
    return value_fact(column, row[index], "value", label, text=text)


def _others(table: Table, listed: int) -> list[Phrase]:
    left = table.rows - listed
    return [phrase("and {}", counted(left, "more term", "count of others"))] if left > 0 else []
