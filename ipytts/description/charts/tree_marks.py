"""Trees as data: dendrograms, decision trees, and parts within parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - the same


@dataclass(frozen=True)
class Join:
    """Two clusters that a dendrogram joins, each given by its leaves."""

    height: float
    left: Sequence[int]  # the numbers of its leaves, in the order in which they are drawn
    right: Sequence[int]
    color: str = ""


@dataclass(frozen=True)
class Dendrogram:
    """A tree of clusters, whose heights show at which distance they are joined."""

    names: Sequence[str]  # of the leaves, in the order in which they are drawn; may be empty
    joins: Sequence[Join]  # the lowest first
    is_sideways: bool = False  # whether the heights are along the horizontal axis
    of: str = ""  # what it orders, such as "rows" of the heat map beside it


@dataclass(frozen=True)
class DecisionNode:
    """A node of a decision tree."""

    depth: int
    split: tuple[str, str] | None = None  # the feature and the threshold; None of a leaf
    samples: float = np.nan  # their number, or their share in percent
    is_share: bool = False
    outcome: str = ""  # the name of its class, or else its value


@dataclass(frozen=True)
class DecisionTree:
    """A decision tree."""

    nodes: Sequence[DecisionNode]  # the root first
    outcome_noun: str = ""  # "class" or "value"


@dataclass(frozen=True)
class Hierarchy:
    """Parts within parts, such as those of a tree map."""

    chart: str  # its kind, such as "tree map"
    names: Sequence[str]
    parents: Sequence[int]  # the number of the part that holds each, or -1
    values: NDArray[np.float64]  # with those of the parts that each holds
    label: str = ""  # of the values


TreeMark: TypeAlias = Dendrogram | DecisionTree | Hierarchy
