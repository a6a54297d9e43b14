"""Compare boxes: the order of their medians, which lie above others, and which groups clearly differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import BoxSummary, Panel
from ipytts.description.charts.statistics import differences
from ipytts.description.charts.statistics.arrays import are_equal
from ipytts.description.charts.statistics.claims import level
from ipytts.description.wording.phrase import Fact, Words, join_some, phrase

_MAX_BOXES = 12  # boxes that are compared
_MAX_SENTENCES = 2
_MAX_NAMES = 4
_MAX_ORDERED = 5  # boxes whose order is described


def name_of(box: BoxSummary) -> str:
    """Return the name of a box as it is spoken, with its weekday or month in full: "cylinders 4"."""
    return " ".join(filter(None, [box.label, format_name(box.full_name or box.name)]))


def join_names(boxes: Sequence[BoxSummary], most: int) -> Words:
    """Return the names of boxes, with the label of numbers once: "cylinders 4, 5 and 8"."""
    return join_some([name_of(replace(box, label="") if n else box) for n, box in enumerate(boxes)], most)


def compare_boxes(panel: Panel, boxes: Sequence[BoxSummary]) -> list[Words]:
    """Return sentences about the differences of boxes with names.

    That groups differ is a claim, which needs their values. Which boxes overlap is a fact of the drawing.
    """
    names = [name_of(box) for box in boxes]
    if not 1 < len(boxes) <= _MAX_BOXES or not all(names) or len(set(names)) < len(names):
        return []
    ordered = sorted(boxes, key=lambda box: -box.median)
    if not all(np.isfinite([box.median, box.lower_quartile, box.upper_quartile]).all() for box in boxes):
        return []
    sentences = _describe_order(ordered)
    if all(box.values.size >= differences.MIN_VALUES for box in boxes):
        return [*_describe_differences(panel, ordered), *sentences]
    if not any(box.values.size for box in boxes):
        return [*_describe_positions(ordered), *sentences]
    return sentences


def _describe_order(ordered: Sequence[BoxSummary]) -> list[Words]:
    are_few = 2 < len(ordered) <= _MAX_ORDERED
    if not are_few or any(are_equal(one.median, other.median) for one, other in pairwise(ordered)):
        return []
    names = join_names(ordered, _MAX_ORDERED)
    return [phrase("from the highest median to the lowest: {}", names)]


def _describe_differences(panel: Panel, ordered: Sequence[BoxSummary]) -> list[Words]:
    """Return which groups have clearly higher values than others."""
    share = level(panel, len(ordered) * (len(ordered) - 1) // 2)
    below = _lower_ones(
        ordered, lambda one, other: differences.is_clearly_higher(one.values, other.values, share)
    )
    if not below:
        return ["no group has clearly higher values than another"]
    sentences = []
    for upper, lower in _grouped(below)[:_MAX_SENTENCES]:
        facts = [
            Fact(
                name_of(replace(box, label="") if n else box),
                "higher",
                "Brunner-Munzel test",
                upper[0].name,
                box.name,
            )
            for n, box in enumerate(lower)
        ]
        words = "the values of {} are clearly higher than those of {}"
        sentences.append(phrase(words, _names(upper), join_some(facts, _MAX_NAMES)))
    return [*sentences]


def _describe_positions(ordered: Sequence[BoxSummary]) -> list[Words]:
    """Return which boxes lie wholly above others, without a gap or an overlap in between."""
    part, parts = ("box", "boxes") if ordered[0].form == "box" else ("middle half", "middle halves")
    below = _lower_ones(ordered, lambda one, other: one.lower_quartile > other.upper_quartile)
    if not below:
        pairs = combinations(ordered, 2)
        do_overlap = all(one.lower_quartile < other.upper_quartile for one, other in pairs)
        every = "both" if len(ordered) == 2 else "all"
        return [f"{every} {parts} overlap"] if do_overlap else []
    return [
        phrase(
            "the {} of {} {} wholly above {} of {}",
            part if len(upper) == 1 else parts,
            _names(upper),
            "lies" if len(upper) == 1 else "lie",
            "that" if len(lower) == 1 else "those",
            _names(lower),
        )
        for upper, lower in _grouped(below)[:_MAX_SENTENCES]
    ]


def _names(boxes: Sequence[BoxSummary]) -> Words:
    return join_names(boxes, _MAX_NAMES)


def _lower_ones(
    ordered: Sequence[BoxSummary], is_higher: Callable[[BoxSummary, BoxSummary], bool]
) -> list[tuple[BoxSummary, list[BoxSummary]]]:
    """Return each box that is higher than others, with these, in the order of their medians."""
    found = [
        (box, [other for other in ordered[n + 1 :] if is_higher(box, other)]) for n, box in enumerate(ordered)
    ]
    return [(box, others) for box, others in found if others]


def _grouped(
    pairs: Sequence[tuple[BoxSummary, list[BoxSummary]]],
) -> list[tuple[list[BoxSummary], list[BoxSummary]]]:
    """Return pairs with the boxes together that are higher than the same others."""
    found: dict[tuple[int, ...], tuple[list[BoxSummary], list[BoxSummary]]] = {}
    for box, others in pairs:
        found.setdefault(tuple(map(id, others)), ([], others))[0].append(box)
    return list(found.values())
