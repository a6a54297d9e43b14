"""Read maps: regions in colors, points, and the density of points."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from ipytts.description.charts.json_data import decode, to_floats, to_texts
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import Floats, MapPoints, Mark, NamedValues, OtherMark
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, name_of
from ipytts.description.charts.plotly.texts import hover_label, plain, title
from ipytts.description.wording import numbers

_REGION_TYPES = ("choropleth", "choroplethmap", "choroplethmapbox")


def read_regions(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the values of the regions of a map, or how many regions each group has."""
    regions = [t for t in subplot.traces if t["type"] in _REGION_TYPES]
    legend = mapping(subplot.layout.get("legend"))
    if len(regions) > 1 and all(t.get("name") and not _varies(t) for t in regions):
        if trace is not regions[0]:
            return []
        counts = Counter({name_of(t): len(to_texts(t.get("locations"))) for t in regions})
        return [RegionGroups(list(counts), list(counts.values()), title(legend.get("title")))]
    values = to_floats(trace.get("z"))
    names = _names(trace, values.size)
    return [
        NamedValues("map", "region", names[: values.size], values[: len(names)], subplot.color_label(trace))
    ]


def _varies(trace: dict[str, Any]) -> bool:
    values = to_floats(trace.get("z"))
    known = values[np.isfinite(values)]
    return bool(known.size and (known != known[0]).any())


def _names(trace: dict[str, Any], count: int) -> list[str]:
    """Return the names of places: the texts of the points, or their codes."""
    for key in ("hovertext", "text", "locations"):
        if not isinstance(trace.get(key), str):
            names = [plain(text) for text in to_texts(trace.get(key))]
            if len(names) == count and count:
                return names
    return []


def read_map_points(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the points of a map, with the values that their sizes or colors show."""
    longitudes, latitudes = to_floats(trace.get("lon")), to_floats(trace.get("lat"))
    count = max(longitudes.size, decode(trace.get("locations")).size)
    mode = str(trace.get("mode") or "markers")
    if "lines" in mode:
        return [OtherMark(f"map with a line through {numbers.with_noun(count, 'point')}")]
    values, label = _values(trace, subplot, count)
    names = _names(trace, count)
    is_code = bool(names) and trace.get("hovertext") is None and trace.get("text") is None
    name_label = hover_label(trace, "location") if is_code else ""
    return [MapPoints(names, values, longitudes, latitudes, label, name_label, name_of(trace))]


def _values(trace: dict[str, Any], subplot: Subplot, count: int) -> tuple[Floats, str]:
    """Return the values that the sizes of points show, or else their colors, and the label of these."""
    sizes = to_floats(mapping(trace.get("marker")).get("size"))
    if count > 1 and sizes.size == count:
        return sizes, hover_label(trace, "marker.size")
    colors = subplot.colors(trace)
    return (colors, subplot.color_label(trace)) if colors.size == count else (np.empty(0), "")


def read_map_density(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the points whose density a map shows, with their weights."""
    longitudes, latitudes = to_floats(trace.get("lon")), to_floats(trace.get("lat"))
    weights = to_floats(trace.get("z"))
    values = weights if weights.size == longitudes.size else np.empty(0)
    label = subplot.color_label(trace) or hover_label(trace, "z")
    names = _names(trace, longitudes.size)
    return [MapPoints(names, values, longitudes, latitudes, label, name=name_of(trace))]
