"""Describe several lines, for each of which there is no room for a sentence of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.sentences.comparisons import Series
from ipytts.description.charts.sentences.movements import MAX_TURNS, format_extremes, format_point, is_stable
from ipytts.description.charts.statistics.series import Point
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, phrase

_MIN_LINES = 4


def are_listed(drawn: Sequence[Series]) -> bool:
    """Return whether the ends of lines are listed in one sentence, as they are many."""
    return len(drawn) >= _MIN_LINES and all(
        one.name and one.is_ordered and one.trend.count > 1 and one.curve.form != "path" for one in drawn
    )


def list_ends(
    drawn: Sequence[Series], range_: tuple[float, float] | None, x: AxisFormatter, y: AxisFormatter
) -> Phrase:
    """Return the ends of each line: "A rises from 2 to 5, B from 3 to 4 and C goes from 1 in 2012 to 2".

    `range_` is the range of x that is described already; the places of other ends are named.
    """
    listed, last_verb = [], ""
    for one in drawn:
        trend, verb = one.trend, _verb(one)
        if trend.is_flat:
            value = y.fact(trend.start.y, "value", of=one.name)
            listed.append(phrase("{} stays at {}", one.name, value))
            last_verb = ""
            continue
        ends = [
            format_point(point, x, y, method, of=one.name)
            if range_ and point.x != place
            else phrase("{}", y.fact(point.y, method, of=one.name, at=point.x))
            for point, method, place in zip(
                (trend.start, trend.end), ("first value", "last value"), range_ or (0.0, 0.0), strict=True
            )
        ]
        verbs: Words = "" if str(verb) == last_verb else phrase(" {}", verb)
        listed.append(phrase("{}{} from {} to {}", one.name, verbs, *ends))
        last_verb = str(verb)
    return join(listed)


def _verb(one: Series) -> Words:
    """Return "rises" for a line that rises by a test, else "goes"."""
    trend = one.trend
    if not trend.is_smooth or trend.turning_points:
        return "goes"
    verb = "rises" if trend.end.y > trend.start.y else "falls"
    return Fact(verb, verb, "sign test of steps", one.name, (trend.start.x, trend.end.x))


def _describe_turns(one: Series, x: AxisFormatter, y: AxisFormatter) -> Phrase:
    """Return where a line turns between its ends: "A goes up to 9 in 2012, then down"."""
    trend = one.trend
    if not trend.turning_points:
        return Phrase()
    if len(trend.turning_points) > MAX_TURNS:
        low, high = format_extremes(trend, x, y, of=one.name)
        return phrase("{} fluctuates between {} and {}", one.name, low, high)
    moves = [
        phrase("{} to {}", _way(previous, turn), format_point(turn, x, y, "local extreme", of=one.name))
        for previous, turn in zip((trend.start, *trend.turning_points), trend.turning_points, strict=False)
    ]
    first, *others = moves
    path = phrase("{} goes {}", one.name, first)
    last = _way(trend.turning_points[-1], trend.end)
    if others:
        return phrase("{}, then {}, and {} again", path, *others, last)
    return phrase("{}, then {}", path, last)


def _way(start: Point, end: Point) -> str:
    return "up" if end.y > start.y else "down"


def describe_way(one: Series, x: AxisFormatter, y: AxisFormatter) -> list[Phrase]:
    """Return a sentence about a line whose ends are described already, unless it goes one way only."""
    turns = _describe_turns(one, x, y)
    extremes = join([phrase("the {} is {}", *pair) for pair in extremes_of(one, x, y)])
    if turns:
        return [phrase("{}; {}", turns, extremes) if extremes else turns]
    return [phrase("for {}, {}", one.name, extremes)] if extremes else []


def extremes_of(one: Series, x: AxisFormatter, y: AxisFormatter) -> list[tuple[str, Phrase]]:
    """Return the highest and the lowest point, unless `describe_trend` names them."""
    trend, structure = one.trend, one.structure
    named = [point.y for point in (trend.start, trend.end, *trend.turning_points)]
    is_smooth = trend.is_smooth and len(trend.turning_points) <= MAX_TURNS
    is_other = structure.cycle or structure.trend or structure.level_change
    if is_other and not is_smooth:
        named = [trend.start.y, trend.end.y] if structure.trend and not structure.level_change else []
        has_range = structure.cycle and not structure.trend
    else:
        has_range = len(trend.turning_points) > MAX_TURNS or is_stable(trend, y, of=one.name)
    if trend.is_flat or has_range or structure.exception or structure.spike or one.curve.form == "path":
        return []
    lowest, highest = format_extremes(trend, x, y, of=one.name, separator=", ")
    extremes = (("highest", highest, trend.high), ("lowest", lowest, trend.low))
    return [(word, words) for word, words, point in extremes if point.y not in named]


def range_of(one: Series) -> float:
    """Return the range of the values of a series."""
    return one.trend.high.y - one.trend.low.y
