"""The titles of axes and legends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ipytts.description.charts.vega.time_units import title_of, unit_of

_AGGREGATE_NAMES = {
    "average": "mean",
    "ci0": "lower end of the confidence interval",
    "ci1": "upper end of the confidence interval",
    "distinct": "different values",
    "max": "maximum",
    "min": "minimum",
    "q1": "lower quartile",
    "q3": "upper quartile",
    "stderr": "standard error",
    "stdev": "standard deviation",
    "stdevp": "standard deviation",
    "sum": "total",
    "variancep": "variance",
}
_ESCAPED = re.compile(r"\\(.)")


def field_name(definition: Mapping[str, Any]) -> str:
    """Return the name of a field as it is in the data."""
    return _ESCAPED.sub(r"\1", str(definition.get("field") or ""))


def title(definition: Mapping[str, Any]) -> str:
    """Return the title of a channel: its own, or one made of its field and its aggregate."""
    own = own_title(definition)
    if own is not None:
        return own
    field, operation = field_name(definition), definition.get("aggregate")
    if operation == "count":
        return "Count of records"
    if isinstance(operation, dict):
        name, key = next(iter(operation.items()))
        return f"{field} at the {'highest' if name == 'argmax' else 'lowest'} {key}"
    if operation:
        return f"{field} ({_AGGREGATE_NAMES.get(str(operation), str(operation))})"
    return title_of(field, unit_of(definition))


def axis_title(definitions: Mapping[str, Mapping[str, Any]], channel: str) -> str:
    """Return the title of an axis; with two fields, those of both."""
    definition, end = definitions.get(channel, {}), definitions.get(f"{channel}2", {})
    if own_title(definition) is not None or not end.get("field"):
        return title(definition)
    return " and ".join(filter(None, dict.fromkeys(map(_part_of_title, (definition, end)))))


def _part_of_title(definition: Mapping[str, Any]) -> str:
    operation = definition.get("aggregate")
    if not isinstance(operation, str) or not definition.get("field"):
        return title(definition)
    return f"{_AGGREGATE_NAMES.get(operation, operation)} of {field_name(definition)}"


def own_title(definition: Mapping[str, Any]) -> str | None:
    """Return the title that someone gave a channel; None if there is none, empty if it is not shown."""
    own = definition.get("title", False)
    for part in ("axis", "legend", "header"):
        settings = definition.get(part)
        if own is False and isinstance(settings, dict):
            own = settings.get("title", False)
    if own is False:
        return None
    return " ".join(map(str, own)) if isinstance(own, list) else str(own or "")
