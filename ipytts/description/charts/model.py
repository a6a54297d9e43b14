"""Charts as data, whichever library drew them: a chart has panels, and a panel has axes and marks.

All values are floats. Dates are days since 1970, categories are positions on their axis, and missing values
are NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ipytts.description.charts.field_marks import FieldMark
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.stage_marks import Funnel, TextTable
from ipytts.description.charts.tree_marks import TreeMark

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """An axis."""

    label: str = ""
    kind: Literal["number", "date", "category"] = "number"  # of its values
    is_log: bool = False  # whether the scale is logarithmic
    categories: Mapping[float, str] = field(default_factory=dict)  # names of values
    limits: tuple[float, float] | None = None  # the lowest and the highest value drawn, if someone set them
    percent_of: float = np.nan  # the value that is drawn as 100 percent, if the axis shows percentages
    scale: str = ""  # its name, if it is neither linear nor logarithmic, such as "symmetric logarithmic"
    is_reversed: bool = False  # whether values decrease to the right, or upward
    begins_at_data: bool = False  # whether it need not include 0, though bars stand on it


@dataclass(frozen=True)
class Curve:
    """A line through points, the upper edge of an area, or steps."""

    name: str
    x: Floats
    y: Floats
    low: Floats | None = None  # the lower ends of its band or of its error bars
    high: Floats | None = None
    form: Literal["line", "steps", "area", "stacked area", "prices", "stems", "path"] = (
        "line"  # of a path, x goes back and forth
    )
    band: Literal["band", "error bar"] = "band"
    band_name: str = ""
    opening: Floats | None = None  # the opening prices, of prices
    is_broken: bool = False  # whether it leaves the axes between its points


@dataclass(frozen=True)
class AreaBetween:
    """The filled area between two lines that are drawn or not."""

    name: str
    x: Floats
    low: Floats
    high: Floats
    band_name: str = ""  # what it shows, such as "95 percent confidence interval"


@dataclass(frozen=True)
class Intervals:
    """Values with intervals, without a line between them: means with their error bars, coefficients."""

    name: str
    positions: Floats  # along the axis on which the intervals stand
    values: Floats  # NaN where only the ends are drawn
    low: Floats
    high: Floats
    is_horizontal: bool = False
    interval_name: str = ""  # what they show, such as "standard error"


@dataclass(frozen=True)
class Points:
    """The points of one series of a scatter plot."""

    name: str
    x: Floats
    y: Floats
    form: Literal["scatter", "density", "contours"] = "scatter"  # the others show how many points there are


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
    starts: Floats | None = None  # where the bars begin, if not at 0; `values` are where they end


@dataclass(frozen=True)
class Waterfall:
    """Bars that add up from left to right."""

    name: str
    positions: Floats
    changes: Floats  # of a total, the total itself
    are_totals: NDArray[np.bool_]
    is_horizontal: bool = False


@dataclass(frozen=True)
class Histogram:
    """A histogram with its bins."""

    name: str
    edges: Floats  # of the bins; one more than there are bins
    heights: Floats
    is_horizontal: bool = False
    is_cumulative: bool | None = False  # None if the heights may be running totals or not
    is_cut: bool = False  # whether bins with values lie outside the axes


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
    form: Literal["box", "violin", "strip", "letter values"] = "box"
    count: int = 0  # number of values; 0 if unknown
    is_horizontal: bool = False
    values: Floats = field(default_factory=lambda: np.empty(0))  # empty if unknown
    full_name: str = ""  # as it is spoken, if `name` begins with a shortened weekday or month
    label: str = ""  # of the axis of the names, if these are numbers: "cylinders"


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
    row_numbers: Sequence[float] = ()  # that the names of the rows are, if they are numbers
    column_numbers: Sequence[float] = ()
    form: Literal["heat map", "image", "bubble plot", "contour plot"] = "heat map"  # what shows the values


@dataclass(frozen=True)
class NamedValues:
    """Values with names but without an axis, such as the regions of a map or the stages of a funnel."""

    chart: str  # its kind, such as "map"
    noun: str  # for the owner of one value, such as "region"
    names: Sequence[str]
    values: Floats
    label: str = ""  # of the values


@dataclass(frozen=True)
class Indicator:
    """A single value that is shown large, perhaps beside one that it is compared with."""

    name: str
    value: float
    reference: float = np.nan  # what it is compared with
    low: float = np.nan  # the ends of its gauge
    high: float = np.nan
    prefix: str = ""  # of the value, such as "$"
    suffix: str = ""


@dataclass(frozen=True)
class MapPoints:
    """Points on a map."""

    names: Sequence[str]  # of their places; may be empty
    values: Floats  # that their sizes or colors show; may be empty
    longitudes: Floats  # degrees; may be empty where places have only names
    latitudes: Floats
    label: str = ""  # of the values
    name_label: str = ""  # of the names, such as "country code"
    name: str = ""  # of the series


@dataclass(frozen=True)
class ScatterMatrix:
    """A grid of scatter plots of each variable against each other one."""

    names: Sequence[str]  # of the variables
    columns: Sequence[Floats]  # the values of each variable
    groups: Sequence[str] = ()  # the name of the group of each point; may be empty


@dataclass(frozen=True)
class ParallelCoordinates:
    """Lines across several axes that stand side by side."""

    names: Sequence[str]  # of the axes
    columns: Sequence[Floats]  # the values on each axis; of categories, their numbers from 0
    categories: Sequence[Sequence[str]] = ()  # the names on each axis; empty if the values are numbers


@dataclass(frozen=True)
class Flows:
    """Flows between places, as a Sankey diagram draws them."""

    sources: Sequence[str]
    targets: Sequence[str]
    values: Floats
    label: str = ""  # of the values


@dataclass(frozen=True)
class Network:
    """Nodes with links between them."""

    count: int  # number of nodes
    links: Sequence[tuple[int, int]]  # the numbers of the two nodes that each link joins
    names: Sequence[str] = ()  # of the nodes; may be empty


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
    """A line across the panel at a value of one axis, a span between two values, or the diagonal."""

    axis: Literal["x", "y", "diagonal"]  # on the diagonal, y equals x
    value: float  # NaN of the diagonal; of the line, or at the start of the span
    name: str = ""
    end: float = np.nan  # of a span


@dataclass(frozen=True)
class Annotation:
    """A text in the panel."""

    text: str
    x: float = np.nan  # of the point that it belongs to
    y: float = np.nan


@dataclass(frozen=True)
class Outside:
    """Data that are not drawn, as they lie outside the axes."""

    count: int
    total: int  # with those that are drawn
    noun: str  # for one of them, such as "point"


@dataclass(frozen=True)
class OtherMark:
    """A mark whose data are not described."""

    phrase: str  # such as "contour plot with 7 levels"
    is_horizontal: bool = False  # its values lie along the x axis


Mark: TypeAlias = (
    Curve
    | AreaBetween
    | Intervals
    | Points
    | Bars
    | Waterfall
    | Histogram
    | UnbinnedHistogram
    | BoxSummary
    | Pie
    | HeatMap
    | RGBImage
    | FieldMark
    | TreeMark
    | RegionGroups
    | Funnel
    | TextTable
    | NamedValues
    | Indicator
    | MapPoints
    | ScatterMatrix
    | ParallelCoordinates
    | Flows
    | Network
    | Plot3D
    | ReferenceLine
    | Annotation
    | Outside
    | OtherMark
)


@dataclass(frozen=True)
class Encoding:
    """What a property of points or lines shows beside the groups of the legend."""

    channel: Literal["color", "size", "marker", "line style"]
    label: str  # the quantity
    names: Sequence[str] = ()  # of its categories, in the order of the legend
    low: float = np.nan  # the ends of its range, if it is a number
    high: float = np.nan


@dataclass(frozen=True)
class Panel:
    """One pair of axes with its marks."""

    marks: Sequence[Mark] = ()
    title: str = ""
    x: Axis = Axis()
    y: Axis = Axis()
    legend_title: str = ""  # the quantity that distinguishes the series
    color_label: str = ""  # the quantity that the colors of single points show
    encodings: Sequence[Encoding] = ()  # the other quantities that points or lines show
    twins: Sequence[Panel] = ()  # further axes over the same area
    second_axes: Sequence[str] = ()  # the labels of further scales of the same data, or ""
    z: Axis | None = None  # of a plot in three dimensions
    is_polar: bool = False
    purpose: str = ""  # of a chart with a name of its own, such as "ROC curve" or "autocorrelation plot"
    is_marginal: bool = False  # whether it shows the distribution along an axis of the panel beside it
    hidden: Sequence[str] = ()  # the names of series that are hidden
    has_other_marks: bool = False  # whether it has marks that were not recognized
    chart_panels: int = 1  # panels of its chart: claims must hold for all of them
    chart_title: str = ""  # of its chart, which may name the quantity


@dataclass(frozen=True)
class Frame:
    """The frame of an animation that is shown."""

    name: str  # such as "1952"
    number: int  # from 1
    count: int  # of all frames
    label: str = ""  # the quantity that changes from frame to frame


@dataclass(frozen=True)
class Chart:
    """A whole figure."""

    panels: Sequence[Panel] = ()  # in reading order
    title: str = ""
    rows: int = 0  # of the grid of panels; 0 without a grid
    columns: int = 0
    remark: str = ""  # a sentence about missing data
    frame: Frame | None = None  # of an animation
    notes: Sequence[str] = ()  # texts in the figure, outside its panels
