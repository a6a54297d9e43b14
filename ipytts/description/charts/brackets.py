"""Make a tree of clusters from the brackets that a dendrogram draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.model import Floats
from ipytts.description.charts.tree_marks import Dendrogram, Join

_SAME = 1e-6  # of the range; places that differ less are the same


class Bracket(NamedTuple):
    """A bracket that joins two clusters."""

    places: Floats  # of its two feet, along the axis of the leaves
    feet: Floats  # the heights at which they stand
    height: float
    color: str = ""

    @property
    def middle(self) -> float:
        """Where the cluster that it makes stands."""
        return float(self.places.mean())


def dendrogram_of(
    brackets: Sequence[Bracket], labels: Mapping[float, str], *, is_sideways: bool = False
) -> Dendrogram | None:
    """Return the tree of brackets, or None if they are none: each foot is a leaf or another bracket.

    `labels` are the names of leaves by their places.
    """
    places = np.array([bracket.places for bracket in brackets])
    heights = np.array([bracket.height for bracket in brackets])
    if not np.isfinite(places).all() or not np.isfinite(heights).all():
        return None
    slack = _SAME * float(np.ptp(places)), _SAME * float(np.abs(heights).max())
    leaves = _leaves(brackets, slack)
    if len(leaves) != len(brackets) + 1:
        return None
    order = np.argsort(np.abs(heights), kind="stable")
    parts: dict[int, list[int]] = {}  # the leaves of each bracket
    joins = []
    for index in order.tolist():
        found = [_part(brackets, parts, leaves, index, foot, slack) for foot in (0, 1)]
        left, right = sorted(found)
        if not left or not right:
            return None
        parts[index] = [*left, *right]
        joins.append(Join(float(heights[index]), left, right, brackets[index].color))
    if sorted(parts[int(order[-1])]) != list(range(len(leaves))):
        return None
    names = [_label(labels, leaf, slack[0]) for leaf in leaves]
    return Dendrogram(names if any(names) else [], joins, is_sideways)


def _leaves(brackets: Sequence[Bracket], slack: tuple[float, float]) -> list[float]:
    """Return the places of the feet that stand on no other bracket, in order."""
    found = {
        float(place)
        for bracket in brackets
        for place, foot in zip(bracket.places, bracket.feet, strict=True)
        if not any(_stands_on(place, foot, other, slack) for other in brackets if other is not bracket)
    }
    return sorted(found)


def _stands_on(place: float, foot: float, other: Bracket, slack: tuple[float, float]) -> bool:
    return abs(place - other.middle) <= slack[0] and abs(foot - other.height) <= slack[1]


def _part(
    brackets: Sequence[Bracket],
    parts: Mapping[int, list[int]],
    leaves: Sequence[float],
    index: int,
    foot: int,
    slack: tuple[float, float],
) -> list[int]:
    """Return the leaves below a foot of a bracket; none if they are not known yet."""
    place, height = float(brackets[index].places[foot]), float(brackets[index].feet[foot])
    for other, part in parts.items():
        if _stands_on(place, height, brackets[other], slack):
            return part
    return [leaves.index(place)] if place in leaves else []


def _label(labels: Mapping[float, str], place: float, slack: float) -> str:
    return next((text for at, text in labels.items() if abs(at - place) <= slack), "")
