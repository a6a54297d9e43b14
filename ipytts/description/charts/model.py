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
    """An axis."""

    label: str = ""
    kind: Literal["number", "date", "category"] = "number"  # of its values
    is_log: bool = False  # whether the scale is logarithmic
    categories: Mapping[float, str] = field(default_factory=dict)  # names of values


@dataclass(frozen=True)
class Curve:
    """A line through points, the upper edge of an area, or steps."""

    name: str
    x: Floats
    y: Floats
    low: Floats | None = None  # the lower ends of its band or of its error bars
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
    """A series of bars."""

    name: str
    positions: Floats  # along the axis on which the bars stand
    values: Floats
    is_horizontal: bool = False
    is_stacked: bool = False
    low: Floats | None = None  # the lower ends of their error bars
    high: Floats | None = None


@dataclass(frozen=True)
class Histogram:
    """A histogram with its bins."""

    name: str
    edges: Floats  # of the bins; one more than there are bins
    heights: Floats
    is_horizontal: bool = False


@dataclass(frozen=True)
class UnbinnedHistogram:
    """The values of a histogram whose bins are chosen only when it is drawn."""

    name: str
    values: Floats
    is_horizontal: bool = False


@dataclass(frozen=True)
class BoxSummary:
    """The statistics of a box, a violin or a strip of points; NaN for those that are not drawn."""

    name: str
    low: float  # end of the lower whisker, or of the body of a violin
    high: float
    median: float = np.nan
    lower_quartile: float = np.nan
    upper_quartile: float = np.nan
    outliers: Floats = field(default_factory=lambda: np.empty(0))
    peak: float = np.nan  # where a violin is widest
    center_line: float = np.nan  # a line across a violin: its mean or its median
    form: Literal["box", "violin", "strip"] = "box"
    count: int = 0  # number of values; 0 if unknown


@dataclass(frozen=True)
class Pie:
    """A pie chart."""

    names: Sequence[str]  # of the slices
    shares: Floats  # fractions of 1


@dataclass(frozen=True)
class HeatMap:
    """A matrix of values that are shown as colors."""

    values: Floats
    rows: Sequence[str] = ()  # labels; may be empty
    columns: Sequence[str] = ()  # labels; may be empty
    label: str = ""  # of the values
    form: Literal["heat map", "image"] = "heat map"


@dataclass(frozen=True)
class NamedValues:
    """Values with names but without an axis, such as the regions of a map or the parts of a tree map."""

    chart: str  # its kind, such as "map"
    noun: str  # for the owner of one value, such as "region"
    names: Sequence[str]
    values: Floats
    label: str = ""  # of the values


@dataclass(frozen=True)
class RGBImage:
    """An image with a color for each pixel."""

    width: int  # pixels
    height: int  # pixels


@dataclass(frozen=True)
class Plot3D:
    """Data drawn in three dimensions."""

    form: str  # such as "scatter plot"
    x: Floats
    y: Floats
    z: Floats


@dataclass(frozen=True)
class ReferenceLine:
    """A line across the panel at a value of one axis, or a span between two values."""

    axis: Literal["x", "y"]
    value: float  # of the line, or at the start of the span
    name: str = ""
    end: float = np.nan  # of a span


@dataclass(frozen=True)
class Annotation:
    """A text in the panel."""

    text: str
    x: float = np.nan  # of the point that it belongs to
    y: float = np.nan


@dataclass(frozen=True)
class OtherMark:
    """A mark whose data are not described."""

    phrase: str  # such as "contour plot with 7 levels"


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
    """One pair of axes with its marks."""

    marks: Sequence[Mark] = ()
    title: str = ""
    x: Axis = Axis()
    y: Axis = Axis()
    legend_title: str = ""  # the quantity that distinguishes the series
    color_label: str = ""  # the quantity that the colors of single points show
    twins: Sequence[Panel] = ()  # further axes over the same area
    z: Axis | None = None  # of a plot in three dimensions
    is_polar: bool = False


@dataclass(frozen=True)
class Chart:
    """A whole figure."""

    panels: Sequence[Panel] = ()  # in reading order
    title: str = ""
    rows: int = 0  # of the grid of panels; 0 without a grid
    columns: int = 0
    remark: str = ""  # a sentence about missing data
