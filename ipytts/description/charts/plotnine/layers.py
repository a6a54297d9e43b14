"""The layers of a panel of plotnine: their columns, and the series that colors and the like distinguish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.json_data import to_floats, to_texts
from ipytts.description.charts.model import Floats
from ipytts.description.charts.plotnine.axes import PlotAxis, is_discrete, names_of, plain_label
from ipytts.description.charts.statistics.arrays import Flags

_AESTHETICS = ("color", "fill", "linetype", "shape", "alpha", "size")
_LINES = ("geom_path", "geom_ribbon", "geom_smooth", "geom_density")


class Series(NamedTuple):
    """The marks of one group."""

    name: str
    rows: Flags  # whether each mark is of the group


@dataclass(frozen=True)
class PanelLayer:
    """The rows of a layer in one panel."""

    geom: Any
    stat: str
    position: str
    mapping: Mapping[str, Any]
    data: Any  # a data frame
    x: PlotAxis
    y: PlotAxis
    scales: Mapping[str, Any]
    labels: Mapping[str, str]  # of the aesthetics

    def has(self, column: str) -> bool:
        """Return whether the layer has a column."""
        return column in self.data.columns

    def texts(self, column: str) -> list[str]:
        """Return a column as texts."""
        return to_texts(self.data[column].to_numpy())

    def along_x(self, column: str) -> Floats:
        """Return a column as values along x."""
        return self.x.values(self.data[column].to_numpy())

    def along_y(self, column: str) -> Floats:
        """Return a column as values along y."""
        return self.y.values(self.data[column].to_numpy())

    def discrete(self) -> list[str]:
        """Return the aesthetics that distinguish series, without those that repeat a position."""
        found: dict[tuple[str, ...], str] = {}
        for aesthetic in _AESTHETICS:
            scale = self.scales.get(aesthetic)
            if scale is None or not is_discrete(scale) or not self._is_mapped(aesthetic):
                continue
            texts = tuple(self.texts(aesthetic))
            if not self._is_position(texts):
                found.setdefault(texts, aesthetic)
        return list(found.values())

    def numeric(self, *aesthetics: str) -> str:
        """Return the first of some aesthetics that shows numbers; empty if none does."""
        return next(
            (
                each
                for each in aesthetics
                if each in self.scales and not is_discrete(self.scales[each]) and self._is_mapped(each)
            ),
            "",
        )

    def _is_mapped(self, aesthetic: str) -> bool:
        return aesthetic in self.mapping and self.has(aesthetic)

    def _is_position(self, texts: tuple[str, ...]) -> bool:
        """Return whether groups are the categories at which the marks stand."""
        for axis, column in ((self.x, "x"), (self.y, "y")):
            if axis.kind != "category" or not self.has(column):
                continue
            names = list(names_of(axis._scale))  # noqa: SLF001 - of this package
            at = axis.values(self.data[column].to_numpy())
            if all(np.isfinite(at)) and [names[int(n) - 1] for n in at if 0 < n <= len(names)] == list(texts):
                return True
        return False

    def is_a(self, *geoms: str) -> bool:
        """Return whether the layer has one of some geometries."""
        return any(base.__name__ in geoms for base in type(self.geom).__mro__)

    def series(self, *, with_all: bool = True) -> Iterator[Series]:
        """Yield the series, in the order of their legend; with the first aesthetic alone or with all."""
        aesthetics = self.discrete()[: None if with_all else 1]
        if not aesthetics:
            yield from self._unnamed()
            return
        columns = [self.texts(aesthetic) for aesthetic in aesthetics]
        names = [names_of(self.scales[aesthetic]) for aesthetic in aesthetics]
        orders = [{key: n for n, key in enumerate(each)} for each in names]
        keys = list(zip(*columns, strict=True))
        code_of = {key: code for code, key in enumerate(dict.fromkeys(keys))}
        codes = np.array([code_of[key] for key in keys], int)
        known = sorted(
            code_of,
            key=lambda key: [order.get(k, len(order)) for order, k in zip(orders, key, strict=True)],
        )
        for key in known:
            name = ", ".join(own.get(part, part) for own, part in zip(names, key, strict=True))
            yield Series(name, codes == code_of[key])

    def _unnamed(self) -> Iterator[Series]:
        """Yield one series, or of lines, one for each group of the data, whose names are not known."""
        groups = to_floats(self.data["group"].to_numpy()) if self.has("group") else np.empty(0)
        if not self.is_a(*_LINES) or np.unique(groups).size < 2:
            yield Series("", np.ones(len(self.data), bool))
            return
        for group in np.unique(groups).tolist():
            yield Series("", groups == group)

    def label(self, aesthetic: str) -> str:
        """Return the label of an aesthetic, from its scale or from the data."""
        name = getattr(self.scales.get(aesthetic), "name", None)
        return plain_label(name if name is not None else self.labels.get(aesthetic, ""))

    def legend_title(self) -> str:
        """Return the quantity that distinguishes the series."""
        titles = [self.label(aesthetic) for aesthetic in self.discrete()]
        return " and ".join(filter(None, dict.fromkeys(titles)))
