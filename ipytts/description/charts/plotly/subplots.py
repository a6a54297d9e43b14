"""A subplot of a figure: its traces and its two axes, which the readers of the traces use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ipytts.description.charts import json_data
from ipytts.description.charts.model import Floats
from ipytts.description.charts.plotly.axes import FigureAxis
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.texts import hover_label, plain, title

_BOXES = ("box", "violin")
_PRICES = ("candlestick", "ohlc")
_DEGREES_PER_TURN = 360.0


class Subplot:
    """The traces that share an area, with its axes; those of a polar plot are angle and radius."""

    def __init__(
        self,
        layout: dict[str, Any],
        x: FigureAxis,
        y: FigureAxis,
        traces: Sequence[dict[str, Any]],
        all_traces: Sequence[dict[str, Any]],
    ) -> None:
        self.layout = layout
        self.x = x
        self.y = y
        self.traces = traces  # of this subplot
        self.all_traces = all_traces  # of the figure
        self.bar_mode = str(layout.get("barmode") or "group")

    @property
    def are_stacked(self) -> bool:
        """Whether bars of different traces at the same position are stacked."""
        return self.bar_mode in ("stack", "relative") and len(self.traces) > 1

    def points(self, trace: dict[str, Any]) -> tuple[Floats, Floats]:
        """Return the coordinates of the points of a trace, which is drawn up to the shorter of the two."""
        x, y = self.x.values(trace.get("x")), self.y.values(trace.get("y"))
        if trace.get("x") is None:
            x = self.indexes(trace, "x", y.size)
        if trace.get("y") is None:
            y = self.indexes(trace, "y", x.size)
        count = min(x.size, y.size)
        return x[:count], y[:count]

    def indexes(self, trace: dict[str, Any], letter: str, count: int) -> Floats:
        """Return the coordinates of points without data for an axis: their numbers, or steps from a start."""
        axis = self.x if letter == "x" else self.y
        start = axis.positions([trace.get(f"{letter}0", 0)])[0]
        step = axis.lengths([trace.get(f"d{letter}", 1)])[0]
        return np.asarray((start if np.isfinite(start) else 0.0) + step * np.arange(count), float)

    def angles(self, trace: dict[str, Any]) -> Floats:
        """Return the angles of a trace of a polar plot: degrees, or the positions of categories."""
        angles = self.x.values(trace.get("theta"))
        if self.x.kind == "number" and trace.get("thetaunit") == "radians":
            return np.degrees(angles)
        if not angles.size:
            count = json_data.decode(trace.get("r")).size
            return np.arange(count) * _DEGREES_PER_TURN / max(1, count)
        return angles

    def color_label(self, trace: dict[str, Any]) -> str:
        """Return the quantity that the colors of the points or bars of a trace show, if there is one."""
        for colored in (trace, mapping(trace.get("marker")), mapping(trace.get("line"))):
            label = self.color_title(colored)
            if label:
                return label
        return hover_label(trace, "marker.color") if self.colors(trace).size else ""

    def colors(self, trace: dict[str, Any]) -> Floats:
        """Return the numbers that the colors of points show; empty if the colors do not show numbers."""
        column = json_data.decode(mapping(trace.get("marker")).get("color"))
        values = json_data.to_floats(column) if column.size > 1 else np.empty(0)
        return values if np.isfinite(values).any() else np.empty(0)

    def color_title(self, colored: dict[str, Any]) -> str:
        """Return the title of the color bar of a trace or of its markers."""
        shared = mapping(self.layout.get(str(colored.get("coloraxis", ""))))
        bars = (mapping(each.get("colorbar")) for each in (colored, shared))
        return next(filter(None, (title(bar.get("title")) for bar in bars)), "")


def name_of(trace: dict[str, Any]) -> str:
    """Return the name of a trace."""
    return plain(trace.get("name"))


def is_horizontal(trace: dict[str, Any]) -> bool:
    """Return whether the bars or boxes of a trace lie on their side."""
    if trace.get("orientation") in ("h", "v"):
        return bool(trace["orientation"] == "h")
    has_positions = trace["type"] == "histogram" or trace.get("median") is not None
    along, across = ("y", "x") if has_positions else ("x", "y")
    return trace.get(along) is not None and trace.get(across) is None


def axis_data(trace: dict[str, Any], letter: str) -> Any:
    """Return the data of a trace that decide the kind of one of its axes."""
    kind = trace["type"]
    is_position = letter == ("y" if is_horizontal(trace) else "x")
    if kind == "histogram" and not is_position:
        return None  # the heights are counted
    if kind in _PRICES and letter == "y":
        return trace.get("close")
    if kind in _BOXES and is_position and trace.get(letter) is None and trace.get(f"{letter}0") is None:
        return [name_of(trace)]
    return trace.get(letter)
