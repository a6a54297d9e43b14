"""Describe several series of bars: grouped, stacked, or back to back as in a population pyramid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts import labels, quantities
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name, has_letters
from ipytts.description.charts.model import Axis, Bars, Floats, Panel
from ipytts.description.charts.sentences.bar_values import bar_fact, describe_extremes
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    ChartText,
    count,
    format_groups,
    format_series_name,
)
from ipytts.description.charts.sentences.group_leads import describe_leaders
from ipytts.description.charts.statistics.arrays import are_equal, finite
from ipytts.description.wording import numbers
from ipytts.description.wording.phrase import Fact, Phrase, join, join_some, phrase

MAX_BARS = 16  # bars of all series that are described one by one at detail "normal"
MAX_FULL_BARS = 80  # the same at detail "full"
_MAX_TIES = 3  # equal bars that are named
_MAX_SERIES = 8  # series with a sentence each
_AGES = {"age", "ages", "population"}  # words in the labels of a population pyramid
_SAME_TOTAL = 1e-6  # of a total; the bars of a chart of shares differ no more
_FULL_SHARES = (1.0, 100.0)  # the totals of fractions and of percentages


def are_back_to_back(panel: Panel, series: Sequence[Bars]) -> bool:
    """Return whether the two sides of 0 only part two series, as in a population pyramid.

    Upright bars below 0 show negative values, unless they are people by age.
    """
    if len(series) != 2 or any(bars.starts is not None or bars.is_stacked for bars in series):
        return False
    if not series[0].is_horizontal and not _are_ages(panel):
        return False
    ends = [(float(np.nanmin(b.values)), float(np.nanmax(b.values))) for b in series if b.values.size]
    positions = [set(bars.positions.tolist()) for bars in series]
    if len(ends) != 2 or positions[0] != positions[1]:
        return False
    (_, highest_left), (lowest_right, _) = sorted(ends)
    return highest_left <= 0 <= lowest_right and min(ends)[0] < 0


def _are_ages(panel: Panel) -> bool:
    return bool(_AGES & (labels.words_in(panel.x.label) | labels.words_in(panel.y.label)))


def describe_sides(
    text: ChartText, panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter
) -> None:
    """Describe two series back to back by their lengths."""
    text.kind = "population pyramid" if _are_ages(panel) else f"two-sided {text.kind}"
    lengths = [replace(bars, values=np.abs(bars.values)) for bars in series]
    y = AxisFormatter(replace(y.axis, categories={}), [bars.values for bars in lengths], "x")
    text.sizes.append(phrase("2 sides of {}", count(lengths[0].values.size, "bar")))
    sides = ("left", "right") if series[0].is_horizontal else ("lower side", "upper side")
    order = sorted(range(2), key=lambda n: float(np.nansum(series[n].values)))
    described = []
    for side, number in zip(sides, order, strict=True):
        bars = lengths[number]
        extremes = describe_extremes(*finite(bars.positions, bars.values), x, y, bars.name)
        described.append(
            phrase("{}, on the {}: {}", format_series_name(panel, bars.name) or "bars", side, extremes)
        )
    text.main_point = described[0]
    text.details += described[1:]
    text.full_details += [_format_group(lengths, position, x, y) for position in lengths[0].positions]


def describe_series(
    text: ChartText, panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter, noun: str
) -> None:
    """Describe grouped or stacked bars."""
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
        _describe_stacks(text, panel, series, positions, x, y)
    else:
        _add_overall_extremes(text, panel, series, x, y, noun)
    leaders = describe_leaders(panel, series, positions, x, y, is_stacked=is_stacked)
    if leaders and not is_stacked:  # the groups are named in what leads
        leaders.insert(1, text.groups)
        text.groups = ""
    text.details += leaders
    _describe_each(text, panel, series, positions, x, _values_of_parts(series, positions) or y)


def _describe_each(
    text: ChartText,
    panel: Panel,
    series: Sequence[Bars],
    positions: Floats,
    x: AxisFormatter,
    y: AxisFormatter,
) -> None:
    """Add a sentence for each group if the bars are few, else for each series."""
    bar_count = positions.size * len(series)
    if bar_count <= MAX_BARS:
        text.details += [_format_group(series, position, x, y) for position in positions]
        return
    for bars in series[:_MAX_SERIES]:
        at, values = finite(bars.positions, bars.values)
        if values.size:
            name = format_series_name(panel, bars.name)
            text.details.append(phrase("{}: {}", name, describe_extremes(at, values, x, y, bars.name)))
    if bar_count <= MAX_FULL_BARS:
        text.full_details += [_format_group(series, position, x, y) for position in positions]


def _format_group(series: Sequence[Bars], position: float, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    values = []
    for bars in series:
        here = bars.values[bars.positions == position]
        if here.size and np.isfinite(here[0]):
            value, name = bar_fact(position, here[0], x, y, bars.name), format_name(bars.name) or "a bar"
            is_number = bool(bars.name.strip()) and not has_letters(bars.name)
            values.append(phrase("{} for {}", value, name) if is_number else phrase("{} {}", name, value))
    return phrase("{}: {}", x.format_with_quantity(position), join(values))


def _add_overall_extremes(
    text: ChartText, panel: Panel, series: Sequence[Bars], x: AxisFormatter, y: AxisFormatter, noun: str
) -> None:
    """Add the highest and the lowest bar as the main point, of which the first may stand alone."""
    bars = [
        (float(value), mark.name, float(position))
        for mark in series
        for position, value in zip(mark.positions, mark.values, strict=True)
        if np.isfinite(value) and np.isfinite(position)
    ]
    highest, lowest = max(bars), min(bars)
    if are_equal(highest[0], lowest[0]):
        text.main_point = phrase("all are at {}", y.fact(highest[0], "value"))
        return
    ends: list[Phrase] = []
    for (value, name, position), method in ((highest, "maximum"), (lowest, "minimum")):
        tied = [(n, p) for other, n, p in bars if are_equal(other, value)]
        at = join_some([_name_bar(panel, *bar, x) for bar in tied], _MAX_TIES)
        are = phrase("{}s are" if len(tied) > 1 else "{} is", noun)
        end = y.fact(value, method, of=name, at=x.place(position))
        ends.append(phrase("{} {} at {}", are, at, end))
        lowest_end = phrase("{} at {}", at, end)
    text.main_point = phrase("the highest {}, the lowest {}", ends[0], lowest_end)
    text.clauses = [phrase("the highest {}", ends[0]), phrase("the lowest {}", ends[1])]


def _name_bar(panel: Panel, name: str, position: float, x: AxisFormatter) -> str:
    return ", ".join(filter(None, [format_series_name(panel, name), x.format_with_quantity(position)]))


def _totals(series: Sequence[Bars], positions: Floats) -> Floats:
    """Return the sum of the parts of each bar."""
    totals = np.zeros(positions.size)
    for bars in series:
        for position, value in zip(bars.positions, bars.values, strict=True):
            totals[positions == position] += np.nan_to_num(value)
    return totals


def _full_share(totals: Floats) -> float:
    """Return 1 or 100 if each bar adds up to it, else NaN."""
    known = (full for full in _FULL_SHARES if np.abs(totals - full).max() <= _SAME_TOTAL * full)
    return next(known, float("nan"))


class _Percentages(AxisFormatter):
    """Formats the parts of bars that add up to 1 or 100, as percentages."""

    def __init__(self, full: float) -> None:
        super().__init__(Axis(), [np.array([0.0, full])])
        self._full = full

    def format(self, value: float) -> str:
        """Return a part in percent."""
        return numbers.percent(value / self._full)


def _values_of_parts(series: Sequence[Bars], positions: Floats) -> AxisFormatter | None:
    """Return the formatter of parts that are shares of their bars."""
    if not any(bars.is_stacked for bars in series):
        return None
    full = _full_share(_totals(series, positions))
    return _Percentages(full) if np.isfinite(full) else None


def _describe_stacks(
    text: ChartText,
    panel: Panel,
    series: Sequence[Bars],
    positions: Floats,
    x: AxisFormatter,
    y: AxisFormatter,
) -> None:
    """Describe stacked bars as a whole, and the share of each series; or the parts of bars of equal size."""
    totals = _totals(series, positions)
    if (percentages := _values_of_parts(series, positions)) is not None:
        _add_overall_extremes(text, panel, series, x, percentages, "part")
        whole = phrase("each bar adds up to {}", Fact("100 percent", 1.0, "total"))
        text.main_point = phrase("{}; {}", whole, text.main_point)
        text.clauses = [phrase("{}; {}", whole, first) for first in text.clauses[:1]] + [*text.clauses[1:]]
        return
    if quantities.are_means(y.axis.label):
        _add_overall_extremes(text, panel, series, x, y, "part")
        text.details.append("the parts are means, whose sum has no meaning")
        return
    extremes = describe_extremes(positions, totals, x, AxisFormatter(Axis(), [totals]), "total")
    text.main_point = phrase("as a whole, {}", extremes)
    total = float(totals.sum())
    if total > 0 and all(bool((np.nan_to_num(bars.values) >= 0).all()) for bars in series):
        shares = [(bars.name, float(np.nansum(bars.values)) / total) for bars in series]
        listed = [
            _format_share(panel, name, Fact(numbers.percent(share), share, "share", of=name), is_first=not n)
            for n, (name, share) in enumerate(shares)
        ]
        text.details.append(phrase("in all, {}", join_some(listed, MAX_NAMES)))


def _format_share(panel: Panel, name: str, share: Fact, *, is_first: bool) -> Phrase:
    """Return a share of all bars in a list: "gold makes up 5 percent"; a number as a name comes last."""
    if not has_letters(name):
        return phrase(
            "{}{}",
            share,
            f" for {format_series_name(panel, name)}" if is_first else f" for {format_name(name)}",
        )
    return phrase("{} {}{}", format_name(name), "makes up " if is_first else "", share)
