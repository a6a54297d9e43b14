"""Describe bars that begin elsewhere than at 0: spans of time, ranges, and waterfalls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Axis, Bars, Panel, Waterfall
from ipytts.description.charts.sentences.chart_text import ChartText, chart_text, count, format_groups
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_with, phrase

_MAX_SPANS = 8  # spans that are described one by one at detail "normal"
_MAX_FULL_SPANS = 40  # the same at detail "full"


class _Span(NamedTuple):
    """A bar from one value to another."""

    start: float
    end: float
    position: float
    series: str

    @property
    def length(self) -> float:
        return abs(self.end - self.start)


def describe_spans(panel: Panel, series: Sequence[Bars], x: AxisFormatter, value_axis: Axis) -> ChartText:
    """Describe from where to where bars go: the longest and the shortest, then every bar if they are few."""
    spans = [_Span(start, end, at, bars.name) for bars in series for start, end, at in _rows(bars)]
    letter = "x" if series[0].is_horizontal else "y"
    y = AxisFormatter(value_axis, [np.array([span[:2] for span in spans])], letter)
    text = chart_text("Gantt chart" if value_axis.kind == "date" else "range bar chart", y, x)
    text.sizes.append(count(len(spans), "bar"))
    if not spans:
        text.main_point = "there are no bars in it"
        return text
    names = format_groups(panel, [bars.name for bars in series]) if len(series) > 1 else ""
    if names:
        text.groups = phrase("the bars are {}{}", "by " if panel.legend_title else "", names)
    text.main_point = _describe_range(spans, x, y)
    if len(spans) <= _MAX_SPANS and len(spans) > 1:
        text.details.append(join([_format_span(span, x, y) for span in spans]))
    elif len(spans) <= _MAX_FULL_SPANS:
        text.full_details.append(join([_format_span(span, x, y) for span in spans]))
    return text


def _rows(bars: Bars) -> list[list[float]]:
    """Return the start, the end and the position of each bar that has them."""
    starts = np.zeros_like(bars.values) if bars.starts is None else bars.starts
    rows = np.column_stack([starts, bars.values, bars.positions])
    known: list[list[float]] = rows[np.isfinite(rows).all(axis=1)].tolist()
    return known


def _describe_range(spans: Sequence[_Span], x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the whole range, and the longest and the shortest bar if one of each is."""
    if len(spans) == 1:
        return _format_span(spans[0], x, y)
    whole = phrase("together they go {}", y.format_range())
    ordered = sorted(spans, key=lambda span: span.length)
    if ordered[0].length == ordered[1].length or ordered[-1].length == ordered[-2].length:
        return whole
    longest = _format_span(ordered[-1], x, y)
    return phrase("{}; the longest is {}, the shortest {}", whole, longest, _name(ordered[0], x))


def _name(span: _Span, x: AxisFormatter) -> str:
    place = x.format_with_quantity(span.position)
    series = format_name(span.series)
    return f"{series}, {place}" if series and series != place else place


def _format_span(span: _Span, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    at = x.place(span.position)
    ends = (
        y.fact(value, method, of=span.series, at=at)
        for value, method in ((span.start, "start of a bar"), (span.end, "end of a bar"))
    )
    return phrase("{} from {} to {}", _name(span, x), *ends)


def describe_waterfalls(panel: Panel, waterfalls: Sequence[Waterfall]) -> ChartText:
    """Describe the changes and the totals of a waterfall, in order."""
    waterfall = waterfalls[0]
    position_axis, value_axis = (panel.y, panel.x) if waterfall.is_horizontal else (panel.x, panel.y)
    x = AxisFormatter(position_axis, [waterfall.positions], is_position=True)
    y = AxisFormatter(value_axis, [waterfall.changes], "y")
    text = chart_text("waterfall chart", y, x)
    steps = list(zip(waterfall.positions, waterfall.changes, waterfall.are_totals, strict=True))
    text.sizes.append(count(len(steps), "bar"))
    listed: list[Words] = [
        _format_step(x.format(at), float(change), y, is_total=bool(total)) for at, change, total in steps
    ]
    if 0 < len(steps) <= _MAX_SPANS:
        text.main_point = join_with(", ", listed)
        return text
    changes = [step for step in steps if not step[2] and np.isfinite(step[1])]
    largest = sorted(changes, key=lambda step: -abs(step[1]))[: _MAX_SPANS // 2]
    totals: list[Words] = [words for words, step in zip(listed, steps, strict=True) if step[2]]
    parts: list[Words] = totals[-1:]
    if largest:
        steps_in_words = [_format_step(x.format(at), float(change), y) for at, change, _ in largest]
        parts.append(phrase("the largest changes are {}", join(steps_in_words)))
    text.main_point = join_with("; ", parts) if parts else "there are no bars in it"
    if len(steps) <= _MAX_FULL_SPANS:
        text.full_details.append(join_with(", ", listed))
    return text


def _format_step(name: str, change: float, y: AxisFormatter, *, is_total: bool = False) -> Phrase:
    if is_total:
        return phrase("{} in total {}", name, y.fact(change, "total", at=name))
    sign = "" if change < 0 else "plus "  # a negative number begins with "minus"
    return phrase("{} {}", name, Fact(f"{sign}{y.format(change)}", change, "change", at=name))
