"""Describe what is unusual about the axes of a panel: their scales, their order, and data outside them."""

from __future__ import annotations

from ipytts.description.charts import labels
from ipytts.description.charts.model import Axis, HeatMap, Outside, Panel, Pie, RGBImage
from ipytts.description.charts.tree_marks import DecisionTree, Dendrogram
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Words, phrase

_WITHOUT_SCALES = (
    DecisionTree,
    Dendrogram,
    HeatMap,
    Pie,
    RGBImage,
)  # marks whose axes are no scales of values


def describe_axes(panel: Panel) -> list[Words]:
    """Return sentences about scales that are not linear, reversed axes, and second scales."""
    if any(isinstance(mark, _WITHOUT_SCALES) for mark in panel.marks):
        return []
    return [*_describe_scales(panel), *_describe_order(panel), *_describe_second_axes(panel)]


def _describe_scales(panel: Panel) -> list[Words]:
    names: dict[str, list[str]] = {}
    for axis, direction in ((panel.x, "horizontal"), (panel.y, "vertical")):
        scale = "logarithmic" if axis.is_log else axis.scale
        if scale:
            name = labels.format_axis_label(axis.label) or f"the {direction} axis"
            names.setdefault(scale, []).append(name)
    return [
        f"{grammar.join(own)} are on {scale} scales"
        if len(own) > 1
        else f"{own[0]} is on {grammar.with_article(scale)} scale"
        for scale, own in names.items()
    ]


def _describe_order(panel: Panel) -> list[Words]:
    if panel.is_polar:
        return []
    x, y = _is_turned(panel.x), _is_turned(panel.y)
    if x and y:
        return ["both axes are reversed"]
    return [f"the {'horizontal' if x else 'vertical'} axis is reversed"] if x or y else []


def _is_turned(axis: Axis) -> bool:
    """Return whether an axis is reversed whose values have an order; categories have none."""
    return axis.is_reversed and axis.kind != "category"


def _describe_second_axes(panel: Panel) -> list[Words]:
    names = [labels.format_axis_label(label) for label in panel.second_axes]
    return [f"a second scale shows {name or 'the same data'}" for name in names]


def describe_outside(panel: Panel) -> list[Words]:
    """Return how much of the data lies outside the axes."""
    return [_describe_outside(mark) for mark in panel.marks if isinstance(mark, Outside)]


def _describe_outside(mark: Outside) -> Words:
    nouns = numbers.plural(mark.noun)
    total = Fact(numbers.with_noun(mark.total, mark.noun), mark.total, f"count of {nouns} in all")
    if mark.count == mark.total == 1:
        return f"the only {mark.noun} lies outside the axes"
    if mark.count == mark.total:
        return phrase("all {} lie outside the axes", total)
    outside = Fact(numbers.number(mark.count), mark.count, f"count of {nouns} outside the axes")
    return phrase("{} of {} {} outside the axes", outside, total, "lies" if mark.count == 1 else "lie")
