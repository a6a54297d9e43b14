"""Marks that show values or directions over a plane, and rows of events, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Hexagons:
    """Hexagonal bins with the number of points in each, or with a value."""

    x: _Floats  # of their centers
    y: _Floats
    values: _Floats  # counts, with 0 for empty bins; or values
    label: str = ""  # of the values
    are_counts: bool = False


@dataclass(frozen=True)
class PlaneBins:
    """Rectangular bins over a plane with the number of points in each, or with a value: a row for each y."""

    x_edges: _Floats  # one more than there are columns
    y_edges: _Floats
    values: _Floats  # NaN where a bin is empty
    label: str = ""  # of the values
    are_counts: bool = False
    x: _Floats = field(default_factory=lambda: np.empty(0))  # of the points; empty if they are not known
    y: _Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class MarkedPoints:
    """Points of a line that are marked."""

    name: str
    x: _Floats
    y: _Floats


@dataclass(frozen=True)
class Place:
    """The center of an area in a panel; NaN if it lies outside the area, as in a crescent."""

    x: float
    y: float


@dataclass(frozen=True)
class Contours:
    """Lines at which a quantity has the same value, or the areas between them."""

    name: str
    levels: _Floats  # in ascending order
    x: _Floats  # the lowest and the highest x value; may be empty
    y: _Floats
    label: str = ""  # of the quantity
    is_filled: bool = False
    is_density: bool = False  # whether the quantity is the density of a distribution
    high_level: float = np.nan  # the highest one with values above it
    highest: Sequence[Place] = ()  # the areas above that level
    low_level: float = np.nan  # the lowest one with values below it
    lowest: Sequence[Place] = ()
    split_level: float = np.nan  # one above which several areas are separate that have a higher level in them
    separate: Sequence[Place] = ()  # the highest parts of these areas


@dataclass(frozen=True)
class Arrows:
    """Arrows at points, whose lengths may show a speed."""

    x: _Floats
    y: _Floats
    along_x: _Floats  # the components of each arrow
    along_y: _Floats
    form: Literal["arrow plot", "wind barb plot", "stream plot"] = "arrow plot"
    # The arrows of a stream plot have no lengths.


@dataclass(frozen=True)
class Events:
    """A row of events."""

    name: str
    positions: _Floats
    is_horizontal: bool = True  # whether the positions are along the horizontal axis


FieldMark: TypeAlias = Hexagons | PlaneBins | Contours | Arrows | Events | MarkedPoints
