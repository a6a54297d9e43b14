"""Read the views of a Vega-Lite specification into panels: single, layered, faceted, repeated and joined.

Only data in the specification and in the given data frames are read. Data at a URL are not fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import title_text, to_floats
from ipytts.description.charts.model import Chart, OtherMark, Panel
from ipytts.description.charts.vega.bins import is_binned
from ipytts.description.charts.vega.channels import EncodedTable, as_categories
from ipytts.description.charts.vega.layers import join_layers
from ipytts.description.charts.vega.sources import Sources
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError
from ipytts.description.charts.vega.time_units import unit_of
from ipytts.description.charts.vega.titles import title as title_of
from ipytts.description.charts.vega.unit import is_decoration, panel_of

_MAX_PANELS = 60  # panels that are read
_MAX_DEPTH = 20  # nested views
_PLAIN_VEGA = "It is written in Vega, not in Vega-Lite, so its marks are not described."


@np.errstate(all="ignore")
def chart_of(spec: Mapping[str, Any], frames: Mapping[str, Any]) -> Chart:
    """Return a specification as a chart; `frames` are data frames by their URLs or names in it."""
    chart_title = title_text(spec.get("title"))
    if "/vega/" in str(spec.get("$schema")) or ("marks" in spec and "mark" not in spec):
        return Chart([Panel([OtherMark("chart")])], chart_title, remark=_PLAIN_VEGA)
    sources = Sources(spec, frames)
    reader = _ViewReader(sources)
    panels = reader.panels({**spec, "title": None}, sources.table(spec, None), "")
    rows, columns = _grid(spec, len(panels))
    return Chart(panels, chart_title, rows=rows, columns=columns, remark=sources.remark)


def _grid(spec: Mapping[str, Any], count: int) -> tuple[int, int]:
    """Return the numbers of rows and columns of a repeated view, or 0 and 0."""
    repeat = spec.get("repeat")
    if not isinstance(repeat, dict) or not repeat.get("row") or not repeat.get("column"):
        return 0, 0
    rows, columns = len(repeat["row"]), len(repeat["column"])
    return (rows, columns) if rows * columns == count else (0, 0)


class _ViewReader:
    """Reads views, and the views in them."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._depth = 0

    def panels(self, spec: Mapping[str, Any], table: Table | None, title: str) -> list[Panel]:
        """Return the panels of a view whose data are `table`."""
        self._depth += 1
        try:
            return self._panels(spec, table, title)[:_MAX_PANELS] if self._depth < _MAX_DEPTH else []
        finally:
            self._depth -= 1

    def _panels(self, spec: Mapping[str, Any], table: Table | None, title: str) -> list[Panel]:
        full_title = ", ".join(filter(None, [title, title_text(spec.get("title"))]))
        parts = _parts(spec)
        if parts is not None:
            tables = [self._sources.table(part, table) for part in parts]
            return [
                p for part, own in zip(parts, tables, strict=True) for p in self.panels(part, own, full_title)
            ]
        if "facet" in spec and "spec" in spec:
            facet, inner = spec["facet"], spec["spec"]
            channels = {"facet": facet} if "field" in facet else facet
            return self._facets(inner, channels, self._sources.table(inner, table), full_title)
        encoding = spec.get("encoding") or {}
        channels = {c: encoding[c] for c in ("row", "column", "facet") if c in encoding}
        if channels and "layer" not in spec:
            rest = {c: definition for c, definition in encoding.items() if c not in channels}
            return self._facets({**spec, "title": None, "encoding": rest}, channels, table, full_title)
        panel = self._layers(spec, table) if "layer" in spec else panel_of(spec, table)
        return [replace(panel, title=full_title)]

    def _facets(
        self, spec: Mapping[str, Any], channels: Mapping[str, Any], table: Table | None, title: str
    ) -> list[Panel]:
        """Return a panel for each value of a field."""
        (name, definition), *others = channels.items()
        try:
            if table is None or "aggregate" in definition:
                return self.panels(spec, table, title)
            channel = as_categories(
                EncodedTable({name: {"type": "nominal", **definition}}, table).channel(name)
            )
        except UnsupportedSpecError:
            return self.panels(spec, None, title)
        spec = _with_shared_bins(spec, table)
        label = "" if unit_of(definition) else title_of(definition)
        panels: list[Panel] = []
        for value, text in channel.axis.categories.items():
            rows = channel.values == value
            if not rows.any() or len(panels) >= _MAX_PANELS:
                continue
            part, part_title = table.where(rows), ", ".join(filter(None, [title, f"{label} {text}".strip()]))
            if others:
                panels += self._facets(spec, dict(others), part, part_title)
            else:
                panels += self.panels(spec, part, part_title)
        return panels

    def _layers(self, spec: Mapping[str, Any], table: Table | None) -> Panel:
        """Return layers as one panel; those with a y axis of their own are its twins."""
        shared = spec.get("encoding") or {}
        panels = []
        for layer in spec["layer"]:
            full = {**layer, "encoding": {**shared, **(layer.get("encoding") or {})}}
            own = self._sources.table(layer, table)
            panel = self._layers(full, own) if "layer" in layer else panel_of(full, own)
            is_label = is_decoration(full) and isinstance(next(iter(panel.marks), OtherMark("")), OtherMark)
            if not is_label or len(spec["layer"]) == 1:
                panels.append(panel)
        if len(panels) > 1 and ((spec.get("resolve") or {}).get("scale") or {}).get("y") == "independent":
            first, *others = panels
            return replace(first, twins=[*first.twins, *others])
        return join_layers(panels)


def _with_shared_bins(spec: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """Return the view of facets with the bins of all data, as they are the same in each facet."""
    encoding = dict(spec.get("encoding") or {})
    for channel, definition in encoding.items():
        if not isinstance(definition, dict) or not is_binned(definition) or "field" not in definition:
            continue
        values = to_floats(table.column(definition["field"]))
        values = values[np.isfinite(values)]
        if values.size:
            settings = definition["bin"] if isinstance(definition["bin"], dict) else {}
            extent = [float(values.min()), float(values.max())]
            encoding[channel] = {**definition, "bin": {"extent": extent, **settings}}
    layers = (
        {"layer": [_with_shared_bins(layer, table) for layer in spec["layer"]]} if "layer" in spec else {}
    )
    return {**spec, "encoding": encoding, **layers}


def _parts(spec: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return the views that are joined in a view, or None."""
    joined = next((spec[key] for key in ("hconcat", "vconcat", "concat") if key in spec), None)
    if joined is not None or "repeat" not in spec:
        return joined
    repeat = spec["repeat"]
    if isinstance(repeat, list):
        return [_with_fields(spec["spec"], {"repeat": field}) for field in repeat]
    if "layer" in repeat:
        return [{"layer": [_with_fields(spec["spec"], {"layer": field}) for field in repeat["layer"]]}]
    rows, columns = repeat.get("row") or [None], repeat.get("column") or [None]
    return [_with_fields(spec["spec"], {"row": row, "column": column}) for row in rows for column in columns]


def _with_fields(part: Any, fields: Mapping[str, Any]) -> Any:
    """Return a part of a repeated specification with its fields filled in."""
    if isinstance(part, dict):
        if set(part) == {"repeat"} and part["repeat"] in fields:
            return fields[part["repeat"]]
        return {key: _with_fields(value, fields) for key, value in part.items()}
    return [_with_fields(value, fields) for value in part] if isinstance(part, list) else part
