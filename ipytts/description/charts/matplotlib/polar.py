"""Give polar charts angles in degrees, or the categories that stand around the circle."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import (
    Annotation,
    AreaBetween,
    Axis,
    Bars,
    Curve,
    Floats,
    Intervals,
    Mark,
    Panel,
    Points,
    ReferenceLine,
)

_CIRCLE = 360  # degrees
_FEWEST = 3  # categories around a circle
_DECIMALS = 6  # of degrees, whose rounding errors are smaller
_ANGLE = "angle (°)"


class _Circle(NamedTuple):
    """Directions at equal distances around the circle."""

    first: float  # degrees
    names: list[str]

    @property
    def steps(self) -> int:
        return len(self.names)

    def positions(self, degrees: Floats) -> Floats:
        turned = np.round((degrees - self.first) / (_CIRCLE / self.steps), _DECIMALS)
        return np.asarray(turned % self.steps)


def with_angles(panel: Panel) -> Panel:
    """Return a polar panel, whose x values are radians, with degrees or with the categories of its labels."""
    circle = _circle(panel.x)
    x = replace(panel.x, label=panel.x.label or _ANGLE, categories={}, limits=None)
    if circle:
        x = Axis(panel.x.label, "category", categories=dict(enumerate(circle.names)))
    return replace(panel, x=x, marks=[_converted(mark, circle) for mark in panel.marks])


def _circle(axis: Axis) -> _Circle | None:
    """Return the labels around the circle, if they are names and stand at equal distances."""
    degrees = np.degrees(np.array(sorted(axis.categories)))
    names = [axis.categories[angle] for angle in sorted(axis.categories)]
    if len(names) > _FEWEST and np.isclose(degrees[-1] - degrees[0], _CIRCLE):  # the first one again
        degrees, names = degrees[:-1], names[:-1]
    if len(names) < _FEWEST or not np.allclose(np.diff(degrees), _CIRCLE / len(names), atol=1e-3):
        return None
    return _Circle(float(degrees[0]), names)


def _converted(mark: Mark, circle: _Circle | None) -> Mark:
    if isinstance(mark, (Bars, Intervals)):
        return replace(mark, positions=_angles(mark.positions, circle))
    if isinstance(mark, Curve):
        return _without_end(replace(mark, x=_angles(mark.x, circle)), circle)
    if isinstance(mark, (Points, AreaBetween)):
        return replace(mark, x=_angles(mark.x, circle))
    if isinstance(mark, Annotation):
        return replace(mark, x=float(_angles(np.array([mark.x]), circle)[0]))
    if isinstance(mark, ReferenceLine) and mark.axis == "x":
        value, end = _angles(np.array([mark.value, mark.end]), circle)
        return replace(mark, value=float(value), end=float(end))
    return mark


def _angles(radians: Floats, circle: _Circle | None) -> Floats:
    degrees: Floats = np.round(np.degrees(radians).astype(float), _DECIMALS)
    return circle.positions(degrees) if circle else degrees


def _without_end(curve: Curve, circle: _Circle | None) -> Curve:
    """Return a curve around the circle without its last point, which closes it at the first category."""
    is_closed = curve.x.size > _FEWEST and curve.x[0] == curve.x[-1] and curve.y[0] == curve.y[-1]
    if not circle or not is_closed:
        return curve
    low, high = (None if ends is None else ends[:-1] for ends in (curve.low, curve.high))
    return replace(curve, x=curve.x[:-1], y=curve.y[:-1], low=low, high=high, form="line")
