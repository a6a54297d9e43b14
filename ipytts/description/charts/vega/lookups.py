"""Join the rows of another table to those of a view, as its lookups do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipytts.description.charts.json_data import decode, to_texts
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError

_OF_SHAPES = {"geometry", "properties", "type"}  # the fields of shapes


def is_map(spec: Mapping[str, Any]) -> bool:
    """Return whether a view draws shapes of a map."""
    mark = spec.get("mark")
    return (mark.get("type") if isinstance(mark, dict) else mark) == "geoshape"


def lookup_source(step: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where a lookup takes its rows from; None for another step, or for rows of a selection."""
    source = step.get("from") if "lookup" in step else None
    return source if isinstance(source, dict) and isinstance(source.get("data"), dict) else None


def adds_shapes(step: Mapping[str, Any]) -> bool:
    """Return whether a lookup adds shapes to the rows of a table, and no values."""
    fields = set((step.get("from") or {}).get("fields") or ())
    return "geometry" in fields and fields <= _OF_SHAPES


def look_up(table: Table, step: Mapping[str, Any], other: Table) -> Table:
    """Return a table with the fields that a lookup finds in another one; the last row of a key counts.

    Raises
    ------
    UnsupportedSpecError
        A field is in neither table, or the lookup joins whole rows.
    """
    source = step["from"]
    fields, names = source.get("fields"), step.get("as")
    if not fields:
        raise UnsupportedSpecError(step)
    names = [names] if isinstance(names, str) else names or fields
    row_of = {key: n for n, key in enumerate(to_texts(other.column(source.get("key"))))}
    rows = [row_of.get(key) for key in to_texts(table.column(step["lookup"]))]
    found = dict(table.columns)
    for field, name in zip(fields, names, strict=False):
        values = other.column(field).tolist()
        found[str(name)] = decode([step.get("default") if n is None else values[n] for n in rows])
    return Table(found)
