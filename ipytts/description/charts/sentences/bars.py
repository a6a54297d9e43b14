"""Describe bar charts and dot plots: the highest and lowest, each bar, error bars, and where bars begin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Bars, Panel
from ipytts.description.charts.sentences.bar_groups import are_back_to_back, describe_series, describe_sides
from ipytts.description.charts.sentences.bar_values import describe_ends, format_bars
from ipytts.description.charts.sentences.chart_text import (
    ChartText,
    chart_text,
    count,
    count_with_verb,
    format_groups,
)
from ipytts.description.charts.sentences.leads import (
    Amounts,
    describe_amounts,
    describe_proportions,
    list_amounts,
)
from ipytts.description.charts.sentences.movements import describe_trend, format_point, names_ends
from ipytts.description.charts.sentences.remarks import describe_change_of_end
from ipytts.description.charts.sentences.spans import describe_spans
from ipytts.description.charts.statistics.arrays import finite
from ipytts.description.charts.statistics.claims import level
from ipytts.description.charts.statistics.series import Trend, trend
from ipytts.description.charts.time_order import is_of_time, unit_of_steps
from ipytts.description.wording.phrase import Phrase, Words, join_some, join_with, phrase

_MAX_BARS = 8  # bars of one series, and error bars, that are described one by one at detail "normal"
_MAX_FULL_BARS = 40  # bars of one series that are described one by one at detail "full"


def describe_bars(panel: Panel, series: Sequence[Bars], noun: str = "bar") -> ChartText:
    """Describe the highest and the lowest bars, then every bar if they are few; `noun` is "bar" or "dot"."""
    groups, series = series, _joined_series(series)
    is_horizontal = series[0].is_horizontal
    position_axis, value_axis = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(
        position_axis, [bars.positions for bars in series], "y" if is_horizontal else "x", is_position=True
    )
    if any(bars.starts is not None for bars in series):
        return describe_spans(panel, series, x, value_axis)
    y = AxisFormatter(value_axis, [bars.values for bars in series], "x" if is_horizontal else "y")
    kind = "dot plot" if noun == "dot" else "horizontal bar chart" if is_horizontal else "bar chart"
    text = chart_text(kind, y, x)
    if len(series) == 1:
        is_cut = bool(_describe_cut(value_axis, y)) or value_axis.is_log
        _describe_one_series(text, panel, series[0], x, y, noun, is_cut=is_cut)
        if len(groups) > 1 and not _are_named_alike(groups, x):
            text.groups = phrase(
                "the {}s are by {}", noun, format_groups(panel, [bars.name for bars in groups])
            )
    elif noun == "bar" and are_back_to_back(panel, series):
        describe_sides(text, panel, series, x, y)
    else:
        describe_series(text, panel, series, x, y, noun)
    text.details += _describe_missing(series, x, noun)
    text.details += _describe_error_bars(series, x, y)
    text.details += _describe_cut(value_axis, y) if noun == "bar" else []
    return text


def _joined_series(series: Sequence[Bars]) -> Sequence[Bars]:
    """Return a stack with one part in each bar as one series: there, the groups are only colors."""
    positions = np.concatenate([bars.positions for bars in series])
    if len(series) < 2 or np.unique(positions).size < positions.size:
        return series
    if any(not bars.is_stacked or bars.starts is not None or bars.low is not None for bars in series):
        return series
    order = np.argsort(positions)
    values = np.concatenate([bars.values for bars in series])
    return [Bars("", positions[order], values[order], series[0].is_horizontal)]


def _are_named_alike(series: Sequence[Bars], x: AxisFormatter) -> bool:
    """Return whether each series is one bar with the same name."""
    names = ((format_name(bars.name), [x.format(at) for at in bars.positions]) for bars in series)
    return all(at == [name] for name, at in names)


def _describe_one_series(
    text: ChartText,
    panel: Panel,
    bars: Bars,
    x: AxisFormatter,
    y: AxisFormatter,
    noun: str,
    *,
    is_cut: bool,
) -> None:
    positions, values = finite(bars.positions, bars.values)
    if not values.size:
        text.main_point = f"there are no {noun}s in it"
        return
    text.sizes.append(count(values.size, noun))
    # Where error bars are drawn, the means may differ by chance.
    are_from_zero = noun == "bar" and not is_cut and bars.low is None
    amounts = Amounts(positions, values, x, y, y.label or bars.name, are_from_zero=are_from_zero)
    text.main_point = describe_amounts(amounts)
    text.details += describe_proportions(amounts)
    name = format_name(bars.name)
    if name and not y.label:
        text.quantity = name
    elif name and not labels.words_in(bars.name) <= labels.words_in(y.axis.label):
        text.groups = f"the {noun}s are {name}"
    text.details += _describe_movement(panel, bars, trend(positions, values, level(panel)), x, y)
    if values.size <= _MAX_BARS:
        if values.size > 2:  # the main point names two
            text.details.append(list_amounts(amounts))
        return
    if x.axis.kind == "category":
        order = np.argsort(-values, kind="stable")
        text.details += describe_ends(positions[order], values[order], x, y)
    negative = int((values < 0).sum())
    if 0 < negative < values.size:
        text.details.append(phrase("{} below zero", count_with_verb(negative, noun)))
    if values.size <= _MAX_FULL_BARS:
        text.full_details.append(format_bars(positions, values, x, y))


def _describe_movement(
    panel: Panel, bars: Bars, found: Trend | None, x: AxisFormatter, y: AxisFormatter
) -> list[Words]:
    """Return the movement of many bars, or of bars over time: "it goes from 2 in 2012 to 5 in 2015, up by 3".

    The months of a year and the days of a week come back to their start.
    """
    if found is None:
        return []
    is_named = x.axis.kind == "category"
    is_time = unit_of_steps(x, found.x) in ("year", "quarter") if is_named else is_of_time(x, found.x)
    is_many = found.count > _MAX_BARS and not is_named
    if not is_time or found.count <= 2 or bars.low is not None:
        return [phrase("from left to right it {}", describe_trend(found, x, y))] if is_many else []
    change = describe_change_of_end(
        found, y, of=bars.name, title=f"{panel.title} {panel.chart_title}", has_turns=is_many, with_size=True
    )
    if is_many:
        change = change if names_ends(found, y) else Phrase()
        return [phrase("from left to right it {}{}", describe_trend(found, x, y), change)]
    ends = [
        format_point(point, x, y, method, of=bars.name)
        for point, method in ((found.start, "first value"), (found.end, "last value"))
    ]
    return [phrase("from first to last it goes from {} to {}{}", *ends, change)] if change else []


def _describe_missing(series: Sequence[Bars], x: AxisFormatter, noun: str) -> list[Words]:
    """Return a sentence about the places that have no bar, if one is there for others."""
    missing = [
        " ".join(filter(None, [format_name(bars.name), x.format_with_quantity(position)]))
        for bars in series
        for position, value in zip(bars.positions, bars.values, strict=True)
        if np.isfinite(position) and not np.isfinite(value)
    ]
    if not missing or not any(np.isfinite(bars.values).any() for bars in series):
        return []
    return [phrase("there is no {} for {}", noun, join_some(missing, _MAX_BARS))]


def _describe_error_bars(series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence about every error bar if they are few, else about the widest."""
    error_bars = [
        (high - low, bars.name, position, (low, high))
        for bars in series
        if bars.low is not None and bars.high is not None
        for position, low, high in zip(bars.positions, bars.low, bars.high, strict=True)
        if high > low
    ]
    if not error_bars:
        return []
    are_few = len(error_bars) <= _MAX_BARS
    ranges = []
    for _, name, position, ends in error_bars if are_few else [max(error_bars)]:
        bar = " ".join(filter(None, [format_name(name), x.format(position)]))
        low, high = (y.fact(end, "end of an error bar", of=name, at=x.place(position)) for end in ends)
        ranges.append(phrase("{}{} from {} to {}", bar, "" if are_few else ",", low, high))
    if are_few:
        return [phrase("the error bars: {}", join_with("; ", ranges))]
    return [phrase("the widest error bar is that of {}", *ranges)]


def _describe_cut(axis: Axis, y: AxisFormatter) -> list[Words]:
    """Return a warning if the axis is cut, so that the lengths of bars mislead."""
    if axis.is_log or axis.kind != "number":
        return []
    if axis.limits is None:
        is_cut = axis.begins_at_data and (y.low > 0 or y.high < 0)
        return ["the axis of the bars does not begin at 0"] if is_cut else []
    low, high = sorted(axis.limits)
    if low <= 0 <= high:
        return []
    start = y.fact(low if low > 0 else high, "start of the axis")
    return [phrase("the bars do not begin at 0, but at {}", start)]
