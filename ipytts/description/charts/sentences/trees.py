"""Describe dendrograms and decision trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name, read_number
from ipytts.description.charts.model import Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count, format_names
from ipytts.description.charts.tree_marks import DecisionNode, DecisionTree, Dendrogram, Join
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MAX_CLUSTERS = 6  # clusters of a color that are described


def describe_dendrograms(panel: Panel, trees: Sequence[Dendrogram]) -> ChartText:
    """Describe the last join and the first one, then the clusters that have a color of their own."""
    tree = trees[0]
    axis = panel.x if tree.is_sideways else panel.y
    height = AxisFormatter(axis, [np.array([join.height for join in tree.joins])], "height")
    text = ChartText(f"dendrogram of the {tree.of}" if tree.of else "dendrogram")
    leaves = len(tree.joins) + 1
    text.sizes.append(count(leaves, "leaf"))
    last, first = tree.joins[-1], tree.joins[0]
    at = height.fact(last.height, "height of the last join")
    sizes = join(map(_size_of, (last.left, last.right)))
    text.main_point = phrase(
        "the last two clusters, of {} leaves, are joined at {} {}", sizes, height.name, at
    )
    below = phrase("at {} {}", height.name, height.fact(first.height, "height of the first join"))
    if tree.names:
        pair = join([format_name(tree.names[part[0]]) for part in (first.left, first.right)])
        text.details.append(phrase("{} are joined first, {}", pair, below))
    else:
        text.details.append(phrase("the first join is {}", below))
    if len(tree.joins) > 1:
        before = height.fact(tree.joins[-2].height, "height of the join before the last")
        text.details.append(phrase("the join before the last is at {}", before))
    text.details += _describe_clusters(tree)
    if tree.names:
        text.full_details.append(phrase("the leaves are, in order, {}", join(map(format_name, tree.names))))
    return text


def _describe_clusters(tree: Dendrogram) -> list[Words]:
    """Return the clusters below the joins that have the color of the last one."""
    top = tree.joins[-1].color
    clusters = [one for one in _clusters(tree.joins) if one]
    if not top or len(clusters) < 2 or len({one.color for one in tree.joins}) < 2:
        return []
    words = phrase(
        "colors show {}, of {} leaves", count(len(clusters), "cluster"), join(map(_size_of, clusters))
    )
    if not tree.names or len(clusters) > _MAX_CLUSTERS:
        return [words]
    listed = [format_names(tree.names[leaf] for leaf in sorted(cluster)) for cluster in clusters]
    return [phrase("{}: {}", words, join_with("; ", listed))]


def _size_of(cluster: Sequence[int]) -> Fact:
    return Fact(numbers.number(len(cluster)), len(cluster), "count of leaves")


def _clusters(joins: Sequence[Join]) -> list[list[int]]:
    """Return the leaves of each cluster below the joins of the color of the last one, in order."""
    top = joins[-1].color
    upper = [one for one in joins if one.color == top]
    made = {tuple(sorted((*one.left, *one.right))) for one in upper}
    parts = [
        sorted(part) for one in upper for part in (one.left, one.right) if tuple(sorted(part)) not in made
    ]
    return sorted(parts)


def describe_decision_trees(_: Panel, trees: Sequence[DecisionTree]) -> ChartText:
    """Describe the first split, the largest leaf, and the splits of each level."""
    tree = trees[0]
    leaves = [node for node in tree.nodes if node.split is None]
    text = ChartText("decision tree")
    depth = max(node.depth for node in tree.nodes)
    levels = Fact(numbers.number(depth), depth, "depth")
    text.sizes += [count(len(leaves), "leaf"), phrase("a depth of {}", levels)]
    root = tree.nodes[0]
    text.main_point = phrase("the first split is at {}", _format_split(root, "first split"))
    second = [node for node in tree.nodes if node.depth == 1 and node.split]
    if second:
        splits = join([_format_split(node, "second split") for node in second])
        text.details.append(phrase("below it, the tree splits at {}", splits))
    text.details += _describe_largest(leaves, tree.outcome_noun)
    features = dict.fromkeys(node.split[0] for node in tree.nodes if node.split)
    if len(features) > 1:
        text.details.append(phrase("it uses {}", format_names(features)))
    outcomes = dict.fromkeys(leaf.outcome for leaf in leaves if leaf.outcome)
    if tree.outcome_noun == "class" and len(outcomes) > 1:
        text.details.append(phrase("the leaves are of the classes {}", format_names(outcomes)))
    return text


def _format_split(node: DecisionNode, method: str) -> Phrase:
    feature, threshold = node.split or ("", "")
    name = format_name(feature)
    value = read_number(threshold)
    text = numbers.number(value, 6) if np.isfinite(value) else threshold
    return phrase("{} at most {}", labels.format_axis_label(name), Fact(text, value, method))


def _describe_largest(leaves: Sequence[DecisionNode], noun: str) -> list[Words]:
    """Return the leaf with the most samples, if one has more than all others."""
    sizes = [leaf.samples for leaf in leaves]
    if not all(np.isfinite(sizes)) or sizes.count(max(sizes)) > 1:
        return []
    leaf, size = leaves[int(np.argmax(sizes))], max(sizes)
    unit = "percent of the samples" if leaf.is_share else "samples"
    fact = Fact(numbers.number(size), size, "samples of the largest leaf")
    outcome = f", {noun} {_format_outcome(leaf.outcome)}" if leaf.outcome else ""
    return [phrase("the largest leaf has {} {}{}", fact, unit, outcome)]


def _format_outcome(outcome: str) -> str:
    value = read_number(outcome)
    return numbers.number(value, 6) if np.isfinite(value) else format_name(outcome)
