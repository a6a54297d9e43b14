"""The series of a glyph of Bokeh: one, or one for each group that a legend or colors distinguish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.bokeh.axes import PlotAxis
from ipytts.description.charts.bokeh.documents import Model
from ipytts.description.charts.bokeh.rows import Rows
from ipytts.description.charts.json_data import group_rows, to_texts
from ipytts.description.charts.model import Axis
from ipytts.description.charts.statistics.arrays import Flags

_COLORS = ("fill_color", "line_color", "text_color")
_MAX_GROUPS = 100


class Series(NamedTuple):
    """The marks of one group."""

    name: str
    rows: Flags  # whether each mark is of the group


class Legends:
    """The legends of a plot."""

    def __init__(self, plot: Model) -> None:
        sides = ("center", "left", "right", "above", "below", "renderers")
        found = {each.key: each for side in sides for each in plot.models(side) if each.name == "Legend"}
        self._items = [item for legend in found.values() for item in legend.models("items")]
        self.title = next((title for legend in found.values() if (title := legend.text("title"))), "")

    def _items_of(self, renderer: Model) -> list[Model]:
        return [item for item in self._items if any(each is renderer for each in item.models("renderers"))]

    def name_of(self, renderer: Model, rows: Rows) -> str:
        """Return the name of a series in the legend, or else that of its renderer."""
        items = self._items_of(renderer)
        label = items[0].get("label") if len(items) == 1 else None
        if isinstance(label, dict) and label.get("field") not in rows.fields:
            return str(label.get("value") or label.get("field") or "")
        return renderer.text("name")

    def field_of(self, renderer: Model, rows: Rows) -> str:
        """Return the column whose values the legend names; empty if it names the whole series, or nothing."""
        items = self._items_of(renderer)
        labels = [item.get("label") for item in items]
        fields = [str(label.get("field")) for label in labels if isinstance(label, dict) and "field" in label]
        if len(items) == 1 and fields and fields[0] in rows.fields:
            return fields[0]
        firsts = [item.get("index") for item in items]
        if len(items) < 2 or not all(isinstance(first, int) for first in firsts):
            return ""
        names = [item.text("label") for item in items]
        return next(
            (field for field in rows.fields if [rows.row(field, int(at)) for at in firsts] == names), ""
        )


@dataclass(frozen=True)
class Glyphs:
    """The marks that one renderer draws: their rows and the axes and legends of their plot."""

    renderer: Model
    rows: Rows
    x: PlotAxis
    y: PlotAxis
    legends: Legends
    fallback_name: str = ""  # of its column, if other columns are drawn too

    @property
    def kind(self) -> str:
        """The name of the class of the glyph."""
        return self.rows.model.name

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """The two axes as the model has them."""
        return self.x.to_model(self.x.label), self.y.to_model(self.y.label)

    @property
    def name(self) -> str:
        """The name of the whole series."""
        return self.legends.name_of(self.renderer, self.rows) or self.fallback_name

    def color_field(self, *, of_categories: bool) -> str:
        """Return the column that colors show by categories or by numbers; empty if there is none."""
        for name in _COLORS:
            transform = self.rows.transform(name)
            if transform is not None and _is_color_mapper(transform, of_categories=of_categories):
                return self.rows.field(name)
        return ""

    def color_mapper(self) -> Model | None:
        """Return what maps numbers to the colors of the marks."""
        transforms = [self.rows.transform(name) for name in _COLORS]
        mappers = [t for t in transforms if t is not None and _is_color_mapper(t, of_categories=False)]
        return mappers[0] if mappers else None

    def marker_field(self) -> str:
        """Return the column that the markers of points show."""
        return self.rows.field("marker") if self.rows.transform("marker") is not None else ""

    def group_field(self, *positions: str) -> str:
        """Return the column that parts the marks into groups, unless it gives one of their positions."""
        fields = (
            self.legends.field_of(self.renderer, self.rows),
            self.color_field(of_categories=True),
            self.marker_field(),
        )
        taken = {self.rows.field(name, name) for name in positions}
        field = next((field for field in fields if field and field not in taken), "")
        texts = to_texts(self.rows.values_of(field)) if field else []
        return field if texts and len(set(texts)) <= _MAX_GROUPS and self._is_apart(texts, *positions) else ""

    def _is_apart(self, texts: list[str], *positions: str) -> bool:
        """Return whether groups are not the categories at which the marks stand."""
        columns = [self.rows.column(name) for name in positions]
        known = [list(map(str, column)) for column in columns if column.dtype == object]
        return texts not in known

    def legend_title(self, *positions: str) -> str:
        """Return the quantity that distinguishes the series."""
        return self.legends.title or self.group_field(*positions)

    def series(self, *positions: str) -> Iterator[Series]:
        """Yield the series; `positions` are the properties that give the places of the marks."""
        inner = self._inner_levels(positions)
        field = "" if inner else self.group_field(*positions)
        texts: list[str] = inner or (to_texts(self.rows.values_of(field)) if field else [])
        if not texts:
            yield Series(self.name, np.ones(self.rows.count, bool))
            return
        groups, names = group_rows(texts)
        order = {name: n for n, name in enumerate(self._mapped_categories())}
        for name in sorted(names, key=lambda name: order.get(name, len(order))):
            group = names.index(name)
            yield Series(", ".join(filter(None, [self.name if inner else "", name])), groups == group)

    def _mapped_categories(self) -> list[str]:
        """Return the categories that colors or markers show, in the order in which they were given."""
        transforms = [self.rows.transform(name) for name in (*_COLORS, "marker")]
        factors = [t.get("factors") for t in transforms if t is not None and t.get("factors")]
        return [str(factor) for factor in factors[0]] if factors else []

    def _inner_levels(self, positions: tuple[str, ...]) -> list[str]:
        """Return the groups that the inner levels of the categories are; empty without such levels."""
        for name in positions:
            axis: Any = {"x": self.x, "y": self.y}.get(name)
            if axis is not None and axis.has_groups:
                groups: list[str] = axis.group_names(self.rows.column(name))
                return groups if any(groups) else []
        return []


def _is_color_mapper(transform: Model, *, of_categories: bool) -> bool:
    is_mapper = transform.name.endswith("ColorMapper")
    return is_mapper and (transform.name == "CategoricalColorMapper") == of_categories
