"""The data of views: in the specification, in data frames, or elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.vega.expressions import compile_expression
from ipytts.description.charts.vega.filters import Parameters
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, table_of
from ipytts.description.charts.vega.transforms import Context, transform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_AT_URL = "Its data are at a URL and were not fetched, so no values are described."
_ELSEWHERE = "Its data are not part of the chart, so no values are described."
_TRANSFORMED = "Its data are transformed when it is drawn, so no values are described."


class Sources:
    """The data of a specification; `remark` is a sentence about data that are not known."""

    def __init__(self, spec: Mapping[str, Any], frames: Mapping[str, Any]) -> None:
        self._datasets = spec.get("datasets") or {}
        self._frames = frames
        self._parameters = parameters_of(spec)
        self.remark = ""

    def table(self, spec: Mapping[str, Any], inherited: Table | None) -> Table | None:
        """Return the data of a view after its transforms; None if they are not known.

        `inherited` are the data of the view around it.
        """
        table = self._read(spec["data"]) if isinstance(spec.get("data"), dict) else inherited
        steps = spec.get("transform")
        if table is None or not steps:
            return table
        try:
            return transform(table, steps, Context(self._parameters, self._read))
        except UnsupportedSpecError:
            self.remark = _TRANSFORMED
            return None

    def _read(self, data: Any) -> Table | None:
        """Return data as a table, or None, with a remark, if they are not there."""
        try:
            if "sequence" in data:
                return _sequence(data["sequence"])
            if data.get("name") in self._datasets:
                return table_of({**data, "values": self._datasets[data["name"]]})
            if "values" in data:
                return table_of(data)
            for key in (data.get("url"), data.get("name")):
                if key in self._frames:
                    return table_of(self._frames[key])
            if "url" in data:
                return table_of(_local_data(str(data["url"])))
        except UnsupportedSpecError:
            pass
        if "sphere" not in data and "graticule" not in data:
            self.remark = _AT_URL if "url" in data else _ELSEWHERE
        return None


def _sequence(settings: Mapping[str, Any]) -> Table:
    numbers = np.arange(
        float(settings.get("start", 0)), float(settings["stop"]), float(settings.get("step", 1))
    )
    return Table({str(settings.get("as", "data")): numbers})


def _local_data(url: str) -> Any:
    """Return the data frame of a URL, if the package `vega_datasets` is loaded and has it in its files."""
    if "vega_datasets" in sys.modules:
        from vega_datasets import data

        for name in data.list_datasets():
            dataset = getattr(data, name.replace("-", "_"))
            if dataset.url == url and dataset.is_local:
                return dataset(use_local=True)
    raise UnsupportedSpecError(url)


def parameters_of(spec: Any) -> Parameters:
    """Return the parameters of a specification and of all views in it."""
    values: dict[str, Any] = {}
    selected: dict[str, list[dict[str, Any]]] = {}
    for parameter in _parameters(spec):
        name, value = str(parameter.get("name")), parameter.get("value")
        if "select" in parameter:
            selected[name] = _selected(parameter["select"], value)
        elif "expr" in parameter:
            try:
                values[name] = compile_expression(str(parameter["expr"]), values)({})
            except (UnsupportedSpecError, TypeError, ValueError, ArithmeticError):
                continue
        elif "value" in parameter:
            values[name] = value
    return Parameters(values, selected)


def _parameters(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, dict):
        yield from (p for p in part.get("params") or () if isinstance(p, dict))
        views = [part.get(key) or [] for key in ("layer", "concat", "hconcat", "vconcat")]
        for view in [*(view for group in views for view in group), part.get("spec")]:
            yield from _parameters(view)


def _selected(select: Any, value: Any) -> list[dict[str, Any]]:
    """Return what is selected from the start, as values by field."""
    fields = select.get("fields") if isinstance(select, dict) else None
    choices = value if isinstance(value, list) else [] if value is None else [value]
    if fields and len(fields) == 1:
        choices = [choice if isinstance(choice, dict) else {fields[0]: choice} for choice in choices]
    return [choice for choice in choices if isinstance(choice, dict)]
