"""The data of views: in the specification, in data frames, or elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ipytts.description.charts.vega.channels import definitions_of
from ipytts.description.charts.vega.lookups import adds_shapes, is_map, look_up, lookup_source
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, table_of
from ipytts.description.charts.vega.transforms import missing_packages, transform
from ipytts.description.wording.grammar import join

_AT_URL = "Its data are at a URL and were not fetched, so no values are described."
_SHAPES_AT_URL = "Its shapes are at a URL and were not fetched; the values are those to be shown on them."
_ELSEWHERE = "Its data are not part of the chart, so no values are described."
_TRANSFORMED = "Its data are transformed when it is drawn, so no values are described."


class Sources:
    """The data of a specification; `remark` is a sentence about data that are not known."""

    def __init__(self, spec: Mapping[str, Any], frames: Mapping[str, Any]) -> None:
        self._datasets = spec.get("datasets") or {}
        self._frames = frames
        self._parameters = list(_parameters(spec))
        self.remark = ""

    def table(self, spec: Mapping[str, Any], inherited: Table | None) -> Table | None:
        """Return the data of a view after its transforms; None if they are not known.

        `inherited` are the data of the view around it.
        """
        table = self._read(spec["data"]) if isinstance(spec.get("data"), dict) else inherited
        steps = list(spec.get("transform") or ())
        if table is None and steps and (joined := self._joined_values(spec, steps[0])):
            table, steps = joined, steps[1:]
        if table is None or not steps:
            return table
        try:
            return self._transformed(table, steps, set(_date_fields(spec)))
        except UnsupportedSpecError:
            packages = join(missing_packages(steps))
            advice = f" Install {packages} to have them described." if packages else ""
            self.remark = _TRANSFORMED + advice
            return None

    def _joined_values(self, spec: Mapping[str, Any], step: Mapping[str, Any]) -> Table | None:
        """Return the values that a map joins to shapes, if these are not known and the values are."""
        source = lookup_source(step)
        if not source or not is_map(spec):
            return None
        values = self._read(source["data"])
        if values is not None:
            self.remark = _SHAPES_AT_URL
        return values

    def _transformed(self, table: Table, steps: Sequence[Mapping[str, Any]], dates: set[str]) -> Table:
        """Return a table after steps, of which lookups are done here, as others may need VegaFusion."""
        for step in steps:
            source = lookup_source(step)
            if not source:
                table = transform(table, [step], self._parameters, dates)
                continue
            other = self._read(source["data"])
            if other is not None:
                table = look_up(table, step, other)
            elif adds_shapes(step):
                self.remark = ""
            else:
                raise UnsupportedSpecError(step)
        return table

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


def _parameters(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the parameters of a specification and of all views in it."""
    if isinstance(part, dict):
        yield from (p for p in part.get("params") or () if isinstance(p, dict))
        for view in _views(part):
            yield from _parameters(view)


def _date_fields(part: Any) -> Iterator[str]:
    """Yield the fields that are encoded as dates in a view and in all views in it."""
    if isinstance(part, dict):
        for definition in definitions_of(part.get("encoding") or {}).values():
            if definition.get("type") == "temporal" or definition.get("timeUnit"):
                yield str(definition.get("field"))
        for view in _views(part):
            yield from _date_fields(view)


def _views(part: Mapping[str, Any]) -> Iterator[Any]:
    for key in ("layer", "concat", "hconcat", "vconcat"):
        yield from part.get(key) or ()
    yield part.get("spec")
