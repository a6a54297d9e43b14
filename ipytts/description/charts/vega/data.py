"""Tables of Vega-Lite's views, and the aggregates, bins and time units that Vega computes from them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import decode, to_days, to_floats
from ipytts.description.wording.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.description.charts.json_data import Column, Kind
    from ipytts.description.charts.model import Floats

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_EPOCH_WEEKDAY = 4  # January 1, 1970 was a Thursday
_DATE_UNITS = {"year": "Y", "yearmonth": "M", "yearmonthdate": "D", "yearmonthdatehours": "h"}
_MOST_BINS = 10  # bins, by default


class UnsupportedSpecError(Exception):
    """A specification needs data or computations that are not supported."""


@dataclass(frozen=True)
class Table:
    """Columns of equal length, by name."""

    columns: dict[str, Column]

    def __len__(self) -> int:
        return next((len(column) for column in self.columns.values()), 0)

    def column(self, field: str) -> Column:
        """Return the column of a field, whose name may be escaped."""
        name = field.replace("\\", "")
        if name not in self.columns:
            name = name.removeprefix("['").removesuffix("']")
        if name not in self.columns:
            raise UnsupportedSpecError(field)
        return self.columns[name]

    def where(self, rows: Column) -> Table:
        """Return the table with only these rows, given as an array of indexes or truth values."""
        return Table({name: column[rows] for name, column in self.columns.items()})


def table_of(data: Any) -> Table:
    """Return a data frame or a list of records as a table."""
    if isinstance(data, dict) and "values" in data:
        data = data["values"]
    if isinstance(data, (list, tuple)):
        records = [record if isinstance(record, dict) else {"data": record} for record in data]
        names = dict.fromkeys(name for record in records for name in record)
        return Table({str(name): decode([record.get(name) for record in records]) for name in names})
    if hasattr(data, "columns") and hasattr(data, "__getitem__"):
        return Table({str(name): decode(data[name]) for name in data.columns})
    raise UnsupportedSpecError


def aggregate(values: Column | None, groups: Column, count: int, operation: str) -> Floats:
    """Return one number, such as a count, a sum or a mean, for each of `count` groups of rows."""
    if operation == "count" or values is None:
        return np.bincount(groups, minlength=count).astype(float)
    order = np.argsort(groups, kind="stable")
    parts = np.split(values[order], np.cumsum(np.bincount(groups, minlength=count))[:-1])
    if operation == "distinct":
        return np.array([len(set(part.tolist())) for part in parts], float)
    function = _AGGREGATES.get(operation)
    if function is None:
        raise UnsupportedSpecError(operation)
    finite = [numbers[np.isfinite(numbers)] for numbers in map(to_floats, parts)]
    return np.array([function(numbers) if numbers.size else np.nan for numbers in finite], float)


_AGGREGATES: dict[str, Callable[[Floats], Any]] = {
    "sum": np.sum,
    "mean": np.mean,
    "average": np.mean,
    "median": np.median,
    "min": np.min,
    "max": np.max,
    "valid": np.size,
    "variance": lambda numbers: np.var(numbers, ddof=1) if numbers.size > 1 else np.nan,
    "stdev": lambda numbers: np.std(numbers, ddof=1) if numbers.size > 1 else np.nan,
    "q1": lambda numbers: np.quantile(numbers, 0.25),
    "q3": lambda numbers: np.quantile(numbers, 0.75),
}


def bin_edges(values: Floats, settings: Any) -> Floats:
    """Return the edges of bins as Vega chooses them: in steps of 1, 2 or 5 times a power of ten."""
    values = values[np.isfinite(values)]
    if not values.size:
        return np.array([0.0, 1.0])
    settings = settings if isinstance(settings, dict) else {}
    low, high = settings.get("extent") or (float(values.min()), float(values.max()))
    if isinstance(settings.get("step"), (int, float)):
        step = float(settings["step"])
    else:
        step = _step((high - low) or abs(low) or 1.0, float(settings.get("maxbins", _MOST_BINS)))
    start, end = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return np.asarray(start + step * np.arange(max(1, round((end - start) / step)) + 1))


def _step(span: float, most_bins: float) -> float:
    level = math.ceil(math.log10(most_bins))
    step = 10.0 ** (round(math.log10(span)) - level)
    while math.ceil(span / step) > most_bins:
        step *= 10
    for part in (5, 2):
        if span / (step / part) <= most_bins:
            step /= part
    return step


def to_time_unit(days: Floats, unit: str) -> tuple[Kind, Floats, Sequence[str]]:
    """Return the kind and the values of dates in a unit of time, and the names of its categories."""
    unit = unit.removeprefix("utc")
    known = np.isfinite(days)
    dates = np.full(days.shape, np.datetime64("NaT", "s"))
    dates[known] = (days[known] * 86_400).astype("int64").astype("datetime64[s]")
    if unit in _DATE_UNITS:
        return "date", to_days(dates.astype(f"datetime64[{_DATE_UNITS[unit]}]").astype("datetime64[s]")), ()
    if unit == "month":
        months = dates.astype("datetime64[M]").astype("int64") % 12
        return "category", np.where(known, months, np.nan), MONTHS
    if unit == "day":
        return "category", np.where(known, (np.floor(days) + _EPOCH_WEEKDAY) % 7, np.nan), _WEEKDAYS
    if unit == "hours":
        return "number", np.where(known, np.floor((days % 1) * 24), np.nan), ()
    raise UnsupportedSpecError(unit)
