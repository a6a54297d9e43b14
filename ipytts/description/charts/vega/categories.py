"""The order of the categories of an axis or a legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import Column, group_rows, kind_of, to_floats, to_texts
from ipytts.description.charts.vega.aggregates import aggregate
from ipytts.description.charts.vega.tables import Table


def category_order(
    definition: Mapping[str, Any],
    texts: Sequence[str],
    column: Column,
    definitions: Mapping[str, dict[str, Any]],
    table: Table,
) -> list[str]:
    """Return the categories of a field, `texts`, in the order of their scale.

    `definitions` are those of all channels, by which categories may be sorted, and `table` has their fields.
    """
    domain = (definition.get("scale") or {}).get("domain")
    if isinstance(domain, list):
        return to_texts(domain)
    known, sort = list(dict.fromkeys(texts)), definition.get("sort", "ascending")
    if isinstance(sort, list):
        return list(dict.fromkeys([*(text for text in to_texts(sort) if text in set(known)), *known]))
    if sort is None:
        return known
    field, operation, is_descending = _sort_key(sort, definitions)
    if operation:
        codes, names = group_rows(texts)
        keys = aggregate(table.column(field) if field else None, codes, len(names), operation)
        order = np.argsort(-keys if is_descending else keys, kind="stable")
        return [names[at] for at in order]
    if kind_of(column) == "number":
        number_of = dict(zip(texts, np.nan_to_num(to_floats(column)).tolist(), strict=True))
        return sorted(known, key=lambda text: (text != "", number_of[text]), reverse=is_descending)
    return sorted(known, key=lambda text: (text != "", text), reverse=is_descending)


def _sort_key(sort: Any, definitions: Mapping[str, dict[str, Any]]) -> tuple[str, str, bool]:
    """Return the field and the operation to sort by, empty for the names themselves, and the direction."""
    if isinstance(sort, str):
        if sort in ("ascending", "descending"):
            return "", "", sort == "descending"
        sort = {"encoding": sort.lstrip("-"), "order": "descending" if sort[0] == "-" else "ascending"}
    is_descending = sort.get("order") == "descending"
    if "encoding" not in sort:
        operation = sort.get("op") or ("mean" if sort.get("field") else "")
        return str(sort.get("field") or ""), str(operation), is_descending
    by = definitions.get(sort["encoding"], {})
    operation = by.get("aggregate")
    if operation and not isinstance(operation, str):
        operation = "max"
    if not operation and not by.get("field"):
        return "", "", is_descending
    is_stacked = "color" in definitions or "fill" in definitions or "detail" in definitions
    return str(by.get("field") or ""), str(operation or ("sum" if is_stacked else "min")), is_descending
