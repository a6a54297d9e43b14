"""Charts as data, whichever library drew them: a chart has panels, and a panel has axes and marks.

All values are floats. Dates are days since 1970, categories are positions on their axis, and missing values
are NaN.
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
    """An axis: its label, and what its values stand for."""

    label: str = ""
    kind: Literal["number", "date", "category"] = "number"
    log: bool = False
    categories: Mapping[float, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Curve:
    """A line through points, the upper edge of an area, or steps; `low` and `high` bound its band."""

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
    """The points of one series of a scatter plot."""

    name: str
    x: Floats
    y: Floats
    form: Literal["scatter", "density"] = "scatter"  # a density map shows how many points there are


@dataclass(frozen=True)
class Bars:
    """A series of bars, at positions along one axis; `low` and `high` are the ends of their error bars."""

    name: str
    positions: Floats
    values: Floats
    horizontal: bool = False
    stacked: bool = False
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True)
class Histogram:
    """Heights of bins; `edges` has one item more than `heights`."""

    name: str
    edges: Floats
    heights: Floats
    horizontal: bool = False


@dataclass(frozen=True)
class UnbinnedHistogram:
    """The values of a histogram whose bins are chosen only when it is drawn."""

    name: str
    values: Floats
    horizontal: bool = False


@dataclass(frozen=True)
class BoxSummary:
    """A box, a violin or a strip of points in a few numbers; NaN for what is not drawn."""

    name: str
    low: float  # end of the lower whisker, or of the body
    high: float
    median: float = np.nan
    lower_quartile: float = np.nan
    upper_quartile: float = np.nan
    outliers: Floats = field(default_factory=lambda: np.empty(0))
    peak: float = np.nan  # where a violin is widest
    center_line: float = np.nan  # a line across a violin: its mean or its median
    form: Literal["box", "violin", "strip"] = "box"
    count: int = 0  # values; 0 if unknown


@dataclass(frozen=True)
class Pie:
    """Slices of a whole; `shares` are fractions of 1."""

    names: Sequence[str]
    shares: Floats


@dataclass(frozen=True)
class HeatMap:
    """A matrix of values shown as colors; `rows` and `columns` are its labels, if it has any."""

    values: Floats
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    label: str = ""
    form: Literal["heat map", "image"] = "heat map"


@dataclass(frozen=True)
class NamedValues:
    """Values with names but without an axis, such as the regions of a map or the parts of a tree map."""

    chart: str  # "map"
    noun: str  # what one value belongs to: "region"
    names: Sequence[str]
    values: Floats
    label: str = ""


@dataclass(frozen=True)
class RGBImage:
    """An image with a color for each pixel; its size is in pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Plot3D:
    """Data drawn in three dimensions; `form` is a phrase such as "scatter plot"."""

    form: str
    x: Floats
    y: Floats
    z: Floats


@dataclass(frozen=True)
class ReferenceLine:
    """A line across the panel at a value of one axis, or a span from `value` to `end`."""

    axis: Literal["x", "y"]
    value: float
    name: str = ""
    end: float = np.nan


@dataclass(frozen=True)
class Annotation:
    """A text in the panel, and the point that it belongs to, if it has one."""

    text: str
    x: float = np.nan
    y: float = np.nan


@dataclass(frozen=True)
class OtherMark:
    """A mark that is only named; `phrase` is "a contour plot with 7 levels", for example."""

    phrase: str


Mark: TypeAlias = (
    Curve
    | Points
    | Bars
    | Histogram
    | UnbinnedHistogram
    | BoxSummary
    | Pie
    | HeatMap
    | RGBImage
    | NamedValues
    | Plot3D
    | ReferenceLine
    | Annotation
    | OtherMark
)


@dataclass(frozen=True)
class Panel:
    """One pair of axes with what is drawn on it."""

    marks: Sequence[Mark] = ()
    title: str = ""
    x: Axis = Axis()
    y: Axis = Axis()
    legend_title: str = ""  # says what distinguishes the series
    color_label: str = ""  # says what the colors of single points stand for
    twins: Sequence[Panel] = ()  # further axes over the same area
    z: Axis | None = None
    polar: bool = False


@dataclass(frozen=True)
class Chart:
    """A whole figure; its panels in reading order, and the shape of their grid (0 if they are in none)."""

    panels: Sequence[Panel] = ()
    title: str = ""
    rows: int = 0
    columns: int = 0
    remark: str = ""  # a sentence about data that are missing
