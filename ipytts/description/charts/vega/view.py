"""A single view of Vega-Lite: one type of mark, its channels and the groups of its marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.json_data import Column
from ipytts.description.charts.vega.channels import Channel, EncodedTable, as_categories
from ipytts.description.charts.vega.titles import title

_COLORS = ("color", "fill", "stroke")
_GROUPING = {  # the channels that part marks into series, by mark
    **dict.fromkeys(("line", "trail", "area"), (*_COLORS, "strokeDash", "shape", "opacity", "detail")),
    **dict.fromkeys(("bar", "boxplot", "errorbar", "errorband"), (*_COLORS, "opacity", "xOffset", "yOffset")),
}


class Series(NamedTuple):
    """The marks of one group."""

    name: str
    rows: Column  # whether each mark is of the group


@dataclass(frozen=True)
class View:
    """A single view."""

    mark: str
    settings: Mapping[str, Any]  # of the mark
    definitions: Mapping[str, dict[str, Any]]
    data: EncodedTable
    x: Channel
    y: Channel

    def grouping(self) -> list[str]:
        """Return the channels that part the marks into series, without those that repeat a position."""
        found: list[str] = []
        sources = {self.x.source, self.y.source}
        channels = _GROUPING.get(self.mark, (*_COLORS, "shape"))
        channels = (*channels, *(name for name in self.definitions if name.startswith("detail ")))
        for name in channels:
            channel = self.data.channel(name)
            is_group = channel.kind == "category" or (channel.kind == "date" and name in self._ordinal())
            if is_group and channel.source not in sources:
                sources.add(channel.source)
                found.append(name)
        is_line = self.mark in _GROUPING and "detail" in _GROUPING[self.mark]
        return found if is_line or "xOffset" in found or "yOffset" in found else found[:1]

    def _ordinal(self) -> set[str]:
        return {name for name, d in self.definitions.items() if d.get("type") in ("nominal", "ordinal")}

    def series(self) -> Iterator[Series]:
        """Yield the series, in the order of their scales."""
        channels = [as_categories(self.data.channel(name)) for name in self.grouping()]
        if not channels:
            yield Series("", np.ones(self.data.count, bool))
            return
        codes = np.zeros(self.data.count)
        for channel in channels:
            codes = codes * len(channel.axis.categories) + channel.values
        for code in np.unique(codes[np.isfinite(codes)]).tolist():
            rows = codes == code
            parts = [channel.axis.categories[channel.values[rows][0]] for channel in channels]
            yield Series(", ".join(parts), rows)

    def legend_title(self) -> str:
        """Return the quantity that distinguishes the series."""
        titles = [title(self.definitions[name]) for name in self.grouping()]
        return " and ".join(filter(None, dict.fromkeys(titles)))

    def channel(self, name: str) -> Channel:
        """Return a channel; one without a kind if it has no field."""
        return self.data.channel(name)

    def stack(self) -> str:
        """Return how marks at one position are stacked: "zero", "normalize", "center", or an empty text."""
        if any(self.channel(name).kind for name in ("x2", "y2")):
            return ""
        settings = [self.definitions[name] for name in ("x", "y") if name in self.definitions]
        stacks = [definition["stack"] for definition in settings if "stack" in definition]
        offset = stacks[0] if stacks else "zero"
        if (
            any((definition.get("scale") or {}).get("type") == "log" for definition in settings)
            and not stacks
        ):
            return ""
        return "zero" if offset is True else str(offset or "")

    def is_dodged(self) -> bool:
        """Return whether the marks of different groups stand side by side."""
        sources = (self.x.source, self.y.source)
        offsets = [self.channel(name) for name in ("xOffset", "yOffset")]
        return any(offset.kind and offset.source not in sources for offset in offsets)

    def is_horizontal(self) -> bool:
        """Return whether values are drawn along x, and positions along y, as Vega-Lite decides for bars."""
        if self.settings.get("orient") in ("horizontal", "vertical"):
            return bool(self.settings["orient"] == "horizontal")
        for own, other, is_horizontal in (("x", "y", True), ("y", "x", False)):
            if f"{own}2" in self.definitions and f"{other}2" not in self.definitions:
                is_bin = self.channel(own).ends is not None or self.definitions[own].get("bin")
                return is_horizontal != bool(is_bin)
        ranks = [_measure_rank(self.definitions.get(name, {}), self.channel(name)) for name in ("x", "y")]
        return ranks[0] > ranks[1]


def _measure_rank(definition: Mapping[str, Any], channel: Channel) -> int:
    """Return how likely a channel is to hold the values of bars, not their positions."""
    if not channel.kind:
        return 0
    if channel.kind == "category":
        return 1
    if channel.ends is not None or definition.get("bin"):
        return 2
    if channel.kind == "date":
        return 3
    return 5 if definition.get("aggregate") else 4
