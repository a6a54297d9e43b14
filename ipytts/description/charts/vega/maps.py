"""Read maps of shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.json_data import to_texts
from ipytts.description.charts.model import NamedValues, OtherMark
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.titles import title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.charts.model import Mark
    from ipytts.description.charts.vega.tables import Table
    from ipytts.description.charts.vega.view import View

_NAMES = ("name", "NAME", "Name", "properties.name", "properties.NAME", "admin", "id")  # fields of names


def read_shapes(view: View, table: Table) -> tuple[View, list[Mark]]:
    """Return the values of the regions of a map; only its name, if its shapes have no values."""
    channel = next((name for name in ("color", "fill") if view.channel(name).kind == "number"), "")
    names = region_names(view.definitions, table)
    if not channel or not names:
        return view, [OtherMark("map")]
    return view, [
        NamedValues("map", "region", names, view.channel(channel).values, title(view.definitions[channel]))
    ]


def region_names(definitions: Mapping[str, Any], table: Table) -> list[str]:
    """Return the names of regions: texts that are shown, or fields of the data that hold names."""
    shown = [
        d["field"]
        for name, d in definitions.items()
        if name.startswith(("tooltip", "detail")) and "field" in d and d.get("type") == "nominal"
    ]
    for field in (*shown, *_NAMES):
        try:
            return to_texts(table.column(field))
        except UnsupportedSpecError:
            continue
    return []


def describe_topology(data: Mapping[str, Any]) -> str:
    """Return the name of a map whose shapes are the features of a file: "map of “states”"."""
    settings: Any = data.get("format") or {}
    feature = settings.get("feature") or settings.get("mesh")
    return f"map of “{feature}”" if feature else "map"
