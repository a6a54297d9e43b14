"""An axis of a figure: its kind, its categories and its limits, as plotly works them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ipytts.description.charts import json_data
from ipytts.description.charts.json_data import Column, Kind
from ipytts.description.charts.model import Axis, Floats
from ipytts.description.charts.plotly.texts import plain

MILLISECONDS_PER_DAY = 86_400_000
_SAMPLE = 1000  # values that decide the kind of an axis
_MAJORITY = 2  # dates or texts must be more than twice as many as numbers
_YEAR = re.compile(r"\d{4}")
_TOTALS: dict[str, Callable[[Any], Any]] = {
    "total": np.sum,
    "sum": np.sum,
    "min": np.min,
    "max": np.max,
    "mean": np.mean,
    "median": np.median,
}


class FigureAxis:
    """One axis; its kind follows from its settings, or from the data of the first trace on it.

    `pairs` are the data of each trace along this axis, and along the other one.
    """

    def __init__(self, settings: dict[str, Any], pairs: Sequence[tuple[Any, Any]]) -> None:
        self._settings = settings
        columns = [_flat(data) for data, _ in pairs]
        self._outer_levels = _outer_levels([data for data, _ in pairs])
        self.is_log = settings.get("type") == "log"
        self.kind: Kind = self._kind([column for column in columns if column.size])
        self.categories: list[str] = []
        if self.kind == "category":
            self.categories = self._ordered(columns, [other for _, other in pairs])

    def _kind(self, columns: list[Column]) -> Kind:
        kind = str(self._settings.get("type") or "-")
        if kind in ("category", "multicategory"):
            return "category"
        if kind == "date":
            return "date"
        if kind in ("linear", "log") or not columns:
            return "number"
        return _kind_of(columns[0], is_strict=self._settings.get("autotypenumbers") == "strict")

    def _ordered(self, columns: Sequence[Column], others: Sequence[Any]) -> list[str]:
        """Return the categories in the order of the axis."""
        texts = [json_data.to_texts(column) for column in columns]
        found = list(dict.fromkeys(text for column in texts for text in column if text))
        places = {outer: n for n, outer in reversed(list(enumerate(self._outer_levels.values())))}
        found.sort(key=lambda text: places.get(self._outer_levels.get(text, ""), 0))
        first = list(dict.fromkeys(json_data.to_texts(self._settings.get("categoryarray"))))
        order = str(self._settings.get("categoryorder") or ("array" if first else "trace"))
        if order == "array":
            return [*first, *(text for text in found if text not in set(first))]
        criterion, _, direction = order.partition(" ")
        if criterion == "category":
            return sorted(found, reverse=direction == "descending")
        if criterion in _TOTALS:
            pairs = [
                (text, value)
                for column, other in zip(texts, others, strict=True)
                for text, value in zip(column, json_data.to_floats(other).tolist(), strict=False)
                if np.isfinite(value)
            ]
            totals = {
                name: float(_TOTALS[criterion]([value for text, value in pairs if text == name] or [0]))
                for name in found
            }
            return sorted(found, key=totals.__getitem__, reverse=direction == "descending")
        return found

    def to_model(self, label: str) -> Axis:
        """Return the axis as the model has it."""
        names = {float(position): plain(name) for position, name in enumerate(self.categories)}
        ticks, texts = self._settings.get("tickvals"), json_data.to_texts(self._settings.get("ticktext"))
        if texts and self.kind != "date":
            names |= {
                position: plain(text)
                for position, text in zip(self.positions(ticks).tolist(), texts, strict=False)
                if np.isfinite(position)
            }
        return Axis(
            label,
            self.kind,
            self.is_log,
            names,
            self._limits(),
            percent_of=self._percent_of(),
            is_reversed=self._is_reversed(),
        )

    def _percent_of(self) -> float:
        """Return the value that is drawn as 100 percent, or NaN if the axis shows no percentages."""
        if str(self._settings.get("tickformat") or "").endswith(("%", "p")):  # formats of d3
            return 1.0
        return 100.0 if plain(self._settings.get("ticksuffix")) == "%" else np.nan

    def _is_reversed(self) -> bool:
        ends = self._settings.get("range")
        if "reversed" in str(self._settings.get("autorange")):  # also "min reversed", "max reversed"
            return True
        if self._settings.get("autorange") or not isinstance(ends, (list, tuple)) or len(ends) != 2:
            return False
        low, high = self.positions(ends)
        return bool(low > high)

    def _limits(self) -> tuple[float, float] | None:
        """Return the ends of the axis if someone set them; an end that is left open is infinite."""
        ends = self._settings.get("range")
        if self._settings.get("autorange") or not isinstance(ends, (list, tuple)) or len(ends) != 2:
            return None
        low, high = self.positions(ends)
        if self.is_log:
            low, high = 10.0 ** np.array([low, high])
        if np.isfinite([low, high]).all():
            return (float(min(low, high)), float(max(low, high)))
        open_ends = (
            float(low) if np.isfinite(low) else -np.inf,
            float(high) if np.isfinite(high) else np.inf,
        )
        return open_ends if np.isfinite(open_ends).any() else None

    def positions(self, data: Any) -> Floats:
        """Return places on the axis, where a number on an axis of categories is the position of one."""
        values = self.values(data)
        if self.kind != "category":
            return values
        return np.where(np.isfinite(values), values, json_data.to_floats(data))

    def values(self, data: Any) -> Floats:
        """Return data of a trace as floats of the model."""
        column = _flat(data)
        if self.kind == "category":
            return json_data.positions(json_data.to_texts(column), self.categories)
        if self.kind == "date" and column.dtype.kind not in "iuf":
            return json_data.to_days(column)
        values = json_data.to_floats(column)
        return values / MILLISECONDS_PER_DAY if self.kind == "date" else values

    def lengths(self, data: Any) -> Floats:
        """Return lengths along the axis, such as those of bars: on a date axis, days."""
        return json_data.to_floats(data) / (MILLISECONDS_PER_DAY if self.kind == "date" else 1)


def _flat(data: Any) -> Column:
    """Return data as a column; the two levels of a category on an axis with two levels become one text."""
    column = json_data.decode(data)
    if _has_levels(column):
        outer, inner = (json_data.to_texts(level) for level in column)
        return np.array(
            [", ".join(filter(None, names)) for names in zip(outer, inner, strict=False)], dtype=object
        )
    return column.ravel()


def _has_levels(column: Column) -> bool:
    is_nested = (
        column.dtype == object
        and column.size == 2
        and all(isinstance(level, (list, tuple, np.ndarray)) for level in column)
    )
    return is_nested or (column.ndim == 2 and column.shape[0] == 2)


def _outer_levels(data: Sequence[Any]) -> dict[str, str]:
    """Return the outer level of each category with two levels; those of one outer level stand together."""
    columns = [json_data.decode(each) for each in data]
    nested = [column for column in columns if _has_levels(column)]
    return {
        text: outer
        for column in nested
        for text, outer in zip(json_data.to_texts(_flat(column)), json_data.to_texts(column[0]), strict=False)
    }


def _kind_of(column: Column, *, is_strict: bool) -> Kind:
    """Return the kind of an axis with these data, by the rules of plotly's `axis_autotype`.

    In a strict figure, as the templates of plotly for Python ask for, texts are never numbers.
    """
    if column.dtype.kind in "iuf":
        return "number"
    if column.dtype.kind == "M":
        return "date"
    step = max(1, column.size // _SAMPLE)
    values = [value for value in dict.fromkeys(map(_hashable, column[::step].tolist())) if value != ""]
    are_texts = [isinstance(value, str) for value in values]
    are_numbers = [json_data.is_number(value) for value in values]
    dates = sum(json_data.is_date(value) or bool(_YEAR.fullmatch(str(value))) for value in values)
    if dates > _MAJORITY * sum(are_numbers):
        return "date"
    numbers = sum(n and not (is_strict and t) for n, t in zip(are_numbers, are_texts, strict=True))
    others = sum(
        isinstance(value, (bool, np.bool_)) or (text and (is_strict or not number))
        for value, text, number in zip(values, are_texts, are_numbers, strict=True)
    )
    return "category" if others > _MAJORITY * numbers else "number"


def _hashable(value: Any) -> Any:
    return "" if json_data.is_missing(value) or isinstance(value, (list, dict, np.ndarray)) else value
