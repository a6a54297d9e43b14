"""Describe pie charts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import calendar_names
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Panel, Pie
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.sentences.leads import BY_FAR, ratio_fact, share_of_first
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, phrase

_MAX_SLICES = 8  # slices between the largest and the smallest at detail "normal"
_MAX_FULL_SLICES = 30  # the same at detail "full"
_WORDS = {2: "two", 3: "three"}
_HALF = 0.5 + 1e-9
_LARGE_SHARE = 0.75  # of the whole, that the largest two or three slices make up
_SAME = 1e-9  # of 1; equal slices differ by rounding errors only


def describe_pies(_: Panel, pies: Sequence[Pie]) -> ChartText:
    """Describe the slices, the largest first."""
    pie = pies[0]
    text = ChartText("pie chart", sizes=[count(len(pie.shares), "slice")])
    names = [
        format_name(name) or f"slice {number}"
        for number, name in enumerate(calendar_names.in_full(pie.names), 1)
    ]
    order = np.argsort(-pie.shares, kind="stable").tolist()
    slices = [(names[n], float(pie.shares[n])) for n in order]
    if not slices:
        text.main_point = "it is empty"
        return text
    largest = [name for name, share in slices if share >= slices[0][1] - _SAME]
    smallest = [name for name, share in slices if share <= slices[-1][1] + _SAME]
    if len(largest) == len(slices) > 1:
        text.sizes = [phrase("{} of equal size", text.sizes[0])]
        text.main_point = phrase(
            "{} with {} each", join_some(names, _MAX_SLICES, "slice"), _share(*slices[0])
        )
        return text
    half = ", more than half" if len(slices) > 2 and slices[0][1] > _HALF else ""
    text.main_point = phrase("the largest {} {} with {}{}", *_tied(largest, *slices[0]), half)
    if len(slices) > 1:
        text.main_point = phrase(
            "{}, the smallest {} with {}", text.main_point, *_tied(smallest, *slices[-1])[1:]
        )
    text.details += _describe_proportions(slices)
    between = [
        phrase("{} {}", name, _share(name, share)) for name, share in slices[len(largest) : -len(smallest)]
    ]
    if between:
        text.details.append(phrase("between them: {}", join_some(between, _MAX_SLICES, "slice")))
    if len(between) > _MAX_SLICES + 1:  # `join_some` names one more rather than counting it
        rest = join(between[_MAX_SLICES:_MAX_FULL_SLICES])
        text.full_details.append(phrase("further slices: {}", rest))
    return text


def _describe_proportions(slices: Sequence[tuple[str, float]]) -> list[Words]:
    """Return by how much the largest slice leads, or what the largest two or three make up."""
    shares = np.array([share for _, share in slices])
    if shares.size < 3:
        return []
    if 0 < BY_FAR * shares[1] <= shares[0]:
        ratio = ratio_fact(float(shares[0] / shares[1]), "ratio to the second")
        return [phrase("it leads by far, {} times the second, {}", ratio, slices[1][0])]
    for number in (2, 3):
        if shares[:number].sum() >= _LARGE_SHARE and number < shares.size - 1:
            share = share_of_first(shares, number)
            return [phrase("the {} largest make up {}", _WORDS[number], share)]
    return []


def _tied(names: Sequence[str], name: str, share: float) -> tuple[str, Phrase, Phrase]:
    """Return the verb, the names of slices of the same size, and their size."""
    each = " each" if len(names) > 1 else ""
    return grammar.are(len(names)), join(names), phrase("{}{}", _share(name, share), each)


def _share(name: str, share: float) -> Fact:
    return Fact(numbers.percent(share), share, "share", at=name)
