"""Describe boxes, violins, strips of points and histograms without bins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.box_names import are_of_two_categories, in_order_of, with_full_names
from ipytts.description.charts.labels import format_axis_label, format_name
from ipytts.description.charts.model import (
    Axis,
    Bars,
    BoxSummary,
    Histogram,
    Panel,
    Points,
    UnbinnedHistogram,
)
from ipytts.description.charts.sentences.bars import describe_bars
from ipytts.description.charts.sentences.box_comparisons import compare_boxes, join_names, name_of
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    MAX_SERIES,
    ChartText,
    count,
    format_names,
)
from ipytts.description.charts.sentences.shapes import describe_shape
from ipytts.description.charts.statistics import distributions
from ipytts.description.charts.statistics.arrays import are_equal, is_constant
from ipytts.description.charts.statistics.contents import read_contents
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, join_with, phrase

_MAX_WHOLE_BOXES = 4  # boxes that are described with their whiskers
_MAX_BOXES = 8  # boxes described at detail "normal"
_MAX_FULL_BOXES = 30  # boxes described at detail "full"
_MAX_PEAKS = 3  # violins without medians whose peak is named
_MAX_TIES = 3  # boxes with the highest, or the lowest, median that are named
_MIN_VALUES = 30  # values of a histogram whose shape is described
_MAX_BINS = 50  # bins of our own for such values
_KINDS = {"box": "box plot", "violin": "violin plot", "strip": "strip plot"}
_KINDS["letter values"] = "letter-value plot"
_ENDS = {"box": "whiskers", "letter values": "the boxes"}
_END_METHODS = {"box": ("end of the whisker",) * 2, "letter values": ("end of the boxes",) * 2}


def describe_unbinned_histograms(panel: Panel, histograms: Sequence[UnbinnedHistogram]) -> ChartText:
    """Describe the values of histograms by their quartiles."""
    axis = panel.y if histograms[0].is_horizontal else panel.x
    boxes = [distributions.summarize_box(h.name, h.values, with_count=True) for h in histograms]
    text = describe_boxes(panel, boxes, axis)
    text.kind = "histogram"
    text.sizes += [count(len(histograms), "group")] if len(histograms) > 1 else []
    x = AxisFormatter(axis, [histogram.values for histogram in histograms])
    for histogram in histograms[:MAX_SERIES]:
        shape = _describe_values(histogram, x)
        start = f"{format_name(histogram.name)}: " if len(histograms) > 1 and histogram.name else ""
        text.details += [phrase("{}{}", start, join_with("; ", shape))] if shape else []
    return text


def _describe_values(histogram: UnbinnedHistogram, x: AxisFormatter) -> list[Words]:
    """Return clauses about the shape of values, in bins of our own."""
    values = histogram.values[np.isfinite(histogram.values)]
    if values.size < _MIN_VALUES or is_constant(values):
        return []
    heights, edges = np.histogram(values, min(_MAX_BINS, int(np.sqrt(values.size)) + 1))
    binned = Histogram(histogram.name, edges, heights.astype(float))
    return describe_shape(read_contents([binned], set())[0], x, with_highest=True)


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
    hue = format_axis_label(panel.legend_title)
    if hue and hue != by and are_of_two_categories(boxes):
        boxes = in_order_of(category_axis, boxes)
        by_all = grammar.join(filter(None, [by, hue]))
    else:
        by_all = by
    text = ChartText(_KINDS[boxes[0].form], y.label, "" if axis else by_all)
    boxes = with_full_names(boxes, "" if axis else AxisFormatter(category_axis, []).quantity, hue)
    drawn = [box for box in boxes if np.isfinite([box.low, box.high]).all()]
    if not drawn:
        text.main_point = "there are no values in it"
        return text
    text.main_point = _compare(drawn, y)
    text.details += [] if axis else compare_boxes(panel, drawn)
    if len(drawn) > _MAX_BOXES:
        names = format_names(box.full_name or box.name for box in drawn)
        text.groups = phrase("there are {}: {}", _count(len(drawn), "boxes"), names)
        text.full_details += [_describe_box(b, y, is_short=True) for b in drawn[_MAX_BOXES:_MAX_FULL_BOXES]]
    elif len(drawn) > _MAX_WHOLE_BOXES:
        text.full_details += [phrase("{}: {}", name_of(box), _format_ends(box, y)) for box in drawn]
    empty = [name_of(box) for box in boxes if box.name and not np.isfinite(box.low)]
    if empty:
        have = "has" if len(empty) == 1 else "have"
        text.details.append(phrase("{} {} no values", join_some(empty, MAX_NAMES), have))
    is_alone = len(drawn) == 1 and np.isfinite(drawn[0].median)
    is_short = len(drawn) > _MAX_WHOLE_BOXES
    text.details += [
        _describe_box(box, y, is_alone=is_alone, is_short=is_short) for box in drawn[:_MAX_BOXES]
    ]
    for box in drawn[:_MAX_BOXES]:
        if 0 < box.outliers.size <= MAX_NAMES:
            outliers = join(y.fact(value, "outlier", of=box.name) for value in np.sort(box.outliers))
            of_box = f" of {name_of(box)}" if box.name.strip() else ""
            text.full_details.append(
                phrase("beyond the whiskers{} {} {}", of_box, grammar.are(box.outliers.size), outliers)
            )
    return text


def _count(number: int, nouns: str, of: str = "") -> Fact:
    return Fact(numbers.number(number), number, f"count of {nouns}", of)


def _compare(boxes: Sequence[BoxSummary], y: AxisFormatter) -> Words:
    """Return which medians are highest and lowest, or where violins without medians are widest."""
    if not all(np.isfinite(box.median) for box in boxes):
        peaks = [
            phrase("{} is widest at {}", name_of(box) or "it", y.fact(box.peak, "peak", of=box.name))
            for box in boxes
            if np.isfinite(box.peak)
        ]
        return join_some(peaks, _MAX_PEAKS) if peaks else phrase("it goes {}", y.format_range())
    if len(boxes) == 1:
        size = boxes[0].count
        of_values = phrase(" of {}", count(size, "value", of=boxes[0].name)) if size else ""
        return phrase("the median{} is {}", of_values, _median(boxes[0], y))
    ordered = sorted(boxes, key=lambda box: box.median)
    if are_equal(ordered[0].median, ordered[-1].median):
        return phrase("all medians are {}", _median(ordered[0], y))
    ends = []
    for end, other in ((ordered[-1], "one"), (ordered[0], "another")):
        tied = [box for box in boxes if are_equal(box.median, end.median)]
        listed = join_names(tied, _MAX_TIES) if all(map(name_of, tied)) else other
        ends.append(phrase("for {}, {}", listed, _median(end, y)))
    return phrase("the median is highest {}, and lowest {}", *ends)


def _median(box: BoxSummary, y: AxisFormatter) -> Fact:
    return y.fact(box.median, "median", of=box.name)


def _describe_box(
    box: BoxSummary, y: AxisFormatter, *, is_alone: bool = False, is_short: bool = False
) -> Phrase:
    """Return a box in words; without its median if it is alone, as the main point names it."""
    parts: list[Words] = []
    if np.isfinite(box.median) and not is_alone:
        parts.append(phrase("median {}", _median(box, y)))
    if np.isfinite(box.lower_quartile):
        half = "half of the values lie" if is_alone else "half" if is_short else "half of the values"
        lower = y.fact(box.lower_quartile, "lower quartile", of=box.name)
        upper = y.fact(box.upper_quartile, "upper quartile", of=box.name)
        parts.append(phrase("{} between {} and {}", half, lower, upper))
    if np.isfinite(box.peak) and not np.isfinite(box.median):
        parts.append(phrase("widest at {}", y.fact(box.peak, "peak", of=box.name)))
    if np.isfinite(box.center_line):
        parts.append(phrase("a line at {}", y.fact(box.center_line, "line across", of=box.name)))
    if not is_short or not parts:
        parts.append(_format_ends(box, y))
    if box.outliers.size:
        parts.append(_format_outliers(box, y, is_short=is_short))
    start = f"{name_of(box)}: " if box.name.strip() else ""
    return phrase("{}{}", start, join_with(", ", parts))


def _format_ends(box: BoxSummary, y: AxisFormatter) -> Phrase:
    is_body = box.form == "violin" and not box.count
    what = _ENDS.get(box.form, "the body" if is_body else "all")
    low, high = _END_METHODS.get(box.form, ("minimum", "maximum"))
    return phrase(
        "{} from {} to {}", what, y.fact(box.low, low, of=box.name), y.fact(box.high, high, of=box.name)
    )


def _format_outliers(box: BoxSummary, y: AxisFormatter, *, is_short: bool) -> Phrase:
    """Return how many points are drawn beyond the whiskers, and how far they go."""
    points = phrase("{} beyond the whiskers", count(box.outliers.size, "point", of=box.name))
    if is_short:
        return points
    if box.outliers.size == 1:
        return phrase("{}, at {}", points, y.fact(box.outliers[0], "outlier", of=box.name))
    above, below = box.outliers[box.outliers > box.high], box.outliers[box.outliers < box.low]
    ends = [phrase("up to {}", y.fact(above.max(), "maximum", of=box.name))] if above.size else []
    ends += [phrase("down to {}", y.fact(below.min(), "minimum", of=box.name))] if below.size else []
    return phrase("{}, {}", points, join(ends)) if ends else points
