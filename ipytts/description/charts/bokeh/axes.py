"""An axis of a plot of Bokeh: its kind, its categories and its limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.bokeh.documents import Model
from ipytts.description.charts.json_data import Column, decode, is_missing, to_days, to_floats
from ipytts.description.charts.labels import read_number
from ipytts.description.charts.model import Axis, Floats

_MILLISECONDS_PER_DAY = 86_400_000
_SIDES = {"x": ("below", "above"), "y": ("left", "right")}
DEFAULT = "default"  # the name of the ranges of a plot itself
_FIRST_CATEGORY = 0.5  # where the first category stands in numbers


class PlotAxis:
    """One axis of a plot.

    Bars of several groups at each category have factors with two levels, the category and the group: then
    `has_groups`, and the outer levels are the categories.
    """

    def __init__(self, plot: Model, letter: Literal["x", "y"], name: str = DEFAULT) -> None:
        self.letter = letter
        extra = plot.get(f"extra_{letter}_ranges") or {}
        scales = plot.get(f"extra_{letter}_scales") or {}
        self._range = plot.model(f"{letter}_range") if name == DEFAULT else extra.get(name, plot)
        scale = scales.get(name) or plot.model(f"{letter}_scale")
        axes = [each for side in _SIDES[letter] for each in plot.models(side) if each.name.endswith("Axis")]
        own = [each for each in axes if (each.text(f"{letter}_range_name") or DEFAULT) == name]
        self._axis = next((each for each in own if each.text("axis_label")), own[0] if own else None)
        self.is_log = scale.name == "LogScale"
        self.is_mercator = self._axis is not None and self._axis.name == "MercatorAxis"
        self._factors = self._range.get("factors") or [] if self._range.name == "FactorRange" else []
        nested = [factor for factor in self._factors if isinstance(factor, (list, tuple))]
        inner = {str(factor[-1]) for factor in nested}
        self.has_groups = len(nested) == len(self._factors) > len(inner) > 0
        names = [_name(factor[:-1] if self.has_groups else factor) for factor in self._factors]
        self.categories = list(dict.fromkeys(names))
        self.kind: Literal["number", "date", "category"] = self._kind()

    def _kind(self) -> Literal["number", "date", "category"]:
        if self._range.name == "FactorRange":
            return "category"
        if self._axis is None:
            return "number"
        formatter = self._axis.model("formatter").name
        return "date" if "Datetime" in self._axis.name or "Datetime" in formatter else "number"

    @property
    def label(self) -> str:
        """The label of the axis."""
        return "" if self._axis is None else self._axis.text("axis_label")

    def positions(self, column: Column) -> Floats:
        """Return data as floats of the model."""
        if self.kind == "category":
            at = {name: float(n) for n, name in enumerate(self.categories)}
            return np.array([self._position(value, at) for value in column], float)
        values = to_floats(column)
        if self.kind == "date":
            if column.dtype == object and np.isnan(values).all():
                return to_days(column)
            return values / _MILLISECONDS_PER_DAY
        return values

    def _position(self, value: Any, at: dict[str, float]) -> float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value - _FIRST_CATEGORY
        levels = _levels(value)
        name = _name(levels)
        if self.has_groups and name not in at:
            name = _name(levels[:-1])
        return at.get(name, np.nan)

    def group_names(self, column: Column) -> list[str]:
        """Return the inner level of categories with two levels, which is the group of a bar."""
        depths = {len(factor) for factor in self._factors}
        return [
            levels[-1] if len(levels := _levels(value)) in depths and len(levels) > 1 else ""
            for value in column
        ]

    def lengths(self, column: Column) -> Floats:
        """Return lengths along the axis, such as the widths of bars; on a date axis, days."""
        return to_floats(column) / (_MILLISECONDS_PER_DAY if self.kind == "date" else 1)

    def to_model(self, label: str) -> Axis:
        """Return the axis as the model has it."""
        names = {float(position): name for position, name in enumerate(self.categories)}
        return Axis(
            label,
            self.kind,
            self.is_log,
            names if self.kind == "category" else self._tick_names(),
            self._limits(),
            percent_of=self._percent_of(),
            is_reversed=self._is_reversed(),
        )

    def _tick_names(self) -> dict[float, str]:
        """Return the names that are written at numbers."""
        names = (self._axis.get("major_label_overrides") if self._axis is not None else None) or {}
        if self.kind == "date" or not isinstance(names, dict):
            return {}
        known = {read_number(str(key)): text for key, text in names.items() if isinstance(text, str)}
        return {position: text for position, text in known.items() if np.isfinite(position)}

    def _percent_of(self) -> float:
        """Return the value that is drawn as 100 percent, or NaN if the axis shows no percentages."""
        form = self._axis.model("formatter") if self._axis is not None else None
        is_percent = form is not None and form.name == "NumeralTickFormatter" and "%" in form.text("format")
        return 1.0 if is_percent else np.nan

    def _ends(self) -> Floats:
        """Return the ends of the range that someone set, NaN where they follow from the data."""
        if self.kind == "category":
            return np.full(2, np.nan)
        defaults = (0.0, 1.0) if self._range.name == "Range1d" else (np.nan, np.nan)
        ends = [
            self._range.get(end, default) for end, default in zip(("start", "end"), defaults, strict=True)
        ]
        return self.positions(decode(ends))

    def _is_reversed(self) -> bool:
        start, end = self._ends()
        return bool(start > end) or self._range.get("flipped") is True

    def _limits(self) -> tuple[float, float] | None:
        start, end = self._ends()
        if self._range.get("flipped") is True or start > end:
            start, end = end, start
        low = float(start) if np.isfinite(start) else -np.inf
        high = float(end) if np.isfinite(end) else np.inf
        return (low, high) if np.isfinite([low, high]).any() else None


def _levels(value: Any) -> list[str]:
    """Return the levels of a category, without the distance by which a mark is moved aside."""
    if not isinstance(value, (list, tuple, np.ndarray)):
        return ["" if is_missing(value) else str(value)]
    return [str(level) for level in value if isinstance(level, str)]


def _name(levels: str | Sequence[Any]) -> str:
    return ", ".join(_levels(levels)) if not isinstance(levels, str) else levels
