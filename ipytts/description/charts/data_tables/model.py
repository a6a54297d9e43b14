"""Tables before their cells are text: columns of numbers or texts, of which only the first are formatted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ipytts.description.charts.model import Axis, Floats

_NO_AXIS = Axis()


@dataclass(frozen=True)
class Column:
    """A column of numbers on an axis, or of texts."""

    header: str
    values: Floats | Sequence[str]
    axis: Axis = _NO_AXIS
    has_whole_dates: bool = False  # whether dates are given to the day, even if all begin a month


@dataclass(frozen=True)
class Draft:
    """A table whose cells are not yet text."""

    row_headers: Sequence[Column]
    columns: Sequence[Column]
    name: str = ""  # what it shows, if its headers do not say it
    more_columns: int = 0  # number of columns that are left out


def numbered(noun: str, count: int) -> Column:
    """Return row headers that count the rows from 1."""
    return Column(noun, np.arange(1.0, count + 1))


def label_of(axis: Axis, word: str) -> str:
    """Return the label of an axis, or a word for what an axis without a label shows."""
    return axis.label.strip() or {"category": "Category", "date": "Date"}.get(axis.kind, word)


def category_axis(names: Sequence[str]) -> Axis:
    """Return an axis on which names stand at 0, 1, 2 and so on."""
    return Axis(kind="category", categories=dict(enumerate(names)))


def header_of_group(name: str, legend_title: str) -> str:
    """Return the header of a group, with what distinguishes the groups if its name is a number."""
    is_clear = not (name and legend_title.strip()) or any(map(str.isalpha, name))
    return name if is_clear else f"{legend_title.strip()} {name}"
