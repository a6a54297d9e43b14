"""Read maps of shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ipytts.description.charts.json_data import to_texts
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import Mark, NamedValues, OtherMark
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError
from ipytts.description.charts.vega.titles import own_title, title
from ipytts.description.charts.vega.view import View

_NAMES = ("name", "NAME", "Name", "properties.name", "properties.NAME", "admin", "id")  # fields of names


def read_shapes(view: View, table: Table) -> tuple[View, list[Mark]]:
    """Return the values or the groups of the regions of a map; only its name, if its shapes have neither."""
    for channel in ("color", "fill"):
        shown = view.channel(channel)
        label = _label(view.definitions.get(channel, {}))
        if shown.kind == "number":
            return view, [
                NamedValues("map", "region", region_names(view.definitions, table), shown.values, label)
            ]
        if shown.kind == "category":
            counts = Counter(filter(None, shown.names()))
            return view, [RegionGroups(list(counts), list(counts.values()), label)]
    return view, [OtherMark("map")]


def _label(definition: Mapping[str, Any]) -> str:
    """Return the title of a channel; of a field in the properties of a shape, its own name."""
    label = title(definition)
    is_path = own_title(definition) is None and label.startswith("properties.")
    return label.removeprefix("properties.") if is_path else label


def region_names(definitions: Mapping[str, Mapping[str, Any]], table: Table) -> list[str]:
    """Return the names of regions: texts that are shown, or fields of the data that hold names.

    Those that name each region only once come first.
    """
    shown = [
        str(d["field"])
        for name, d in definitions.items()
        if name.startswith(("tooltip", "detail")) and "field" in d and d.get("type") == "nominal"
    ]
    found = []
    for field in (*shown, *_NAMES):
        with suppress(UnsupportedSpecError):
            found.append(to_texts(table.column(field)))
    found = [names for names in found if any(names)]
    distinct = [names for names in found if len(set(names)) == len(names)]
    return next(iter(distinct + found), [])


def describe_topology(data: Mapping[str, Any]) -> str:
    """Return the name of a map whose shapes are the features of a file: "map of “states”"."""
    settings: Any = data.get("format") or {}
    feature = settings.get("feature") or settings.get("mesh")
    return f"map of “{feature}”" if feature else "map"
