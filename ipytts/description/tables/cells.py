"""Format values and labels of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipytts.description.wording import phrases

if TYPE_CHECKING:
    from ipytts.description.tables.model import Column, Labels

_YEAR_NAME = re.compile(r"\byears?$", re.IGNORECASE)
_YEARS = range(1000, 3000)


def is_year(column: Column) -> bool:
    """Return whether a column holds years."""
    return bool(format_year(column.name, column.low) and format_year(column.name, column.high))


def format_year(name: str, number: Any) -> str:
    """Return a year without a separator; empty if the number or its name is not that of a year."""
    return str(number) if type(number) is int and number in _YEARS and _YEAR_NAME.search(name) else ""


def format_value(column: Column, item: Any) -> str:
    """Return a value of a column in words."""
    return str(item) if type(item) is int and is_year(column) else phrases.value(item)


def format_label(labels: Labels, label: Any) -> str:
    """Return a label in words; a number follows the name of the labels, unless it is a year."""
    if type(label) in (int, float):
        return format_year(labels.name, label) or f"{labels.name} {phrases.value(label)}".strip()
    return phrases.value(label)
