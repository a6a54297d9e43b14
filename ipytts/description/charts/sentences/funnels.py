"""Describe funnels: what is left at the end, and from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Panel
from ipytts.description.charts.sentences.chart_text import ChartText, count
from ipytts.description.charts.stage_marks import Funnel
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join_with, phrase

_MAX_STAGES = 12


def describe_funnels(_: Panel, marks: Sequence[Funnel]) -> ChartText:
    """Describe the share of the first stage that is left at the last, then that from stage to stage."""
    y = AxisFormatter(Axis(marks[0].label), [mark.values for mark in marks], "y")
    stages = count(max(len(mark.stages) for mark in marks), "stage")
    text = ChartText("funnel chart", y.label, sizes=[stages])
    if len(marks) > 1:
        text.sizes = [phrase("{} for {}", stages, count(len(marks), "group"))]
    known = [mark for mark in marks if np.isfinite(mark.values).any()]
    if not known:
        text.main_point = "it has no values"
        return text
    text.main_point = join_with("; ", [_describe_whole(mark, y) for mark in known])
    text.details += [words for mark in known if (words := _describe_stages(mark, y))]
    return text


def _describe_whole(mark: Funnel, y: AxisFormatter) -> Phrase:
    (first, start), *_, (last, end) = (stages := _stages(mark)) + stages[-1:]
    name = f"{format_name(mark.name)}: " if mark.name.strip() else ""
    of = phrase("{}{} at {}", name, y.fact(start, "value", of=mark.name, at=first), format_name(first))
    if len(stages) < 2:
        return of
    left = phrase("{} at {}", y.fact(end, "value", of=mark.name, at=last), format_name(last))
    share = phrase(", {}", _share(end / start, "share of the first stage", mark, last)) if start > 0 else ""
    return phrase("from {} to {}{}", of, left, share) if not name else phrase("{}, {}{}", of, left, share)


def _stages(mark: Funnel) -> list[tuple[str, float]]:
    pairs = zip(mark.stages, mark.values.tolist(), strict=True)
    return [(stage, value) for stage, value in pairs if np.isfinite(value)]


def _share(share: float, method: str, mark: Funnel, stage: str) -> Fact:
    return Fact(numbers.percent(share), share, method, mark.name, stage)


def _describe_stages(mark: Funnel, y: AxisFormatter) -> Words:
    """Return each stage after the first with its share of the one before."""
    stages = _stages(mark)
    if len(stages) < 3:
        return ""
    parts = []
    for (_, before), (stage, value) in pairwise(stages):
        own = phrase("{} {}", format_name(stage), y.fact(value, "value", of=mark.name, at=stage))
        share = _share(value / before, "share of the stage before", mark, stage) if before > 0 else ""
        parts.append(phrase("{}, {} of the stage before", own, share) if share else own)
    name = f"{format_name(mark.name)}: " if mark.name.strip() else ""
    return phrase("{}{}", name, join_with("; ", parts[:_MAX_STAGES]))
