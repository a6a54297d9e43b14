"""The tables of a panel, by the kinds of its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts import model
from ipytts.description.charts.data_tables import (
    distributions,
    matrices,
    notes,
    parts,
    points,
    series,
    trees,
)
from ipytts.description.charts.field_marks import (
    Arrows,
    Contours,
    Events,
    Hexagons,
    MarkedPoints,
    PlaneBins,
)
from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.stage_marks import Funnel, TextTable
from ipytts.description.charts.tree_marks import DecisionTree, Dendrogram, Hierarchy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipytts.description.charts.data_tables.model import Draft
    from ipytts.description.charts.model import Panel

    Builder = Callable[[Panel, list[Any]], list[Draft]]

BUILDERS: dict[type, Builder] = {
    model.HeatMap: matrices.draft_heat_maps,
    PlaneBins: matrices.draft_plane_bins,
    Contours: matrices.draft_contours,
    Hexagons: points.draft_hexagons,
    Arrows: points.draft_arrows,
    Events: points.draft_events,
    model.Points: points.draft_points,
    model.ScatterMatrix: points.draft_scatter_matrices,
    model.ParallelCoordinates: points.draft_parallel_coordinates,
    model.MapPoints: points.draft_map_points,
    model.Plot3D: points.draft_3d_plots,
    model.BoxSummary: distributions.draft_boxes,
    model.Histogram: distributions.draft_histograms,
    model.UnbinnedHistogram: distributions.draft_unbinned_histograms,
    model.Pie: parts.draft_pies,
    model.NamedValues: parts.draft_named_values,
    RegionGroups: parts.draft_region_groups,
    Funnel: parts.draft_funnels,
    TextTable: parts.draft_text_tables,
    model.Indicator: parts.draft_indicators,
    model.Flows: parts.draft_flows,
    model.Network: parts.draft_networks,
    Dendrogram: trees.draft_dendrograms,
    DecisionTree: trees.draft_decision_trees,
    Hierarchy: trees.draft_hierarchies,
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
