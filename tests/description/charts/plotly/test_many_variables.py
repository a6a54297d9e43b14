"""The marks of maps, matrices, flows and parts of a whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import pytest

from ipytts.description.charts.map_marks import RegionGroups
from ipytts.description.charts.model import (
    Flows,
    Indicator,
    MapPoints,
    ParallelCoordinates,
    Pie,
    ScatterMatrix,
)
from ipytts.description.charts.stage_marks import TextTable
from ipytts.description.charts.tree_marks import Hierarchy
from tests.helpers.plotly_marks import TOWNS, marks, same, the_mark


@pytest.mark.parametrize("draw", [px.scatter_map, px.scatter_geo])
def test_points_of_a_map_have_places_names_and_values(draw: Any) -> None:
    (points,) = marks(draw(TOWNS, lat="lat", lon="lon", size="people", hover_name="town"))
    assert isinstance(points, MapPoints)
    assert (list(points.names), points.label, points.name_label) == (list(TOWNS.town), "people", "")
    same(points.values, TOWNS.people)
    same([points.longitudes, points.latitudes], [TOWNS.lon, TOWNS.lat])


def test_points_of_a_map_may_have_only_codes() -> None:
    north, *_ = marks(px.scatter_geo(TOWNS, locations="code", color="side"))
    assert (list(north.names), north.name_label, north.name) == (["AA"], "code", "south")


def test_density_map_has_weights() -> None:
    (points,) = marks(px.density_map(TOWNS, lat="lat", lon="lon", z="people"))
    assert points.label == "people"
    same(points.values, TOWNS.people)


def test_regions_in_groups_are_counted() -> None:
    (regions,) = marks(px.choropleth(TOWNS, locations="code", color="side"))
    assert isinstance(regions, RegionGroups)
    assert list(regions.names) == ["south", "west", "north"]
    assert list(regions.counts) == [1, 2, 1]
    assert regions.label == "side"


def test_scatter_matrix_has_the_group_of_each_point() -> None:
    (matrix,) = marks(px.scatter_matrix(TOWNS, dimensions=["lat", "lon"], color="side"))
    assert isinstance(matrix, ScatterMatrix)
    assert list(matrix.names) == ["lat", "lon"]
    assert list(matrix.groups) == ["south", "west", "west", "north"]
    same(matrix.columns[0], [48.8, 50.7, 50.2, 52.6])


def test_parallel_axes_have_numbers_or_categories() -> None:
    (numbers,) = marks(px.parallel_coordinates(TOWNS, dimensions=["lat", "people"]))
    assert isinstance(numbers, ParallelCoordinates)
    assert not numbers.categories
    same(numbers.columns[1], TOWNS.people)
    (texts,) = marks(px.parallel_categories(TOWNS, dimensions=["side", "code"]))
    assert list(texts.categories[0]) == ["south", "west", "north"]
    same(texts.columns[0], [0, 1, 2, 1])


def test_sankey_has_flows_between_named_nodes() -> None:
    flows = the_mark(
        go.Sankey(
            node={"label": ["sun", "wind", "grid"]},
            link={"source": [0, 1, 1], "target": [2, 2, 3], "value": [5, 7, 0]},
        )
    )
    assert isinstance(flows, Flows)
    assert (list(flows.sources), list(flows.targets)) == (["sun", "wind"], ["grid", "grid"])
    same(flows.values, [5, 7])


def test_indicator_has_its_reference_and_the_ends_of_its_gauge() -> None:
    indicator = the_mark(
        go.Indicator(
            mode="number+delta+gauge",
            value=71,
            delta={"reference": 60},
            gauge={"axis": {"range": [0, 120]}},
            number={"suffix": " km"},
            title={"text": "<b>Range</b>"},
        )
    )
    assert indicator == Indicator("Range", 71, 60, 0, 120, "", "km")


def test_table_has_the_names_of_its_columns() -> None:
    table = the_mark(
        go.Table(header={"values": ["Town", "<b>People</b>"]}, cells={"values": [["Bonn"], [336]]})
    )
    assert table == TextTable(["Town", "People"], [["Bonn", "336"]])


@pytest.mark.parametrize("kind", [go.Treemap, go.Sunburst, go.Icicle])
def test_parts_within_parts_are_not_counted_twice(kind: Any) -> None:
    tree = the_mark(
        kind(
            labels=["all", "a", "b", "c", "d"],
            parents=["", "all", "all", "a", "a"],
            values=[9, 5, 4, 2, 3],
            branchvalues="total",
        )
    )
    assert isinstance(tree, Hierarchy)
    assert (list(tree.names), list(tree.parents)) == (["all", "a", "b", "c", "d"], [-1, 0, 0, 1, 1])
    same(tree.values, [9, 5, 4, 2, 3])


def test_values_of_parts_are_added_to_those_that_hold_them_and_circles_are_cut() -> None:
    added = the_mark(go.Sunburst(labels=["a", "b", "c"], parents=["", "a", "b"], values=[1, 2, 4]))
    same(added.values, [7, 6, 4])
    leaves = the_mark(go.Treemap(labels=["a", "b", "c"], parents=["", "a", "a"]))
    same(leaves.values, [2, 1, 1])
    circle = the_mark(go.Treemap(labels=["a", "b"], parents=["b", "a"], values=[1, 2]))
    assert -1 in circle.parents


def test_funnel_has_stages_in_order() -> None:
    funnel = marks(px.funnel({"n": [90, 40, 12], "stage": ["seen", "read", "bought"]}, x="n", y="stage"))[0]
    assert list(funnel.stages) == ["seen", "read", "bought"]
    same(funnel.values, [90, 40, 12])


def test_pie_leaves_out_hidden_slices_and_values_below_zero() -> None:
    pie = the_mark(go.Pie(labels=["a", "b", "c", "a"], values=[2, 5, -1, 2]), hiddenlabels=["b"])
    assert isinstance(pie, Pie)
    assert list(pie.names) == ["a"]


def test_categories_of_parallel_axes_are_read_with_their_counts() -> None:
    rows = go.Parcats(
        dimensions=[{"label": "size", "values": ["s", "l", "s"]}, {"label": "ok", "values": ["y", "y", "n"]}],
        counts=[4, 1, 2],
    )
    plot = the_mark(rows)
    assert [list(names) for names in plot.categories] == [["s", "l"], ["y", "n"]]
    same(plot.columns[0], [0, 0, 0, 0, 1, 0, 0])


def test_named_ticks_of_a_parallel_axis_are_categories() -> None:
    named = {"label": "sex", "values": [7, 3, 7], "tickvals": [3, 7], "ticktext": ["female", "male"]}
    plot = the_mark(go.Parcoords(dimensions=[named, {"label": "age", "values": [30, 41, 52]}]))
    assert [list(names) for names in plot.categories] == [["female", "male"], []]
    same(plot.columns[0], [1, 0, 1])
    same(plot.columns[1], [30, 41, 52])


def test_parts_that_hold_others_have_values_of_their_own_unless_they_are_totals() -> None:
    parts = {"labels": ["trunk", "leaf"], "parents": ["", "trunk"], "values": [9, 4]}
    same(the_mark(go.Treemap(**parts)).values, [13, 4])
    same(the_mark(go.Treemap(**parts, branchvalues="total")).values, [9, 4])


def test_columns_of_a_scatter_matrix_have_one_length() -> None:
    short = [{"label": "a", "values": [1, 2]}, {"label": "b", "values": [3]}]
    matrix = the_mark(go.Splom(dimensions=short, name="p"), go.Splom(dimensions=short, name="q"))
    same(matrix.columns[1], [3, np.nan, 3, np.nan])
    assert matrix.groups == ["p", "p", "q", "q"]
