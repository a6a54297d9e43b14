"""Bar charts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import statistics
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis
from ipytts.description.charts.sentences import curves
from ipytts.description.charts.sentences.chart_text import NAMED, ChartText, full_name, grouped, name, of
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Bars, Floats, NamedValues, Panel

_EACH = 8  # bars, and
_ALL = 16  # bars in groups, that are told one by one
_AT_ALL = 40
_ENDS = 3


def tell(panel: Panel, series: Sequence[Bars]) -> ChartText:
    """Tell the highest and the lowest bars, then each where they are few."""
    flat = series[0].horizontal
    along, across = (panel.y, panel.x) if flat else (panel.x, panel.y)
    places, sizes = (
        AxisFormatter(along, [s.positions for s in series], "y" if flat else "x"),
        AxisFormatter(across, [s.values for s in series]),
    )
    kind = "horizontal bar chart" if flat else "bar chart"
    if len(series) == 1:
        told = ChartText(kind, of(sizes, places))
        _one(told, along, series[0], places, sizes)
    else:
        stacked = any(s.stacked for s in series)
        told = ChartText(f"{'stacked' if stacked else 'grouped'} {kind}", of(sizes, places))
        _several(told, panel, series, places, sizes, stacked=stacked)
    told.more += _errors(series, places, sizes)
    return told


def _one(told: ChartText, along: Axis, bars: Bars, places: AxisFormatter, sizes: AxisFormatter) -> None:
    at, size = statistics.finite(bars.positions, bars.values)
    told.subject += (
        f" with {numbers.with_noun(at.size, 'bar')}"
        if told.subject
        else f"with {numbers.with_noun(at.size, 'bar')}"
    )
    told.subject = told.subject.strip()
    if bars.name and not sizes.label:
        told.subject = f"of {name(bars.name)} {told.subject}"
    elif bars.name and name(bars.name).lower() not in sizes.label.lower():
        told.more.append(f"The bars are {name(bars.name)}")
    if not at.size:
        told.subject, told.point = of(sizes, places), "there are no bars in it"
        return
    told.point = _extremes(at, size, places, sizes)
    if at.size <= _EACH:
        if at.size > 2:  # two are told already
            told.more.append(_each(at, size, places, sizes))
        return
    if along.kind != "category":
        course = statistics.course(at, size)
        if course:
            told.more.append(f"From left to right it {curves.way(course, places, sizes)}")
    else:
        order = np.argsort(-size, kind="stable")
        told.more.append(f"The highest are {_each(at[order[:_ENDS]], size[order[:_ENDS]], places, sizes)}")
        told.more.append(f"The lowest are {_each(at[order[-_ENDS:]], size[order[-_ENDS:]], places, sizes)}")
    below = int((size < 0).sum())
    if 0 < below < size.size:
        told.more.append(f"{numbers.with_noun(below, 'bar')} {'is' if below == 1 else 'are'} below zero")
    if at.size <= _AT_ALL:
        told.full.append(_each(at, size, places, sizes))


def _each(at: Floats, size: Floats, places: AxisFormatter, sizes: AxisFormatter) -> str:
    colon = (
        ""
        if places.axis.kind == "category"
        and not any(name[-1:].isdigit() for name in places.axis.categories.values())
        else ":"
    )
    return grammar.join(
        f"{places.format_with_label(a)}{colon} {sizes.format(s)}" for a, s in zip(at, size, strict=True)
    )


def _extremes(at: Floats, size: Floats, places: AxisFormatter, sizes: AxisFormatter) -> str:
    if size.size == 1:
        return f"{places.format_with_label(at[0])} is at {sizes.format(size[0])}"
    high, low = float(size.max()), float(size.min())
    if high == low:
        return f"all are at {sizes.format(high)}"
    tops, bottoms = ([places.format_with_label(a) for a in at[size == ends]] for ends in (high, low))
    return f"{_who(tops)} highest at {sizes.format(high)}, {_who(bottoms, 'lowest')} at {sizes.format(low)}"


def _who(tied: list[str], how: str = "") -> str:
    """Say which bar is at an end, or which tie there."""
    if len(tied) == 1:
        return f"{tied[0]} {how or 'is'}"
    return f"{grammar.join_some(tied, 3)} {how or 'are'}"


def _several(
    told: ChartText,
    panel: Panel,
    series: Sequence[Bars],
    places: AxisFormatter,
    sizes: AxisFormatter,
    *,
    stacked: bool,
) -> None:
    every = np.unique(np.concatenate([s.positions for s in series]))
    every = every[np.isfinite(every)]
    listed = grouped(panel, [s.name for s in series])
    what = "parts of a bar" if stacked else "bars of a group"
    if listed:
        told.more.append(f"The {what} are {'by ' if panel.legend_title else ''}{listed}")
    whole, part = ("bar", "part") if stacked else ("group", "bar")
    parts = f"{numbers.with_noun(every.size, whole)} of {numbers.with_noun(len(series), part)}"
    told.subject = f"{told.subject}, {parts}" if told.subject else f"with {parts}"
    if not every.size or not any(np.isfinite(s.values).any() for s in series):
        told.point = "there are no bars in it"
        return
    if stacked:
        _stacks(told, series, every, places)
    else:
        told.point = _among_all(panel, series, places, sizes)
    if every.size * len(series) <= _ALL:
        told.more += [_at_place(series, float(place), places, sizes) for place in every]
    else:
        for one in series[:_EACH]:
            at, size = statistics.finite(one.positions, one.values)
            if at.size:
                told.more.append(f"{full_name(panel, one.name)}: {_extremes(at, size, places, sizes)}")
    if _ALL < every.size * len(series) <= 2 * _AT_ALL:
        told.full += [_at_place(series, float(place), places, sizes) for place in every]


def _at_place(series: Sequence[Bars], place: float, places: AxisFormatter, sizes: AxisFormatter) -> str:
    told = []
    for one in series:
        here = one.values[one.positions == place]
        if here.size and np.isfinite(here[0]):
            size, named = sizes.format(here[0]), name(one.name) or "a bar"
            told.append(f"{size} for {named}" if named[0].isdigit() else f"{named} {size}")
    return f"{places.format_with_label(place)}: {grammar.join(told)}"


def _among_all(panel: Panel, series: Sequence[Bars], places: AxisFormatter, sizes: AxisFormatter) -> str:
    found = [
        (float(size), full_name(panel, one.name), float(place))
        for one in series
        for place, size in zip(one.positions, one.values, strict=True)
        if np.isfinite(size) and np.isfinite(place)
    ]
    (high, top, there), (low, bottom, here) = max(found), min(found)
    if high == low:
        return f"all are at {sizes.format(high)}"
    highest = ", ".join(filter(None, [top, places.format_with_label(there)]))
    lowest = ", ".join(filter(None, [bottom, places.format_with_label(here)]))
    return f"the highest bar is {highest} at {sizes.format(high)}, the lowest {lowest} at {sizes.format(low)}"


def _stacks(told: ChartText, series: Sequence[Bars], every: Floats, places: AxisFormatter) -> None:
    totals = np.zeros(every.size)
    for one in series:
        for place, size in zip(one.positions, one.values, strict=True):
            totals[every == place] += np.nan_to_num(size)
    says = AxisFormatter(type(places.axis)(), [totals])
    told.point = f"as a whole, {_extremes(every, totals, places, says)}"
    whole = float(totals.sum())
    if whole > 0 and all(bool((np.nan_to_num(one.values) >= 0).all()) for one in series):
        shares = [
            f"{name(one.name)} {numbers.percent(float(np.nansum(one.values)) / whole)}" for one in series
        ]
        told.more.append(f"Of all together, {grammar.join_some(shares, NAMED)}")


def _errors(series: Sequence[Bars], places: AxisFormatter, sizes: AxisFormatter) -> list[str]:
    """Tell the error bars: of a few bars each, else the widest."""
    found = []
    for one in series:
        if one.low is None or one.high is None:
            continue
        for place, low, high in zip(one.positions, one.low, one.high, strict=True):
            if high > low:
                found.append(
                    (
                        float(high - low),
                        f"{name(one.name)} {places.format(place)}".strip(),
                        float(low),
                        float(high),
                    )
                )
    if not found:
        return []
    if len(found) <= _EACH:
        return [
            "The error bars: "
            + "; ".join(
                f"{what} from {sizes.format(low)} to {sizes.format(high)}" for _, what, low, high in found
            )
        ]
    _, what, low, high = max(found)
    return [f"The widest error bar is that of {what}, from {sizes.format(low)} to {sizes.format(high)}"]


def tell_ranking(panel: Panel, rankings: Sequence[NamedValues]) -> ChartText:
    """Tell named values that have no axis."""
    del panel
    one = rankings[0]
    at = np.arange(one.values.size, dtype=float)
    places = AxisFormatter(Axis(kind="category", categories=dict(enumerate(map(name, one.names)))), [at])
    sizes = AxisFormatter(Axis(one.label), [one.values])
    told = ChartText(one.chart, f"of {sizes.label}" if sizes.label else "")
    at, size = statistics.finite(at, one.values)
    told.subject = f"{told.subject} with {numbers.with_noun(at.size, one.noun)}".strip()
    if not at.size:
        told.point = "it has no values"
        return told
    order = np.argsort(-size, kind="stable")
    at, size = at[order], size[order]
    told.point = _extremes(at, size, places, sizes)
    if at.size <= _EACH:
        told.more.append(_each(at, size, places, sizes))
        return told
    told.more.append(f"The highest are {_each(at[:_ENDS], size[:_ENDS], places, sizes)}")
    told.more.append(f"The lowest are {_each(at[-_ENDS:], size[-_ENDS:], places, sizes)}")
    told.more.append(f"Half of them are above {sizes.format(np.median(size))}")
    told.full.append(_each(at[:_AT_ALL], size[:_AT_ALL], places, sizes))
    return told
