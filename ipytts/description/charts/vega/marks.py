"""Read a single view of Vega-Lite, one type of mark with its encoding, into marks of the model."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.json_data import group_rows, kind_of, positions, to_days, to_floats, to_texts
from ipytts.description.charts.model import (
    Axis,
    Bars,
    Curve,
    HeatMap,
    Histogram,
    Mark,
    OtherMark,
    Panel,
    Pie,
    Points,
    ReferenceLine,
)
from ipytts.description.charts.statistics.arrays import sum_by_position
from ipytts.description.charts.statistics.distributions import summarize_box
from ipytts.description.charts.vega.data import UnsupportedSpecError, aggregate, bin_edges, to_time_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.json_data import Column, Kind
    from ipytts.description.charts.model import Floats
    from ipytts.description.charts.vega.data import Table

_GROUP_CHANNELS = ("color", "fill", "stroke", "detail", "shape", "strokeDash", "xOffset", "yOffset")
_CHARTS = {
    "arc": "pie chart",
    "area": "area chart",
    "bar": "bar chart",
    "boxplot": "box plot",
    "circle": "scatter plot",
    "errorband": "error band",
    "errorbar": "chart of error bars",
    "geoshape": "map",
    "image": "chart of images",
    "line": "line chart",
    "point": "scatter plot",
    "rect": "heat map",
    "rule": "chart of rules",
    "square": "scatter plot",
    "text": "text",
    "tick": "strip plot",
    "trail": "line chart",
}
_CURVES = ("line", "trail", "area")
_SERIES = (*_CURVES, "bar", "point", "circle", "square", "tick")
_DECORATIONS = ("text", "errorbar", "errorband", "image")  # usually drawn on top of other marks
_KINDS: dict[str, Kind] = {"quantitative": "number", "temporal": "date"}
_AGGREGATE_NAMES = {"sum": "total", "average": "mean", "min": "minimum", "max": "maximum"}
_MILLISECONDS_PER_DAY = 86_400_000  # a number on an axis of dates is in milliseconds since 1970
_XY: tuple[Literal["x", "y"], ...] = ("x", "y")


class _Channel(NamedTuple):
    """The x or y channel of a view."""

    kind: Kind | Literal[""]  # empty without a field
    values: Floats  # one for each row
    axis: Axis


class UnitView:
    """A view with one type of mark, its encoding and its table; None for a table that is not known."""

    def __init__(self, spec: dict[str, Any], table: Table | None) -> None:
        mark = spec.get("mark")
        self._mark = str(mark.get("type") if isinstance(mark, dict) else mark)
        self._encoding: dict[str, Any] = {
            channel: definition
            for channel, definition in (spec.get("encoding") or {}).items()
            if isinstance(definition, dict)
        }
        self._table = table
        self.is_decoration = self._mark in _DECORATIONS

    def panel(self) -> Panel:
        """Return the view as a panel; if its data are unknown, with its axes and the name of its chart."""
        x, y = (self._axis(channel) for channel in _XY)
        marks = None
        if self._table is not None:
            with suppress(UnsupportedSpecError, KeyError, ValueError, TypeError):
                x, y, marks = self._read(self._table)
        if marks is None:
            return Panel([OtherMark(_CHARTS.get(self._mark, f"{self._mark} chart"))], x=x, y=y)
        legend_title = _title(self._encoding.get(self._group_channel(), {}))
        color = self._encoding.get("color") or {}
        is_measured = color.get("type") == "quantitative" and not any(isinstance(m, HeatMap) for m in marks)
        color_label = _title(color) if is_measured else ""
        return Panel(marks, x=x, y=y, legend_title=legend_title, color_label=color_label)

    def _group_channel(self) -> str:
        """Return the channel that distinguishes groups, or an empty text."""
        for channel in _GROUP_CHANNELS:
            definition = self._encoding.get(channel) or {}
            if definition.get("field") and definition.get("type") != "quantitative":
                return channel
        return ""

    def _axis(self, channel: str) -> Axis:
        definition = self._encoding.get(channel) or {}
        return Axis(_title(definition), is_log=(definition.get("scale") or {}).get("type") == "log")

    def _read(self, table: Table) -> tuple[Axis, Axis, list[Mark]]:
        groups, names = self._groups(table)
        x_axis, y_axis = self._axis("x"), self._axis("y")
        if self._mark in ("bar", "area", "line"):
            for binned, counted in (("x", "y"), ("y", "x")):
                if _is_binned(self._encoding.get(binned)):
                    return x_axis, y_axis, self._histograms(table, binned, counted, groups, names)
        if self._mark == "arc":
            return Axis(), Axis(), [self._pie(table, groups, names)]
        if self._mark == "rule":
            return x_axis, y_axis, self._reference_lines(table)
        if self._mark == "rect" and all(_is_binned(self._encoding.get(channel)) for channel in _XY):
            x_values, y_values = (to_floats(table.column(self._encoding[c]["field"])) for c in _XY)
            return x_axis, y_axis, [Points("", x_values, y_values, "density")]
        if self._mark not in (*_SERIES, "rect", "boxplot"):
            raise UnsupportedSpecError
        x, y = self._channel("x", table), self._channel("y", table)
        if self._mark == "rect":
            marks: list[Mark] = [self._heat_map(table, x, y)]
        elif self._mark == "boxplot":
            marks = _boxes(x, y) if y.kind == "number" else _boxes(y, x)
        else:
            marks = self._all_series(table, x, y, groups, names)
        return x.axis, y.axis, marks

    def _groups(self, table: Table) -> tuple[Column, list[str]]:
        """Return the group number of each row, and the sorted names of the groups."""
        channel = self._group_channel()
        if not channel:
            return np.zeros(len(table), int), [""]
        groups, names = group_rows(to_texts(table.column(self._encoding[channel]["field"])))
        order = np.argsort(names)
        return np.argsort(order)[groups] if names else groups, [names[at] for at in order]

    def _channel(self, channel: str, table: Table) -> _Channel:
        definition = self._encoding.get(channel) or {}
        axis = self._axis(channel)
        if "field" not in definition or definition.get("aggregate") in ("count", "distinct"):
            return _Channel(
                "number" if definition.get("aggregate") else "", np.full(len(table), np.nan), axis
            )
        column = table.column(definition["field"])
        if definition.get("timeUnit"):
            unit = definition["timeUnit"]
            unit = str(unit.get("unit") if isinstance(unit, dict) else unit)
            unit_kind, values, names = to_time_unit(to_days(column), unit)
            return _Channel(unit_kind, values, Axis(axis.label, unit_kind, categories=dict(enumerate(names))))
        if definition.get("bin"):
            numbers = to_floats(column)
            edges = bin_edges(numbers, definition["bin"])
            bins = np.clip(np.searchsorted(edges, numbers, "right") - 1, 0, edges.size - 2)
            return _Channel("number", (edges[:-1] + edges[1:])[bins] / 2, axis)
        field_kind = _KINDS.get(str(definition.get("type")), "category")
        return self._field(column, field_kind, axis, definition.get("sort"))

    def _field(self, column: Column, kind: Kind, axis: Axis, sort: Any) -> _Channel:
        """Return a field that is neither aggregated nor binned."""
        is_numeric = kind_of(column) == "number"
        if kind == "date":
            days = to_floats(column) / _MILLISECONDS_PER_DAY if is_numeric else to_days(column)
            return _Channel(kind, days, Axis(axis.label, "date"))
        if kind == "number" or (is_numeric and self._mark in _CURVES):
            return _Channel("number", to_floats(column), axis)
        texts = to_texts(column)
        order = _sorted_categories(texts, sort, is_numeric=is_numeric)
        axis = Axis(axis.label, "category", categories=dict(enumerate(order)))
        return _Channel(kind, positions(texts, order), axis)

    def _all_series(
        self, table: Table, x: _Channel, y: _Channel, groups: Column, names: Sequence[str]
    ) -> list[Mark]:
        aggregated = [channel for channel in _XY if (self._encoding.get(channel) or {}).get("aggregate")]
        if len(aggregated) > 1:
            raise UnsupportedSpecError
        if aggregated == ["x"]:
            y_values, x_values, groups = self._aggregated(table, "x", "y", y.values, groups)
        elif aggregated:
            x_values, y_values, groups = self._aggregated(table, "y", "x", x.values, groups)
        else:
            x_values, y_values = x.values, y.values
        return [
            self._series(name, x._replace(values=x_values[rows]), y._replace(values=y_values[rows]))
            for rows, name in ((groups == group, name) for group, name in enumerate(names))
        ]

    def _aggregated(
        self, table: Table, aggregated: str, other: str, values: Floats, groups: Column
    ) -> tuple[Floats, Floats, Column]:
        """Return positions, aggregates and group numbers, with one item for each position and group."""
        definition = self._encoding[aggregated]
        values = values if other in self._encoding else np.zeros(len(table))
        known = np.isfinite(values)
        unique, position = np.unique(values[known], return_inverse=True)
        count = int(groups.max(initial=0)) + 1
        keys, row = np.unique(position.ravel() * count + groups[known], return_inverse=True)
        column = table.column(definition["field"])[known] if "field" in definition else None
        aggregates = aggregate(column, row.ravel(), len(keys), str(definition["aggregate"]))
        return unique[keys // count], aggregates, keys % count

    def _series(self, name: str, x: _Channel, y: _Channel) -> Mark:
        is_stacked = bool(self._group_channel()) and self._is_stacked()
        if self._mark in _CURVES:
            order = np.argsort(x.values, kind="stable")
            form: Any = "line" if self._mark != "area" else "stacked area" if is_stacked else "area"
            return Curve(name, x.values[order], y.values[order], form=form)
        if self._mark == "bar":
            is_dodged = "xOffset" in self._encoding or "yOffset" in self._encoding
            is_horizontal = x.kind not in ("category", "date") and (
                y.kind in ("category", "date") or (x.kind == "number" and y.kind == "")
            )
            position, value = (y, x) if is_horizontal else (x, y)
            unique, sums = sum_by_position(position.values, value.values)
            return Bars(name, unique, sums, is_horizontal, is_stacked and not is_dodged)
        if x.kind == "" or y.kind == "":
            return summarize_box(name, (y if x.kind == "" else x).values, "strip", with_count=True)
        return Points(name, x.values, y.values)

    def _is_stacked(self) -> bool:
        stacks = [self._encoding[c].get("stack", True) for c in _XY if c in self._encoding]
        return all(stack not in (None, False) for stack in stacks)

    def _histograms(
        self, table: Table, binned: str, counted: str, groups: Column, names: Sequence[str]
    ) -> list[Mark]:
        if self._encoding[counted].get("aggregate") != "count":
            raise UnsupportedSpecError
        values = to_floats(table.column(self._encoding[binned]["field"]))
        edges = bin_edges(values, self._encoding[binned]["bin"])
        marks: list[Mark] = []
        for group, name in enumerate(names):
            own = values[groups == group]
            counts = np.histogram(own[np.isfinite(own)], edges)[0].astype(float)
            marks.append(Histogram(name, edges, counts, is_horizontal=binned == "y"))
        return marks

    def _pie(self, table: Table, groups: Column, names: Sequence[str]) -> Pie:
        definition = self._encoding.get("theta") or self._encoding.get("radius") or {}
        column = table.column(definition["field"]) if "field" in definition else None
        operation = definition.get("aggregate") or ("sum" if column is not None else "count")
        sizes = np.nan_to_num(aggregate(column, groups, len(names), str(operation)))
        if not sizes.sum() > 0:
            raise UnsupportedSpecError
        return Pie(names, sizes / sizes.sum())

    def _heat_map(self, table: Table, x: _Channel, y: _Channel) -> HeatMap:
        color = self._encoding.get("color") or {}
        operation = str(color.get("aggregate") or ("mean" if "field" in color else "count"))
        column = table.column(color["field"]) if "field" in color else None
        (rows, row), (columns, col) = (np.unique(c.values, return_inverse=True) for c in (y, x))
        cells = row.ravel() * columns.size + col.ravel()
        shape = rows.size, columns.size
        values = aggregate(column, cells, rows.size * columns.size, operation).reshape(shape)
        if operation != "count":
            values[np.bincount(cells, minlength=values.size).reshape(shape) == 0] = np.nan
        return HeatMap(values, _labels(y, rows), _labels(x, columns), _title(color))

    def _reference_lines(self, table: Table) -> list[Mark]:
        marks: list[Mark] = []
        for channel in _XY:
            definition = self._encoding.get(channel) or {}
            operation = definition.get("aggregate")
            if isinstance(definition.get("datum"), (int, float)):
                marks.append(ReferenceLine(channel, float(definition["datum"])))
            elif operation and "field" in definition:
                column = table.column(definition["field"])
                value = aggregate(column, np.zeros(len(table), int), 1, str(operation))
                name = f"the {operation} of {definition['field']}"
                marks.append(ReferenceLine(channel, float(value[0]), name))
        if not marks:
            raise UnsupportedSpecError
        return marks


def _boxes(position: _Channel, value: _Channel) -> list[Mark]:
    if position.kind == "number":
        raise UnsupportedSpecError
    if not position.kind:
        return [summarize_box("", value.values, "box")]
    return [
        summarize_box(name, value.values[position.values == at], "box")
        for at, name in position.axis.categories.items()
        if bool((position.values == at).any())
    ]


def _is_binned(definition: Any) -> bool:
    return (
        isinstance(definition, dict)
        and bool(definition.get("bin"))
        and definition["bin"] != "binned"
        and "field" in definition
    )


def _sorted_categories(texts: Sequence[str], sort: Any, *, is_numeric: bool) -> list[str]:
    """Return categories in the order of their axis."""
    known = dict.fromkeys(texts)
    if isinstance(sort, list):
        return list(dict.fromkeys([*map(str, sort), *known]))
    if sort is None and is_numeric:
        return sorted(known, key=lambda text: float(text) if text else np.inf)
    return sorted(known, reverse=sort == "descending")


def _labels(channel: _Channel, values: Floats) -> list[str]:
    """Return the labels of rows or columns, given their values on an axis."""
    if channel.kind == "category":
        return [channel.axis.categories.get(value, "") for value in values.tolist()]
    return [AxisFormatter(channel.axis, [np.array([v])]).format(v) for v in values.tolist()]


def _title(definition: dict[str, Any]) -> str:
    """Return the title of a channel: its own, or one made of its field and its aggregate."""
    own = definition.get("title")
    for part in ("axis", "legend"):
        if own is None and isinstance(definition.get(part), dict):
            own = definition[part].get("title")
    if own is not None:
        return " ".join(own) if isinstance(own, list) else str(own)
    field = str(definition.get("field") or "").replace("\\", "")
    operation = definition.get("aggregate")
    if operation == "count":
        return "Count of records"
    name = _AGGREGATE_NAMES.get(str(operation), str(operation))
    return f"{field} ({name})" if isinstance(operation, str) and field else field
