"""Tables of trees: dendrograms by what they join, decision trees by their nodes, parts within parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.data_tables.model import Column, Draft, category_axis, numbered
from ipytts.description.charts.model import Panel
from ipytts.description.charts.tree_marks import DecisionNode, DecisionTree, Dendrogram, Hierarchy

_MAX_LEAVES = 6  # that are named in a cell


def draft_dendrograms(panel: Panel, marks: Sequence[Dendrogram]) -> list[Draft]:
    """Return a table of the joins of each dendrogram, the lowest first."""
    drafts = []
    for mark in marks:
        height = (panel.x if mark.is_sideways else panel.y).label.strip() or "Height"
        clusters = [
            Column(header, [_leaves(mark, leaves) for leaves in sides])
            for header, sides in (
                ("Cluster", [join.left for join in mark.joins]),
                ("Joined with", [join.right for join in mark.joins]),
            )
        ]
        heights = Column(height, np.array([join.height for join in mark.joins]))
        drafts.append(
            Draft(
                clusters,
                [heights],
                f"Tree of {mark.of}" if mark.of else f"{height} at which clusters are joined",
            )
        )
    return drafts


def _leaves(mark: Dendrogram, leaves: Sequence[int]) -> str:
    """Return the names of leaves, or their numbers from 1; of many, the number of others."""
    names = [mark.names[leaf] if mark.names else f"leaf {leaf + 1}" for leaf in leaves[:_MAX_LEAVES]]
    others = len(leaves) - len(names)
    return ", ".join(names) + (f" and {others} more" if others else "")


def draft_decision_trees(_panel: Panel, marks: Sequence[DecisionTree]) -> list[Draft]:
    """Return a table of the nodes of each decision tree, the root first."""
    return [_draft_decision_tree(mark) for mark in marks]


def _draft_decision_tree(mark: DecisionTree) -> Draft:
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


def draft_hierarchies(_panel: Panel, marks: Sequence[Hierarchy]) -> list[Draft]:
    """Return a table of parts, each with what holds it and its value, for each mark."""
    drafts = []
    for mark in marks:
        parents = np.array(mark.parents, float)
        holders = Column("Part of", np.where(parents < 0, np.nan, parents), category_axis(mark.names))
        values = Column(mark.label.strip() or "Value", mark.values)
        drafts.append(Draft([Column("Part", mark.names)], [holders, values], f"{values.header} by part"))
    return drafts
