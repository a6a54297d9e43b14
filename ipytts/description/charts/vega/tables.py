"""Tables of Vega-Lite's views: columns of equal length, from data frames or from records in JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column, decode, kind_of, to_floats, to_texts

_PATH = re.compile(r"\[['\"]([^'\"]*)['\"]\]|\[(\d+)\]|((?:\\.|[^.\[\]])+)")  # the steps of a field's name
_ESCAPED = re.compile(r"\\(.)")


class UnsupportedSpecError(Exception):
    """A specification needs data or computations that are not supported."""


@dataclass(frozen=True)
class Table:
    """Columns of equal length, by name."""

    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return next((len(column) for column in self.columns.values()), 0)

    def column(self, field: Any) -> Column:
        """Return the column of a field, whose name may be escaped or a path such as ``properties.name``."""
        if str(field) in self.columns:
            return self.columns[str(field)]
        first, *rest = [_ESCAPED.sub(r"\1", a or b or c) for a, b, c in _PATH.findall(str(field))] or [""]
        if first not in self.columns:
            raise UnsupportedSpecError(field)
        column = self.columns[first]
        for step in rest:
            column = decode([_item(value, step) for value in column.tolist()])
        return column

    def where(self, rows: Column) -> Table:
        """Return the table with only these rows, given as an array of indexes or truth values."""
        return Table({name: column[rows] for name, column in self.columns.items()})


def _item(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    is_index = isinstance(value, (list, tuple)) and step.isdecimal() and int(step) < len(value)
    return value[int(step)] if is_index else None


def table_of(data: Any) -> Table:
    """Return a data frame or a list of records as a table."""
    if isinstance(data, dict) and "values" in data:
        settings = data.get("format") or {}
        if feature := settings.get("feature"):
            return _table_of_values(_features_of(data["values"], str(feature)), None)
        return _table_of_values(data["values"], settings.get("property"))
    if isinstance(data, (list, tuple, dict)):
        return _table_of_values(data, None)
    if hasattr(data, "columns") and hasattr(data, "__getitem__"):
        return Table({str(name): decode(data[name]) for name in data.columns})
    raise UnsupportedSpecError


def _features_of(topology: Any, name: str) -> Any:
    """Return the shapes of a feature of a TopoJSON file, without its coordinates."""
    try:
        shapes = topology["objects"][name]
    except (KeyError, TypeError) as error:
        raise UnsupportedSpecError(name) from error
    return shapes.get("geometries", [shapes])


def _table_of_values(values: Any, prop: Any) -> Table:
    if isinstance(values, dict):
        values = values.get(prop) if prop else values.get("features", [values])
    if not isinstance(values, (list, tuple)):
        raise UnsupportedSpecError
    records = [record if isinstance(record, dict) else {"data": record} for record in values]
    names = dict.fromkeys(name for record in records for name in record)
    return Table({str(name): decode([record.get(name) for record in records]) for name in names})


def codes_of(column: Column) -> Column:
    """Return a whole number for each value of a column, the same for equal values."""
    if kind_of(column) == "number":
        keys: Any = to_floats(column)
    else:
        keys = (
            np.array(to_texts(column), dtype=object) if column.dtype.kind != "M" else column.astype("int64")
        )
    return np.unique(keys, return_inverse=True)[1].ravel()


def group_by(columns: Sequence[Column], count: int) -> tuple[Column, Column]:
    """Return the group number of each of `count` rows, and the first row of each group.

    Rows of a group are equal in all columns. The groups are in the order of their first rows.
    """
    codes = np.zeros(count, dtype=np.int64)
    for column in columns:
        own = codes_of(column)
        codes = np.unique(codes * (int(own.max(initial=0)) + 1) + own, return_inverse=True)[1].ravel()
    _, first, groups = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return np.argsort(order)[groups.ravel()], first[order]
