"""The traces of plotly's figures as marks of a chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ipytts.description.charts import columns
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
from ipytts.description.charts.statistics import summarize_box
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.charts.model import Floats

_FEW = 20  # points below which plotly marks each of a line


@dataclass
class Side:
    """One axis of a panel, with what all traces have on it."""

    settings: dict[str, Any]
    data: list[Any]
    kind: str = field(init=False)
    order: list[str] = field(init=False)

    def __post_init__(self) -> None:
        found = [columns.decoded(data) for data in self.data]
        self.kind = self._kind([array for array in found if array.size])
        self.order = []
        if self.kind == "category":
            texts = [text for array in found for text in columns.names(array)]
            self.order = list(
                dict.fromkeys([*map(str, self.settings.get("categoryarray") or []), *filter(None, texts)])
            )

    def _kind(self, found: list[Any]) -> str:
        given = str(self.settings.get("type", "-"))
        if given in ("category", "multicategory", "date"):
            return given.removeprefix("multi")
        if given in ("linear", "log"):
            return "number"
        kinds = {columns.kind_of(array) for array in found}
        return kinds.pop() if len(kinds) == 1 else "category" if "category" in kinds else "number"

    def read(self) -> tuple[Any, bool, Mapping[float, str]]:
        """Return what the model asks of an axis: its kind, whether it is logarithmic, its categories."""
        return (
            self.kind,
            self.settings.get("type") == "log",
            {float(at): name for at, name in enumerate(self.order)},
        )

    def values(self, data: Any) -> Floats:
        """Return data as floats, as the model has them."""
        array = columns.decoded(data)
        if self.kind == "date":
            return columns.days(array)
        if self.kind == "category":
            return columns.places(columns.names(array), self.order)
        return columns.numbers(array)


class Frame:
    """A panel while its traces are read."""

    def __init__(
        self, layout: dict[str, Any], x: dict[str, Any], y: dict[str, Any], traces: list[dict[str, Any]]
    ) -> None:
        self.layout = layout
        self.x = Side(x, [trace.get("x", trace.get("theta")) for trace in traces])
        self.y = Side(y, [trace.get("y", trace.get("r")) for trace in traces])
        self.stacked = layout.get("barmode") in ("stack", "relative") and len(traces) > 1


def marks_of(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    """Return what a trace shows."""
    kind = str(trace.get("type", "scatter"))
    reader = _READERS.get(kind)
    return reader(trace, frame) if reader else [OtherMark(f"{kind} chart")]


def _name(trace: dict[str, Any]) -> str:
    return str(trace.get("name") or "")


def _ends(side: Side, given: Any, count: int) -> Floats:
    """Return a coordinate; where none is given, points are numbered."""
    values = side.values(given)
    return values if values.size or not count else np.arange(count, dtype=float)


def _points(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    y = frame.y.values(trace.get("y"))
    x = _ends(frame.x, trace.get("x"), y.size)
    y = _ends(frame.y, trace.get("y"), x.size)
    mode = str(trace.get("mode") or ("lines+markers" if x.size < _FEW else "lines"))
    if "lines" not in mode and not trace.get("fill"):
        return [Points(_name(trace), x, y)]
    shape = str((trace.get("line") or {}).get("shape", ""))
    form = (
        "stacked area"
        if trace.get("stackgroup")
        else "area"
        if trace.get("fill") == "tozeroy"
        else "steps"
        if shape in ("hv", "vh", "hvh", "vhv")
        else "line"
    )
    low, high = _errors(trace, y)
    return [Curve(_name(trace), x, y, low, high, form, "error bar")]  # type: ignore[arg-type]


def _errors(
    trace: dict[str, Any], values: Floats, key: str = "error_y"
) -> tuple[Floats | None, Floats | None]:
    errors = trace.get(key) or {}
    up = columns.numbers(columns.decoded(errors.get("array")))
    if up.size != values.size or not up.size or errors.get("visible") is False:
        return None, None
    down = columns.numbers(columns.decoded(errors.get("arrayminus")))
    return values - (down if down.size == up.size else up), values + up


def _bars(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    flat = trace.get("orientation") == "h"
    along, across = (frame.y, frame.x) if flat else (frame.x, frame.y)
    sizes = across.values(trace.get("x" if flat else "y"))
    places = _ends(along, trace.get("y" if flat else "x"), sizes.size)
    places, sizes = places[: sizes.size], sizes[: places.size]
    known = np.isfinite(places)
    unique, at = np.unique(places[known], return_inverse=True)
    sums = np.zeros(unique.size)
    np.add.at(sums, at.ravel(), np.nan_to_num(sizes[known]))  # bars at one place stand on each other
    low, high = _errors(trace, sizes, "error_x" if flat else "error_y")
    if unique.size != places.size:
        low = high = None
    elif low is not None and high is not None:
        order = np.argsort(places)
        low, high = low[order], high[order]
    return [Bars(_name(trace), unique, sums, flat, frame.stacked, low, high)]


def _histogram(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    flat = "x" not in trace or trace.get("orientation") == "h"
    side = frame.y if flat else frame.x
    values = side.values(trace.get("y" if flat else "x"))
    values = values[np.isfinite(values)]
    weights = columns.numbers(columns.decoded(trace.get("x" if flat else "y")))
    function = trace.get("histfunc")
    if side.kind == "category":
        return [
            _tallied(
                trace,
                values,
                weights if function else None,
                str(function),
                horizontal=flat,
                stacked=frame.stacked,
            )
        ]
    bins = trace.get("ybins" if flat else "xbins") or {}
    if all(isinstance(bins.get(key), (int, float)) for key in ("start", "end", "size")) and bins["size"] > 0:
        edges = np.arange(bins["start"], bins["end"] + bins["size"] / 2, bins["size"])
        return [Histogram(_name(trace), edges, np.histogram(values, edges)[0].astype(float), horizontal=flat)]
    return [UnbinnedHistogram(_name(trace), values, horizontal=flat)]


def _tallied(
    trace: dict[str, Any],
    places: Floats,
    weights: Floats | None,
    function: str,
    *,
    horizontal: bool,
    stacked: bool,
) -> Bars:
    unique, at, counts = np.unique(places, return_inverse=True, return_counts=True)
    sizes = counts.astype(float)
    if weights is not None and weights.size == places.size and function in ("sum", "avg"):
        sizes = np.zeros(unique.size)
        np.add.at(sizes, at.ravel(), np.nan_to_num(weights))
        sizes = sizes / counts if function == "avg" else sizes
    return Bars(_name(trace), unique, sizes, horizontal, stacked)


def _spreads(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    """Return boxes or violins, whose quartiles are found as plotly finds them."""
    del frame
    form: Any = trace.get("type")
    flat = trace.get("orientation") == "h" or "y" not in trace
    values = columns.numbers(columns.decoded(trace.get("x" if flat else "y")))
    places = columns.names(columns.decoded(trace.get("y" if flat else "x")))
    if form == "box" and not values.size and "median" in trace:
        return [OtherMark("box plot")]
    if len(places) != values.size:
        places = [""] * values.size
    if (trace.get("line") or {}).get("color") == "rgba(255,255,255,0)":  # how strips are drawn
        form = "strip"
    name = _name(trace)
    told: list[Mark] = []
    groups, known = columns.grouped(places)
    for number, place in enumerate(known):
        here = values[groups == number]
        named = ", ".join(dict.fromkeys(filter(None, [place, name])))
        told.append(summarize_box(named, here, form, method="hazen", count=form != "box"))
    return told


def _pie(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    del frame
    labels = columns.names(columns.decoded(trace.get("labels")))
    values = columns.numbers(columns.decoded(trace.get("values")))
    if not values.size:
        values = np.ones(len(labels))
    if not labels:
        labels = [str(n) for n in range(values.size)]
    sums: dict[str, float] = {}
    for label, value in zip(labels, np.nan_to_num(values).tolist(), strict=False):
        sums[label] = sums.get(label, 0.0) + value
    total = sum(sums.values())
    return (
        [Pie(list(sums), np.array([v / total for v in sums.values()]))]
        if total > 0
        else [Pie([], np.empty(0))]
    )


def _grid(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    rows = columns.decoded(trace.get("z"))
    if rows.dtype == object:
        try:
            rows = np.array([columns.numbers(columns.decoded(row)) for row in rows])
        except ValueError:
            rows = np.empty((0, 0))
    if rows.ndim != 2 or not rows.size:  # rows and columns
        return [OtherMark("heat map")]
    axis = frame.layout.get(trace.get("coloraxis", "")) or {}
    bar = (trace.get("colorbar") or axis.get("colorbar") or {}).get("title") or {}
    label = str(bar.get("text", "") if isinstance(bar, dict) else bar)
    named = [columns.names(columns.decoded(trace.get(key))) for key in ("y", "x")]
    rows_named, columns_named = (
        n if len(n) == size else [] for n, size in zip(named, rows.shape, strict=True)
    )
    return [HeatMap(rows.astype(float), rows_named, columns_named, label)]


def _density(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    x, y = frame.x.values(trace.get("x")), frame.y.values(trace.get("y"))
    return [Points(_name(trace), x, y, "density")]


def _image(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    del frame
    pixels = columns.decoded(trace.get("z"))
    if pixels.ndim >= 2:
        return [RGBImage(int(pixels.shape[1]), int(pixels.shape[0]))]
    return [OtherMark("picture")]


def _solid(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    del frame
    z = columns.decoded(trace.get("z"))
    z = (
        np.concatenate([columns.numbers(columns.decoded(row)) for row in z])
        if z.dtype == object and z.size and not np.isscalar(z[0])
        else columns.numbers(z)
    )
    what = (
        "surface"
        if trace.get("type") in ("surface", "mesh3d")
        else "scatter plot"
        if "lines" not in str(trace.get("mode", "markers"))
        else "line"
    )
    return [
        Plot3D(
            what,
            columns.numbers(columns.decoded(trace.get("x"))),
            columns.numbers(columns.decoded(trace.get("y"))),
            z,
        )
    ]


def _map(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    names = columns.names(columns.decoded(trace.get("hovertext", trace.get("text"))))
    places = columns.names(columns.decoded(trace.get("locations")))
    values = columns.numbers(columns.decoded(trace.get("z")))
    axis = frame.layout.get(trace.get("coloraxis", "")) or {}
    bar = (trace.get("colorbar") or axis.get("colorbar") or {}).get("title") or {}
    label = str(bar.get("text", "") if isinstance(bar, dict) else bar)
    return [NamedValues("map", "region", names if len(names) == values.size else places, values, label)]


def _parts(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    """Return the parts of a tree or a funnel; of a tree, those that have none below."""
    del frame
    labels = columns.names(columns.decoded(trace.get("labels", trace.get("y"))))
    values = columns.numbers(columns.decoded(trace.get("values", trace.get("x"))))
    ids = columns.names(columns.decoded(trace.get("ids"))) or labels
    parents = set(columns.names(columns.decoded(trace.get("parents"))))
    kept = [n for n in range(min(len(labels), values.size)) if ids[n] not in parents]
    kind = {"sunburst": "sunburst chart", "treemap": "tree map", "icicle": "icicle chart"}.get(
        str(trace.get("type")), "funnel chart"
    )
    return [NamedValues(kind, "part", [labels[n] for n in kept], values[kept])]


def _prices(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    low, high, close = (columns.numbers(columns.decoded(trace.get(key))) for key in ("low", "high", "close"))
    return [
        Curve(_name(trace), _ends(frame.x, trace.get("x"), close.size), close, low, high, "prices", "band")
    ]


def _radial(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    return [Curve(_name(trace), frame.x.values(trace.get("theta")), frame.y.values(trace.get("r")))]


def _indicator(trace: dict[str, Any], frame: Frame) -> list[Mark]:
    del frame
    title = trace.get("title") or {}
    value = columns.numbers(columns.decoded(trace.get("value")))
    return [NamedValues("indicator", "value", [str(title.get("text", "") or "The value")], value)]


def _counted(what: str, noun: str, *path: str) -> Callable[[dict[str, Any], Frame], list[Mark]]:
    """Return a reader of what is only counted."""

    def read(trace: dict[str, Any], frame: Frame) -> list[Mark]:
        del frame
        data: Any = trace
        for key in path:
            data = (data or {}).get(key)
        count = len(columns.decoded(data)) if data is not None else 0
        return [OtherMark(f"{what} with {numbers.with_noun(count, noun)}")]

    return read


_READERS: dict[str, Callable[[dict[str, Any], Frame], list[Mark]]] = {
    **dict.fromkeys(("scatter", "scattergl"), _points),
    **dict.fromkeys(("bar", "waterfall"), _bars),
    "histogram": _histogram,
    **dict.fromkeys(("box", "violin"), _spreads),
    **dict.fromkeys(("pie", "funnelarea"), _pie),
    **dict.fromkeys(("heatmap", "contour"), _grid),
    **dict.fromkeys(("histogram2d", "histogram2dcontour"), _density),
    "image": _image,
    **dict.fromkeys(("scatter3d", "surface", "mesh3d"), _solid),
    **dict.fromkeys(("choropleth", "choroplethmap", "choroplethmapbox"), _map),
    **dict.fromkeys(("sunburst", "treemap", "icicle", "funnel"), _parts),
    **dict.fromkeys(("candlestick", "ohlc"), _prices),
    **dict.fromkeys(("scatterpolar", "scatterpolargl", "barpolar"), _radial),
    "indicator": _indicator,
    "sankey": _counted("flow chart", "flow", "link", "value"),
    "table": _counted("table", "column", "header", "values"),
    "parcoords": _counted("chart of parallel coordinates", "axis", "dimensions"),
    "splom": _counted("matrix of scatter plots", "variable", "dimensions"),
    **dict.fromkeys(("scattergeo", "scattermap", "scattermapbox"), _counted("map", "point", "lat")),
}
