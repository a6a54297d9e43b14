"""Read traces of points and lines: scatter plots, line charts, areas, bands and error bars."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.json_data import to_floats
from ipytts.description.charts.model import AreaBetween, Curve, Floats, Intervals, Mark, OtherMark, Points
from ipytts.description.charts.plotly.axes import FigureAxis
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, name_of
from ipytts.description.charts.plotly.texts import trend_line_name

_FEW_POINTS = 20  # points; below that, plotly draws a marker at each point of a line
_MIN_CORNERS = 3  # of a filled shape
_STEPS = ("hv", "vh", "hvh", "vhv")
_SCALES = {"percent": 100.0, "fraction": 1.0}


def read_scatter(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the points, the line and the filled area of a trace."""
    x, y = subplot.points(trace)
    if trace.get("stackgroup"):
        return [Curve(name_of(trace), x, _normalized(trace, subplot, y), form="stacked area")]
    if trace.get("connectgaps"):
        known = np.isfinite(x) & np.isfinite(y)
        x, y = x[known], y[known]
    mode = _mode(trace, x.size)
    marks: list[Mark] = [*_filled_area(trace, subplot, x, y)]
    has_line = "lines" in mode and _is_visible(trace) and not (marks and trace.get("fill") == "toself")
    if has_line or trace.get("fill") in ("tozeroy", "tozerox"):
        marks.append(_curve(trace, subplot, x, y))
    elif not marks and trace.get("fill") not in (None, "none"):
        marks.append(OtherMark("filled shape"))
    elif not marks and ("markers" in mode or "text" in mode):
        marks.append(_points(trace, subplot, x, y))
    return marks


def _mode(trace: dict[str, Any], count: int) -> str:
    return str(trace.get("mode") or ("lines+markers" if count < _FEW_POINTS else "lines"))


def _is_visible(trace: dict[str, Any]) -> bool:
    """Return whether the line of a trace is visible: bands often have edges without width or color."""
    line = mapping(trace.get("line"))
    color = "".join(str(line.get("color", "")).split())
    return line.get("width") != 0 and not (
        color.startswith(("rgba(", "hsla(")) and color.endswith((",0)", ",0.0)"))
    )


def _curve(trace: dict[str, Any], subplot: Subplot, x: Floats, y: Floats) -> Curve:
    low, high = error_ends(trace.get("error_y"), y, subplot.y)
    fit = trend_line_name(trace)
    name = ", ".join(filter(None, (fit, name_of(trace))))
    form: Any = "line"
    if trace.get("fill") == "tozeroy":
        form = "area"
    elif mapping(trace.get("line")).get("shape") in _STEPS:
        form = "steps"
    elif _goes_back(x) and subplot.x.kind != "category":
        form = "path"
    return Curve(name, x, y, low, high, form, "error bar")


def _goes_back(x: Floats) -> bool:
    steps = np.diff(x[np.isfinite(x)])
    return bool((steps > 0).any() and (steps < 0).any())


def _points(trace: dict[str, Any], subplot: Subplot, x: Floats, y: Floats) -> Points | Intervals:
    """Return points, or values with intervals if there are error bars."""
    low, high = error_ends(trace.get("error_y"), y, subplot.y)
    if low is not None and high is not None:
        return Intervals(name_of(trace), x, y, low, high)
    low, high = error_ends(trace.get("error_x"), x, subplot.x)
    if low is not None and high is not None:
        return Intervals(name_of(trace), y, x, low, high, is_horizontal=True)
    return Points(name_of(trace), x, y)


def error_ends(errors: Any, values: Floats, axis: FigureAxis) -> tuple[Floats | None, Floats | None]:
    """Return the lower and the upper ends of error bars around values, or None and None without any."""
    errors = mapping(errors)
    are_given = errors.get("type") == "sqrt" or not errors.keys().isdisjoint(("array", "value"))
    if not are_given or errors.get("visible") is False or not values.size:
        return None, None
    up = _error_sizes(errors, values, "", axis)
    if up is None:
        return None, None
    down = up if errors.get("symmetric") is True else _error_sizes(errors, values, "minus", axis)
    return values - (up if down is None else down), values + up


def _error_sizes(errors: dict[str, Any], values: Floats, side: str, axis: FigureAxis) -> Floats | None:
    """Return the sizes of error bars on one side, or None if they are not given."""
    kind = str(errors.get("type") or ("data" if errors.get("array") is not None else "percent"))
    if kind == "data":
        sizes = axis.lengths(errors.get(f"array{side}"))
        return sizes if sizes.size == values.size else None
    if kind == "sqrt":
        return np.sqrt(np.abs(values))
    value = errors.get(f"value{side}", None if side else 10)  # 10 is plotly's default
    if not isinstance(value, (int, float)):
        return None
    return np.abs(values) * value / 100 if kind == "percent" else np.full(values.size, float(value))


def _filled_area(trace: dict[str, Any], subplot: Subplot, x: Floats, y: Floats) -> list[AreaBetween]:
    """Return the area between a trace and the one before it, or a shape whose edge goes there and back."""
    name = "" if _is_visible(trace) else name_of(trace)  # a visible line has the name
    if trace.get("fill") == "tonexty":
        before = [
            t for t in subplot.traces[: _index(trace, subplot)] if t["type"] in ("scatter", "scattergl")
        ]
        if before:
            other_x, other_y = subplot.points(before[-1])
            return _between(name, x, y, other_x, other_y)
    if trace.get("fill") == "toself" and x.size >= _MIN_CORNERS and np.isfinite(x).all():
        turn = int(np.argmax(x)) + 1
        last = turn if x[turn : turn + 1] == x[turn - 1] else turn - 1  # two corners at the end, or one
        back = np.arange(x.size - 1, last - 1, -1)
        return _between(name, x[:turn], y[:turn], x[back], y[back])
    return []


def _index(trace: dict[str, Any], subplot: Subplot) -> int:
    return next(n for n, each in enumerate(subplot.traces) if each is trace)


def _between(name: str, x: Floats, y: Floats, other_x: Floats, other_y: Floats) -> list[AreaBetween]:
    """Return the area between two lines, if both go from left to right."""
    known, other_known = np.isfinite(x) & np.isfinite(y), np.isfinite(other_x) & np.isfinite(other_y)
    x, y, other_x, other_y = x[known], y[known], other_x[other_known], other_y[other_known]
    if x.size < 2 or other_x.size < 2 or (np.diff(x) < 0).any() or (np.diff(other_x) < 0).any():
        return []
    other = np.interp(x, other_x, other_y)
    return [AreaBetween(name, x, np.minimum(y, other), np.maximum(y, other))]


def _normalized(trace: dict[str, Any], subplot: Subplot, y: Floats) -> Floats:
    """Return the heights in a stack: of all at each x, if the stack is normalized."""
    group = [t for t in subplot.traces if t.get("stackgroup") == trace["stackgroup"]]
    scale = next((_SCALES[t["groupnorm"]] for t in group if t.get("groupnorm") in _SCALES), None)
    heights = [to_floats(t.get("y")) for t in group]
    if scale is None or any(h.size != y.size for h in heights):
        return y
    return np.asarray(scale * y / np.nansum(heights, axis=0), float)
