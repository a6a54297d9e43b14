"""Tables of trees: dendrograms by what they join, decision trees by their nodes, parts within parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.model import Column, Draft, category_axis, numbered
from ipytts.description.charts.model import Panel
from ipytts.description.charts.tree_marks import DecisionNode, DecisionTree, Dendrogram, Hierarchy

_MAX_LEAVES = 6  # that are named in a cell


def draft_dendrogram(panel: Panel, mark: Dendrogram) -> Draft:
    """Return the table of the joins of a dendrogram, the lowest first."""
    height = (panel.x if mark.is_sideways else panel.y).label.strip() or "Height"
    left = Column("Cluster", [_leaves(mark, join.left) for join in mark.joins])
    right = Column("Joined with", [_leaves(mark, join.right) for join in mark.joins])
    heights = Column(height, np.array([join.height for join in mark.joins]))
    name = f"Tree of {mark.of}" if mark.of else f"{height} at which clusters are joined"
    return Draft([left, right], [heights], name)


def _leaves(mark: Dendrogram, leaves: Sequence[int]) -> str:
    """Return the names of leaves, or their numbers from 1; of many, the number of others."""
    names = [mark.names[leaf] if mark.names else f"leaf {leaf + 1}" for leaf in leaves[:_MAX_LEAVES]]
    others = len(leaves) - len(names)
    return ", ".join(names) + (f" and {others} more" if others else "")


def draft_decision_tree(_panel: Panel, mark: DecisionTree) -> Draft:
    """Return the table of the nodes of a decision tree, the root first."""
    nodes = mark.nodes
    samples = "Samples (%)" if any(node.is_share for node in nodes) else "Samples"
    columns = [
        Column("Depth", np.array([float(node.depth) for node in nodes])),
        Column("Feature of the split", [_split(node, 0) for node in nodes]),
        Column("Threshold of the split", [_split(node, 1) for node in nodes]),
        Column(samples, np.array([node.samples for node in nodes], float)),
        Column(mark.outcome_noun.capitalize() or "Outcome", [node.outcome for node in nodes]),
    ]
    return Draft([numbered("Node", len(nodes))], columns, "Nodes of the tree")


def _split(node: DecisionNode, part: int) -> str:
    return node.split[part] if node.split else ""


def draft_hierarchy(_panel: Panel, mark: Hierarchy) -> Draft:
    """Return the table of parts, each with what holds it and its value."""
    parents = np.array(mark.parents, float)
    holders = Column("Part of", np.where(parents < 0, np.nan, parents), category_axis(mark.names))
    values = Column(mark.label.strip() or "Value", mark.values)
    return Draft([Column("Part", mark.names)], [holders, values], f"{values.header} by part")
