"""Read one axes of matplotlib into a panel: run all readers, and join marks that belong together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipytts.description.charts.matplotlib.axis import AxisReader
from ipytts.description.charts.matplotlib.canvas import Canvas
from ipytts.description.charts.matplotlib.readers import areas, error_bars
from ipytts.description.charts.matplotlib.readers.annotations import read_annotations
from ipytts.description.charts.matplotlib.readers.bars_and_histograms import read_bars, read_step_histograms
from ipytts.description.charts.matplotlib.readers.box_plots import read_box_plots, read_letter_values
from ipytts.description.charts.matplotlib.readers.contour_and_quiver import read_contours_and_arrows
from ipytts.description.charts.matplotlib.readers.heat_maps import read_heat_maps
from ipytts.description.charts.matplotlib.readers.hexbin import read_hexbin
from ipytts.description.charts.matplotlib.readers.lines import read_lines, read_stems
from ipytts.description.charts.matplotlib.readers.other_artists import read_other_artists
from ipytts.description.charts.matplotlib.readers.pies import read_pies
from ipytts.description.charts.matplotlib.readers.plots_3d import read_plots_3d
from ipytts.description.charts.matplotlib.readers.reference_lines import read_reference_lines
from ipytts.description.charts.matplotlib.readers.scatter import read_scatter
from ipytts.description.charts.matplotlib.readers.violins import add_inner_boxes, read_violins
from ipytts.description.charts.model import HeatMap, Panel, Pie

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ipytts.description.charts.model import Mark


def read_panel(axes: Axes) -> Panel:
    """Return axes as a panel."""
    canvas = Canvas(axes)
    panel = Panel(
        title=next(filter(None, (axes.get_title(loc) for loc in ("center", "left", "right"))), ""),
        x=canvas.x.axis,
        y=canvas.y.axis,
        legend_title=canvas.names.legend_title,
        is_polar=axes.name == "polar",
    )
    if axes.name == "3d":
        z = AxisReader(axes.zaxis)  # type: ignore[attr-defined]
        return replace(panel, marks=read_plots_3d(canvas), z=z.axis)
    marks, color_label = _read_marks(canvas)
    return replace(panel, marks=marks, color_label=color_label)


def _read_marks(canvas: Canvas) -> tuple[list[Mark], str]:
    """Return the marks, and the label for the colors of points.

    The order of the readers matters, as each claims the artists that it reads: for example, stems before
    reference lines, and both before lines.
    """
    marks: list[Mark] = [
        *read_pies(canvas),
        *read_heat_maps(canvas),
        *read_contours_and_arrows(canvas),
    ]
    error_curves, error_segments = error_bars.read_error_bars(canvas)
    boxes = read_box_plots(canvas)
    bars, histograms = read_bars(canvas)
    violins = read_violins(canvas)
    filled = areas.read_areas(canvas)
    histograms += read_step_histograms(canvas)
    letter_values = read_letter_values(canvas)
    hexagons = read_hexbin(canvas)
    points, color_label = read_scatter(canvas)
    curves = read_stems(canvas)
    reference_lines = read_reference_lines(canvas)
    lines, markers, segments = read_lines(canvas)
    curves += lines
    if letter_values:  # all lines are parts of the boxes
        curves, segments = [], []
    if violins:
        violins, curves = add_inner_boxes(canvas, violins, curves, markers, segments)
        markers, segments = [], []
    elif bars:
        bars, segments = error_bars.add_to_bars(bars, [*error_segments, *segments]), []
    else:
        segments = [*error_segments, *segments]
    curves = error_bars.add_to_curves([*error_curves, *curves], segments)
    curves = areas.add_to_curves(canvas, curves, filled)
    marks += [*bars, *canvas.names.in_legend_order(histograms), *boxes, *violins]
    marks += letter_values or [*hexagons, *points, *markers]
    marks += [*canvas.names.in_legend_order(curves), *reference_lines, *read_other_artists(canvas)]
    if not any(isinstance(mark, (HeatMap, Pie)) for mark in marks):
        marks += read_annotations(canvas)
    return marks, color_label
