"""Describe bar charts and named values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences import curves
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    ChartText,
    count_with_verb,
    format_groups,
    format_name,
    format_series_name,
    format_subject,
)
from ipytts.description.charts.statistics import arrays, series
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Bars, Floats, NamedValues, Panel

_MAX_BARS = 8  # bars of one series that are described one by one at detail "normal"
_MAX_GROUPED_BARS = 16  # the same for all series together
_MAX_FULL_BARS = 40  # bars of one series that are described one by one at detail "full"
_MAX_FULL_GROUPED_BARS = 80  # the same for all series together
_EXTREMES = 3  # highest bars, and lowest bars, that are named
_MAX_TIES = 3  # equal bars that are named


def describe_bars(panel: Panel, series: Sequence[Bars]) -> ChartText:
    """Describe the highest and the lowest bars, then every bar if they are few."""
    is_horizontal = series[0].is_horizontal
    position_axis, value_axis = (panel.y, panel.x) if is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(position_axis, [bars.positions for bars in series], "y" if is_horizontal else "x")
    y = AxisFormatter(value_axis, [bars.values for bars in series])
    text = ChartText("horizontal bar chart" if is_horizontal else "bar chart", format_subject(y, x))
    if len(series) == 1:
        _describe_one_series(text, series[0], x, y)
    else:
        _describe_series(text, panel, series, x, y)
    text.details += _describe_error_bars(series, x, y)
    return text


def _describe_one_series(text: ChartText, bars: Bars, x: AxisFormatter, y: AxisFormatter) -> None:
    positions, values = arrays.finite(bars.positions, bars.values)
    if not values.size:
        text.main_point = "there are no bars in it"
    else:
        text.subject = f"{text.subject} with {numbers.with_noun(values.size, 'bar')}".strip()
        text.main_point = _describe_extremes(positions, values, x, y)
    name = format_name(bars.name)
    if name and not y.label and values.size:
        text.subject = f"of {name} {text.subject}"
    elif name and y.label and name.lower() not in y.label.lower():
        text.details.append(f"The bars are {name}")
    if values.size <= _MAX_BARS:
        if values.size > 2:  # the main point names two
            text.details.append(_format_bars(positions, values, x, y))
        return
    if x.axis.kind == "category":
        order = np.argsort(-values, kind="stable")
        text.details += _describe_ends(positions[order], values[order], x, y)
    else:
        trend = series.trend(positions, values)
        text.details += [f"From left to right it {curves.describe_trend(trend, x, y)}"] if trend else []
    negative = int((values < 0).sum())
    if 0 < negative < values.size:
        text.details.append(f"{count_with_verb(negative, 'bar')} below zero")
    if values.size <= _MAX_FULL_BARS:
        text.full_details.append(_format_bars(positions, values, x, y))


def _format_bars(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> str:
    names = x.axis.categories.values()
    is_clear = x.axis.kind == "category" and not any(name[-1:].isdigit() for name in names)
    colon = "" if is_clear else ":"
    return grammar.join(
        f"{x.format_with_quantity(position)}{colon} {y.format(value)}"
        for position, value in zip(positions, values, strict=True)
    )


def _describe_ends(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return a sentence about the first bars and one about the last of bars that are sorted by value."""
    highest = _format_bars(positions[:_EXTREMES], values[:_EXTREMES], x, y)
    lowest = _format_bars(positions[-_EXTREMES:], values[-_EXTREMES:], x, y)
    return [f"The highest are {highest}", f"The lowest are {lowest}"]


def _describe_extremes(positions: Floats, values: Floats, x: AxisFormatter, y: AxisFormatter) -> str:
    if values.size == 1:
        return f"{x.format_with_quantity(positions[0])} is at {y.format(values[0])}"
    high, low = values.max(), values.min()
    if high == low:
        return f"all are at {y.format(high)}"
    highest = [x.format_with_quantity(position) for position in positions[values == high]]
    lowest = [x.format_with_quantity(position) for position in positions[values == low]]
    return (
        f"{grammar.join_some(highest, _MAX_TIES)} {grammar.are(len(highest))} highest at {y.format(high)}, "
        f"{grammar.join_some(lowest, _MAX_TIES)} lowest at {y.format(low)}"
    )


def _describe_series(
    text: ChartText, panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter
) -> None:
    is_stacked = any(bars.is_stacked for bars in series)
    text.kind = f"{'stacked' if is_stacked else 'grouped'} {text.kind}"
    positions = np.unique(np.concatenate([bars.positions for bars in series]))
    positions = positions[np.isfinite(positions)]
    groups = format_groups(panel, [bars.name for bars in series])
    if groups:
        parts = "parts of a bar" if is_stacked else "bars of a group"
        text.details.append(f"The {parts} are {'by ' if panel.legend_title else ''}{groups}")
    whole, part = ("bar", "part") if is_stacked else ("group", "bar")
    size = f"{numbers.with_noun(positions.size, whole)} of {numbers.with_noun(len(series), part)}"
    text.subject = f"{text.subject}, {size}" if text.subject else f"with {size}"
    if not positions.size or not any(np.isfinite(bars.values).any() for bars in series):
        text.main_point = "there are no bars in it"
        return
    if is_stacked:
        _describe_totals(text, series, positions, x)
    else:
        text.main_point = _describe_overall_extremes(panel, series, x, y)
    count = positions.size * len(series)
    if count <= _MAX_GROUPED_BARS:
        text.details += [_format_group(series, position, x, y) for position in positions]
        return
    for bars in series[:_MAX_BARS]:
        at, values = arrays.finite(bars.positions, bars.values)
        if values.size:
            name = format_series_name(panel, bars.name)
            text.details.append(f"{name}: {_describe_extremes(at, values, x, y)}")
    if count <= _MAX_FULL_GROUPED_BARS:
        text.full_details += [_format_group(series, position, x, y) for position in positions]


def _format_group(series: Sequence[Bars], position: float, x: AxisFormatter, y: AxisFormatter) -> str:
    values = []
    for bars in series:
        here = bars.values[bars.positions == position]
        if here.size and np.isfinite(here[0]):
            value, name = y.format(here[0]), format_name(bars.name) or "a bar"
            values.append(f"{value} for {name}" if name[0].isdigit() else f"{name} {value}")
    return f"{x.format_with_quantity(position)}: {grammar.join(values)}"


def _describe_overall_extremes(
    panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter
) -> str:
    bars = [
        (float(value), format_series_name(panel, mark.name), float(position))
        for mark in series
        for position, value in zip(mark.positions, mark.values, strict=True)
        if np.isfinite(value) and np.isfinite(position)
    ]
    if max(bars)[0] == min(bars)[0]:
        return f"all are at {y.format(bars[0][0])}"
    highest, lowest = (
        f"{name}{', ' if name else ''}{x.format_with_quantity(position)} at {y.format(value)}"
        for value, name, position in (max(bars), min(bars))
    )
    return f"the highest bar is {highest}, the lowest {lowest}"


def _describe_totals(text: ChartText, series: Sequence[Bars], positions: Floats, x: AxisFormatter) -> None:
    """Describe stacked bars as a whole, and the share of each series."""
    totals = np.zeros(positions.size)
    for bars in series:
        for position, value in zip(bars.positions, bars.values, strict=True):
            totals[positions == position] += np.nan_to_num(value)
    extremes = _describe_extremes(positions, totals, x, AxisFormatter(Axis(), [totals]))
    text.main_point = f"as a whole, {extremes}"
    total = float(totals.sum())
    if total > 0 and all(bool((np.nan_to_num(bars.values) >= 0).all()) for bars in series):
        shares = [(bars.name, numbers.percent(float(np.nansum(bars.values)) / total)) for bars in series]
        listed = grammar.join_some([f"{format_name(name)} {share}" for name, share in shares], MAX_NAMES)
        text.details.append(f"Of all together, {listed}")


def _describe_error_bars(series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return a sentence about every error bar if they are few, else about the widest."""
    error_bars = [
        (high - low, f"{format_name(bars.name)} {x.format(position)}".strip(), low, high)
        for bars in series
        if bars.low is not None and bars.high is not None
        for position, low, high in zip(bars.positions, bars.low, bars.high, strict=True)
        if high > low
    ]
    if not error_bars:
        return []
    if len(error_bars) <= _MAX_BARS:
        ranges = [f"{name} from {y.format(low)} to {y.format(high)}" for _, name, low, high in error_bars]
        return [f"The error bars: {'; '.join(ranges)}"]
    _, name, low, high = max(error_bars)
    return [f"The widest error bar is that of {name}, from {y.format(low)} to {y.format(high)}"]


def describe_named_values(_: Panel, marks: Sequence[NamedValues]) -> ChartText:
    """Describe the highest and the lowest of values without an axis, then every value if they are few."""
    mark = marks[0]
    positions = np.arange(mark.values.size, dtype=float)
    categories = {float(n): format_name(name) for n, name in enumerate(mark.names)}
    x = AxisFormatter(Axis(kind="category", categories=categories), [positions])
    y = AxisFormatter(Axis(mark.label), [mark.values])
    positions, values = arrays.finite(positions, mark.values)
    subject = f"of {y.label}" if y.label else ""
    text = ChartText(mark.chart, f"{subject} with {numbers.with_noun(values.size, mark.noun)}".strip())
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
    text.details.append(f"Half of them are above {y.format(float(np.median(values)))}")
    text.full_details.append(_format_bars(positions[:_MAX_FULL_BARS], values[:_MAX_FULL_BARS], x, y))
    return text
