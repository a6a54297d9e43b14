"""Describe boxes, violins, strips of points and histograms without bins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Bars
from ipytts.description.charts.sentences.bars import describe_bars
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    ChartText,
    count,
    format_names,
)
from ipytts.description.charts.statistics import distributions
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Axis, BoxSummary, Panel, Points, UnbinnedHistogram
    from ipytts.description.wording.phrase import Words

_MAX_WHOLE_BOXES = 4  # boxes that are described with their whiskers
_MAX_BOXES = 8  # boxes described at detail "normal"
_MAX_FULL_BOXES = 30  # boxes described at detail "full"
_MAX_PEAKS = 3  # violins without medians whose peak is named
_KINDS = {"box": "box plot", "violin": "violin plot", "strip": "strip plot"}


def describe_unbinned_histograms(panel: Panel, histograms: Sequence[UnbinnedHistogram]) -> ChartText:
    """Describe the values of histograms by their quartiles."""
    boxes = [distributions.summarize_box(h.name, h.values, with_count=True) for h in histograms]
    text = describe_boxes(panel, boxes, panel.y if histograms[0].is_horizontal else panel.x)
    text.kind = "histogram"
    text.sizes += [count(len(histograms), "group")] if len(histograms) > 1 else []
    return text


def describe_strips(panel: Panel, series: Sequence[Points]) -> ChartText:
    """Describe points over categories by their quartiles, or like bars if each category has one point."""
    is_vertical = panel.x.kind == "category"
    axis = panel.x if is_vertical else panel.y
    boxes = []
    for position, category in sorted(axis.categories.items()):
        for points in series:
            positions, values = (points.x, points.y) if is_vertical else (points.y, points.x)
            values = values[: positions.size][np.abs(positions[: values.size] - position) < 0.5]  # halfway
            if values.size:
                names = dict.fromkeys(filter(None, [category, points.name if len(series) > 1 else ""]))
                boxes.append(distributions.summarize_box(", ".join(names), values, with_count=True))
    if not boxes:
        return ChartText("strip plot", main_point="there are no points in it")
    if all(box.count == 1 for box in boxes):
        bars = [
            Bars(p.name, p.x, p.y) if is_vertical else Bars(p.name, p.y, p.x, is_horizontal=True)
            for p in series
        ]
        return describe_bars(panel, bars, noun="dot")
    return describe_boxes(panel, boxes)


def describe_boxes(panel: Panel, boxes: Sequence[BoxSummary], axis: Axis | None = None) -> ChartText:
    """Describe the medians, then each box; `axis` is that of the values, if the other has no categories."""
    is_horizontal = boxes[0].is_horizontal or (panel.y.kind == "category" and panel.x.kind != "category")
    value_axis = axis or (panel.x if is_horizontal else panel.y)
    category_axis = panel.y if value_axis is panel.x else panel.x
    ends = [np.array([b.low, b.high, b.median, b.lower_quartile, b.upper_quartile]) for b in boxes]
    y = AxisFormatter(value_axis, [*ends, *(box.outliers for box in boxes)])
    by = AxisFormatter(category_axis, []).label
    text = ChartText(_KINDS[boxes[0].form], y.label, "" if axis else by)
    drawn = [box for box in boxes if np.isfinite([box.low, box.high]).all()]
    if not drawn:
        text.main_point = "there are no values in it"
        return text
    text.main_point = _compare(drawn, y)
    if len(drawn) > _MAX_BOXES:
        text.groups = phrase(
            "there are {}: {}", numbers.number(len(drawn)), format_names(b.name for b in drawn)
        )
        text.full_details += [_describe_box(b, y, is_short=True) for b in drawn[_MAX_BOXES:_MAX_FULL_BOXES]]
    elif len(drawn) > _MAX_WHOLE_BOXES:
        text.full_details += [f"{format_name(box.name)}: {_format_ends(box, y)}" for box in drawn]
    is_alone = len(drawn) == 1 and np.isfinite(drawn[0].median)
    is_short = len(drawn) > _MAX_WHOLE_BOXES
    text.details += [
        _describe_box(box, y, is_alone=is_alone, is_short=is_short) for box in drawn[:_MAX_BOXES]
    ]
    for box in drawn[:_MAX_BOXES]:
        if 0 < box.outliers.size <= MAX_NAMES:
            outliers = grammar.join(map(y.format, np.sort(box.outliers)))
            text.full_details.append(f"{format_name(box.name) or 'It'} has outliers at {outliers}")
    return text


def _compare(boxes: Sequence[BoxSummary], y: AxisFormatter) -> Words:
    """Return which medians are highest and lowest, or where violins without medians are widest."""
    if not all(np.isfinite(box.median) for box in boxes):
        peaks = [
            f"{format_name(box.name) or 'it'} is widest at {y.format(box.peak)}"
            for box in boxes
            if np.isfinite(box.peak)
        ]
        return grammar.join_some(peaks, _MAX_PEAKS) if peaks else phrase("it goes {}", y.format_range())
    if len(boxes) == 1:
        count = f" of {numbers.with_noun(boxes[0].count, 'value')}" if boxes[0].count else ""
        return f"the median{count} is {y.format(boxes[0].median)}"
    highest, lowest = max(boxes, key=lambda box: box.median), min(boxes, key=lambda box: box.median)
    high, low = y.format(highest.median), y.format(lowest.median)
    if highest.median == lowest.median:
        return f"all medians are {high}"
    top, bottom = format_name(highest.name) or "one", format_name(lowest.name) or "another"
    return f"the median is highest for {top}, {high}, and lowest for {bottom}, {low}"


def _describe_box(
    box: BoxSummary, y: AxisFormatter, *, is_alone: bool = False, is_short: bool = False
) -> str:
    """Return a box in words; without its median if it is alone, as the main point names it."""
    parts = []
    if np.isfinite(box.median) and not is_alone:
        parts.append(f"median {y.format(box.median)}")
    if np.isfinite(box.lower_quartile):
        half = "half of the values are" if is_alone else "half" if is_short else "half of the values"
        parts.append(f"{half} from {y.format(box.lower_quartile)} to {y.format(box.upper_quartile)}")
    if np.isfinite(box.peak) and not np.isfinite(box.median):
        parts.append(f"widest at {y.format(box.peak)}")
    if np.isfinite(box.center_line):
        parts.append(f"a line at {y.format(box.center_line)}")
    if not is_short or not parts:
        parts.append(_format_ends(box, y))
    if box.outliers.size:
        count = numbers.with_noun(box.outliers.size, "outlier")
        parts.append(count if is_short else f"{count} {_format_outliers(box, y)}".strip())
    return (f"{format_name(box.name)}: " if box.name else "") + ", ".join(parts)


def _format_ends(box: BoxSummary, y: AxisFormatter) -> str:
    is_body = box.form == "violin" and not box.count
    what = "whiskers" if box.form == "box" else "the body" if is_body else "all"
    return f"{what} from {y.format(box.low)} to {y.format(box.high)}"


def _format_outliers(box: BoxSummary, y: AxisFormatter) -> str:
    if box.outliers.size == 1:
        return f"at {y.format(box.outliers[0])}"
    above, below = box.outliers[box.outliers > box.high], box.outliers[box.outliers < box.low]
    ends = [f"up to {y.format(above.max())}"] if above.size else []
    ends += [f"down to {y.format(below.min())}"] if below.size else []
    return grammar.join(ends)
