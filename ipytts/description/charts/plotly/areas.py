"""The areas of a figure: which traces share one, where it lies, and its axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ipytts.description.charts.plotly.axes import FigureAxis
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, axis_data
from ipytts.description.charts.plotly.texts import title

Domain = tuple[float, float]  # the ends of an area as fractions of the figure

_WHOLE: Domain = (0.0, 1.0)
_CONTAINERS = {  # what the layout calls the areas of a type of trace, by the end of its name
    "polar": "polar",
    "polargl": "polar",
    "geo": "geo",
    "choropleth": "geo",
    "mapbox": "mapbox",
    "map": "map",
    "3d": "scene",  # mesh3d too
    **dict.fromkeys(("surface", "cone", "streamtube", "volume"), "scene"),
    "ternary": "ternary",
    "smith": "smith",
}
_ALONE = (
    *("pie", "funnelarea", "indicator", "table", "sankey"),
    *("sunburst", "treemap", "icicle", "parcoords", "parcats"),
)


class Key(NamedTuple):
    """An area: the names of its axes, or the kind and the name of an area without these."""

    kind: str  # "xy", a container of the layout, "splom", or "alone"
    name: str  # of the horizontal axis or of the area
    y: str = ""  # the name of the vertical axis


def key_of(trace: dict[str, Any], number: int) -> Key:
    """Return the area of a trace; `number` is that of the trace."""
    kind = trace["type"]
    if kind in _ALONE:
        return Key("alone", str(number))
    if kind == "splom":
        return Key("splom", "")
    if kind not in ("heatmap", "treemap"):
        for end, container in _CONTAINERS.items():
            if kind.endswith(end):
                attribute = container if container in ("geo", "scene") else "subplot"
                return Key(container, str(trace.get(attribute) or container))
    return Key("xy", str(trace.get("xaxis") or "x"), str(trace.get("yaxis") or "y"))


class Layout:
    """The layout of a figure with the axes that its traces make."""

    def __init__(self, settings: dict[str, Any], traces: Sequence[dict[str, Any]]) -> None:
        self.settings = settings
        self._traces = list(traces)
        self._axes: dict[str, FigureAxis] = {}
        self._groups = self._matching_axes()

    def axis_settings(self, name: str) -> dict[str, Any]:
        """Return the settings of the axis that traces call "x2", for example."""
        return mapping(self.settings.get(f"{name[:1]}axis{name[1:]}"))

    def _matching_axes(self) -> dict[str, frozenset[str]]:
        """Return the axes that match each other, which have the same range and categories, by name."""
        names = {f"{key[0]}{key[5:]}" for key in self.settings if key[:5] in ("xaxis", "yaxis")}
        names |= {str(trace.get(f"{letter}axis") or letter) for trace in self._traces for letter in "xy"}
        groups = {name: {name} for name in names}
        for name in names:
            other = self.axis_settings(name).get("matches")
            if isinstance(other, str) and other in groups and groups[other] is not groups[name]:
                both = groups[name] | groups[other]
                groups.update(dict.fromkeys(both, both))
        return {name: frozenset(group) for name, group in groups.items()}

    def group(self, name: str) -> frozenset[str]:
        """Return the names of the axes that match an axis, with its own."""
        return self._groups.get(name, frozenset([name]))

    def axis(self, name: str) -> FigureAxis:
        """Return the axis that traces call "x2", for example, from the data of all traces on it."""
        if name not in self._axes:
            letter, other = ("x", "y") if name.startswith("x") else ("y", "x")
            on_it = [
                trace
                for number, trace in enumerate(self._traces)
                if key_of(trace, number).kind == "xy"
                and str(trace.get(f"{letter}axis") or letter) in self.group(name)
            ]
            on_it.sort(key=lambda trace: len(str(trace.get(f"{letter}axis") or letter)))  # "x" before "x2"
            pairs = [(axis_data(trace, letter), axis_data(trace, other)) for trace in on_it]
            self._axes[name] = FigureAxis(self._with_strictness(self.axis_settings(name)), pairs)
        return self._axes[name]

    def _with_strictness(self, axis: dict[str, Any]) -> dict[str, Any]:
        return {"autotypenumbers": self.settings.get("autotypenumbers"), **axis}

    def axis_label(self, name: str, shared: str = "") -> str:
        """Return the title of an axis: its own, or that of an axis that it matches, or of all axes."""
        own = title(self.axis_settings(name).get("title"))
        others = (title(self.axis_settings(each).get("title")) for each in sorted(self.group(name)))
        return own or next(filter(None, others), shared)

    def subplot(self, key: Key, traces: list[dict[str, Any]]) -> Subplot:
        """Return the traces of an area with its axes."""
        if key.kind == "xy":
            return Subplot(self.settings, self.axis(key.name), self.axis(key.y), traces, self._traces)
        if key.kind != "polar":
            return Subplot(self.settings, FigureAxis({}, []), FigureAxis({}, []), traces, self._traces)
        polar = mapping(self.settings.get(key.name))
        data = [(trace.get("theta"), trace.get("r")) for trace in traces]
        angle = FigureAxis(self._with_strictness(mapping(polar.get("angularaxis"))), data)
        radius = FigureAxis(
            self._with_strictness(mapping(polar.get("radialaxis"))), [(r, t) for t, r in data]
        )
        settings = {**self.settings, "barmode": polar.get("barmode") or "stack"}
        return Subplot(settings, angle, radius, traces, self._traces)

    def domains(self, key: Key, traces: Sequence[dict[str, Any]]) -> tuple[Domain, Domain]:
        """Return where an area lies, from left to right and from bottom to top."""
        if key.kind == "xy":
            return self._axis_domain(key.name), self._axis_domain(key.y)
        settings = traces[0] if key.kind == "alone" else mapping(self.settings.get(key.name))
        domain = mapping(settings.get("domain"))
        return _domain(domain.get("x")), _domain(domain.get("y"))

    def _axis_domain(self, name: str) -> Domain:
        settings = self.axis_settings(self.below(name))
        return _domain(settings.get("domain"))

    def below(self, name: str) -> str:
        """Return the name of the axis over whose area an axis is drawn: mostly its own."""
        under = self.axis_settings(name).get("overlaying")
        return under if isinstance(under, str) and under != "free" else name


def _domain(ends: Any) -> Domain:
    if not isinstance(ends, (list, tuple)) or len(ends) != 2:
        return _WHOLE
    low, high = ends
    are_numbers = isinstance(low, (int, float)) and isinstance(high, (int, float))
    return (round(float(low), 6), round(float(high), 6)) if are_numbers else _WHOLE
