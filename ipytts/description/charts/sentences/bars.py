"""Describe bar charts and named values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences import curves
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    ChartText,
    chart_text,
    count,
    count_with_verb,
    format_groups,
    format_series_name,
)
from ipytts.description.charts.statistics import arrays
from ipytts.description.charts.statistics import series as series_statistics
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, join, join_some, join_with, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Bars, Floats, NamedValues, Panel
    from ipytts.description.wording.phrase import Words

_MAX_BARS = 8  # bars of one series that are described one by one at detail "normal"
_MAX_GROUPED_BARS = 16  # the same for all series together
_MAX_FULL_BARS = 40  # bars of one series that are described one by one at detail "full"
_MAX_FULL_GROUPED_BARS = 80  # the same for all series together
_EXTREMES = 3  # highest bars, and lowest bars, that are named
_MAX_TIES = 3  # equal bars that are named


def describe_bars(panel: Panel, series: Sequence[Bars], noun: str = "bar") -> ChartText:
    """Describe the highest and the lowest bars, then every bar if they are few; `noun` is "bar" or "dot"."""
    is_horizontal = series[0].is_horizontal
    position_axis, value_axis = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(position_axis, [bars.positions for bars in series], "y" if is_horizontal else "x")
    y = AxisFormatter(value_axis, [bars.values for bars in series], "x" if is_horizontal else "y")
    kind = "dot plot" if noun == "dot" else "horizontal bar chart" if is_horizontal else "bar chart"
    text = chart_text(kind, y, x)
    if len(series) == 1:
        _describe_one_series(text, series[0], x, y, noun)
    else:
        _describe_series(text, panel, series, x, y, noun)
    text.details += _describe_error_bars(series, x, y)
    return text


def _describe_one_series(text: ChartText, bars: Bars, x: AxisFormatter, y: AxisFormatter, noun: str) -> None:
    positions, values = arrays.finite(bars.positions, bars.values)
    if not values.size:
        text.main_point = f"there are no {noun}s in it"
        return
    text.sizes.append(count(values.size, noun))
    text.main_point = _describe_extremes(positions, values, x, y)
    name = format_name(bars.name)
    if name and not y.label:
        text.quantity = name
    elif name and name.lower() not in y.label.lower():
        text.groups = f"the {noun}s are {name}"
    if values.size <= _MAX_BARS:
        if values.size > 2:  # the main point names two
            text.details.append(_format_bars(positions, values, x, y))
        return
    if x.axis.kind == "category":
        order = np.argsort(-values, kind="stable")
        text.details += _describe_ends(positions[order], values[order], x, y)
    else:
        trend = series_statistics.trend(positions, values)
        text.details += (
            [phrase("from left to right it {}", curves.describe_trend(trend, x, y))] if trend else []
        )
    negative = int((values < 0).sum())
    if 0 < negative < values.size:
        text.details.append(phrase("{} below zero", count_with_verb(negative, noun)))
    if values.size <= _MAX_FULL_BARS:
        text.full_details.append(_format_bars(positions, values, x, y))


def _format_bars(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    names = x.axis.categories.values()
    is_clear = x.axis.kind == "category" and not any(name[-1:].isdigit() for name in names)
    template = "{} {}" if is_clear else "{}: {}"
    return join(
        phrase(template, x.format_with_quantity(position), _bar(position, value, x, y))
        for position, value in zip(positions, values, strict=True)
    )


def _bar(position: float, value: float, x: AxisFormatter, y: AxisFormatter, of: str = "") -> Fact:
    return y.fact(value, "value", of=of, at=x.format(position))


def _describe_ends(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence about the first bars and one about the last of bars that are sorted by value."""
    highest = _format_bars(positions[:_EXTREMES], values[:_EXTREMES], x, y)
    lowest = _format_bars(positions[-_EXTREMES:], values[-_EXTREMES:], x, y)
    return [phrase("the highest are {}", highest), phrase("the lowest are {}", lowest)]


def _describe_extremes(
    positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter, of: str = ""
) -> Phrase:
    if values.size == 1:
        return phrase(
            "{} is at {}", x.format_with_quantity(positions[0]), _bar(positions[0], values[0], x, y, of)
        )
    high, low = float(values.max()), float(values.min())
    if high == low:
        return phrase("all are at {}", y.fact(high, "value", of=of))
    parts = []
    for value, method in ((high, "maximum"), (low, "minimum")):
        at = [x.format_with_quantity(position) for position in positions[values == value]]
        fact = y.fact(value, method, of=of, at=x.format(positions[values == value][0]))
        parts.append((join_some(at, _MAX_TIES), grammar.are(len(at)), fact))
    (highest, verb, top), (lowest, _, bottom) = parts
    return phrase("{} {} highest at {}, {} lowest at {}", highest, verb, top, lowest, bottom)


def _describe_series(
    text: ChartText, panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter, noun: str
) -> None:
    is_stacked = any(bars.is_stacked for bars in series)
    text.kind = f"{'stacked' if is_stacked else 'grouped'} {text.kind}"
    positions = np.unique(np.concatenate([bars.positions for bars in series]))
    positions = positions[np.isfinite(positions)]
    groups = format_groups(panel, [bars.name for bars in series])
    if groups:
        parts = "parts of a bar" if is_stacked else f"{noun}s of a group"
        text.groups = phrase("the {} are {}{}", parts, "by " if panel.legend_title else "", groups)
    whole, part = (noun, "part") if is_stacked else ("group", noun)
    text.sizes.append(phrase("{} of {}", count(positions.size, whole), count(len(series), part)))
    if not positions.size or not any(np.isfinite(bars.values).any() for bars in series):
        text.main_point = f"there are no {noun}s in it"
        return
    if is_stacked:
        _describe_totals(text, series, positions, x)
    else:
        text.main_point = _describe_overall_extremes(panel, series, x, y, noun)
    bar_count = positions.size * len(series)
    if bar_count <= _MAX_GROUPED_BARS:
        text.details += [_format_group(series, position, x, y) for position in positions]
        return
    for bars in series[:_MAX_BARS]:
        at, values = arrays.finite(bars.positions, bars.values)
        if values.size:
            name = format_series_name(panel, bars.name)
            text.details.append(phrase("{}: {}", name, _describe_extremes(at, values, x, y, bars.name)))
    if bar_count <= _MAX_FULL_GROUPED_BARS:
        text.full_details += [_format_group(series, position, x, y) for position in positions]


def _format_group(series: Sequence[Bars], position: float, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    values = []
    for bars in series:
        here = bars.values[bars.positions == position]
        if here.size and np.isfinite(here[0]):
            value, name = _bar(position, here[0], x, y, bars.name), format_name(bars.name) or "a bar"
            is_number = name[:1].isdigit()
            values.append(phrase("{} for {}", value, name) if is_number else phrase("{} {}", name, value))
    return phrase("{}: {}", x.format_with_quantity(position), join(values))


def _describe_overall_extremes(
    panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter, noun: str
) -> Phrase:
    bars = [
        (float(value), mark.name, float(position))
        for mark in series
        for position, value in zip(mark.positions, mark.values, strict=True)
        if np.isfinite(value) and np.isfinite(position)
    ]
    highest, lowest = max(bars), min(bars)
    if highest[0] == lowest[0]:
        return phrase("all are at {}", y.fact(highest[0], "value"))
    ends: list[Words] = []
    for (value, name, position), method in ((highest, "maximum"), (lowest, "minimum")):
        series_name, place = format_series_name(panel, name), x.format_with_quantity(position)
        at = f"{series_name}, {place}" if series_name else place
        ends += [at, y.fact(value, method, of=name, at=x.format(position))]
    return phrase("the highest {} is {} at {}, the lowest {} at {}", noun, *ends)


def _describe_totals(text: ChartText, series: Sequence[Bars], positions: Floats, x: AxisFormatter) -> None:
    """Describe stacked bars as a whole, and the share of each series."""
    totals = np.zeros(positions.size)
    for bars in series:
        for position, value in zip(bars.positions, bars.values, strict=True):
            totals[positions == position] += np.nan_to_num(value)
    extremes = _describe_extremes(positions, totals, x, AxisFormatter(Axis(), [totals]), "total")
    text.main_point = phrase("as a whole, {}", extremes)
    total = float(totals.sum())
    if total > 0 and all(bool((np.nan_to_num(bars.values) >= 0).all()) for bars in series):
        shares = [(bars.name, float(np.nansum(bars.values)) / total) for bars in series]
        listed = [
            phrase("{} {}", format_name(name), Fact(numbers.percent(share), share, "share", of=name))
            for name, share in shares
        ]
        text.details.append(phrase("of all together, {}", join_some(listed, MAX_NAMES)))


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
        low, high = (y.fact(end, "end of an error bar", of=name, at=x.format(position)) for end in ends)
        ranges.append(phrase("{}{} from {} to {}", bar, "" if are_few else ",", low, high))
    if are_few:
        return [phrase("the error bars: {}", join_with("; ", ranges))]
    return [phrase("the widest error bar is that of {}", *ranges)]


def describe_named_values(_: Panel, marks: Sequence[NamedValues]) -> ChartText:
    """Describe the highest and the lowest of values without an axis, then every value if they are few."""
    mark = marks[0]
    positions = np.arange(mark.values.size, dtype=float)
    categories = {float(n): format_name(name) for n, name in enumerate(mark.names)}
    x = AxisFormatter(Axis(kind="category", categories=categories), [positions])
    y = AxisFormatter(Axis(mark.label), [mark.values], "y")
    positions, values = arrays.finite(positions, mark.values)
    text = ChartText(mark.chart, y.label, sizes=[count(values.size, mark.noun)])
    if not values.size:
        text.main_point = "it has no values"
        return text
    order = np.argsort(-values, kind="stable")
    positions, values = positions[order], values[order]
    text.main_point = _describe_extremes(positions, values, x, y)
    if values.size <= _MAX_BARS:
        text.details.append(_format_bars(positions, values, x, y))
        return text
    text.details += _describe_ends(positions, values, x, y)
    text.details.append(phrase("half of them are above {}", y.fact(float(np.median(values)), "median")))
    text.full_details.append(_format_bars(positions[:_MAX_FULL_BARS], values[:_MAX_FULL_BARS], x, y))
    return text
