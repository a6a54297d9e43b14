"""Describe pie charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.description.charts.labels import format_name
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Panel, Pie

_MAX_SLICES = 8  # slices between the largest and the smallest at detail "normal"
_MAX_FULL_SLICES = 30  # the same at detail "full"


def describe_pies(_: Panel, pies: Sequence[Pie]) -> ChartText:
    """Describe the slices, the largest first."""
    pie = pies[0]
    text = ChartText("pie chart", sizes=[count(len(pie.shares), "slice")])
    names = [format_name(name) or f"slice {number}" for number, name in enumerate(pie.names, 1)]
    ranked = sorted(zip(pie.shares.tolist(), names, strict=True), key=lambda pair: -pair[0])
    slices = [(name, numbers.percent(share)) for share, name in ranked]
    if not slices:
        text.main_point = "it is empty"
        return text
    text.main_point = "the largest is {} with {}".format(*slices[0])
    if len(slices) > 1:
        text.main_point += ", the smallest {} with {}".format(*slices[-1])
    between = [f"{name} {share}" for name, share in slices[1:-1]]
    if between:
        text.details.append(f"Between them: {grammar.join_some(between, _MAX_SLICES, 'slice')}")
    if len(between) > _MAX_SLICES + 1:  # `join_some` names one more rather than counting it
        text.full_details.append(f"Further slices: {grammar.join(between[_MAX_SLICES:_MAX_FULL_SLICES])}")
    return text
