"""Read the traces of plotly's figures into marks: one function for each type of trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts.json_data import decode, group_rows, to_floats, to_texts
from ipytts.description.charts.model import (
    Bars,
    Curve,
    HeatMap,
    Histogram,
    Mark,
    NamedValues,
    OtherMark,
    Pie,
    Plot3D,
    Points,
    RGBImage,
    UnbinnedHistogram,
)
from ipytts.description.charts.statistics.arrays import sum_by_position
from ipytts.description.charts.statistics.distributions import summarize_box
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.charts.model import Floats
    from ipytts.description.charts.plotly.subplots import Subplot

_FEW_POINTS = 20  # points; below that, plotly draws a marker at each point of a line
_STRIP_COLOR = "rgba(255,255,255,0)"  # of the invisible boxes that plotly express draws for strips


def marks_of(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the marks of a trace."""
    kind = str(trace.get("type", "scatter"))
    reader = _READERS.get(kind)
    return reader(trace, subplot) if reader else [OtherMark(f"{kind} chart")]


def _name(trace: dict[str, Any]) -> str:
    return str(trace.get("name") or "")


def _scatter(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    y = subplot.y.values(trace.get("y"))
    x = subplot.x.values_or_numbers(trace.get("x"), y.size)
    y = subplot.y.values_or_numbers(trace.get("y"), x.size)
    mode = str(trace.get("mode") or ("lines+markers" if x.size < _FEW_POINTS else "lines"))
    if "lines" not in mode and not trace.get("fill"):
        return [Points(_name(trace), x, y)]
    low, high = _error_bars(trace, y)
    return [Curve(_name(trace), x, y, low, high, _curve_form(trace), "error bar")]


def _curve_form(trace: dict[str, Any]) -> Any:
    if trace.get("stackgroup"):
        return "stacked area"
    if trace.get("fill") == "tozeroy":
        return "area"
    shape = str((trace.get("line") or {}).get("shape", ""))
    return "steps" if shape in ("hv", "vh", "hvh", "vhv") else "line"


def _error_bars(
    trace: dict[str, Any], values: Floats, key: str = "error_y"
) -> tuple[Floats | None, Floats | None]:
    errors = trace.get(key) or {}
    up = to_floats(errors.get("array"))
    if up.size != values.size or not up.size or errors.get("visible") is False:
        return None, None
    down = to_floats(errors.get("arrayminus"))
    return values - (down if down.size == up.size else up), values + up


def _bars(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    is_horizontal = trace.get("orientation") == "h"
    position_axis, value_axis = (subplot.y, subplot.x) if is_horizontal else (subplot.x, subplot.y)
    values = value_axis.values(trace.get("x" if is_horizontal else "y"))
    positions = position_axis.values_or_numbers(trace.get("y" if is_horizontal else "x"), values.size)
    positions, values = positions[: values.size], values[: positions.size]
    known = np.isfinite(positions)
    unique, sums = sum_by_position(positions[known], values[known])  # bars at one position are stacked
    low, high = _error_bars(trace, values, "error_x" if is_horizontal else "error_y")
    if unique.size != positions.size:
        low = high = None
    elif low is not None and high is not None:
        order = np.argsort(positions)
        low, high = low[order], high[order]
    return [Bars(_name(trace), unique, sums, is_horizontal, subplot.is_stacked, low, high)]


def _histogram(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    is_horizontal = "x" not in trace or trace.get("orientation") == "h"
    axis = subplot.y if is_horizontal else subplot.x
    values = axis.values(trace.get("y" if is_horizontal else "x"))
    values = values[np.isfinite(values)]
    if axis.kind == "category":
        weights = to_floats(trace.get("x" if is_horizontal else "y"))
        positions, heights = _aggregated(values, weights, trace.get("histfunc"))
        return [Bars(_name(trace), positions, heights, is_horizontal, subplot.is_stacked)]
    bins = trace.get("ybins" if is_horizontal else "xbins") or {}
    if all(isinstance(bins.get(key), (int, float)) for key in ("start", "end", "size")) and bins["size"] > 0:
        edges = np.arange(bins["start"], bins["end"] + bins["size"] / 2, bins["size"])
        counts = np.histogram(values, edges)[0].astype(float)
        return [Histogram(_name(trace), edges, counts, is_horizontal=is_horizontal)]
    return [UnbinnedHistogram(_name(trace), values, is_horizontal=is_horizontal)]


def _aggregated(positions: Floats, weights: Floats, function: Any) -> tuple[Floats, Floats]:
    """Return the positions of categories, and the counts, sums or means of their weights."""
    unique, counts = sum_by_position(positions, np.ones(positions.size))
    if weights.size != positions.size or function not in ("sum", "avg"):
        return unique, counts
    _, sums = sum_by_position(positions, weights)
    return unique, sums / counts if function == "avg" else sums


def _boxes(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return boxes, violins or strips, with quartiles as plotly computes them."""
    form: Any = trace.get("type")
    is_horizontal = trace.get("orientation") == "h" or "y" not in trace
    values = to_floats(trace.get("x" if is_horizontal else "y"))
    if form == "box" and not values.size and "median" in trace:
        return [OtherMark("box plot")]
    categories = to_texts(trace.get("y" if is_horizontal else "x"))
    if len(categories) != values.size:
        categories = [""] * values.size
    if (trace.get("line") or {}).get("color") == _STRIP_COLOR:
        form = "strip"
    groups, names = group_rows(categories)
    return [
        summarize_box(
            ", ".join(dict.fromkeys(filter(None, [name, _name(trace)]))),
            values[groups == group],
            form,
            method="hazen",
            with_count=form != "box",
        )
        for group, name in enumerate(names)
    ]


def _pie(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    labels, values = to_texts(trace.get("labels")), to_floats(trace.get("values"))
    if not values.size:
        values = np.ones(len(labels))
    if not labels:
        labels = [str(number) for number in range(values.size)]
    sums: dict[str, float] = {}
    for label, value in zip(labels, np.nan_to_num(values).tolist(), strict=False):
        sums[label] = sums.get(label, 0.0) + value
    total = sum(sums.values())
    if not total > 0:
        return [Pie([], np.empty(0))]
    return [Pie(list(sums), np.array([value / total for value in sums.values()]))]


def _heat_map(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    values = decode(trace.get("z"))
    if values.dtype == object:
        try:
            values = np.array([to_floats(row) for row in values])
        except ValueError:  # ragged
            values = np.empty((0, 0))
    if values.ndim != 2 or not values.size:
        return [OtherMark("heat map")]
    labels = [to_texts(trace.get(key)) for key in ("y", "x")]
    rows, columns = (
        texts if len(texts) == size else [] for texts, size in zip(labels, values.shape, strict=True)
    )
    return [HeatMap(values.astype(float), rows, columns, subplot.color_title(trace))]


def _density(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    x, y = subplot.x.values(trace.get("x")), subplot.y.values(trace.get("y"))
    return [Points(_name(trace), x, y, "density")]


def _image(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    pixels = decode(trace.get("z"))
    if pixels.ndim < 2:
        return [OtherMark("picture")]
    return [RGBImage(int(pixels.shape[1]), int(pixels.shape[0]))]


def _plot_3d(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    x, y, z = (decode(trace.get(letter)) for letter in "xyz")
    if z.dtype == object and z.size and not np.isscalar(z[0]):  # rows of a surface
        z = np.concatenate([to_floats(row) for row in z])
    if trace.get("type") in ("surface", "mesh3d"):
        form = "surface"
    else:
        form = "line" if "lines" in str(trace.get("mode", "markers")) else "scatter plot"
    return [Plot3D(form, to_floats(x), to_floats(y), to_floats(z))]


def _map(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    values = to_floats(trace.get("z"))
    names = to_texts(trace.get("hovertext", trace.get("text")))
    if len(names) != values.size:
        names = to_texts(trace.get("locations"))
    return [NamedValues("map", "region", names, values, subplot.color_title(trace))]


def _hierarchy(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the parts of a funnel, or the leaves of a tree."""
    labels = to_texts(trace.get("labels", trace.get("y")))
    values = to_floats(trace.get("values", trace.get("x")))
    ids = to_texts(trace.get("ids")) or labels
    parents = set(to_texts(trace.get("parents")))
    leaves = [n for n in range(min(len(labels), values.size)) if ids[n] not in parents]
    charts = {"sunburst": "sunburst chart", "treemap": "tree map", "icicle": "icicle chart"}
    chart = charts.get(str(trace.get("type")), "funnel chart")
    return [NamedValues(chart, "part", [labels[n] for n in leaves], values[leaves])]


def _prices(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    low, high, close = (to_floats(trace.get(key)) for key in ("low", "high", "close"))
    x = subplot.x.values_or_numbers(trace.get("x"), close.size)
    return [Curve(_name(trace), x, close, low, high, "prices", "band")]


def _polar(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    return [Curve(_name(trace), subplot.x.values(trace.get("theta")), subplot.y.values(trace.get("r")))]


def _indicator(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    title = (trace.get("title") or {}).get("text", "")
    return [NamedValues("indicator", "value", [str(title or "The value")], to_floats(trace.get("value")))]


def _count_reader(chart: str, noun: str, *path: str) -> Callable[[dict[str, Any], Subplot], list[Mark]]:
    """Return a reader that names the kind of chart, and the number of items at a path in the trace."""

    def read(trace: dict[str, Any], _: Subplot) -> list[Mark]:
        data: Any = trace
        for key in path:
            data = (data or {}).get(key)
        return [OtherMark(f"{chart} with {numbers.with_noun(len(decode(data)), noun)}")]

    return read


_READERS: dict[str, Callable[[dict[str, Any], Subplot], list[Mark]]] = {
    **dict.fromkeys(("scatter", "scattergl"), _scatter),
    **dict.fromkeys(("bar", "waterfall"), _bars),
    "histogram": _histogram,
    **dict.fromkeys(("box", "violin"), _boxes),
    **dict.fromkeys(("pie", "funnelarea"), _pie),
    **dict.fromkeys(("heatmap", "contour"), _heat_map),
    **dict.fromkeys(("histogram2d", "histogram2dcontour"), _density),
    "image": _image,
    **dict.fromkeys(("scatter3d", "surface", "mesh3d"), _plot_3d),
    **dict.fromkeys(("choropleth", "choroplethmap", "choroplethmapbox"), _map),
    **dict.fromkeys(("sunburst", "treemap", "icicle", "funnel"), _hierarchy),
    **dict.fromkeys(("candlestick", "ohlc"), _prices),
    **dict.fromkeys(("scatterpolar", "scatterpolargl", "barpolar"), _polar),
    "indicator": _indicator,
    "sankey": _count_reader("flow chart", "flow", "link", "value"),
    "table": _count_reader("table", "column", "header", "values"),
    "parcoords": _count_reader("chart of parallel coordinates", "axis", "dimensions"),
    "splom": _count_reader("matrix of scatter plots", "variable", "dimensions"),
    **dict.fromkeys(("scattergeo", "scattermap", "scattermapbox"), _count_reader("map", "point", "lat")),
}
