"""What a chart shows, whichever library drew it.

All values are floats: dates are days since 1970, categories their places on the axis; NaN is where none is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003 - `get_type_hints` of data classes
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """An axis: what is on it, and how its numbers are meant."""

    label: str = ""
    kind: Literal["number", "date", "category"] = "number"
    log: bool = False
    categories: Mapping[float, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Curve:
    """A line from value to value, the upper edge of an area, or steps; `low` and `high` are its band."""

    name: str
    x: Floats
    y: Floats
    low: Floats | None = None
    high: Floats | None = None
    form: Literal["line", "steps", "area", "stacked area", "prices"] = "line"
    band: Literal["band", "error bar"] = "band"
    band_name: str = ""


@dataclass(frozen=True)
class Points:
    """A cloud of points."""

    name: str
    x: Floats
    y: Floats
    form: Literal["scatter", "density"] = "scatter"  # whether points are seen, or how many there are


@dataclass(frozen=True)
class Bars:
    """A series of bars, at places along one axis; `low` and `high` are the ends of their error bars."""

    name: str
    places: Floats
    sizes: Floats
    horizontal: bool = False
    stacked: bool = False
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True)
class Histogram:
    """Bars without gaps over ranges of values."""

    name: str
    edges: Floats
    heights: Floats
    horizontal: bool = False


@dataclass(frozen=True)
class Sample:
    """Single values of a histogram that a chart library bins only when it draws."""

    name: str
    values: Floats
    horizontal: bool = False


@dataclass(frozen=True)
class Spread:
    """A box or a violin; NaN for what is not drawn. `low` and `high` end its whiskers or its body."""

    name: str
    low: float
    high: float
    median: float = np.nan
    lower_quartile: float = np.nan
    upper_quartile: float = np.nan
    outliers: Floats = field(default_factory=lambda: np.empty(0))
    peak: float = np.nan  # where a violin is widest
    mark: float = np.nan  # a line across it, be it the mean or the median
    form: Literal["box", "violin", "strip"] = "box"
    count: int = 0  # of values, where known


@dataclass(frozen=True)
class Pie:
    """Slices of a whole, as shares of 1."""

    names: Sequence[str]
    shares: Floats


@dataclass(frozen=True)
class Grid:
    """A heat map: values in rows and columns; `rows` and `columns` name them where that can be."""

    values: Floats
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    label: str = ""
    form: Literal["heat map", "image"] = "heat map"


@dataclass(frozen=True)
class Ranking:
    """Named values that have no axis: regions of a map, parts of a tree."""

    chart: str  # "map"
    noun: str  # what there are many of: "region"
    names: Sequence[str]
    values: Floats
    label: str = ""


@dataclass(frozen=True)
class Picture:
    """An image in colours, in pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Solid:
    """Something in three dimensions: `what` is a phrase such as "scatter plot"."""

    what: str
    x: Floats
    y: Floats
    z: Floats


@dataclass(frozen=True)
class Rule:
    """A reference line across the panel, or a stretch up to `end`."""

    along: Literal["x", "y"]
    value: float
    name: str = ""
    end: float = np.nan


@dataclass(frozen=True)
class Note:
    """A text in the panel; what it points at, where it points at something."""

    text: str
    x: float = np.nan
    y: float = np.nan


@dataclass(frozen=True)
class Other:
    """What is only named: `what` is a phrase such as "a contour plot with 7 levels"."""

    what: str


Mark: TypeAlias = (
    Curve
    | Points
    | Bars
    | Histogram
    | Sample
    | Spread
    | Pie
    | Grid
    | Picture
    | Ranking
    | Solid
    | Rule
    | Note
    | Other
)


@dataclass(frozen=True)
class Panel:
    """What one pair of axes shows."""

    marks: Sequence[Mark] = ()
    title: str = ""
    x: Axis = Axis()
    y: Axis = Axis()
    groups: str = ""  # what the names of the series are of: the legend's title
    colour: str = ""  # what the colours of single points tell
    twins: Sequence[Panel] = ()  # further axes at the same place
    z: Axis | None = None
    polar: bool = False


@dataclass(frozen=True)
class Chart:
    """A whole figure; its panels in the order of reading, in `rows` by `columns` where they are a grid."""

    panels: Sequence[Panel] = ()
    title: str = ""
    rows: int = 0
    columns: int = 0
    remark: str = ""  # a sentence about what could not be told
