"""The rows of data that a glyph or an annotation of Bokeh draws, with its filters, stacks and transforms."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.bokeh.documents import Model, array_of_objects
from ipytts.description.charts.json_data import Column, decode, to_floats, to_texts
from ipytts.description.charts.statistics.arrays import Flags


class UnsupportedGlyphError(ValueError):
    """What a glyph draws is not known from the document."""


class Rows:
    """The data of a glyph or of an annotation, `model`, in the rows that its view leaves.

    Examples
    --------
    >>> from ipytts.description.charts.bokeh.documents import Document
    >>> source = {"type": "object", "name": "ColumnDataSource", "id": "a"}
    >>> source["attributes"] = {"data": {"type": "map", "entries": [["day", ["Mon", "Tue"]]]}}
    >>> glyph = {"type": "object", "name": "Line", "id": "b", "attributes": {"x": {"field": "day"}}}
    >>> line, data = Document({"roots": [glyph, source]}).roots
    >>> rows = Rows(line, data)
    >>> rows.field("x"), rows.column("x").tolist(), rows.count
    ('day', ['Mon', 'Tue'], 2)
    """

    def __init__(self, model: Model, source: Model, view: Model | None = None) -> None:
        self.model = model
        self.source = source
        data = source.get("data")
        self._columns: dict[str, Column] = (
            {name: _column(values) for name, values in data.items()} if isinstance(data, dict) else {}
        )
        count = max((len(column) for column in self._columns.values()), default=0)
        self._shown = np.ones(count, bool) if view is None else self._in_view(view, count)
        self.count = int(self._shown.sum())

    @property
    def fields(self) -> list[str]:
        """The names of the columns."""
        return list(self._columns)

    def values_of(self, field: str) -> Column:
        """Return a column by its name; empty if there is none."""
        column = self._columns.get(field)
        return np.empty(0) if column is None else column[self._shown[: len(column)]]

    def row(self, field: str, number: int) -> str:
        """Return the text of a column in a row of the source, counted from 0."""
        column = self._columns[field]
        return to_texts(column[number : number + 1])[0] if 0 <= number < len(column) else ""

    def spec(self, name: str) -> dict[str, Any]:
        """Return where the values of a property come from: a field, a value or an expression."""
        value = self.model.get(name)
        return value if isinstance(value, dict) else {} if value is None else {"value": value}

    def field(self, name: str, default: str | None = None) -> str:
        """Return the name of the column that a property shows; empty if it shows none."""
        spec = self.spec(name)
        if not spec and default is not None:
            return default
        return str(spec.get("field") or "")

    def transform(self, name: str) -> Model | None:
        """Return what maps the column of a property to positions, colors or markers."""
        transform: Model | None = self.spec(name).get("transform")
        return transform

    def stacked_fields(self, name: str) -> list[str] | None:
        """Return the columns whose sum a property shows, or None if it shows no sum."""
        expression: Model | None = self.spec(name).get("expr")
        if expression is None or expression.name != "Stack":
            return None
        return [str(field) for field in expression.get("fields", [])]

    def column(self, name: str, default: float | None = None) -> Column:
        """Return the values of a property in each row; a property that is not set has those of its name."""
        spec = self.spec(name)
        if not spec and default is not None:
            return np.full(self.count, default)
        if "expr" in spec:
            return self._computed(spec["expr"])
        if "value" in spec:
            return _repeated(spec["value"], self.count)
        return self.values_of(str(spec.get("field") or name))

    def _computed(self, expression: Model) -> Column:
        if expression.name == "Stack":
            columns = [to_floats(self.values_of(str(field))) for field in expression.get("fields", [])]
            return np.asarray(np.sum([np.zeros(self.count), *columns], axis=0), float)
        if expression.name == "CumSum":
            values = to_floats(self.values_of(str(expression.get("field"))))
            sums = np.concatenate([[0.0], np.cumsum(values)])
            return sums[:-1] if expression.get("include_zero") else sums[1:]
        raise UnsupportedGlyphError(expression.name)

    def _in_view(self, view: Model, count: int) -> Flags:
        filters = [*view.models("filters"), *([view.model("filter")] if view.model("filter").name else [])]
        shown = np.ones(count, bool)
        for each in filters:
            shown &= self._flags(each, count)
        return shown

    def _flags(self, filter_: Model, count: int) -> Flags:
        """Return which rows a filter leaves."""
        flags = np.zeros(count, bool)
        if filter_.name == "AllIndices":
            return ~flags
        if filter_.name == "IndexFilter":
            indices = filter_.get("indices")
            if indices is None:
                return ~flags
            flags[[at for at in decode(indices).astype(int).tolist() if 0 <= at < count]] = True
            return flags
        if filter_.name == "BooleanFilter":
            booleans = filter_.get("booleans")
            chosen = decode(booleans).astype(bool)[:count] if booleans is not None else ~flags
            flags[: chosen.size] = chosen
            return flags
        if filter_.name == "GroupFilter":
            column = self._columns.get(str(filter_.get("column_name")), np.empty(0))
            flags[: len(column)] = np.array(to_texts(column), object) == str(filter_.get("group"))
            return flags
        return self._combined(filter_, count)

    def _combined(self, filter_: Model, count: int) -> Flags:
        """Return which rows a filter that is made of others leaves."""
        if filter_.name == "InversionFilter":
            return ~self._flags(filter_.model("operand"), count)
        parts = [self._flags(each, count) for each in filter_.models("operands")]
        combine: Any = {
            "UnionFilter": np.logical_or,
            "IntersectionFilter": np.logical_and,
            "SymmetricDifferenceFilter": np.logical_xor,
            "DifferenceFilter": lambda one, other: one & ~other,
        }.get(filter_.name)
        if combine is None or not parts:
            raise UnsupportedGlyphError(filter_.name)  # a script chooses the rows
        flags = parts[0]
        for part in parts[1:]:
            flags = combine(flags, part)
        return flags


def _column(values: Any) -> Column:
    is_nested = isinstance(values, list) and any(isinstance(each, (list, np.ndarray)) for each in values)
    return array_of_objects(values) if is_nested else decode(values)


def _repeated(value: Any, count: int) -> Column:
    column = np.empty(max(1, count), dtype=object)
    column.fill(value)
    return column if isinstance(value, str) or not np.isscalar(value) else column.astype(float)
