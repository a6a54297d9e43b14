"""The transforms of Vega-Lite, from table to table."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ipytts.description.charts.json_data import decode, kind_of, to_days, to_floats, to_texts
from ipytts.description.charts.vega.aggregates import aggregate
from ipytts.description.charts.vega.bins import choose_bins
from ipytts.description.charts.vega.expressions import evaluate_rows
from ipytts.description.charts.vega.filters import rows_that_pass
from ipytts.description.charts.vega.smoothing import TRANSFORMS as SMOOTHING
from ipytts.description.charts.vega.tables import Table, UnsupportedSpecError, group_by, to_list
from ipytts.description.charts.vega.time_units import to_time_unit, unit_of
from ipytts.description.charts.vega.windows import TRANSFORMS as WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ipytts.description.charts.json_data import Column
    from ipytts.description.charts.vega.filters import Parameters


class Context(NamedTuple):
    """What transforms need beside their table."""

    parameters: Parameters
    table_of: Callable[[Any], Table | None]  # reads the data of a lookup


def transform(table: Table, steps: Sequence[Mapping[str, Any]], context: Context) -> Table:
    """Return a table after all transforms of a view.

    Raises
    ------
    UnsupportedSpecError
        A transform cannot be computed, such as a random sample.
    """
    for step in steps:
        name = next((name for name in _TRANSFORMS if name in step), None)
        if name is None:
            raise UnsupportedSpecError(*step)
        try:
            table = _TRANSFORMS[name](table, step, context)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise UnsupportedSpecError(name) from error
    return table


def _calculate(table: Table, step: Mapping[str, Any], context: Context) -> Table:
    """Return the table with a new column; without it, if the expression is not supported."""
    with suppress(UnsupportedSpecError):
        values = evaluate_rows(step["calculate"], table, context.parameters.values)
        dates = _date_columns(step["calculate"], table)
        column = decode(values)
        if dates and kind_of(column) == "number":
            column = (to_floats(column) * 1000).astype("datetime64[us]")
        return table.with_columns({step["as"]: column})
    return Table({name: column for name, column in table.columns.items() if name != step["as"]})


def _date_columns(expression: str, table: Table) -> bool:
    """Return whether an expression is nothing but a date."""
    text = expression.strip()
    if text.startswith(("datetime(", "toDate(", "utc(")) and text.endswith(")") and text.count("(") == 1:
        return True
    name = text.removeprefix("datum.")
    return name in table.columns and table.columns[name].dtype.kind == "M"


def _filter(table: Table, step: Mapping[str, Any], context: Context) -> Table:
    return table.where(rows_that_pass(step["filter"], table, context.parameters))


def _aggregate(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    by = {name: table.column(name) for name in step.get("groupby") or ()}
    groups, first = group_by(list(by.values()), len(table))
    if not len(table):
        first = first[:0]
    columns = {name: column[first] for name, column in by.items()}
    return Table({**columns, **_aggregates(table, step["aggregate"], groups, first.size)})


def _join_aggregate(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    groups, first = group_by([table.column(name) for name in step.get("groupby") or ()], len(table))
    columns = _aggregates(table, step["joinaggregate"], groups, first.size)
    return table.with_columns({name: column[groups] for name, column in columns.items()})


def _aggregates(
    table: Table, definitions: Sequence[Mapping[str, Any]], groups: Column, count: int
) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for definition in definitions:
        operation, field = str(definition["op"]), definition.get("field")
        column = table.column(field) if field and operation != "count" else None
        values: Column = aggregate(column, groups, count, operation)
        is_date = column is not None and kind_of(column) == "date"
        if is_date and operation in ("min", "max", "mean", "median", "average", "q1", "q3"):
            values = (values * 86_400_000_000).astype("datetime64[us]")
        columns[definition.get("as") or (f"{operation}_{field}" if field else operation)] = values
    return columns


def _bin(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    values = to_floats(table.column(step["field"]))
    bins = choose_bins(values, step["bin"])
    starts = bins.starts_of(values)
    names = step["as"] if isinstance(step["as"], list) else [step["as"], f"{step['as']}_end"]
    return table.with_columns(dict(zip(names, (starts, starts + bins.step), strict=False)))


def _time_unit(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    unit = to_time_unit(to_days(table.column(step["field"])), unit_of(step))
    if unit.kind != "date":  # a date in 2012, which is no date of the data
        raise UnsupportedSpecError
    return table.with_columns({step["as"]: (unit.values * 86_400).astype("datetime64[s]")})


def _fold(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    key, value = (*(step.get("as") or ()), "key", "value")[:2] if "as" in step else ("key", "value")
    fields = [str(field) for field in step["fold"]]
    rows = np.repeat(np.arange(len(table)), len(fields))
    folded = table.where(rows)
    columns = [to_list(table.column(field)) for field in fields]
    values = decode([value for row in zip(*columns, strict=True) for value in row])
    names = decode([field.replace("\\", "") for field in fields] * len(table))
    return folded.with_columns({key: names, value: values})


def _flatten(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    fields = [str(field) for field in step["flatten"]]
    names = [*(step.get("as") or ()), *fields[len(step.get("as") or ()) :]]
    lists = [[_as_list(value) for value in table.column(field).tolist()] for field in fields]
    lengths = [max(map(len, row)) for row in zip(*lists, strict=True)]
    flat = {
        name: decode(
            [
                items[at] if at < len(items) else None
                for items, length in zip(column, lengths, strict=True)
                for at in range(length)
            ]
        )
        for name, column in zip(names, lists, strict=True)
    }
    return table.where(np.repeat(np.arange(len(table)), lengths)).with_columns(flat)


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, np.ndarray)) else [value]


def _lookup(table: Table, step: Mapping[str, Any], context: Context) -> Table:
    source = step["from"]
    other = context.table_of(source["data"]) if "data" in source else None
    if other is None:
        raise UnsupportedSpecError
    row_of = {key: row for row, key in reversed(list(enumerate(to_texts(other.column(source["key"])))))}
    rows = [row_of.get(key) for key in to_texts(table.column(step["lookup"]))]
    fields = source.get("fields") or list(other.columns)
    names = step.get("as") or fields
    columns = {}
    for field, name in zip(fields, [names] if isinstance(names, str) else names, strict=True):
        values = to_list(other.column(field))
        columns[name] = decode([step.get("default") if row is None else values[row] for row in rows])
    return table.with_columns(columns)


def _pivot(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    by = {name: table.column(name) for name in step.get("groupby") or ()}
    groups, first = group_by(list(by.values()), len(table))
    texts = np.array(to_texts(table.column(step["pivot"])), dtype=object)
    names = sorted(set(texts.tolist()))[: step.get("limit") or None]
    columns = {name: column[first] for name, column in by.items()}
    for name in names:
        rows = texts == name
        values = aggregate(
            table.column(step["value"])[rows], groups[rows], first.size, str(step.get("op", "sum"))
        )
        is_empty = np.bincount(groups[rows], minlength=first.size) == 0
        columns[name or "null"] = np.where(is_empty, np.nan, values)
    return Table(columns)


def _sample(table: Table, step: Mapping[str, Any], _: Context) -> Table:
    if len(table) > float(step["sample"]):
        raise UnsupportedSpecError  # each time the chart is shown, other rows
    return table


def _extent(table: Table, _: Mapping[str, Any], __: Context) -> Table:
    return table


def _without_context(function: Callable[[Table, Mapping[str, Any]], Table]) -> Callable[..., Table]:
    return lambda table, step, _: function(table, step)


_TRANSFORMS: dict[str, Callable[[Table, Mapping[str, Any], Context], Table]] = {
    "aggregate": _aggregate,
    "joinaggregate": _join_aggregate,
    "timeUnit": _time_unit,
    "calculate": _calculate,
    "filter": _filter,
    "fold": _fold,
    "flatten": _flatten,
    "lookup": _lookup,
    "pivot": _pivot,
    "sample": _sample,
    **{name: _without_context(function) for name, function in (SMOOTHING | WINDOWS).items()},
    "bin": _bin,
    "extent": _extent,  # last, as others have a setting of this name
}
