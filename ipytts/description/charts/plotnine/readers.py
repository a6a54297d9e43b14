"""Read the layers of plotnine into marks, by their geometries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.grids import grid_of
from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Bars,
    BoxSummary,
    Curve,
    Floats,
    Histogram,
    Intervals,
    Mark,
    OtherMark,
    Points,
    ReferenceLine,
)
from ipytts.description.charts.plotnine.layers import PanelLayer
from ipytts.description.charts.statistics.arrays import Flags, sum_by_position, total_by_position

_MAX_LINES = 20  # lines across a panel
_MAX_TEXTS = 500


def marks_of(layer: PanelLayer) -> list[Mark]:
    """Return the marks of a layer; a geometry that is not known is another mark."""
    for base in type(layer.geom).__mro__:
        if base.__name__ in _READERS:
            return _READERS[base.__name__](layer)
    name = type(layer.geom).__name__.removeprefix("geom_").replace("_", " ")
    return [OtherMark(f"plot of {name}s" if name else "chart")]


def _points(layer: PanelLayer) -> list[Mark]:
    x, y = layer.along_x("x"), layer.along_y("y")
    return [Points(name, x[rows], y[rows]) for name, rows in layer.series(with_all=False)]


def _lines(layer: PanelLayer) -> list[Mark]:
    x, y = layer.along_x("x"), layer.along_y("y")
    ends = ~np.isinf(x)  # a cumulative distribution goes on to both sides
    return [_curve(layer, name, x[rows & ends], y[rows & ends]) for name, rows in layer.series()]


def _curve(layer: PanelLayer, name: str, x: Floats, y: Floats) -> Curve:
    form: Any = "steps" if layer.is_a("geom_step") or layer.stat == "stat_ecdf" else "line"
    steps = np.diff(x[np.isfinite(x)])
    if layer.x.kind != "category" and bool((steps < 0).any()):
        form = "path"
    return Curve(name, x, y, form=form)


def _smooth(layer: PanelLayer) -> list[Mark]:
    """Return fitted lines, with their confidence bands where these are drawn."""
    x, y = layer.along_x("x"), layer.along_y("y")
    has_band = layer.has("ymin") and layer.has("ymax")
    ends = [layer.along_y(name) if has_band else y for name in ("ymin", "ymax")]
    has_band = has_band and bool(np.isfinite(ends).any())
    return [
        Curve(
            name,
            x[rows],
            y[rows],
            ends[0][rows] if has_band else None,
            ends[1][rows] if has_band else None,
        )
        for name, rows in layer.series()
    ]


def _areas(layer: PanelLayer) -> list[Mark]:
    """Return stacked areas, areas above 0, or areas between two lines."""
    x = layer.along_x("x")
    low, high = layer.along_y("ymin"), layer.along_y("ymax")
    series = list(layer.series())
    if layer.position in ("position_stack", "position_fill") and len(series) > 1:
        values = _shares(layer, x, high - low)
        return [
            Curve(name, *sum_by_position(x[rows], values[rows]), form="stacked area") for name, rows in series
        ]
    marks: list[Mark] = []
    for name, rows in series:
        if not np.nan_to_num(low[rows]).any():
            marks.append(Curve(name, x[rows], high[rows], form="area"))
        else:
            marks.append(AreaBetween(name, x[rows], low[rows], high[rows]))
    return marks


def _shares(layer: PanelLayer, x: Floats, values: Floats) -> Floats:
    """Return values, as fractions of all at the same place if they are drawn so."""
    if layer.position != "position_fill":
        return values
    unique, index = np.unique(x, return_inverse=True)
    totals = np.bincount(index.ravel(), np.abs(np.nan_to_num(values)), minlength=unique.size)
    return np.asarray(values / totals[index.ravel()], float)


def _bars(layer: PanelLayer) -> list[Mark]:
    """Return bars, or the bins of a histogram."""
    if layer.stat in ("stat_bin", "stat_histogram"):
        return _histograms(layer)
    x = layer.along_x("x")
    values = _shares(layer, x, layer.along_y("y"))
    series = list(layer.series())
    is_stacked = len(series) > 1 and layer.position in ("position_stack", "position_fill")
    marks: list[Mark] = []
    for name, rows in series:
        is_placed = rows & np.isfinite(x)
        if layer.position in ("position_stack", "position_fill"):
            positions, lengths = total_by_position(x[is_placed], values[is_placed])
        else:
            positions, lengths = _longest(x[is_placed], values[is_placed])
        marks.append(Bars(name, positions, lengths, is_stacked=is_stacked))
    return marks


def _longest(positions: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return the different positions, and the longest of the bars that are drawn over each other at each."""
    order = np.lexsort((-np.abs(values), positions))
    unique, first = np.unique(positions[order], return_index=True)
    return unique, values[order][first]


def _histograms(layer: PanelLayer) -> list[Mark]:
    low, high, heights = layer.along_x("xmin"), layer.along_x("xmax"), layer.along_y("y")
    is_cumulative = "cum" in str(layer.mapping.get("y", ""))
    marks: list[Mark] = []
    for name, rows in layer.series():
        order = np.flatnonzero(rows)[np.argsort(low[rows], kind="stable")]
        used = np.flatnonzero(np.nan_to_num(heights[order]))
        order = order[used[0] : used[-1] + 1] if used.size else order
        edges = np.append(low[order], high[order][-1:])
        if edges.size > 1:
            marks.append(Histogram(name, edges, heights[order], is_cumulative=is_cumulative))
    return marks


def _boxes(layer: PanelLayer) -> list[Mark]:
    names = _names_at(layer)
    columns = {name: layer.along_y(name) for name in ("ymin", "lower", "middle", "upper", "ymax")}
    outliers = layer.data["outliers"].tolist() if layer.has("outliers") else [[]] * len(names)
    return [
        BoxSummary(
            names[n],
            float(columns["ymin"][n]),
            float(columns["ymax"][n]),
            float(columns["middle"][n]),
            float(columns["lower"][n]),
            float(columns["upper"][n]),
            np.sort(layer.y.values(np.asarray(outliers[n], float))),
        )
        for n in _in_order(layer)
    ]


def _in_order(layer: PanelLayer) -> list[int]:
    """Return the rows from left to right."""
    x = layer.along_x("x")
    groups = to_floats(layer.data["group"].to_numpy())
    return [int(n) for n in np.lexsort((groups, x))]


def _names_at(layer: PanelLayer) -> list[str]:
    """Return the category and the group of each row."""
    categories = layer.x.to_model().categories if layer.x.kind == "category" else {}
    names = [categories.get(float(at), "") for at in layer.along_x("x")]
    for group, rows in layer.series():
        for at in np.flatnonzero(rows).tolist():
            names[at] = ", ".join(filter(None, [names[at], group]))
    return names


def _violins(layer: PanelLayer) -> list[Mark]:
    y, widths = layer.along_y("y"), to_floats(layer.data["violinwidth"].to_numpy())
    marks: list[Mark] = []
    names = np.array(_names_at(layer), object)
    for name in dict.fromkeys(names[_in_order(layer)].tolist()):
        own = names == name
        peak = float(y[own][int(np.nanargmax(widths[own]))])
        low, high = float(np.nanmin(y[own])), float(np.nanmax(y[own]))
        marks.append(BoxSummary(str(name), low, high, peak=peak, form="violin"))
    return marks


def _tiles(layer: PanelLayer) -> list[Mark]:
    """Return tiles whose colors show numbers as a heat map."""
    number = layer.numeric("fill", "color", "alpha")
    if number:
        values = to_floats(layer.data[number].to_numpy())
        axes = layer.x.to_model(), layer.y.to_model()
        grid = grid_of(layer.along_x("x"), layer.along_y("y"), values, layer.label(number), axes)
        if grid is not None:
            return [grid]
    return _rectangles(layer)


def _rectangles(layer: PanelLayer) -> list[Mark]:
    """Return shaded ranges across the panel; other rectangles are not described."""
    marks: list[Mark] = []
    for letter, other, read in (("x", "y", layer.along_x), ("y", "x", layer.along_y)):
        if layer.has(f"{other}min") and np.isinf(to_floats(layer.data[f"{other}min"].to_numpy())).all():
            low, high = read(f"{letter}min"), read(f"{letter}max")
            ends = zip(low.tolist(), high.tolist(), strict=True)
            marks += [ReferenceLine("x" if letter == "x" else "y", a, "", b) for a, b in ends]
            return marks[:_MAX_LINES]
    count = len(layer.data)
    return [OtherMark(f"plot of {count:,} rectangles" if count != 1 else "rectangle")]


def _intervals(layer: PanelLayer) -> list[Mark]:
    x, low, high = layer.along_x("x"), layer.along_y("ymin"), layer.along_y("ymax")
    has_centers = layer.is_a("geom_pointrange", "geom_crossbar") and layer.has("y")
    values = layer.along_y("y") if has_centers else np.full(x.size, np.nan)
    marks: list[Mark] = []
    for name, rows in layer.series():
        order = np.flatnonzero(rows)[np.argsort(x[rows], kind="stable")]
        marks.append(Intervals(name, x[order], values[order], low[order], high[order]))
    return marks


def _level_intervals(layer: PanelLayer) -> list[Mark]:
    y, low, high = layer.along_y("y"), layer.along_x("xmin"), layer.along_x("xmax")
    marks: list[Mark] = []
    for name, rows in layer.series():
        order = np.flatnonzero(rows)[np.argsort(y[rows], kind="stable")]
        unknown = np.full(order.size, np.nan)
        marks.append(Intervals(name, y[order], unknown, low[order], high[order], is_horizontal=True))
    return marks


def _segments(layer: PanelLayer) -> list[Mark]:
    x, y = layer.along_x("x"), layer.along_y("y")
    if not layer.has("xend") or not layer.has("yend"):
        return [OtherMark("plot of lines")]
    x_end, y_end = layer.along_x("xend"), layer.along_y("yend")
    every: Flags = np.ones(x.size, bool)
    unknown = np.full(x.size, np.nan)
    if np.array_equal(x, x_end):
        low, high = np.minimum(y, y_end), np.maximum(y, y_end)
        return [Intervals("", x[every], unknown, low, high)]
    if np.array_equal(y, y_end):
        low, high = np.minimum(x, x_end), np.maximum(x, x_end)
        return [Intervals("", y[every], unknown, low, high, is_horizontal=True)]
    return [OtherMark(f"plot of {x.size:,} lines" if x.size != 1 else "line")]


def _texts(layer: PanelLayer) -> list[Mark]:
    x, y, texts = layer.along_x("x"), layer.along_y("y"), layer.texts("label")
    rows = zip(texts[:_MAX_TEXTS], x.tolist(), y.tolist(), strict=False)
    return [Annotation(text, a, b) for text, a, b in rows if text]


def _level_lines(layer: PanelLayer) -> list[Mark]:
    return _lines_across("y", layer.along_y("yintercept"))


def _upright_lines(layer: PanelLayer) -> list[Mark]:
    return _lines_across("x", layer.along_x("xintercept"))


def _lines_across(letter: Literal["x", "y"], values: Floats) -> list[Mark]:
    different = dict.fromkeys(values[np.isfinite(values)].tolist())
    return [ReferenceLine(letter, value) for value in list(different)[:_MAX_LINES]]


def _sloped_lines(layer: PanelLayer) -> list[Mark]:
    """Return the diagonal; other lines without ends are not described."""
    slopes, starts = (to_floats(layer.data[name].to_numpy()) for name in ("slope", "intercept"))
    is_diagonal = bool((slopes == 1).all() and (starts == 0).all())
    return [ReferenceLine("diagonal", np.nan) if is_diagonal else OtherMark("line")]


def _nothing(_: PanelLayer) -> list[Mark]:
    return []


_READERS: dict[str, Callable[[PanelLayer], list[Mark]]] = {
    "geom_abline": _sloped_lines,
    "geom_area": _areas,
    "geom_bar": _bars,
    "geom_bin_2d": _tiles,
    "geom_blank": _nothing,
    "geom_boxplot": _boxes,
    "geom_crossbar": _intervals,
    "geom_density": _lines,
    "geom_errorbar": _intervals,
    "geom_errorbarh": _level_intervals,
    "geom_hline": _level_lines,
    "geom_linerange": _intervals,
    "geom_path": _lines,
    "geom_point": _points,
    "geom_pointrange": _intervals,
    "geom_raster": _tiles,
    "geom_rect": _rectangles,
    "geom_ribbon": _areas,
    "geom_rug": _nothing,  # it repeats the points
    "geom_segment": _segments,
    "geom_smooth": _smooth,
    "geom_text": _texts,
    "geom_tile": _tiles,
    "geom_violin": _violins,
    "geom_vline": _upright_lines,
}
