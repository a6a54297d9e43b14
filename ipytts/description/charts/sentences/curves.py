"""Describe lines, steps, areas and stems: each series, and what several have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name
from ipytts.description.charts.model import Curve, Panel
from ipytts.description.charts.sentences.bands import describe_band, describe_values
from ipytts.description.charts.sentences.chart_text import (
    MAX_NAMES,
    MAX_SERIES,
    ChartText,
    chart_text,
    count,
    count_with_verb,
    format_names,
)
from ipytts.description.charts.sentences.comparisons import (
    Series,
    compare,
    describe_crossings,
    describe_ends,
    describe_extremes,
    describe_total,
)
from ipytts.description.charts.sentences.cumulative import are_cumulative, describe_cumulative
from ipytts.description.charts.sentences.curve_values import describe_categories
from ipytts.description.charts.sentences.densities import are_densities, describe_densities
from ipytts.description.charts.sentences.gaps import describe_gap, describe_largest_change
from ipytts.description.charts.sentences.line_lists import (
    are_listed,
    describe_way,
    extremes_of,
    list_ends,
    range_of,
)
from ipytts.description.charts.sentences.movements import (
    NO_STRUCTURE,
    describe_fluctuation,
    describe_further_cycle,
    describe_trend,
    fluctuates,
    is_stable,
    names_ends,
)
from ipytts.description.charts.sentences.named_curves import describe_rates, describe_stems
from ipytts.description.charts.sentences.prices import describe_prices
from ipytts.description.charts.sentences.remarks import (
    describe_change,
    describe_change_of_end,
    describe_cycle_size,
    describe_last_part,
    describe_remarks,
)
from ipytts.description.charts.statistics import claims, series
from ipytts.description.charts.statistics.series import Trend
from ipytts.description.charts.statistics.structure import find_structure
from ipytts.description.charts.time_order import follow_each_other
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Phrase, Words, join, join_some, join_with, phrase

_MAX_CATEGORIES = 8  # values of a series that are described one by one
_MAX_REMARKS = 2  # remarks at detail "normal", after the change
_MIN_SHARED = 3  # curves; if there are more, some of them may have other ends
_MAX_FULL_CURVES = 20  # curves that are examined, and described at detail "full"
_NOUNS = {"area": "area", "stacked area": "area", "prices": "line", "line": "line", "steps": "line"}
_NOUNS |= {"stems": "series", "path": "line"}
_RATES = ("ROC curve", "precision-recall curve")


def describe_curves(panel: Panel, curves: Sequence[Curve]) -> ChartText:
    """Describe the common properties of curves, then each curve."""
    curves = [curve if curve.x.size == curve.y.size else _with_equal_sizes(curve) for curve in curves]
    x = AxisFormatter(panel.x, [curve.x for curve in curves], is_position=True)
    y = AxisFormatter(panel.y, [curve.y for curve in curves], "y")
    if distributions := _describe_distributions(panel, curves, x):
        return distributions
    prices = [curve for curve in curves if curve.form == "prices"]
    if 0 < len(prices) < len(curves):
        return _describe_lines_over_prices(panel, prices, [c for c in curves if c.form != "prices"])
    text = chart_text(panel.purpose or _kind(curves), y, x)
    if len(curves) > 1:
        text.sizes.append(count(len(curves), _noun(curves)))
    if panel.purpose in _RATES:
        return describe_rates(text, panel, curves, x, y)
    if all(curve.form == "stems" for curve in curves):
        return describe_stems(text, curves, x, y)
    if panel.is_polar and panel.x.kind == "category":
        curves = [_opened(curve) for curve in curves]
    return _describe_drawn(text, panel, curves, x, y)


def _describe_drawn(
    text: ChartText, panel: Panel, curves: Sequence[Curve], x: AxisFormatter, y: AxisFormatter
) -> ChartText:
    """Describe the curves that have points."""
    drawn = _examine(panel, curves)
    with_points = {id(one.curve) for one in drawn}
    empty = [curve.name for curve in curves if curve.name and id(curve) not in with_points]
    if not drawn:
        text.main_point = f"there are no points in {'it' if len(curves) == 1 else 'them'}"
        return text
    if y.axis.kind == "category":
        describe_categories(text, drawn, x, y)
    elif len(drawn) > 1:
        _describe_several(text, panel, drawn, x, y)
    else:
        _describe_one(text, panel, drawn[0], x, y, "it" if len(curves) == 1 else "the one with points")
        text.details[:0] = describe_prices(drawn[0].curve, x, y)
    if empty:
        verb = "has" if len(empty) == 1 else "have"
        text.details.append(phrase("{} {} no points", format_names(empty), verb))
    return text


def _describe_distributions(panel: Panel, curves: Sequence[Curve], x: AxisFormatter) -> ChartText | None:
    """Describe curves that are densities or cumulative distributions; None if they are not."""
    if are_densities(panel, curves):
        return describe_densities(panel, curves)
    return describe_cumulative(curves, x) if are_cumulative(panel, curves) else None


def _describe_lines_over_prices(panel: Panel, prices: list[Curve], lines: list[Curve]) -> ChartText:
    """Describe prices, and then the lines that are drawn over them, such as moving averages."""
    text, added = describe_curves(panel, prices), describe_curves(panel, lines)
    text.sizes.append("a line" if len(lines) == 1 else count(len(lines), "line"))
    text.details.append(phrase("the {}: {}", "line" if len(lines) == 1 else "lines", added.main_point))
    text.full_details += added.details
    return text


def _with_equal_sizes(curve: Curve) -> Curve:
    """Return a curve without the values that have no second coordinate; chart libraries do not draw them."""
    n = min(curve.x.size, curve.y.size)
    return replace(curve, x=curve.x[:n], y=curve.y[:n], low=None, high=None)


def _opened(curve: Curve) -> Curve:
    """Return a curve around a radar chart without the last point, if that is the first once more."""
    is_closed = curve.x.size > 2 and curve.x[0] == curve.x[-1]
    return replace(curve, x=curve.x[:-1], y=curve.y[:-1]) if is_closed else curve


def _kind(curves: Sequence[Curve]) -> str:
    forms = {curve.form for curve in curves}
    form = forms.pop() if len(forms) == 1 else "line"
    if len(curves) == 1 and form == "stacked area":  # plotly stacks even one
        return "area chart"
    kinds = {"stacked area": "stacked area chart", "prices": "candlestick chart", "stems": "stem plot"}
    kinds["steps"] = "step chart"
    return kinds.get(form, f"{_NOUNS[form]} chart")


def _noun(curves: Sequence[Curve]) -> str:
    nouns = {_NOUNS[curve.form] for curve in curves}
    return nouns.pop() if len(nouns) == 1 else "line"


def _examine(panel: Panel, curves: Sequence[Curve]) -> list[Series]:
    """Return the series that have points. Categories have no order that a trend could follow."""
    names = _distinct_names(curves)
    drawn, level = [], claims.level(panel, len(curves))
    for number, curve in enumerate(curves):
        xs, ys = series.in_order(curve.x, curve.y, is_log=panel.y.is_log)
        trend = series.trend(xs, ys, level, is_log=panel.y.is_log)
        if not trend:
            continue
        structure = NO_STRUCTURE
        if curve.is_broken:  # what it does outside the axes is not shown
            trend = replace(trend, is_monotonic=False, is_strict=False, is_smooth=False)
        elif panel.x.kind == "category":
            trend = replace(trend, is_smooth=False)
        elif number < _MAX_FULL_CURVES and curve.form != "path" and not panel.x.is_log:
            structure = find_structure(xs, ys, level, is_log=panel.y.is_log)
        # Of several series, values with their intervals are compared at each category.
        is_compared = panel.x.kind == "category" and curve.low is not None and len(curves) > 1
        is_ordered = _is_ordered(panel, trend) and not is_compared
        drawn.append(Series(names[number], curve, trend, structure, is_ordered))
    return drawn


def _is_ordered(panel: Panel, trend: Trend) -> bool:
    """Return whether values follow each other, unlike those of groups and those around a radar chart."""
    if panel.x.kind != "category":
        return True
    return not panel.is_polar and follow_each_other(
        [panel.x.categories.get(at, "") for at in trend.x.tolist()]
    )


def _distinct_names(curves: Sequence[Curve]) -> list[str]:
    """Return the names of curves; of those that share a name, with the number of each: "the second A"."""
    names = [format_name(curve.name) for curve in curves]
    shared = Counter(names)
    numbered: Counter[str] = Counter()
    distinct = []
    for name in names:
        numbered[name] += 1
        is_shared = bool(name) and shared[name] > 1
        distinct.append(f"the {numbers.ordinal(numbered[name])} {name}" if is_shared else name)
    return distinct


def _describe_movement(one: Series, x: AxisFormatter, y: AxisFormatter, *, with_ends: bool = True) -> Phrase:
    if one.curve.form == "path":
        return _describe_path(one, x, y)
    trend, structure = one.trend, one.structure
    return describe_trend(trend, x, y, of=one.name, structure=structure, with_ends=with_ends)


def _describe_path(one: Series, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return the ends of a line that goes back and forth along x."""
    known = np.flatnonzero(np.isfinite(one.curve.x) & np.isfinite(one.curve.y))
    ends = []
    for index, method in ((known[0], "first value"), (known[-1], "last value")):
        at = x.fact(one.curve.x[index], method, of=one.name)
        value = y.fact(one.curve.y[index], method, of=one.name, at=float(one.curve.x[index]))
        ends.append(phrase("{} {}, {} {}", x.name, at, y.name, value))
    return phrase("leads from {} to {}", *ends)


def _describe_one(
    text: ChartText, panel: Panel, one: Series, x: AxisFormatter, y: AxisFormatter, pronoun: str
) -> None:
    """Describe the only series: its movement, its change, its extremes, then the rest."""
    trend, band = one.trend, describe_band(one.curve, x, y)
    if not one.is_ordered and trend.count > 1:
        text.main_point = describe_extremes([one], x, y)
        text.details += _describe_values(one, x, y) or band
    else:
        _describe_ordered(text, panel, one, x, y, pronoun)
        text.details += band
    missing = one.curve.y.size - trend.count
    if missing:
        text.details.append(phrase("{} missing", count_with_verb(missing, "point")))
    text.full_details.append(phrase("there {} {}", grammar.are(trend.count), count(trend.count, "point")))


def _describe_ordered(
    text: ChartText, panel: Panel, one: Series, x: AxisFormatter, y: AxisFormatter, pronoun: str
) -> None:
    """Describe the movement of a series, its change, its extremes, then further remarks."""
    trend = one.trend
    name = one.name or pronoun
    if one.curve.form == "prices":
        name = f"the closing price of {one.name}" if one.name else "the closing price"
    is_path = one.curve.form == "path"
    has_ends = trend.count == 1 or is_path or names_ends(trend, y, one.structure, of=one.name)
    is_unsteady = not is_path and fluctuates(trend, y, one.structure, of=one.name)
    if is_unsteady or not has_ends:
        text.extent = _format_extent((trend.start.x, trend.end.x), x)
    change, remarks = _describe_remarks(panel, one, x, y)
    if is_unsteady:
        text.main_point = phrase("{} {}", name, describe_fluctuation(trend, x, y, of=one.name))
        change = [_describe_start_and_end(panel, one, y)]
    else:
        text.main_point = phrase("{} {}", name, _describe_movement(one, x, y, with_ends=has_ends))
        if _ends_are_compared(one, y):
            text.main_point += _format_change(panel, one, y, with_size=True)
        text.main_point += describe_further_cycle(trend, one.structure, x, one.name)
        change += describe_cycle_size(trend, y, one.structure, of=one.name)
        if one.structure.cycle and not one.structure.cycle.is_regular and not one.structure.trend:
            change = [_describe_start_and_end(panel, one, y)]
    named = [phrase("the {} is {}", word, point) for word, point in extremes_of(one, x, y)]
    is_regular = one.structure.cycle and one.structure.cycle.is_regular
    ending = Phrase() if is_path or is_regular else describe_last_part(trend, x, y, of=one.name)
    text.ending = ending
    change += [ending] if ending else []
    if one.curve.form == "prices":
        change = named = []  # `describe_prices` names them
    text.details += [*change, *([join_with(", and ", named)] if named else []), *remarks[:_MAX_REMARKS]]
    text.full_details += remarks[_MAX_REMARKS:]


def _describe_start_and_end(panel: Panel, one: Series, y: AxisFormatter) -> Phrase:
    start, end = (
        y.fact(point.y, method, of=one.name, at=point.x)
        for point, method in ((one.trend.start, "first value"), (one.trend.end, "last value"))
    )
    change = "" if one.structure.cycle else _format_change(panel, one, y)
    return phrase("it starts at {} and ends at {}{}", start, end, change)


def _format_change(panel: Panel, one: Series, y: AxisFormatter, *, with_size: bool = False) -> Phrase:
    """Return the change of a series, after its last value."""
    return describe_change_of_end(
        one.trend,
        y,
        of=one.name,
        title=_titles(panel),
        has_turns=one.structure.trend is None,
        with_size=with_size,
    )


def _describe_several(
    text: ChartText, panel: Panel, drawn: Sequence[Series], x: AxisFormatter, y: AxisFormatter
) -> None:
    text.clauses = compare(drawn, x, y)
    text.main_point = join_with("; ", text.clauses)
    text.details += describe_total(panel, drawn, x, y)
    ranges = Counter((one.trend.start.x, one.trend.end.x) for one in drawn)
    (range_, shared), *_ = ranges.most_common(1)
    has_common_range = shared == len(drawn) or (shared > 1 and len(drawn) > _MIN_SHARED)
    has_common_range &= all(one.curve.form != "path" for one in drawn)
    if has_common_range and all(one.is_ordered for one in drawn):
        text.extent = _format_extent(range_, x)
    are_few = len(drawn) <= MAX_SERIES
    if are_few and are_listed(drawn):
        ends = list_ends(drawn, range_ if has_common_range else None, x, y)
        text.details += [ends, describe_extremes(drawn, x, y)]
    text.details += describe_largest_change(drawn, y)
    sentences = []
    plain = [one for one in drawn if are_few and are_listed(drawn) and one.structure == NO_STRUCTURE]
    turns = [words for one in sorted(plain, key=range_of, reverse=True) for words in describe_way(one, x, y)]
    sentences += [phrase("on the way, {}", turns[0]), *turns[1:]] if turns else []
    for number, one in enumerate(drawn[:_MAX_FULL_CURVES], 1):
        if one in plain:
            continue
        if not one.is_ordered and one.trend.count <= _MAX_CATEGORIES:
            sentences.append(phrase("{}: {}", one.name or f"line {number}", describe_values(one.curve, x, y)))
            continue
        with_ends = not has_common_range or (one.trend.start.x, one.trend.end.x) != range_
        movement = _describe_movement(one, x, y, with_ends=with_ends)
        named = phrase("{} {}", one.name or f"line {number}", movement)
        if _ends_are_compared(one, y):
            named += _format_change(panel, one, y)
        named += describe_further_cycle(one.trend, one.structure, x, one.name)
        extremes = join([phrase("the {} is {}", *pair) for pair in extremes_of(one, x, y)])
        sentences.append(phrase("{}; {}", named, extremes) if extremes else named)
    if are_few:
        text.details += [*sentences, *describe_gap(panel, drawn, y)]
        text.details += describe_crossings(drawn, x) if all(one.is_ordered for one in drawn) else []
    else:
        text.details += describe_ends(drawn, y)
        text.groups = _format_lines(drawn)
        text.full_details += sentences
    for one in drawn[:MAX_SERIES]:
        is_listed = not one.is_ordered and one.trend.count <= _MAX_CATEGORIES
        text.full_details += [] if is_listed else describe_band(one.curve, x, y)


def _describe_remarks(
    panel: Panel, one: Series, x: AxisFormatter, y: AxisFormatter
) -> tuple[list[Phrase], list[Phrase]]:
    """Return sentences about the change of a series, and its other remarks."""
    if one.curve.form == "path":
        return [], []
    title = _titles(panel)
    change = []
    if is_stable(one.trend, y, of=one.name) and not _ends_are_compared(one, y):
        change = [phrase("it {}", words) for words in describe_change(one.trend, y, of=one.name, title=title)]
    return change, describe_remarks(one.trend, x, y, of=one.name, structure=one.structure)


def _ends_are_compared(one: Series, y: AxisFormatter) -> bool:
    return one.curve.form != "path" and names_ends(one.trend, y, one.structure, of=one.name)


def _titles(panel: Panel) -> str:
    return f"{panel.title} {panel.chart_title}"


def _format_extent(range_: tuple[float, float], x: AxisFormatter) -> Phrase:
    """Return the range of x that the series share: "from 2001 to 2010"."""
    ends = (x.fact(value, method) for value, method in zip(range_, ("minimum", "maximum"), strict=True))
    is_named = x.label or x.axis.kind != "number"
    return phrase("from {} to {}" if is_named else "for x from {} to {}", *ends)


def _describe_values(one: Series, x: AxisFormatter, y: AxisFormatter) -> list[Words]:
    """Return a sentence with the values of a series, if they are few."""
    return [describe_values(one.curve, x, y)] if one.trend.count <= _MAX_CATEGORIES else []


def _format_lines(drawn: Sequence[Series]) -> Words:
    """Return a sentence with the names of lines; names that several share with the number of their lines."""
    lines = Counter(format_name(one.curve.name) for one in drawn)
    unnamed = lines.pop("", 0)
    if not lines:
        return ""
    others = phrase(" beside {} without a name", count(unnamed, "line")) if unnamed else ""
    if lines.total() > len(lines):
        listed = [phrase("{} of {}", count(n, "line", of=name), name) for name, n in lines.items()]
        return phrase("there are {}{}", join_some(listed, MAX_NAMES), others)
    verb = "line is" if len(lines) == 1 else "lines are"
    return phrase("the {} {}{}", verb, format_names(lines), others)
