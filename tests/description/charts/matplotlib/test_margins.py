"""Panels in the margins of a main one."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import HeatMap, Histogram, OtherMark
from ipytts.description.charts.tree_marks import Dendrogram

RANDOM = np.random.default_rng(4)


def test_histograms_beside_a_scatter_plot_are_margins() -> None:
    x, y = RANDOM.normal(size=(2, 60))
    figure = Figure()
    axes = figure.subplot_mosaic("T.;SR", width_ratios=(3, 1), height_ratios=(1, 3))
    axes["S"].scatter(x, y)
    axes["S"].set(xlabel="length", ylabel="width")
    axes["T"].hist(x)
    axes["R"].hist(y, orientation="horizontal")
    main, top, right = sorted(chart_of(figure).panels, key=lambda panel: panel.is_marginal)
    assert (main.is_marginal, top.is_marginal, right.is_marginal) == (False, True, True)
    assert {top.x.label, right.y.label} >= {"length"} or {right.y.label, top.x.label} >= {"width"}


def test_panel_below_with_other_data_is_no_margin() -> None:
    x = np.arange(50.0)
    figure = Figure()
    upper, lower = figure.subplots(2, 1, height_ratios=(3, 1))
    upper.scatter(x, RANDOM.normal(size=50))
    lower.hist(RANDOM.normal(300, 10, size=80))
    assert [panel.is_marginal for panel in chart_of(figure).panels] == [False, False]


def test_trees_of_a_cluster_map_are_margins() -> None:
    grid = sns.clustermap(RANDOM.normal(size=(6, 4)))
    plt.close(grid.figure)
    panels = [panel for panel in chart_of(grid.figure).panels if panel.marks]
    (main,) = (panel for panel in panels if not panel.is_marginal)
    assert [type(mark) for mark in main.marks] == [HeatMap]
    trees = [mark for panel in panels if panel.is_marginal for mark in panel.marks]
    assert {tree.of for tree in trees if isinstance(tree, Dendrogram)} == {"rows", "columns"}


def test_densities_beside_a_scatter_plot_are_margins() -> None:
    groups = np.repeat(["a", "b"], 20)
    grid = sns.jointplot(x=RANDOM.normal(size=40), y=RANDOM.normal(size=40), hue=groups)
    plt.close(grid.figure)
    panels = chart_of(grid.figure).panels
    assert [panel.is_marginal for panel in panels] == [False, True, True]
    assert panels[2].marks == [OtherMark("density chart")]


def test_joint_plot_has_both_distributions() -> None:
    grid = sns.jointplot(x=RANDOM.normal(size=40), y=RANDOM.normal(size=40))
    plt.close(grid.figure)
    margins = [panel for panel in chart_of(grid.figure).panels if panel.is_marginal]
    assert [[type(mark) for mark in panel.marks] for panel in margins] == [[Histogram], [Histogram]]
