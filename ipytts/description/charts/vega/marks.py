"""One unit of a Vega-Lite chart, a kind of mark and its encoding, as marks of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ipytts.description.charts import columns
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
from ipytts.description.charts.statistics import summarize_box
from ipytts.description.charts.vega.data import Table, Unknown, bins_of, in_units, reduced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Floats

_GROUPING = ("color", "fill", "stroke", "detail", "shape", "strokeDash", "xOffset", "yOffset")
_WORDS = {
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
_ALONG: tuple[Literal["x", "y"], ...] = ("x", "y")
_MILLISECONDS = 86_400_000  # of a day; dates may be given so, since 1970
_ON_PAPER = ("text", "errorbar", "errorband", "image")  # what is drawn for other marks, as a rule


class Unit:
    """A mark and its encoding, with the table it shows."""

    def __init__(self, spec: dict[str, Any], table: Table | None) -> None:
        mark = spec.get("mark")
        self.mark = str(mark.get("type") if isinstance(mark, dict) else mark)
        self.encoding: dict[str, Any] = {
            channel: definition
            for channel, definition in (spec.get("encoding") or {}).items()
            if isinstance(definition, dict)
        }
        self.table = table

    def panel(self) -> Panel:
        """Return what the unit shows; its axes and its kind alone, where the data are not known."""
        x, y = (self._axis(channel) for channel in "xy")
        legend_title = title(self.encoding.get(self.group_channel(), {}))
        try:
            x, y, marks = self._read(self.table)
        except (Unknown, KeyError, ValueError, TypeError):
            return Panel([OtherMark(_WORDS.get(self.mark, f"{self.mark} chart"))], x=x, y=y)
        color = self.encoding.get("color") or {}
        measured = color.get("type") == "quantitative" and not any(
            isinstance(mark, HeatMap) for mark in marks
        )
        return Panel(marks, x=x, y=y, legend_title=legend_title, color_label=title(color) if measured else "")

    def group_channel(self) -> str:
        """Return the channel that tells groups apart, if one does."""
        for channel in _GROUPING:
            definition = self.encoding.get(channel) or {}
            if definition.get("field") and definition.get("type") != "quantitative":
                return channel
        return ""

    def _axis(self, channel: str) -> Axis:
        definition = self.encoding.get(channel) or {}
        scale = definition.get("scale") or {}
        return Axis(title(definition), log=scale.get("type") == "log")

    def _read(self, table: Table | None) -> tuple[Axis, Axis, list[Mark]]:
        if table is None:
            raise Unknown
        groups, names = self._groups(table)
        if self.mark in ("bar", "area", "line"):
            for along, other in (("x", "y"), ("y", "x")):
                if _is_binned(self.encoding.get(along)):
                    return self._histograms(along, other, groups, names)
        special = {"arc": self._pie, "rect": self._grid, "rule": self._rules}.get(self.mark)
        if special:
            return special(table)
        if self.mark not in ("bar", "line", "trail", "area", "point", "circle", "square", "tick", "boxplot"):
            raise Unknown
        kinds, values, axes = {}, {}, {}
        for channel in "xy":
            kinds[channel], values[channel], axes[channel] = self._channel(channel, table)
        if self.mark == "boxplot":
            return axes["x"], axes["y"], self._boxes(kinds, values, axes)
        rows = self._summed(values, groups)
        if rows is not None:
            values, groups = rows
        return axes["x"], axes["y"], self._series(kinds, values, groups, names)

    def _groups(self, table: Table) -> tuple[np.ndarray[Any, Any], list[str]]:
        """Return the number of the group of each row, and the names of the groups."""
        channel = self.group_channel()
        if not channel:
            return np.zeros(len(table), int), [""]
        groups, names = columns.grouped(columns.names(table.column(self.encoding[channel]["field"])))
        order = np.argsort(names)
        return np.argsort(order)[groups] if names else groups, [names[at] for at in order]

    def _channel(self, channel: str, table: Table) -> tuple[str, Floats, Axis]:
        """Return the kind of a channel, its values row by row, and its axis."""
        definition = self.encoding.get(channel)
        axis = self._axis(channel)
        if (
            not definition
            or "field" not in definition
            or definition.get("aggregate") in ("count", "distinct")
        ):
            how = (definition or {}).get("aggregate")
            return ("number" if how else "", np.full(len(table), np.nan), axis)
        column = table.column(definition["field"])
        kind = {"quantitative": "number", "temporal": "date"}.get(str(definition.get("type")), "category")
        if definition.get("timeUnit"):
            unit = definition["timeUnit"]
            kind, values, named = in_units(
                columns.days(column), str(unit.get("unit") if isinstance(unit, dict) else unit)
            )
            return kind, values, Axis(axis.label, kind, categories=dict(enumerate(named)))  # type: ignore[arg-type]
        if definition.get("bin"):
            edges = bins_of(columns.numbers(column), definition["bin"])
            at = np.searchsorted(edges, columns.numbers(column), "right") - 1
            return "number", (edges[:-1] + edges[1:])[np.clip(at, 0, edges.size - 2)] / 2, axis
        return self._column(column, kind, axis, definition.get("sort"))

    def _column(
        self, column: np.ndarray[Any, Any], kind: str, axis: Axis, sort: Any
    ) -> tuple[str, Floats, Axis]:
        """Return a column as it is, with nothing worked out of it."""
        numeric = columns.kind_of(column) == "number"
        if kind == "date":
            days = columns.numbers(column) / _MILLISECONDS if numeric else columns.days(column)
            return kind, days, Axis(axis.label, "date")
        if kind == "number" or (numeric and self.mark in ("line", "area", "trail")):
            return "number", columns.numbers(column), axis
        texts = columns.names(column)
        order = _order(texts, column, sort)
        return (
            kind,
            columns.places(texts, order),
            Axis(axis.label, "category", categories=dict(enumerate(order))),
        )

    def _summed(
        self, values: dict[str, Floats], groups: np.ndarray[Any, Any]
    ) -> tuple[dict[str, Floats], np.ndarray[Any, Any]] | None:
        """Return one row for each place and group, where a channel is a count, a sum or a mean."""
        summed = [c for c in "xy" if (self.encoding.get(c) or {}).get("aggregate")]
        if len(summed) != 1:
            if summed:
                raise Unknown
            return None
        across = summed[0]
        along = "y" if across == "x" else "x"
        definition = self.encoding[across]
        table = self.table
        assert table is not None  # noqa: S101 - its caller has looked
        places = values[along] if along in self.encoding else np.zeros(len(table))
        known = np.isfinite(places)
        unique, at_place = np.unique(places[known], return_inverse=True)
        count = int(groups.max(initial=0)) + 1
        keys, at = np.unique(at_place.ravel() * count + groups[known], return_inverse=True)
        column = table.column(definition["field"])[known] if "field" in definition else None
        found = reduced(column, at.ravel(), len(keys), str(definition["aggregate"]))
        return {along: unique[keys // count], across: found}, keys % count

    def _series(
        self,
        kinds: dict[str, str],
        values: dict[str, Floats],
        groups: np.ndarray[Any, Any],
        names: Sequence[str],
    ) -> list[Mark]:
        x, y = values["x"], values["y"]
        flat = kinds["y"] in ("category", "date") or (kinds["x"] == "number" and kinds["y"] == "")
        if kinds["x"] in ("category", "date"):
            flat = False
        marks: list[Mark] = []
        grouped = bool(self.group_channel())
        for number, name in enumerate(names):
            rows = groups == number
            if self.mark in ("line", "trail", "area"):
                order = np.argsort(x[rows], kind="stable")
                piled = self._is_stacked() and grouped
                form = "line" if self.mark != "area" else "stacked area" if piled else "area"
                marks.append(Curve(name, x[rows][order], y[rows][order], form=form))  # type: ignore[arg-type]
            elif self.mark == "bar":
                places, at = np.unique((y if flat else x)[rows], return_inverse=True)
                sizes = np.zeros(places.size)
                np.add.at(sizes, at.ravel(), np.nan_to_num((x if flat else y)[rows]))
                offset = "xOffset" in self.encoding or "yOffset" in self.encoding
                marks.append(Bars(name, places, sizes, flat, grouped and not offset and self._is_stacked()))
            elif kinds["x"] == "" or kinds["y"] == "":
                along = y if kinds["x"] == "" else x
                marks.append(summarize_box(name, along[rows], "strip", count=True))
            else:
                marks.append(Points(name, x[rows], y[rows]))
        return marks

    def _is_stacked(self) -> bool:
        stacks = [self.encoding[c].get("stack", True) for c in "xy" if c in self.encoding]
        return all(stack not in (None, False) for stack in stacks)

    def _histograms(
        self, along: str, other: str, groups: np.ndarray[Any, Any], names: Sequence[str]
    ) -> tuple[Axis, Axis, list[Mark]]:
        table = self.table
        definition = self.encoding[other]
        if table is None or definition.get("aggregate") != "count":
            raise Unknown
        values = columns.numbers(table.column(self.encoding[along]["field"]))
        edges = bins_of(values, self.encoding[along]["bin"])
        marks: list[Mark] = []
        for number, name in enumerate(names):
            here = values[groups == number]
            counts = np.histogram(here[np.isfinite(here)], edges)[0].astype(float)
            marks.append(Histogram(name, edges, counts, horizontal=along == "y"))
        return self._axis("x"), self._axis("y"), marks

    def _pie(self, table: Table) -> tuple[Axis, Axis, list[Mark]]:
        definition = self.encoding.get("theta") or self.encoding.get("radius") or {}
        groups, names = self._groups(table)
        column = table.column(definition["field"]) if "field" in definition else None
        how = definition.get("aggregate") or ("sum" if column is not None else "count")
        sizes = np.nan_to_num(reduced(column, groups, len(names), str(how)))
        if not sizes.sum() > 0:
            raise Unknown
        return Axis(), Axis(), [Pie(names, sizes / sizes.sum())]

    def _grid(self, table: Table) -> tuple[Axis, Axis, list[Mark]]:
        color = self.encoding.get("color") or {}
        if _is_binned(self.encoding.get("x")) and _is_binned(self.encoding.get("y")):
            x, y = (columns.numbers(table.column(self.encoding[channel]["field"])) for channel in "xy")
            return self._axis("x"), self._axis("y"), [Points("", x, y, "density")]
        read = {channel: self._channel(channel, table) for channel in "xy"}
        found = []
        for channel in "yx":
            kind, values, axis = read[channel]
            unique, at = np.unique(values, return_inverse=True)
            found.append((unique, at.ravel(), [_named(axis, kind, float(v)) for v in unique]))
        (rows, at_row, row_names), (across, at_column, column_names) = found
        how = str(color.get("aggregate") or ("mean" if "field" in color else "count"))
        column = table.column(color["field"]) if "field" in color else None
        cells = at_row * across.size + at_column
        values = reduced(column, cells, rows.size * across.size, how).reshape(rows.size, across.size)
        if how != "count":
            values[np.bincount(cells, minlength=values.size).reshape(values.shape) == 0] = np.nan
        return read["x"][2], read["y"][2], [HeatMap(values, row_names, column_names, title(color))]

    def _rules(self, table: Table) -> tuple[Axis, Axis, list[Mark]]:
        marks: list[Mark] = []
        for channel in _ALONG:
            definition = self.encoding.get(channel) or {}
            if isinstance(definition.get("datum"), (int, float)):
                marks.append(ReferenceLine(channel, float(definition["datum"])))
            elif definition.get("aggregate") and "field" in definition:
                value = reduced(
                    table.column(definition["field"]),
                    np.zeros(len(table), int),
                    1,
                    str(definition["aggregate"]),
                )
                marks.append(
                    ReferenceLine(
                        channel, float(value[0]), f"the {definition['aggregate']} of {definition['field']}"
                    )
                )
        if not marks:
            raise Unknown
        return self._axis("x"), self._axis("y"), marks

    def _boxes(self, kinds: dict[str, str], values: dict[str, Floats], axes: dict[str, Axis]) -> list[Mark]:
        along, across = ("x", "y") if kinds["y"] == "number" else ("y", "x")
        if kinds[along] == "number":
            raise Unknown
        if not kinds[along]:
            return [summarize_box("", values[across], "box")]
        return [
            summarize_box(name, values[across][values[along] == place], "box")
            for place, name in axes[along].categories.items()
            if bool((values[along] == place).any())
        ]


def _is_binned(definition: Any) -> bool:
    return (
        isinstance(definition, dict)
        and bool(definition.get("bin"))
        and definition["bin"] != "binned"
        and "field" in definition
    )


def _order(texts: Sequence[str], column: np.ndarray[Any, Any], sort: Any) -> list[str]:
    """Return categories in the order of their axis: sorted, unless it says otherwise."""
    if isinstance(sort, list):
        given = [str(item) for item in sort]
        return [*given, *(text for text in dict.fromkeys(texts) if text not in given)]
    known = dict.fromkeys(texts)
    if sort is None and columns.kind_of(column) == "number":
        return sorted(known, key=lambda text: float(text) if text else np.inf)
    return sorted(known, reverse=sort == "descending")


def _named(axis: Axis, kind: str, value: float) -> str:
    from ipytts.description.charts.axis_formatter import AxisFormatter

    if kind == "category":
        return axis.categories.get(value, "")
    return AxisFormatter(axis, [np.array([value])]).format(value)


def title(definition: dict[str, Any]) -> str:
    """Return what a channel is called: as it says, or by its field and what is made of it."""
    own = definition.get("title")
    for part in ("axis", "legend"):
        if own is None and isinstance(definition.get(part), dict):
            own = definition[part].get("title")
    if own is not None:
        return " ".join(own) if isinstance(own, list) else str(own)
    field = str(definition.get("field") or "").replace("\\", "")
    how = definition.get("aggregate")
    if how == "count":
        return "Count of records"
    word = {"sum": "total", "average": "mean", "min": "minimum", "max": "maximum"}.get(str(how), str(how))
    return f"{field} ({word})" if isinstance(how, str) and field else field


def is_beside_the_point(mark: str) -> bool:
    """Tell whether a mark only dresses others."""
    return mark in _ON_PAPER
