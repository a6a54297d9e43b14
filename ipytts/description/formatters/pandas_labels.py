"""Read the labels of the rows of pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ipytts.description.formatters.pandas_periods import unit_of_index
from ipytts.description.formatters.pandas_values import to_python
from ipytts.description.tables.cells import (
    are_unnamed_years,
    format_label,
    format_year,
    full_names,
    names_identifiers,
)
from ipytts.description.tables.model import Labels
from ipytts.description.wording import dates, phrases

_MOST_ABBREVIATIONS = 14  # of months, and names of totals


def read_labels(index: Any, *, is_small: bool) -> Labels | None:
    """Return the labels of the rows; None if rows are only numbered."""
    is_named = any(name is not None for name in index.names)
    are_integers = pd.api.types.is_integer_dtype(index.dtype)
    are_unnamed = not is_named and are_integers
    if not len(index) or (are_unnamed and not (is_small and are_unnamed_years(index.tolist()))):
        return None
    name = " and ".join(phrases.name(name) for name in index.names if name is not None)
    to_label = label_maker(index)
    values = [to_label(item) for item in index] if is_small else []
    are_dates = isinstance(index, (pd.DatetimeIndex, pd.PeriodIndex))
    are_years = are_unnamed or (
        are_integers and bool(format_year(name, int(index.min())) and format_year(name, int(index.max())))
    )
    are_identifiers = are_integers and (
        names_identifiers(name, are_unique=False)
        or (names_identifiers(name, are_unique=True) and index.is_unique)
    )
    first, last = to_label(index[0]), to_label(index[-1])
    return Labels(
        name,
        values,
        first,
        last,
        is_chronological=bool((are_dates or are_years) and index.is_monotonic_increasing),
        name_groups=bool(name) and not (are_dates or are_years or are_identifiers),
        full_names=_full_names(index) if is_small else {},
    )


def label_maker(index: Any) -> Callable[[Any], Any]:
    """Return a function that turns an item of an index into a label."""
    if isinstance(index, pd.MultiIndex):
        levels = [
            Labels("" if name is None else phrases.name(name), full_names=_full_names(level))
            for name, level in zip(index.names, index.levels, strict=True)
        ]
        return lambda item: ", ".join(
            format_label(level, to_python(part))
            for level, part in zip(levels, item, strict=True)
            if not (type(part) is str and not part)  # as in the row of totals of a pivot table
        )
    if isinstance(index, pd.DatetimeIndex) and (unit := unit_of_index(index)):
        return lambda item: dates.Period(item.date(), unit)
    return to_python


def _full_names(index: Any) -> dict[str, str]:
    """Return the full names of the labels that are abbreviations, if all of them are."""
    different = index.unique()
    return full_names(list(different)) if len(different) <= _MOST_ABBREVIATIONS else {}
