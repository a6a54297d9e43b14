"""The filters of Vega-Lite: expressions, and predicates about a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ipytts.description.charts.json_data import kind_of, to_days, to_floats, to_texts
from ipytts.description.charts.vega.expression_functions import FUNCTIONS, truth
from ipytts.description.charts.vega.expressions import evaluate_rows
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.time_units import to_time_unit, unit_of
from ipytts.description.wording.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.charts.json_data import Column
    from ipytts.description.charts.model import Floats
    from ipytts.description.charts.vega.tables import Table


class Parameters(NamedTuple):
    """The parameters of a chart, as they are before anyone changes them."""

    values: Mapping[str, Any]  # of variables
    selected: Mapping[str, list[dict[str, Any]]]  # fields with their values, by the name of a selection


_MILLISECONDS_PER_DAY = 86_400_000
_DATE_PARTS = ("year", "month", "date", "hours", "minutes", "seconds", "milliseconds")
_COMPARE: dict[str, Callable[[Floats, float], Column]] = {
    "lt": np.less,
    "lte": np.less_equal,
    "gt": np.greater,
    "gte": np.greater_equal,
}


def rows_that_pass(predicate: Any, table: Table, parameters: Parameters) -> Column:
    """Return whether each row passes a filter, as the chart is before anyone selects anything."""
    if isinstance(predicate, str):
        return np.array([truth(value) for value in evaluate_rows(predicate, table, parameters.values)], bool)
    if not isinstance(predicate, dict):
        raise UnsupportedSpecError
    if "not" in predicate:
        return ~rows_that_pass(predicate["not"], table, parameters)
    for name, join in (("and", np.logical_and), ("or", np.logical_or)):
        if name in predicate:
            parts = [rows_that_pass(part, table, parameters) for part in predicate[name]]
            return np.asarray(join.reduce(parts), bool)
    if "param" in predicate or "selection" in predicate:
        return _is_selected(predicate, table, parameters)
    return _field_passes(predicate, table)


def _is_selected(predicate: Mapping[str, Any], table: Table, parameters: Parameters) -> Column:
    """Return whether each row is selected from the start; an empty selection lets all rows pass."""
    selected = parameters.selected.get(str(predicate.get("param", predicate.get("selection"))))
    if not selected:
        return np.full(len(table), predicate.get("empty", True) is not False)
    passes = np.zeros(len(table), bool)
    for choice in selected:
        parts = [_field_passes({"field": name, "equal": value}, table) for name, value in choice.items()]
        passes |= np.logical_and.reduce(parts)
    return passes


def _field_passes(predicate: Mapping[str, Any], table: Table) -> Column:
    column = table.column(predicate.get("field"))
    if "valid" in predicate:
        known = np.array([text != "" for text in to_texts(column)], bool)
        return known if predicate["valid"] else ~known
    for name, compare in _COMPARE.items():
        if name in predicate:
            numbers = _numbers(column, predicate)
            return np.asarray(compare(numbers, _number(predicate[name], predicate)), bool)
    if "range" in predicate:
        numbers, (low, high) = _numbers(column, predicate), predicate["range"]
        above = True if low is None else numbers >= _number(low, predicate)
        below = True if high is None else numbers <= _number(high, predicate)
        return np.isfinite(numbers) & above & below
    wanted = predicate["oneOf"] if "oneOf" in predicate else [predicate["equal"]]
    if predicate.get("timeUnit") or any(isinstance(value, dict) for value in wanted):
        return np.isin(_numbers(column, predicate), [_number(value, predicate) for value in wanted])
    texts = set(to_texts(wanted))
    return np.array([text in texts for text in to_texts(column)], bool)


def _numbers(column: Column, predicate: Mapping[str, Any]) -> Floats:
    """Return the values of a field as numbers, dates in days since 1970 or in a unit of time."""
    if parts := unit_of(predicate):
        return to_time_unit(to_days(column), parts).values
    return to_days(column) if kind_of(column) == "date" else to_floats(column)


def _number(value: Any, predicate: Mapping[str, Any]) -> float:
    if isinstance(value, dict) and "expr" not in value:
        parts = unit_of(predicate)
        days = to_day(value)
        return float(to_time_unit(np.array([days]), parts).values[0]) if parts else days
    if isinstance(value, str) and not unit_of(predicate):
        days = float(to_days([value])[0])
        return days if np.isfinite(days) else float(value)
    if isinstance(value, dict):
        raise UnsupportedSpecError
    if unit_of(predicate) == ["month"]:  # a month as a number counts from 1
        return float(value) - 1
    if unit_of(predicate)[:1] == ["year"]:
        return to_day({"year": value})
    return float(value)


def to_day(date: Mapping[str, Any]) -> float:
    """Return a date that is given by its parts, as days since 1970."""
    parts = {"year": 2012, "date": 1, **date}  # the parts that are not given are Vega's
    month = parts.get("month", 1)
    if isinstance(month, str):
        month = 1 + next(at for at, name in enumerate(MONTHS) if name.lower().startswith(month.lower()[:3]))
    if "quarter" in parts:
        month = 3 * int(parts["quarter"]) - 2
    numbers = {**parts, "month": int(month) - 1}
    return (
        float(FUNCTIONS["datetime"](*(numbers.get(part, 0) for part in _DATE_PARTS))) / _MILLISECONDS_PER_DAY
    )
