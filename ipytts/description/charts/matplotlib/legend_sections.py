"""Read the sections of a legend: each shows one quantity by colors, sizes, markers or line styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

from ipytts.description.charts.labels import format_name, read_number
from ipytts.description.charts.matplotlib.arrays import flat
from ipytts.description.charts.model import Encoding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    Channel: TypeAlias = Literal["color", "size", "marker", "line style"]

_NOTHING = ("None", "", " ", None)  # styles of lines and markers that are not drawn
_LINEAR = 1e-3  # of the range of the values; sizes that show numbers deviate no more from a straight line


class Section(NamedTuple):
    """Entries of a legend below one title."""

    title: str
    handles: list[Any]
    texts: list[str]

    @property
    def channel(self) -> Channel:
        """What distinguishes the entries."""
        looks: list[tuple[Channel, list[Any]]] = [
            ("color", [_color(handle) for handle in self.handles]),
            ("marker", [marker_of(handle) for handle in self.handles]),
            ("line style", [line_style_of(handle) for handle in self.handles]),
            ("size", [_size(handle) for handle in self.handles]),
        ]
        return next((channel for channel, values in looks if len(set(values)) > 1), "color")


def sections_of(axes: Axes) -> list[Section]:
    """Return the sections of the legends of axes, or else of their figure."""
    own = axes.get_legend()
    legends = [one for one in axes.artists if isinstance(one, Legend) and one is not own]
    legends += [own] if own else []
    legends = legends or list(getattr(axes.get_figure(), "legends", []))
    return [section for legend in legends for section in _sections(legend)]


def _sections(legend: Legend) -> list[Section]:
    """Return the entries below each heading; seaborn draws a heading as an entry without a visible handle."""
    handles = getattr(legend, "legend_handles", None) or getattr(legend, "legendHandles", [])
    sections = [Section(legend.get_title().get_text(), [], [])]
    for handle, text in zip(handles, legend.get_texts(), strict=False):
        if _is_heading(handle):
            sections.append(Section(text.get_text(), [], []))
        else:
            sections[-1].handles.append(handle)
            sections[-1].texts.append(text.get_text())
    return [section for section in sections if section.texts]


def _is_heading(handle: Any) -> bool:
    if handle is None or handle.get_alpha() == 0 or not handle.get_visible():
        return True
    if not isinstance(handle, Line2D) or handle.get_marker() not in _NOTHING:
        return False
    return handle.get_linestyle() in _NOTHING or handle.get_linewidth() == 0


def _color(handle: Any) -> Any:
    color: Any = (
        handle.get_color() if isinstance(handle, Line2D) else getattr(handle, "get_facecolor", tuple)()
    )
    if isinstance(handle, Line2D) and handle.get_linestyle() in _NOTHING:
        color = handle.get_markerfacecolor()
    try:
        return tuple(np.round(np.ravel(to_rgba(color) if isinstance(color, str) else color)[:3], 4).tolist())
    except (TypeError, ValueError):
        return ()


def marker_of(line: Any) -> str:
    """Return the marker of a line, or of the handle of a legend, as a text."""
    return str(line.get_marker()) if isinstance(line, Line2D) else ""


def line_style_of(line: Any) -> str:
    """Return the pattern of dashes of a line, or of the handle of a legend, as a text."""
    if not isinstance(line, Line2D) or line.get_linestyle() in _NOTHING:
        return ""
    return str(getattr(line, "_unscaled_dash_pattern", line.get_linestyle()))


def _size(handle: Any) -> float:
    if not isinstance(handle, Line2D):
        return 0.0
    return float(handle.get_linewidth() if handle.get_marker() in _NOTHING else handle.get_markersize())


def read_encodings(axes: Axes, sections: Sequence[Section]) -> list[Encoding]:
    """Return what sizes, markers and line styles show, beside the groups that colors show."""
    sizes = np.concatenate([np.empty(0), *(flat(one.get_sizes()) for one in _point_collections(axes))])
    return [
        _encoding(section, sizes)
        for section in sections
        if section.channel != "color" and not _are_series(axes, section)
    ]


def _point_collections(axes: Axes) -> list[Any]:
    collections = [one for one in axes.collections if hasattr(one, "get_sizes")]
    return [one for one in collections if np.shape(one.get_offsets())[0]]


def _are_series(axes: Axes, section: Section) -> bool:
    """Return whether the entries are the labels of series, which differ by markers or line styles alone."""
    drawn = [line for line in axes.lines if np.size(line.get_xdata(orig=False))]
    labels = {str(artist.get_label()) for artist in (*drawn, *_point_collections(axes))}
    return any(text in labels for text in section.texts)


def _encoding(section: Section, sizes: Any) -> Encoding:
    numbers = np.array([read_number(format_name(text)) for text in section.texts])
    if section.channel != "size" or not np.isfinite(numbers).all():
        return Encoding(section.channel, section.title, section.texts)
    return Encoding("size", section.title, (), *_shown_range(section, numbers, sizes))


def _shown_range(section: Section, numbers: Any, sizes: Any) -> tuple[float, float]:
    """Return the smallest and the largest number that sizes show; NaN if they are unknown.

    The entries are round numbers. The straight line through their sizes gives the numbers of all sizes.
    """
    areas = np.array([_size(handle) ** 2 for handle in section.handles])
    if numbers.size < 2 or not sizes.size or not np.ptp(areas):
        return np.nan, np.nan
    slope, start = np.polyfit(areas, numbers, 1)
    if np.abs(start + slope * areas - numbers).max() > _LINEAR * np.ptp(numbers):
        return np.nan, np.nan
    ends = sorted(start + slope * np.array([sizes.min(), sizes.max()]))
    return float(round(ends[0], 6)), float(round(ends[1], 6))
