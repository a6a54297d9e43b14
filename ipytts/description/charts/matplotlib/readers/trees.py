"""Read decision trees (`plot_tree` of scikit-learn), whose nodes are texts."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from matplotlib.text import Annotation

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.tree_marks import DecisionNode, DecisionTree

_NODE = re.compile(r"^samples = (?P<samples>\d+(?:\.\d+)?)(?P<unit>%?)$", re.MULTILINE)
_SPLIT = re.compile(r"^(?P<feature>.+) <= (?P<threshold>\S+)$", re.MULTILINE)
_OUTCOME = re.compile(r"^(?P<noun>class|value) = (?P<outcome>[^\[\n]+)$", re.MULTILINE)
_FEWEST = 3  # nodes


def read_trees(drawing: Drawing) -> Reading:
    """Return the nodes with their depths, the root first; nothing without a tree."""
    texts = drawing.artists_of(Annotation)
    nodes = [text for text in texts if _NODE.search(text.get_text())]
    arrows = [text for text in texts if text.arrow_patch is not None]
    splits = [node for node in nodes if _SPLIT.search(node.get_text())]
    if len(nodes) < _FEWEST or len(arrows) < len(nodes) - 1 or not splits:
        return Reading()
    heights = np.round([_height(node) for node in nodes], 6)
    levels = np.unique(heights)[::-1].tolist()
    order = np.lexsort((np.array([_place(node) for node in nodes]), -heights))
    found = [_node(nodes[n].get_text(), levels.index(heights[n])) for n in order]
    nouns = {match["noun"] for node in nodes if (match := _last_outcome(node.get_text()))}
    noun = "class" if "class" in nouns else "value" if nouns else ""
    return Reading([DecisionTree(found, noun)], texts)


def _height(node: Any) -> float:
    return float((node.xyann if node.arrow_patch is not None else node.get_position())[1])


def _place(node: Any) -> float:
    return float((node.xyann if node.arrow_patch is not None else node.get_position())[0])


def _last_outcome(text: str) -> re.Match[str] | None:
    """Return the class of a node, which follows its value; else a value that is one number."""
    found = list(_OUTCOME.finditer(text))
    return found[-1] if found else None


def _node(text: str, depth: int) -> DecisionNode:
    split, samples, outcome = _SPLIT.search(text), _NODE.search(text), _last_outcome(text)
    return DecisionNode(
        depth,
        (split["feature"], split["threshold"]) if split else None,
        float(samples["samples"]) if samples else np.nan,
        bool(samples and samples["unit"]),
        outcome["outcome"].strip() if outcome else "",
    )
