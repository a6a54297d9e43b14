"""The channels of a view: its fields in bins, in units of time, aggregated, and placed on their axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.json_data import Column, Kind, kind_of, to_days, to_floats, to_texts
from ipytts.description.charts.model import Axis, Floats
from ipytts.description.charts.vega.aggregates import aggregate, row_of_extreme
from ipytts.description.charts.vega.bins import choose_bins, is_binned, is_binned_in_data
from ipytts.description.charts.vega.categories import category_order
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, group_by
from ipytts.description.charts.vega.time_units import to_calendar_days, to_day, to_time_unit, unit_of
from ipytts.description.charts.vega.titles import title

_POSITIONS = ("x", "y", "x2", "y2", "theta", "theta2", "radius", "radius2", "longitude", "latitude")
_KINDS: dict[str, Kind] = {
    "quantitative": "number",
    "temporal": "date",
    "nominal": "category",
    "ordinal": "category",
}
_SCALES = {  # the names of scales, by those that Vega-Lite has for them
    "symlog": "symmetric logarithmic",
    "sqrt": "square root",
    "pow": "power",
}
_MILLISECONDS_PER_DAY = 86_400_000  # a number on an axis of dates is in milliseconds since 1970
_DATE_OPERATIONS = ("min", "max", "mean", "average", "median", "q1", "q3")  # that make dates of dates


@dataclass(frozen=True)
class Channel:
    """A channel of a view, with one value for each mark that is drawn."""

    kind: Kind | Literal[""] = ""  # empty without a field
    values: Floats = field(
        default_factory=lambda: np.empty(0)
    )  # numbers, days since 1970, or positions of categories
    axis: Axis = field(default_factory=Axis)
    ends: Floats | None = None  # the upper edges of bins, whose lower edges are `values`
    source: tuple[Any, ...] = ()  # the same for channels that show the same

    @property
    def is_discrete(self) -> bool:
        """Whether it has a position for each of a few values: categories, bins."""
        return self.kind == "category" or self.ends is not None

    def names(self) -> list[str]:
        """Return the name of the category of each mark."""
        return [self.axis.categories.get(value, "") for value in self.values.tolist()]

    def where(self, rows: Column) -> Channel:
        """Return the channel for some of the marks."""
        ends = None if self.ends is None else self.ends[rows]
        return replace(self, values=self.values[rows], ends=ends)


def definitions_of(encoding: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the definition of each channel of an encoding, as it is before anyone selects anything.

    Several fields of one channel have the names "detail", "detail 1" and so on.
    """
    found: dict[str, dict[str, Any]] = {}
    for channel, definition in encoding.items():
        parts = definition if isinstance(definition, list) else [definition]
        for number, part in enumerate(parts):
            if isinstance(part, dict):
                found[f"{channel} {number}" if number else channel] = _unconditional(part)
    return found


def _unconditional(definition: dict[str, Any]) -> dict[str, Any]:
    condition = definition.get("condition")
    if not isinstance(condition, dict) or "field" not in condition or condition.get("empty", True) is False:
        return definition
    is_selection = "param" in condition or "selection" in condition
    return {**definition, **condition} if is_selection else definition


class EncodedTable:
    """The data of a view as its channels show them: one row for each mark that is drawn."""

    def __init__(self, definitions: Mapping[str, dict[str, Any]], table: Table) -> None:
        self._definitions = definitions
        self._table = table
        self._fields: dict[str, Channel] = {}
        for channel, definition in definitions.items():
            with suppress(*(() if channel in _POSITIONS else (UnsupportedSpecError,))):
                if "field" in definition or "datum" in definition or definition.get("aggregate"):
                    self._fields[channel] = self._read(channel, definition)
        if any(definition.get("aggregate") for definition in definitions.values()):
            self._aggregate()
        self.count = max((field.values.size for field in self._fields.values()), default=len(table))

    def channel(self, channel: str) -> Channel:
        """Return a channel; one without a kind if it has no field."""
        return self._fields.get(channel) or Channel(axis=axis_of(self._definitions.get(channel, {})))

    def _read(self, channel: str, definition: dict[str, Any]) -> Channel:
        """Return the field of a channel with a value for each row of the table."""
        axis, count = axis_of(definition), len(self._table)
        if definition.get("aggregate"):
            return Channel("number", np.full(count, np.nan), axis, source=(channel,))
        if "datum" in definition:
            return self._datum(definition["datum"], axis)
        column = self._table.column(definition["field"])
        source = (str(definition["field"]), str(definition.get("bin")), str(definition.get("timeUnit")))
        if parts := unit_of(definition):
            unit = to_time_unit(to_calendar_days(column), parts)
            axis = replace(
                axis, kind=unit.kind, categories={float(at): name for at, name in enumerate(unit.names)}
            )
            return Channel(unit.kind, unit.values, axis, source=source)
        if is_binned(definition):
            return replace(_binned(to_floats(column), definition, channel, axis), source=source)
        return replace(self._plain(channel, column, definition, axis), source=source)

    def _datum(self, datum: Any, axis: Axis) -> Channel:
        count = max(1, len(self._table))
        if isinstance(datum, dict):
            return Channel("date", np.full(count, to_day(datum)), replace(axis, kind="date"))
        if isinstance(datum, (int, float)) and not isinstance(datum, bool):
            return Channel("number", np.full(count, float(datum)), axis)
        axis = replace(axis, kind="category", categories={0.0: str(datum)})
        return Channel("category", np.zeros(count), axis, source=("datum", datum))

    def _plain(self, channel: str, column: Column, definition: dict[str, Any], axis: Axis) -> Channel:
        """Return a field that is neither binned nor in a unit of time."""
        kind = kind_of_field(channel, definition, column)
        if kind == "date":
            is_numeric = kind_of(column) == "number"
            days = to_floats(column) / _MILLISECONDS_PER_DAY if is_numeric else to_calendar_days(column)
            if days.size and not np.isfinite(days).any():  # dates in a form that is not read
                raise UnsupportedSpecError(channel)
            return Channel("date", days, replace(axis, kind="date"))
        if kind == "number":
            return Channel("number", to_floats(column) * percent_factor(definition), axis)
        texts = to_texts(column)
        order = category_order(definition, texts, column, self._definitions, self._table)
        at = {name: float(position) for position, name in enumerate(order)}
        values = np.array([at.get(text, np.nan) for text in texts], float)
        return Channel("category", values, replace(axis, kind="category", categories=dict(enumerate(order))))

    def _aggregate(self) -> None:
        """Join rows that are equal in all channels without an aggregate, as Vega-Lite does."""
        plain = {c: f for c, f in self._fields.items() if not self._definitions[c].get("aggregate")}
        groups, first = group_by([field.values for field in plain.values()], len(self._table))
        if not len(self._table):
            raise UnsupportedSpecError
        for channel, own in self._fields.items():
            if channel in plain:
                self._fields[channel] = own.where(first)
            else:
                self._fields[channel] = self._aggregated(channel, groups, first.size)

    def _aggregated(self, channel: str, groups: Column, count: int) -> Channel:
        definition, axis = self._definitions[channel], self._fields[channel].axis
        operation, field = definition["aggregate"], definition.get("field")
        column = self._table.column(field) if field else None
        if isinstance(operation, dict) and column is not None:
            name, key = next(iter(operation.items()))
            rows = row_of_extreme(to_floats(self._table.column(key)), groups, count, name)
            return Channel("number", to_floats(column)[rows], axis, source=(channel,))
        values = aggregate(column, groups, count, str(operation)) * percent_factor(definition)
        is_date = column is not None and kind_of(column) == "date" and operation in _DATE_OPERATIONS
        kind: Kind = "date" if is_date else "number"
        return Channel(kind, values, replace(axis, kind=kind), source=(channel,))


def _binned(values: Floats, definition: Mapping[str, Any], channel: str, axis: Axis) -> Channel:
    bins = choose_bins(values, definition.get("bin"), channel)
    starts = bins.starts_of(values)
    if channel in _POSITIONS:
        return Channel("number", starts, axis, ends=starts + bins.step)
    numbers = np.round((starts - bins.start) / bins.step)
    names = {float(at): bins.format(start) for at, start in enumerate(bins.edges[:-1].tolist())}
    return Channel("category", numbers, replace(axis, kind="category", categories=names))


def kind_of_field(channel: str, definition: Mapping[str, Any], column: Column) -> Kind:
    """Return the kind of a field by its type, or by Vega-Lite's default where it has none."""
    if definition.get("type") in _KINDS:
        return _KINDS[str(definition["type"])]
    if channel in ("longitude", "latitude", "theta", "radius", "size") or is_binned_in_data(definition):
        return "number"
    is_number = kind_of(column) == "number" and channel[-1:] == "2"
    scale = str((definition.get("scale") or {}).get("type", ""))
    if is_number or scale in ("linear", "log", "pow", "sqrt", "symlog"):
        return "number"
    if kind_of(column) == "date" and (channel[-1:] == "2" or scale in ("time", "utc")):
        return "date"
    return "category"


def percent_factor(definition: Mapping[str, Any]) -> float:
    """Return 100 for a field that its axis shows in percent, else 1."""
    settings = definition.get("axis") or definition.get("legend") or {}
    pattern = settings.get("format") or definition.get("format") if isinstance(settings, dict) else ""
    return 100.0 if str(pattern or "").endswith("%") else 1.0


def axis_of(definition: Mapping[str, Any]) -> Axis:
    """Return the axis of a channel: its title, its scale and the limits that someone set."""
    label = title(definition)
    if percent_factor(definition) > 1 and "%" not in label:
        label = f"{label} (%)".strip()
    scale = definition.get("scale") or {}
    if not isinstance(scale, dict):
        scale = {}
    return Axis(
        label,
        is_log=scale.get("type") == "log",
        limits=_limits(scale.get("domain"), definition),
        percent_of=100.0 if percent_factor(definition) > 1 else np.nan,
        scale=_SCALES.get(str(scale.get("type")), ""),
        is_reversed=_is_reversed(scale, definition),
        begins_at_data=scale.get("zero") is False,
    )


def _is_reversed(scale: Mapping[str, Any], definition: Mapping[str, Any]) -> bool:
    """Return whether an axis of numbers or dates is drawn the other way round."""
    if definition.get("type") in ("nominal", "ordinal"):
        return False
    domain = scale.get("domain")
    ends = [_limit(end) for end in domain] if isinstance(domain, list) and len(domain) == 2 else [0.0, 0.0]
    is_turned = scale["reverse"] is True if "reverse" in scale else definition.get("sort") == "descending"
    return is_turned != (ends[0] > ends[1])


def _limits(domain: Any, definition: Mapping[str, Any]) -> tuple[float, float] | None:
    if not isinstance(domain, list) or len(domain) != 2 or definition.get("type") in ("nominal", "ordinal"):
        return None
    ends = [_limit(end) * percent_factor(definition) for end in domain]
    return (min(ends), max(ends)) if bool(np.isfinite(ends).all()) else None


def _limit(end: Any) -> float:
    if isinstance(end, dict):
        return to_day(end) if "expr" not in end and "signal" not in end else np.nan
    if isinstance(end, str):
        return float(to_days([end])[0])
    return float(end) if isinstance(end, (int, float)) else np.nan


def as_categories(channel: Channel) -> Channel:
    """Return a channel of bins or numbers as categories, named by their ranges or values."""
    from ipytts.description.charts.axis_formatter import AxisFormatter

    if channel.kind == "category":
        return channel
    known = np.unique(channel.values[np.isfinite(channel.values)])
    formatter = AxisFormatter(channel.axis, [known] if channel.ends is None else [known, channel.ends])
    names: Sequence[str] = [formatter.format(value) for value in known.tolist()]
    if channel.ends is not None:
        end_of = dict(zip(channel.values.tolist(), channel.ends.tolist(), strict=True))
        names = [
            f"{name} to {formatter.format(end_of[v])}" for name, v in zip(names, known.tolist(), strict=True)
        ]
    axis = replace(
        channel.axis, kind="category", categories=dict(enumerate(names)), limits=None, is_log=False
    )
    at = np.searchsorted(known, channel.values).astype(float)
    return Channel("category", np.where(np.isfinite(channel.values), at, np.nan), axis, source=channel.source)
