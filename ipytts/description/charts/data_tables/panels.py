"""The tables of a panel, by the kinds of its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ipytts.description.charts import model
from ipytts.description.charts.data_tables import distributions, matrices, notes, parts, points, series, trees
from ipytts.description.charts.data_tables.model import Draft
from ipytts.description.charts.field_marks import Arrows, Contours, Events, Hexagons, MarkedPoints, PlaneBins
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import Panel
from ipytts.description.charts.stage_marks import Funnel, TextTable
from ipytts.description.charts.tree_marks import DecisionTree, Dendrogram, Hierarchy

Builder: TypeAlias = Callable[[Panel, list[Any]], list[Draft]]  # from the marks of a kind to their tables


def _each(build: Callable[[Panel, Any], Draft]) -> Builder:
    """Return a function that drafts a table for each mark."""
    return lambda panel, marks: [build(panel, mark) for mark in marks]


BUILDERS: dict[type, Builder] = {
    model.HeatMap: _each(matrices.draft_heat_map),
    PlaneBins: _each(matrices.draft_plane_bins),
    Contours: matrices.draft_contours,
    Hexagons: _each(points.draft_hexagons),
    Arrows: _each(points.draft_arrows),
    Events: points.draft_events,
    model.Points: points.draft_points,
    model.ScatterMatrix: _each(points.draft_scatter_matrix),
    model.ParallelCoordinates: _each(points.draft_parallel_coordinates),
    model.MapPoints: _each(points.draft_map_points),
    model.Plot3D: _each(points.draft_3d_plot),
    model.BoxSummary: distributions.draft_boxes,
    model.Histogram: distributions.draft_histograms,
    model.UnbinnedHistogram: _each(distributions.draft_unbinned_histogram),
    model.Pie: _each(parts.draft_pie),
    model.NamedValues: _each(parts.draft_named_values),
    RegionGroups: _each(parts.draft_region_groups),
    Funnel: parts.draft_funnels,
    TextTable: _each(parts.draft_text_table),
    model.Indicator: parts.draft_indicators,
    model.Flows: _each(parts.draft_flows),
    model.Network: _each(parts.draft_network),
    Dendrogram: _each(trees.draft_dendrogram),
    DecisionTree: _each(trees.draft_decision_tree),
    Hierarchy: _each(trees.draft_hierarchy),
}
ADDITIONS: dict[type, Builder] = {  # to the marks above
    MarkedPoints: points.draft_marked_points,
    model.ReferenceLine: notes.draft_reference_lines,
    model.Annotation: notes.draft_annotations,
}


def draft_panel(panel: Panel) -> Iterator[Draft]:
    """Yield the tables of a panel and of its further axes."""
    areas = [panel, *panel.twins]
    for area in areas:
        yield from _draft_marks(area, BUILDERS)
    yield from series.draft_series(areas)
    for area in areas:
        yield from _draft_marks(area, ADDITIONS)


def _draft_marks(panel: Panel, builders: dict[type, Builder]) -> Iterator[Draft]:
    for kind, build in builders.items():
        if marks := [mark for mark in panel.marks if isinstance(mark, kind)]:
            yield from build(panel, marks)
