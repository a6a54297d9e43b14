"""The data behind Vega-Lite's charts: tables, and what is worked out of them before marks are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.description.charts.model import Floats

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_BINS = 10  # at most, by default


class Unknown(Exception):  # noqa: N818 - no error of anyone's
    """What the page works out by means that are not known here."""


@dataclass(frozen=True)
class Table:
    """Columns of equal length, by name."""

    data: dict[str, np.ndarray[Any, Any]]

    def __len__(self) -> int:
        return next((len(column) for column in self.data.values()), 0)

    def column(self, field: str) -> np.ndarray[Any, Any]:
        """Return a column; names may be quoted as paths are."""
        name = field.replace("\\", "")
        if name not in self.data:
            name = name.removeprefix("['").removesuffix("']")
        if name not in self.data:
            raise Unknown(field)
        return self.data[name]

    def where(self, rows: np.ndarray[Any, Any]) -> Table:
        """Return some of the rows."""
        return Table({name: column[rows] for name, column in self.data.items()})


def table_of(data: Any) -> Table:
    """Return a data frame, or a list of records, as a table."""
    if isinstance(data, dict) and "values" in data:
        data = data["values"]
    if isinstance(data, (list, tuple)):
        records = [record if isinstance(record, dict) else {"data": record} for record in data]
        names = dict.fromkeys(name for record in records for name in record)
        return Table({str(name): columns.decoded([record.get(name) for record in records]) for name in names})
    if hasattr(data, "columns") and hasattr(data, "__getitem__"):
        return Table({str(name): columns.decoded(data[name]) for name in data.columns})
    raise Unknown


def reduced(
    values: np.ndarray[Any, Any] | None, groups: np.ndarray[Any, Any], count: int, how: str
) -> Floats:
    """Return one number for each group of rows, such as a count, a sum or a mean."""
    if how == "count" or values is None:
        return np.bincount(groups, minlength=count).astype(float)
    order = np.argsort(groups, kind="stable")
    parts = np.split(values[order], np.cumsum(np.bincount(groups, minlength=count))[:-1])
    if how == "distinct":
        return np.array([len(set(part.tolist())) for part in parts], float)
    function = _REDUCERS.get(how)
    if function is None:
        raise Unknown(how)
    numbers = [columns.numbers(part) for part in parts]
    return np.array(
        [function(part[np.isfinite(part)]) if np.isfinite(part).any() else np.nan for part in numbers], float
    )


_REDUCERS: dict[str, Callable[[Floats], Any]] = {
    "sum": np.sum,
    "mean": np.mean,
    "average": np.mean,
    "median": np.median,
    "min": np.min,
    "max": np.max,
    "valid": np.size,
    "variance": lambda part: np.var(part, ddof=1) if part.size > 1 else np.nan,
    "stdev": lambda part: np.std(part, ddof=1) if part.size > 1 else np.nan,
    "q1": lambda part: np.quantile(part, 0.25),
    "q3": lambda part: np.quantile(part, 0.75),
}


def bins_of(values: Floats, settings: Any) -> Floats:
    """Return the edges of bins as Vega chooses them: steps of 1, 2 or 5 times a power of ten."""
    values = values[np.isfinite(values)]
    if not values.size:
        return np.array([0.0, 1.0])
    settings = settings if isinstance(settings, dict) else {}
    low, high = settings.get("extent") or (float(values.min()), float(values.max()))
    if isinstance(settings.get("step"), (int, float)):
        step = float(settings["step"])
    else:
        step = _step((high - low) or abs(low) or 1.0, float(settings.get("maxbins", _BINS)))
    start, end = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return np.asarray(start + step * np.arange(max(1, round((end - start) / step)) + 1))


def _step(span: float, most: float) -> float:
    level = math.ceil(math.log10(most))
    step = 10.0 ** (round(math.log10(span)) - level)
    while math.ceil(span / step) > most:
        step *= 10
    for part in (5, 2):
        if span / (step / part) <= most:
            step /= part
    return step


def in_units(days: Floats, unit: str) -> tuple[str, Floats, Sequence[str]]:
    """Return dates by a unit of time: as dates again, or as categories such as months, with their names."""
    unit = unit.removeprefix("utc")
    known = np.isfinite(days)
    dates = np.full(days.shape, np.datetime64("NaT", "s"))
    dates[known] = (days[known] * 86_400).astype("int64").astype("datetime64[s]")
    format_duration = {"year": "Y", "yearmonth": "M", "yearmonthdate": "D", "yearmonthdatehours": "h"}.get(
        unit
    )
    if format_duration:
        return (
            "date",
            columns.days(dates.astype(f"datetime64[{format_duration}]").astype("datetime64[s]")),
            (),
        )
    if unit == "month":
        return (
            "category",
            np.where(known, dates.astype("datetime64[M]").astype("int64") % 12, np.nan),
            _MONTHS,
        )
    if unit == "day":
        return "category", np.where(known, (np.floor(days) + 4) % 7, np.nan), _WEEKDAYS
    if unit == "hours":
        return "number", np.where(known, np.floor((days % 1) * 24), np.nan), ()
    raise Unknown(unit)
