"""Read decision trees (`plot_tree` of scikit-learn), whose nodes are texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib.text import Annotation

from ipytts.description.charts.labels import format_name
from ipytts.description.charts.matplotlib.drawing import Reading
from ipytts.description.charts.model import OtherMark
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.drawing import Drawing

_NODE = re.compile(r"^samples = \d[\d.]*%?$", re.MULTILINE)
_SPLIT = re.compile(r"^(?P<feature>.+) <= (?P<threshold>\S+)$", re.MULTILINE)
_FEWEST = 3  # nodes


def read_trees(drawing: Drawing) -> Reading:
    """Return the numbers of nodes and leaves and the first split; nothing without a tree."""
    texts = drawing.artists_of(Annotation)
    nodes = [text for text in texts if _NODE.search(text.get_text())]
    arrows = [text for text in texts if text.arrow_patch is not None]
    splits = [split for node in nodes if (split := _SPLIT.search(node.get_text()))]
    if len(nodes) < _FEWEST or len(arrows) < len(nodes) - 1 or not splits:
        return Reading()
    first = f"{format_name(splits[0]['feature'])} at most {splits[0]['threshold']}"
    counts = f"{numbers.with_noun(len(nodes), 'node')}, {len(nodes) - len(splits)} of them leaves"
    return Reading([OtherMark(f"decision tree with {counts}, and the first split at {first}")], texts)
