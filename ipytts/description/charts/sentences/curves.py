"""Lines, steps and areas in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipytts.description.charts import statistics
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.sentences.chart_text import EACH, NAMED, ChartText, name, names, of
from ipytts.description.wording import grammar, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipytts.description.charts.model import Curve, Panel
    from ipytts.description.charts.statistics import Trend

_FEW = 3  # crossings or turns that are told one by one
_BARS = 6  # error bars that are told one by one
_KINDS = {"line": "line", "steps": "step", "area": "area", "stacked area": "area", "prices": "line"}


def tell(panel: Panel, curves: Sequence[Curve]) -> ChartText:
    """Tell what curves show together, then each of them."""
    curves = [curve if curve.x.size == curve.y.size else _even(curve) for curve in curves]
    x, y = AxisFormatter(panel.x, [c.x for c in curves]), AxisFormatter(panel.y, [c.y for c in curves])
    told = ChartText(_kind(curves, y), of(y, x))
    if y.label == "density":
        return _densities(told, curves, x)
    courses = [(curve, statistics.course(curve.x, curve.y, log=panel.y.log)) for curve in curves]
    drawn = [(curve, course) for curve, course in courses if course]
    empty = [name(curve.name) for curve, course in courses if not course and curve.name]
    if not drawn:
        told.point = "there are no points in it" if len(curves) == 1 else "there are no points in them"
    elif len(drawn) == 1:
        _one(told, *drawn[0], x, y, alone=len(curves) == 1)
    else:
        _several(told, drawn, x, y)
    if empty and drawn:
        told.more.append(
            f"{grammar.join_some(empty, NAMED)} {'has' if len(empty) == 1 else 'have'} no points"
        )
    return told


def _even(curve: Curve) -> Curve:
    """Leave out of a curve what has only one coordinate, as those who draw it do."""
    n = min(curve.x.size, curve.y.size)
    return replace(curve, x=curve.x[:n], y=curve.y[:n], low=None, high=None)


def _kind(curves: Sequence[Curve], y: AxisFormatter) -> str:
    forms = {curve.form for curve in curves}
    form = forms.pop() if len(forms) == 1 else "line"
    word = _KINDS[form]
    chart = {"stacked area": "stacked area chart", "prices": "candlestick chart"}.get(form, f"{word} chart")
    if y.label == "density":
        chart = word = "density curve"
        return chart if len(curves) == 1 else f"chart of {numbers.number(len(curves))} density curves"
    return chart if len(curves) == 1 else f"{chart} with {numbers.with_noun(len(curves), word)}"


def _one(
    told: ChartText, curve: Curve, course: Trend, x: AxisFormatter, y: AxisFormatter, *, alone: bool
) -> None:
    subject = name(curve.name) or ("it" if alone else "the one with points")
    told.point = f"{subject} {way(course, x, y)}"
    told.more += _extremes(course, x, y)
    told.more += _proportions(curve, x)
    told.more += _band(curve, x, y)
    missing = curve.y.size - course.count
    if missing:
        told.more.append(f"{numbers.with_noun(missing, 'point')} {'is' if missing == 1 else 'are'} missing")
    told.full.append(f"There are {numbers.with_noun(course.count, 'point')}")


def _several(told: ChartText, drawn: list[tuple[Curve, Trend]], x: AxisFormatter, y: AxisFormatter) -> None:
    told.point = _together(drawn, y)
    told.more += _total(drawn, x, y)
    named = [curve.name for curve, _ in drawn if curve.name]
    starts, shared = Counter((course.start[0], course.end[0]) for _, course in drawn).most_common(1)[0]
    together = shared == len(drawn) or (shared > 1 and len(drawn) > _FEW)
    if len(drawn) <= EACH:
        for number, (curve, course) in enumerate(drawn, 1):
            what = name(curve.name) or f"Line {number}"
            ends = not together or (course.start[0], course.end[0]) != starts
            told.more.append(f"{what} {way(course, x, y, ends=ends)}{_also(course, x, y)}")
        told.more += _crossings(drawn, x)
    else:
        told.more += _ranking(drawn, y)
        if named:
            told.more.append(f"The {numbers.plural('line')} are {names(named)}")
        for curve, course in drawn[:20]:
            told.full.append(f"{name(curve.name) or 'A line'} {way(course, x, y, ends=not together)}")
    if together:
        told.subject = f"{told.subject} from {x.format(starts[0])} to {x.format(starts[1])}".strip()
    for curve, _ in drawn[:EACH]:
        told.full += _band(curve, x, y)


def way(course: Trend, x: AxisFormatter, y: AxisFormatter, *, ends: bool = True) -> str:
    """Say how a curve goes from left to right; `ends` says where it starts and ends, too."""
    first, last = (f" {x.format_at(point[0])}" if ends else "" for point in (course.start, course.end))
    start, end = f"{y.format(course.start[1])}{first}", f"{y.format(course.end[1])}{last}"
    up, down = "rises", "falls"
    if course.count == 1:
        return f"has one point, {y.format(course.start[1])} {x.format_at(course.start[0])}"
    if course.flat:
        return f"stays at {y.format(course.start[1])}" + (f" {x.format_range()}" if ends else "")
    if not course.turns:
        verb = up if course.end[1] > course.start[1] else down
        steadily = " all the way" if course.count > 2 else ""  # with points in between
        return f"{verb}{steadily if course.steady else ' overall'} from {start} to {end}"
    if len(course.turns) >= _FEW:
        return _up_and_down(course, x, y, start, end)
    if course.turns[0][1] < course.start[1]:
        up, down = down, up
    stages = [f"{y.format(point[1])} {x.format_at(point[0])}" for point in course.turns]
    if len(stages) == 1:
        return f"{up} from {start} to {stages[0]}, then {down} to {end}"
    return f"{up} from {start} to {stages[0]}, {down} to {stages[1]}, then {up} to {end}"


def _up_and_down(course: Trend, x: AxisFormatter, y: AxisFormatter, start: str, end: str) -> str:
    low, high = (f"{y.format(point[1])} {x.format_at(point[0])}" for point in (course.low, course.high))
    told = f"goes up and down between {low} and {high}"
    rhythm = statistics.rhythm(course)
    if np.isfinite(rhythm):
        return f"{told}, with a peak about every {x.format_distance(rhythm)}"
    change = course.end[1] - course.start[1]
    if abs(change) >= (course.high[1] - course.low[1]) / 2:
        told += f", {'rising' if change > 0 else 'falling'} overall"
    return f"{told}, from {start} to {end}"


def _is_told(point: tuple[float, float], course: Trend) -> bool:
    told = [course.start, course.end, *course.turns]
    return len(course.turns) >= _FEW or any(point[1] == other[1] for other in told)


def _extremes(course: Trend, x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return where the highest and the lowest points are, unless the way has told it."""
    if course.flat:
        return []
    told = [
        f"{what} is {y.format(point[1])}, {x.format_at(point[0])}"
        for what, point in (("highest", course.high), ("lowest", course.low))
        if not _is_told(point, course)
    ]
    return [f"The {told[0]}" + (f", and the {told[1]}" if len(told) > 1 else "")] if told else []


def _also(course: Trend, x: AxisFormatter, y: AxisFormatter) -> str:
    if course.flat or len(course.turns) >= _FEW:
        return ""
    told = [
        f", {what} {x.format_at(point[0])} with {y.format(point[1])}"
        for what, point in (("highest", course.high), ("lowest", course.low))
        if not _is_told(point, course)
    ]
    return "".join(told)


def _together(drawn: list[tuple[Curve, Trend]], y: AxisFormatter) -> str:
    """Say what several curves do together: their direction, and which is on top."""
    ranked = sorted(drawn, key=lambda pair: pair[1].end[1])
    directions = [np.sign(course.end[1] - course.start[1]) for _, course in drawn]
    rising, falling = (sum(d == sign for d in directions) for sign in (1, -1))
    told = []
    if rising == len(drawn) or falling == len(drawn):
        word = "rise" if rising else "fall"
        told.append(f"{'both' if len(drawn) == 2 else 'all'} {word}")
    elif rising == falling == 1 and len(drawn) == 2 and all(curve.name for curve, _ in drawn):
        up, down = drawn if directions[0] > 0 else drawn[::-1]
        told.append(f"{name(up[0].name)} rises and {name(down[0].name)} falls")
    else:
        parts = [(rising, "rise"), (falling, "fall")]
        said = [f"{count} {verb}{'s' if count == 1 else ''}" for count, verb in parts if count]
        told += [grammar.join(said)] if said else []
    (top, highest), (bottom, lowest) = ranked[-1], ranked[0]
    if top.name and bottom.name:
        throughout = statistics.above_throughout([(curve.x, curve.y) for curve, _ in drawn])
        always = throughout is not None and drawn[throughout][0] is top
        high, low = y.format(highest.end[1]), y.format(lowest.end[1])
        ends = f"is highest throughout and ends at {high}" if always else f"ends highest at {high}"
        told.append(
            f"{name(top.name)} {ends}, {name(bottom.name)} {'ends ' if always else ''}lowest at {low}"
            if highest.end[1] > lowest.end[1]
            else f"all end at {low}"
        )
    else:
        told.append(f"they reach {y.format_range()}" if y.low < y.high else f"all are {y.format_range()}")
    return "; ".join(told)


def _total(drawn: list[tuple[Curve, Trend]], x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return how areas that stand on each other go as a whole."""
    first = drawn[0][0]
    if any(curve.form != "stacked area" or not np.array_equal(curve.x, first.x) for curve, _ in drawn):
        return []
    total = np.sum([np.nan_to_num(curve.y) for curve, _ in drawn], axis=0)
    course = statistics.course(first.x, total)
    says = AxisFormatter(y.axis, [total])
    return [f"The whole {way(course, x, says, ends=False)}"] if course else []


def _ranking(drawn: list[tuple[Curve, Trend]], y: AxisFormatter) -> list[str]:
    ranked = sorted(drawn, key=lambda pair: -pair[1].end[1])
    if not all(curve.name for curve, _ in ranked):
        ends = np.array([course.end[1] for _, course in ranked])
        low, middle, high = (y.format(f(ends)) for f in (np.min, np.median, np.max))
        return [f"They end between {low} and {high}, half of them at {middle} or above"]
    tops = [f"{name(curve.name)} with {y.format(course.end[1])}" for curve, course in ranked[:_FEW]]
    return [f"The highest at the end are {grammar.join(tops)}"]


def _crossings(drawn: list[tuple[Curve, Trend]], x: AxisFormatter) -> list[str]:
    """Return where two curves cross, if that is seldom."""
    if len(drawn) != 2:
        return []
    (one, _), (other, _) = drawn
    if one.x.shape != other.x.shape or not np.array_equal(one.x, other.x):
        return []
    signs = np.sign(one.y - other.y)
    kept = np.flatnonzero(np.isfinite(signs) & (signs != 0))
    changes = np.flatnonzero(np.diff(signs[kept]))
    if not 0 < changes.size <= _FEW:
        return []
    told = [f"between {x.format(one.x[kept[at]])} and {x.format(one.x[kept[at + 1]])}" for at in changes]
    return [f"They cross {grammar.join(told)}"]


def _band(curve: Curve, x: AxisFormatter, y: AxisFormatter) -> list[str]:
    """Return where the band or the error bars of a curve are widest."""
    if curve.low is None or curve.high is None or curve.form not in ("line", "steps"):
        return []
    width = curve.high - curve.low
    if not bool(np.isfinite(width).any()) or not np.nanmax(width) > 0:
        return []
    of_what = f" of {name(curve.name)}" if curve.name else ""
    known = np.flatnonzero(np.isfinite(width))
    if curve.band == "error bar" and known.size <= _BARS:
        ends = [
            f"{x.format_at(curve.x[at])} from {y.format(curve.low[at])} to {y.format(curve.high[at])}"
            for at in known
        ]
        return [f"The error bars{of_what} reach {', '.join(ends)}"]
    at = int(np.nanargmax(width))
    what = "The widest error bar" if curve.band == "error bar" else "The band"
    verb = "is" if curve.band == "error bar" else "is widest"
    around = of_what or (" around it" if curve.band == "band" else "")
    if curve.band_name and curve.band_name != curve.name:
        around += f", {name(curve.band_name)},"
    low, high = y.format(curve.low[at]), y.format(curve.high[at])
    return [f"{what}{around} {verb} {x.format_at(curve.x[at])}, from {low} to {high}"]


def _proportions(curve: Curve, x: AxisFormatter) -> list[str]:
    """Return the median of a cumulative distribution."""
    if (
        curve.form != "steps"
        or not bool(np.isfinite(curve.y).all())
        or curve.y.max() != 1
        or bool((np.diff(curve.y) < 0).any())
    ):
        return []
    half = float(curve.x[int(np.searchsorted(curve.y, 0.5))])
    return [f"Half of the values are at or below {x.format(half)}"]


def _densities(told: ChartText, curves: Sequence[Curve], x: AxisFormatter) -> ChartText:
    described = []
    for number, curve in enumerate(curves, 1):
        order = np.argsort(curve.x, kind="stable")
        tops = [x.format(curve.x[order][at]) for at in statistics.peaks(curve.y[order])]
        what = name(curve.name) or ("it" if len(curves) == 1 else f"curve {number}")
        if tops and len(tops) <= _FEW:
            described.append(f"{what} peaks at {grammar.join(tops)}")
        else:
            described.append(f"{what} has {numbers.with_noun(len(tops), 'peak')}")
    told.subject = f"of {x.label}" if x.label else ""
    told.point = grammar.join(described[:_FEW]) if len(described) <= _FEW else ""
    told.more += described if len(described) > _FEW else []
    told.full.append(f"The {'curve reaches' if len(curves) == 1 else 'curves reach'} {x.format_range()}")
    return told
