"""Find the facts about columns and labels that are given as Python values."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ipytts.description.tables import build
from ipytts.description.tables.cells import (
    are_unnamed_years,
    format_label,
    format_year,
    full_names,
    names_identifiers,
)
from ipytts.description.tables.model import Column, Kind, Labels
from ipytts.description.wording import dates

_KINDS: dict[frozenset[type], Kind] = {
    frozenset(): "empty",
    frozenset({int}): "whole number",
    frozenset({float}): "number",
    frozenset({int, float}): "number",
    frozenset({bool}): "truth",
    frozenset({dt.date}): "date",
    frozenset({dt.datetime}): "date",
    frozenset({dates.Period}): "date",
    frozenset({dates.Seconds}): "duration",
    frozenset({dt.timedelta}): "duration",
    frozenset({str}): "text",
}


def column_of(name: str, key: str, values: Sequence[Any], labels: Labels | None = None) -> Column:
    """Return the facts about a column of values, of which None is missing.

    Examples
    --------
    >>> column = column_of("tip", "tip", [1.5, None, 3.5])
    >>> column.kind, column.missing, column.low, column.mean
    ('number', 1, 1.5, 2.5)
    """
    present = [value for value in values if value is not None]
    kind = kind_of(present)
    column = Column(name, kind, len(values) - len(present), key=key)
    if kind in ("number", "whole number"):
        return _with_numbers(column, present, values, labels)
    if kind in ("date", "duration"):
        return _with_times(column, present)
    if kind == "truth":
        return replace(column, mean=sum(present) / len(present))
    return _with_texts(column, present) if kind == "text" else column


def kind_of(present: Sequence[Any]) -> Kind:
    """Return the kind of values of which none is missing."""
    return _KINDS.get(frozenset(map(type, present)), "mixed")


def _with_numbers(
    column: Column, present: Sequence[Any], values: Sequence[Any], labels: Labels | None
) -> Column:
    finite = [value for value in present if math.isfinite(value)]
    if not finite:
        return replace(column, infinite=len(present))
    if are_identifiers(column.key, present):
        return _with_texts(replace(column, kind="identifier"), present)
    deviation = statistics.stdev(finite) if len(finite) > 1 else None
    averages = statistics.fmean(finite), statistics.median(finite), deviation
    column = replace(column, infinite=len(present) - len(finite))
    column = build.with_numbers(column, min(finite), max(finite), *averages)
    return build.with_labels(column, labels, values) if labels and labels.values else column


def are_identifiers(name: str, present: Sequence[Any]) -> bool:
    """Return whether numbers have a name of identifiers, and all are whole."""
    are_unique = len(set(present)) == len(present)
    return names_identifiers(name, are_unique=are_unique) and all(value % 1 == 0 for value in present)


def _with_times(column: Column, present: Sequence[Any]) -> Column:
    if column.kind == "duration":
        mean = math.fsum(present) / len(present)
        return replace(column, low=min(present), high=max(present), mean=mean)
    present = to_periods(present)
    return replace(column, low=min(present), high=max(present))


def _with_texts(column: Column, present: Sequence[Any]) -> Column:
    distinct, frequent = build.count_texts(present)
    return replace(
        column, distinct=distinct, frequent=frequent, full_names=full_names([*dict.fromkeys(present)])
    )


def to_periods(values: Sequence[Any]) -> Sequence[Any]:
    """Return dates as the periods that they stand for, or as they are."""
    unit = dates.find_unit(values) if values and all(isinstance(value, dt.date) for value in values) else None
    return dates.to_periods(values, unit) if unit else values


def labels_of(names: Sequence[str], levels: Sequence[Sequence[Any]]) -> Labels | None:
    """Return the labels of rows, given the names and the values of their levels; None for row numbers.

    Examples
    --------
    >>> labels_of(["day", "smoker"], [["Fri", "Sat"], ["No", "No"]]).values
    ['Friday, non-smokers', 'Saturday, non-smokers']
    >>> labels_of([""], [[0, 1]]) is None
    True
    """
    name = " and ".join(name for name in names if name)
    if len(levels) > 1:
        parts = [
            [
                "" if value == "" else format_label(Labels(of_level, full_names=full_names(values)), value)
                for value in values
            ]
            for of_level, values in zip(names, levels, strict=True)
        ]
        joined = [", ".join(part for part in row if part) for row in zip(*parts, strict=True)]
        return Labels(name, joined, joined[0], joined[-1], name_groups=bool(name))
    values = levels[0]
    are_integers = all(type(value) is int for value in values)
    are_years = are_integers and all(format_year(name, value) for value in values)
    if not name and are_integers and not are_unnamed_years(values):
        return None
    are_years = are_years or (not name and are_integers)
    are_dates = all(isinstance(value, (dt.date, dates.Period)) for value in values)
    values = to_periods(values) if are_dates else values
    is_later = (are_dates or are_years) and all(a <= b for a, b in pairwise(values))
    is_group = bool(name) and not (are_dates or are_years or (are_integers and are_identifiers(name, values)))
    return Labels(
        name,
        list(values),
        values[0],
        values[-1],
        is_chronological=is_later,
        name_groups=is_group,
        full_names=full_names(values),
    )
