"""Dendrograms as SciPy draws them."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from scipy.cluster.hierarchy import dendrogram, linkage, to_tree

from ipytts.description.charts.model import OtherMark
from ipytts.description.charts.tree_marks import Dendrogram
from tests.helpers.chart_marks import only_mark

LINKS = linkage(np.random.default_rng(8).normal(size=(9, 3)), "average")


@pytest.mark.parametrize("orientation", ["top", "bottom", "left", "right"])
def test_joins_are_those_of_the_tree_in_each_orientation(orientation: str) -> None:
    axes = Figure().subplots()
    dendrogram(LINKS, ax=axes, orientation=orientation, labels=list("abcdefghi"))
    tree = only_mark(axes, Dendrogram)
    assert [join.height for join in tree.joins] == pytest.approx(LINKS[:, 2])
    clusters = [{"abcdefghi"[leaf] for leaf in node.pre_order()} for node in to_tree(LINKS, rd=True)[1][9:]]
    joined = [{tree.names[leaf] for leaf in (*join.left, *join.right)} for join in tree.joins]
    assert joined == clusters


def test_brackets_that_fit_no_tree_are_none() -> None:
    axes = Figure().subplots()
    brackets = [[(x, 0), (x, 1), (x + 1, 1), (x + 1, 0)] for x in (0, 5)]
    axes.add_collection(LineCollection(brackets))
    assert only_mark(axes, OtherMark).phrase == "drawing of 2 lines"
