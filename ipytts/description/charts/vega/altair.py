"""Altair's charts in words, by the Vega-Lite they stand for.

Data are read where the chart holds them; what is at an address is not fetched, and what a chart works out by
transforms in the page is not told in numbers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from ipytts.description.charts import columns
from ipytts.description.charts.model import Axis, Chart, OtherMark, Panel
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.vega.data import Table, Unknown, table_of
from ipytts.description.charts.vega.marks import Unit, is_beside_the_point

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.detail import Detail

_PANELS = 60
_KEPT = "ipytts-describe"
_FAR = "Its data are elsewhere and were not fetched, so no numbers are told."
_WORKED_OUT = "Its numbers are worked out in the page, so they are not told."


def tell_chart(chart: Any, detail: Detail) -> str:
    """Tell a chart."""
    return describe_chart(chart_of(chart), detail)


@np.errstate(all="ignore")
def chart_of(chart: Any) -> Chart:
    """Return what a chart shows."""
    spec, frames = _spec(chart)
    reading = _Reading(spec, frames)
    panels = reading.panels(spec, reading.data(spec, None), "")
    return Chart(panels, _text(spec.get("title")) if len(panels) > 1 else "", remark=reading.remark)


def _spec(chart: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON of a chart, and its data frames by the addresses that stand for them in it."""
    frames: dict[str, Any] = {}

    def keep(data: Any = None, **_: Any) -> Any:
        if data is None:
            return keep
        if isinstance(data, dict) or not hasattr(data, "columns"):
            return data if isinstance(data, dict) else {"values": data}
        address = f"{_KEPT}:{len(frames)}"
        frames[address] = data
        return {"url": address}

    alt.data_transformers.register(_KEPT, keep)
    try:
        with alt.data_transformers.enable(_KEPT):
            return chart.to_dict(validate=False), frames
    finally:
        alt.data_transformers.register(_KEPT, None)


class _Reading:
    """Goes through a specification, panel by panel."""

    def __init__(self, spec: dict[str, Any], frames: Mapping[str, Any]) -> None:
        self._sets = spec.get("datasets") or {}
        self._frames = frames
        self.remark = ""

    def data(self, spec: dict[str, Any], inherited: Table | None) -> Table | None:
        """Return the table of a specification; None where it is not here."""
        data = spec.get("data")
        if spec.get("transform"):
            self.remark = self.remark or _WORKED_OUT
            return None
        if not isinstance(data, dict):
            return inherited
        try:
            if "name" in data and data["name"] in self._sets:
                return table_of(self._sets[data["name"]])
            if "values" in data:
                return table_of(data["values"])
            if data.get("url") in self._frames:
                return table_of(self._frames[data["url"]])
        except Unknown:
            pass
        self.remark = _FAR if "url" in data else _WORKED_OUT
        return None

    def panels(self, spec: dict[str, Any], table: Table | None, title: str) -> list[Panel]:
        """Return the panels of a specification."""
        own = ", ".join(filter(None, [title, _text(spec.get("title"))]))
        for key in ("hconcat", "vconcat", "concat"):
            if key in spec:
                return [p for part in spec[key] for p in self.panels(part, self.data(part, table), title)][
                    :_PANELS
                ]
        if "repeat" in spec:
            return [p for part in _repeated(spec) for p in self.panels(part, self.data(part, table), title)][
                :_PANELS
            ]
        if "facet" in spec and "spec" in spec:
            facet = spec["facet"]
            channels = {"facet": facet} if "field" in facet else facet
            return self._faceted(spec["spec"], channels, self.data(spec["spec"], table), own)
        encoding = spec.get("encoding") or {}
        channels = {c: encoding[c] for c in ("row", "column", "facet") if c in encoding}
        if channels:
            inner = {
                **spec,
                "title": None,
                "encoding": {c: d for c, d in encoding.items() if c not in channels},
            }
            return self._faceted(inner, channels, table, own)
        if "layer" in spec:
            return [replace(self._layered(spec, table), title=own)]
        return [replace(Unit(spec, table).panel(), title=own)]

    def _faceted(
        self, spec: dict[str, Any], channels: dict[str, Any], table: Table | None, title: str
    ) -> list[Panel]:
        """Return a panel for each value of a field."""
        channel, definition = next(iter(channels.items()))
        rest = {c: d for c, d in channels.items() if c != channel}
        field = str(definition.get("field") or "")
        if table is None or field not in table.data:
            return self.panels(spec, None, title)
        texts = columns.names(table.column(field))
        found = []
        for value in sorted(set(texts)):
            rows = columns.decoded([text == value for text in texts]).astype(bool)
            named = ", ".join(filter(None, [title, f"{field} {value}"]))
            part = table.where(rows)
            found += self._faceted(spec, rest, part, named) if rest else self.panels(spec, part, named)
        return found[:_PANELS]

    def _layered(self, spec: dict[str, Any], table: Table | None) -> Panel:
        """Return the layers of a chart as one panel, those with an axis of their own as its twins."""
        shared = spec.get("encoding") or {}
        independent = ((spec.get("resolve") or {}).get("scale") or {}).get("y") == "independent"
        read = []
        for layer in spec["layer"]:
            if "layer" in layer:
                read.append(
                    self._layered(
                        {**layer, "encoding": {**shared, **(layer.get("encoding") or {})}},
                        self.data(layer, table),
                    )
                )
                continue
            whole = {**layer, "encoding": {**shared, **(layer.get("encoding") or {})}}
            unit = Unit(whole, self.data(layer, table))
            if not is_beside_the_point(unit.mark) or len(spec["layer"]) == 1:
                read.append(unit.panel())
        if not read:
            return Panel()
        first, *others = read
        if independent:
            return replace(first, twins=others)
        marks = [mark for panel in read for mark in panel.marks]
        known = [mark for mark in marks if not isinstance(mark, OtherMark)]
        axes = {along: _labelled([getattr(panel, along) for panel in read]) for along in "xy"}
        legend_title = next(filter(None, (panel.legend_title for panel in read)), "")
        return replace(first, marks=known or marks[:1], legend_title=legend_title, **axes)  # type: ignore[arg-type]


def _labelled(axes: list[Axis]) -> Axis:
    """Return the axis that tells most of several that are one."""
    return max(axes, key=lambda axis: (axis.kind != "number", bool(axis.label)))


def _repeated(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a specification for each field, or pair of fields, that it is repeated for."""
    repeat = spec["repeat"]
    if isinstance(repeat, list):
        return [_filled(spec["spec"], {"repeat": field}) for field in repeat]
    if "layer" in repeat:
        return [{"layer": [_filled(spec["spec"], {"layer": field}) for field in repeat["layer"]]}]
    rows, across = repeat.get("row") or [None], repeat.get("column") or [None]
    return [_filled(spec["spec"], {"row": row, "column": column}) for row in rows for column in across]


def _filled(part: Any, fields: Mapping[str, Any]) -> Any:
    if isinstance(part, dict):
        if set(part) == {"repeat"} and part["repeat"] in fields:
            return fields[part["repeat"]]
        return {key: _filled(value, fields) for key, value in part.items()}
    return [_filled(value, fields) for value in part] if isinstance(part, list) else part


def _text(title: Any) -> str:
    """Return the text of a title, which may be lines, or hold them."""
    if isinstance(title, dict):
        title = title.get("text")
    return " ".join(map(str, title)) if isinstance(title, list) else str(title or "")


FORMATTERS: dict[type, Callable[[Any, Detail], str]] = {alt.TopLevelMixin: tell_chart}
