"""Read the views of a Vega-Lite specification into panels: single, layered, faceted, repeated and joined.

Only data in the specification are read. Data at a URL are not fetched, and transforms are not computed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import title_text, to_texts
from ipytts.description.charts.model import Axis, Chart, OtherMark, Panel
from ipytts.description.charts.vega.data import Table, UnsupportedSpecError, table_of
from ipytts.description.charts.vega.marks import UnitView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_PANELS = 60  # panels that are read
_DATA_ELSEWHERE = "Its data are elsewhere and were not fetched, so no numbers are told."
_DATA_COMPUTED = "Its numbers are worked out in the page, so they are not told."


@np.errstate(all="ignore")
def chart_of(spec: dict[str, Any], frames: Mapping[str, Any]) -> Chart:
    """Return a specification as a chart; `frames` are data frames by the URLs that stand for them."""
    reader = _ViewReader(spec, frames)
    panels = reader.panels(spec, reader.table(spec, None), "")
    return Chart(panels, title_text(spec.get("title")) if len(panels) > 1 else "", remark=reader.remark)


class _ViewReader:
    """Reads views, and the views in them."""

    def __init__(self, spec: dict[str, Any], frames: Mapping[str, Any]) -> None:
        self._datasets = spec.get("datasets") or {}
        self._frames = frames
        self.remark = ""  # a sentence about data that are not known

    def table(self, spec: dict[str, Any], inherited: Table | None) -> Table | None:
        """Return the data of a view, or those of the view around it; None if they are not known."""
        data = spec.get("data")
        if spec.get("transform"):
            self.remark = self.remark or _DATA_COMPUTED
            return None
        if not isinstance(data, dict):
            return inherited
        try:
            if "name" in data and data["name"] in self._datasets:
                return table_of(self._datasets[data["name"]])
            if "values" in data:
                return table_of(data["values"])
            if data.get("url") in self._frames:
                return table_of(self._frames[data["url"]])
        except UnsupportedSpecError:
            pass
        self.remark = _DATA_ELSEWHERE if "url" in data else _DATA_COMPUTED
        return None

    def panels(self, spec: dict[str, Any], table: Table | None, title: str) -> list[Panel]:
        """Return the panels of a view."""
        parts = _parts(spec)
        if parts is not None:
            panels = [p for part in parts for p in self.panels(part, self.table(part, table), title)]
            return panels[:_MOST_PANELS]
        full_title = ", ".join(filter(None, [title, title_text(spec.get("title"))]))
        if "facet" in spec and "spec" in spec:
            facet = spec["facet"]
            channels = {"facet": facet} if "field" in facet else facet
            return self._facets(spec["spec"], channels, self.table(spec["spec"], table), full_title)
        encoding = spec.get("encoding") or {}
        channels = {c: encoding[c] for c in ("row", "column", "facet") if c in encoding}
        if channels:
            rest = {c: definition for c, definition in encoding.items() if c not in channels}
            inner = {**spec, "title": None, "encoding": rest}
            return self._facets(inner, channels, table, full_title)
        panel = self._layers(spec, table) if "layer" in spec else UnitView(spec, table).panel()
        return [replace(panel, title=full_title)]

    def _facets(
        self, spec: dict[str, Any], channels: dict[str, Any], table: Table | None, title: str
    ) -> list[Panel]:
        """Return a panel for each value of a field."""
        (_, definition), *others = channels.items()
        field = str(definition.get("field") or "")
        if table is None or field not in table.columns:
            return self.panels(spec, None, title)
        texts = to_texts(table.column(field))
        panels = []
        for value in sorted(set(texts)):
            rows = table.where(np.array([text == value for text in texts], bool))
            name = ", ".join(filter(None, [title, f"{field} {value}"]))
            panels += (
                self._facets(spec, dict(others), rows, name) if others else self.panels(spec, rows, name)
            )
        return panels[:_MOST_PANELS]

    def _layers(self, spec: dict[str, Any], table: Table | None) -> Panel:
        """Return layers as one panel; those with a y axis of their own are its twins."""
        shared = spec.get("encoding") or {}
        panels = []
        for layer in spec["layer"]:
            full = {**layer, "encoding": {**shared, **(layer.get("encoding") or {})}}
            data = self.table(layer, table)
            if "layer" in layer:
                panels.append(self._layers(full, data))
                continue
            unit = UnitView(full, data)
            if not unit.is_decoration or len(spec["layer"]) == 1:
                panels.append(unit.panel())
        if not panels:
            return Panel()
        first, *others = panels
        if ((spec.get("resolve") or {}).get("scale") or {}).get("y") == "independent":
            return replace(first, twins=others)
        marks = [mark for panel in panels for mark in panel.marks]
        known = [mark for mark in marks if not isinstance(mark, OtherMark)]
        return replace(
            first,
            marks=known or marks[:1],
            x=_most_informative(panel.x for panel in panels),
            y=_most_informative(panel.y for panel in panels),
            legend_title=next(filter(None, (panel.legend_title for panel in panels)), ""),
        )


def _most_informative(axes: Iterable[Axis]) -> Axis:
    return max(axes, key=lambda axis: (axis.kind != "number", bool(axis.label)))


def _parts(spec: dict[str, Any]) -> list[dict[str, Any]] | None:
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
