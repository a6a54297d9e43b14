"""Read one axes of matplotlib into a panel: run the readers in order, and join what belongs together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

from matplotlib.axes import Axes

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.drawing import (
    Drawing,
    Part,
    Reader,
    Reading,
    containers_in,
    is_visible,
)
from ipytts.description.charts.matplotlib.joins.bands import join_bands
from ipytts.description.charts.matplotlib.joins.categories import join_categories
from ipytts.description.charts.matplotlib.joins.clipping import clip_to_limits
from ipytts.description.charts.matplotlib.joins.diagonals import join_diagonals
from ipytts.description.charts.matplotlib.joins.error_bars import join_error_bars
from ipytts.description.charts.matplotlib.joins.notes import drop_cell_texts
from ipytts.description.charts.matplotlib.joins.points import join_points
from ipytts.description.charts.matplotlib.joins.segments import join_segments
from ipytts.description.charts.matplotlib.joins.spans import join_mirrored_bars, join_spans, join_wicks
from ipytts.description.charts.matplotlib.joins.violin_boxes import join_violin_boxes
from ipytts.description.charts.matplotlib.legend_sections import read_encodings
from ipytts.description.charts.matplotlib.legends import own_label
from ipytts.description.charts.matplotlib.polar import with_angles
from ipytts.description.charts.matplotlib.readers.annotations import read_annotations
from ipytts.description.charts.matplotlib.readers.areas import read_areas
from ipytts.description.charts.matplotlib.readers.arrows import read_arrows, read_streams
from ipytts.description.charts.matplotlib.readers.bars import read_bars
from ipytts.description.charts.matplotlib.readers.box_plots import read_box_plots
from ipytts.description.charts.matplotlib.readers.contours import read_contours
from ipytts.description.charts.matplotlib.readers.correlograms import read_correlograms
from ipytts.description.charts.matplotlib.readers.dendrograms import read_dendrograms
from ipytts.description.charts.matplotlib.readers.error_bars import read_error_bars
from ipytts.description.charts.matplotlib.readers.events import read_events
from ipytts.description.charts.matplotlib.readers.fills import read_fills
from ipytts.description.charts.matplotlib.readers.heat_maps import read_heat_maps
from ipytts.description.charts.matplotlib.readers.hexbin import read_hexbin
from ipytts.description.charts.matplotlib.readers.histograms import read_step_histograms
from ipytts.description.charts.matplotlib.readers.letter_values import read_letter_values
from ipytts.description.charts.matplotlib.readers.lines import read_lines, read_stems
from ipytts.description.charts.matplotlib.readers.networks import read_networks
from ipytts.description.charts.matplotlib.readers.other_artists import read_other_artists
from ipytts.description.charts.matplotlib.readers.pies import read_pies
from ipytts.description.charts.matplotlib.readers.plots_3d import read_plots_3d
from ipytts.description.charts.matplotlib.readers.reference_lines import read_reference_lines
from ipytts.description.charts.matplotlib.readers.scatter import read_scatter
from ipytts.description.charts.matplotlib.readers.trees import read_trees
from ipytts.description.charts.matplotlib.readers.violins import read_violins
from ipytts.description.charts.matplotlib.thinned_labels import with_all_categories
from ipytts.description.charts.model import Curve, Histogram, Mark, Panel

_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)

# The order matters, as each reader claims the artists that it reads: for example, stems come before lines
# across the axes, and both before lines.
READERS: Sequence[Reader] = (
    read_pies,
    read_heat_maps,
    read_contours,
    read_arrows,
    read_dendrograms,
    read_networks,
    read_error_bars,
    read_box_plots,
    read_bars,
    read_step_histograms,
    read_correlograms,
    read_violins,
    read_areas,
    read_letter_values,
    read_hexbin,
    read_scatter,
    read_stems,
    read_reference_lines,
    read_lines,
    read_fills,
    read_events,
    read_streams,
    read_other_artists,
    read_trees,
    read_annotations,
)
READERS_3D: Sequence[Reader] = (read_plots_3d,)

# Each takes all parts and returns them with some joined.
JOINS: Sequence[Callable[[Drawing, Sequence[Part]], Sequence[Part]]] = (
    drop_cell_texts,
    join_violin_boxes,
    join_wicks,
    join_error_bars,
    join_spans,
    join_mirrored_bars,
    join_segments,
    join_categories,
    join_bands,
    join_points,
    clip_to_limits,
    join_diagonals,
)


def read_panel(axes: Axes) -> Panel:
    """Return axes as a panel."""
    drawing = Drawing.of(axes)
    is_3d = axes.name == "3d"
    readings = _read(drawing, READERS_3D if is_3d else READERS)
    found = [reading for reading in readings if reading is not None]
    parts, are_joined = _join(drawing, [part for reading in found for part in reading.parts])
    panel = Panel(
        marks=_marks(drawing, parts),
        title=next(filter(None, (axes.get_title(loc) for loc in ("center", "left", "right"))), ""),
        x=drawing.x.axis,
        y=drawing.y.axis,
        z=AxisReader(axes.zaxis).axis if is_3d else None,  # type: ignore[attr-defined]  # of 3D axes
        legend_title=drawing.names.legend_title,
        color_label=next((reading.color_label for reading in found if reading.color_label), ""),
        encodings=read_encodings(axes, drawing.names.sections),
        second_axes=[_label(child) for child in axes.child_axes if not isinstance(child, Axes)],
        is_polar=axes.name == "polar",
        hidden=_hidden_names(axes),
        has_other_marks=len(found) < len(readings) or not are_joined or _are_left(parts),
    )
    return with_angles(panel) if panel.is_polar else with_all_categories(panel)


def _label(second: Any) -> str:
    """Return the label of a second scale of the same data (`secondary_xaxis`)."""
    return str(second.get_xlabel() or second.get_ylabel())


def _read(drawing: Drawing, readers: Sequence[Reader]) -> list[Reading | None]:
    """Return what each reader finds in the artists that those before it have left; None if it fails."""
    readings: list[Reading | None] = []
    for read in readers:
        reading = _attempt(read, drawing)
        if reading is not None:
            drawing = drawing.without(reading.claimed)
        readings.append(reading)
    return readings


def _join(drawing: Drawing, parts: Sequence[Part]) -> tuple[Sequence[Part], bool]:
    """Return the joined parts, and whether no step has failed; a step that fails joins nothing."""
    is_complete = True
    for join in JOINS:
        joined = _attempt(join, drawing, parts)
        is_complete = is_complete and joined is not None
        parts = parts if joined is None else joined
    return parts, is_complete


def _attempt(function: Callable[..., _T], *arguments: Any) -> _T | None:
    """Return the result of a function, or None if it fails, as artists may be of any class."""
    try:
        return function(*arguments)
    except Exception:  # noqa: BLE001 - the other artists are still described
        _LOG.debug("%r failed", function, exc_info=True)
        return None


def _marks(drawing: Drawing, parts: Sequence[Part]) -> list[Mark]:
    """Return the parts that are marks, with the series in the order of the legend."""
    marks = [part for part in parts if isinstance(part, get_args(Mark))]
    rest: list[Mark] = [mark for mark in marks if not isinstance(mark, (Curve, Histogram))]
    for kind in (Histogram, Curve):
        rest += drawing.names.in_legend_order([mark for mark in marks if isinstance(mark, kind)])
    return rest


def _are_left(parts: Sequence[Part]) -> bool:
    """Return whether parts are left that are no marks."""
    return not all(isinstance(part, get_args(Mark)) for part in parts)


def _hidden_names(axes: Axes) -> list[str]:
    """Return the labels of artists that are not visible."""
    artists = (*axes.lines, *axes.patches, *axes.collections)
    hidden: list[Any] = [artist for artist in artists if not artist.get_visible()]
    hidden += [container for container in containers_in(axes) if container and not is_visible(container)]
    return list(dict.fromkeys(filter(None, map(own_label, hidden))))
