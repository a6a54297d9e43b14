"""Describe indexes of pandas."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ipytts.description.detail import Detail
from ipytts.description.formatters.pandas_labels import label_maker
from ipytts.description.formatters.pandas_types import kind_of_type
from ipytts.description.tables.model import Kind
from ipytts.description.wording import phrases
from ipytts.description.wording.facts import counted
from ipytts.description.wording.phrase import Description, Phrase, join, join_with, phrase

_LISTED_LABELS: dict[Detail, int] = {"brief": 0, "normal": 10, "full": 40}
_NOUNS: dict[Kind | None, str] = {"date": "date", "duration": "duration", "truth": "truth value"}


def describe_index(index: Any, detail: Detail) -> Description:
    """Return the number of labels of an index in words, and the labels or the first and the last."""
    opening = _opening(index)
    if not len(index):
        return Description.of([opening])
    if len(index) > _LISTED_LABELS[detail] or isinstance(index, pd.RangeIndex):
        first, last = format_item(index, index[0]), format_item(index, index[-1])
        has_parts = isinstance(index, (pd.MultiIndex, pd.IntervalIndex))
        ends = ", first {}, last {}" if has_parts else " from {} to {}"
        return Description.of([opening if len(index) == 1 else phrase("{}" + ends, opening, first, last)])
    labels = [format_item(index, item) for item in index]
    return Description.of(
        [phrase("{}: {}", opening, join_with("; ", labels) if _have_commas(index) else join(labels))]
    )


def _opening(index: Any) -> Phrase:
    names = [phrases.name(name) for name in index.names if name is not None]
    of = f" of {' and '.join(names)}" if names else ""
    if isinstance(index, pd.RangeIndex):
        return phrase("an index of {}{}", counted(len(index), "row number", "row count"), of)
    if isinstance(index, pd.IntervalIndex):
        return phrase("an index of {}{}", counted(len(index), "range", "row count"), of)
    noun = _NOUNS.get(kind_of_type(index.dtype), "label")
    return phrase("an index of {}{}", counted(len(index), noun, "row count"), of)


def _have_commas(index: Any) -> bool:
    """Return whether labels have several parts, or may have commas."""
    return isinstance(index, (pd.MultiIndex, pd.IntervalIndex, pd.DatetimeIndex))


def format_item(index: Any, item: Any) -> str:
    """Return an item of an index in words."""
    return phrases.value(label_maker(index)(item))
