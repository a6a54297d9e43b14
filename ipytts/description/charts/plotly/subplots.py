"""A subplot of a figure with its two axes, which the readers of its traces use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts import json_data
from ipytts.description.charts.model import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.json_data import Column, Kind
    from ipytts.description.charts.model import Floats


class SubplotAxis:
    """One axis of a subplot; its kind follows from its settings, or from the data of all traces on it."""

    def __init__(self, settings: dict[str, Any], data: Sequence[Any]) -> None:
        self._type = str(settings.get("type", "-"))
        columns = [json_data.decode(each) for each in data]
        self.kind = self._kind([column for column in columns if column.size])
        self.categories: list[str] = []
        if self.kind == "category":
            texts = [text for column in columns for text in json_data.to_texts(column) if text]
            self.categories = list(dict.fromkeys([*map(str, settings.get("categoryarray") or []), *texts]))

    def _kind(self, columns: list[Column]) -> Kind:
        if self._type in ("category", "multicategory"):
            return "category"
        if self._type == "date":
            return "date"
        if self._type in ("linear", "log"):
            return "number"
        kinds = {json_data.kind_of(column) for column in columns}
        return kinds.pop() if len(kinds) == 1 else "category" if "category" in kinds else "number"

    def to_model(self, label: str) -> Axis:
        """Return the axis as the model has it."""
        categories = {float(position): name for position, name in enumerate(self.categories)}
        return Axis(label, self.kind, self._type == "log", categories)

    def values(self, data: Any) -> Floats:
        """Return data of a trace as floats of the model."""
        if self.kind == "date":
            return json_data.to_days(data)
        if self.kind == "category":
            return json_data.positions(json_data.to_texts(data), self.categories)
        return json_data.to_floats(data)

    def values_or_numbers(self, data: Any, count: int) -> Floats:
        """Return data of a trace; if it has none, the indexes of its points, as plotly draws them."""
        values = self.values(data)
        return values if values.size or not count else np.arange(count, dtype=float)


class Subplot:
    """A subplot with its two axes."""

    def __init__(
        self, layout: dict[str, Any], x: dict[str, Any], y: dict[str, Any], traces: list[dict[str, Any]]
    ) -> None:
        self._layout = layout
        self.x = SubplotAxis(x, [trace.get("x", trace.get("theta")) for trace in traces])
        self.y = SubplotAxis(y, [trace.get("y", trace.get("r")) for trace in traces])
        self.is_stacked = layout.get("barmode") in ("stack", "relative") and len(traces) > 1

    def color_title(self, colored: dict[str, Any]) -> str:
        """Return the title of the color bar of a trace or of its markers."""
        shared = self._layout.get(colored.get("coloraxis", "")) or {}
        return json_data.title_text((colored.get("colorbar") or shared.get("colorbar") or {}).get("title"))
