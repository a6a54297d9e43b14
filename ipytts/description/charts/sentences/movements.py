"""Words for the movement of one series.

Ends, extremes and turning points are described for any series. "Rises", "falls", a cycle or a change of level
is a claim: it is described where a test supports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipytts.description.charts.axis_formatter import CALENDAR_UNITS
from ipytts.description.charts.statistics.structure import Structure
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, join_with, phrase

if TYPE_CHECKING:
    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.statistics.changes import LevelChange
    from ipytts.description.charts.statistics.cycles import Cycle
    from ipytts.description.charts.statistics.series import Point, Trend
    from ipytts.description.charts.statistics.trends import LinearTrend
    from ipytts.description.wording.phrase import Words

MAX_TURNS = 2  # turning points; a curve with more "goes up and down"
_MIN_UNITS = 3.0  # units in a range for which a slope in this unit is clear
NO_STRUCTURE = Structure()


def format_point(
    point: Point, x: AxisFormatter, y: AxisFormatter, method: str = "value", *, of: str = ""
) -> Phrase:
    """Return a point of a curve in words: "5 in 2015"."""
    value = y.fact(point.y, method, of=of, at=point.x)
    return phrase("{} {}", value, x.fact_at(point.x, f"place of the {method}", of=of))


def describe_trend(
    trend: Trend,
    x: AxisFormatter,
    y: AxisFormatter,
    *,
    of: str = "",
    structure: Structure = NO_STRUCTURE,
    with_ends: bool = True,
) -> Phrase:
    """Return a movement: "rises from 2 to 5", and `with_ends` "rises from 2 in 2012 to 5 in 2015"."""
    movement = _Movement(trend, x, y, of, with_ends)
    if trend.count == 1:
        return phrase("has one point, {}", movement.point(trend.start, "value"))
    if trend.is_flat:
        stays = phrase("stays at {}", y.fact(trend.start.y, "value", of=of))
        return phrase("{} {}", stays, _format_ends(trend, x, of)) if with_ends else stays
    if structure.exception:
        return movement.describe_exception(structure.exception)
    if structure.spike:
        return movement.describe_spike(structure.spike, structure)
    return movement.describe_movement(structure)


def _format_ends(trend: Trend, x: AxisFormatter, of: str) -> Phrase:
    """Return the places of the first and the last point: "from 2012 to 2015"."""
    start, end = x.fact(trend.start.x, "minimum", of=of), x.fact(trend.end.x, "maximum", of=of)
    return phrase("from {} to {}", start, end)


def direction(trend: Trend, structure: Structure) -> int:
    """Return 1 for a series that is supported to rise, -1 for one that falls, else 0."""
    if structure.trend:
        return 1 if structure.trend.slope > 0 else -1
    if trend.is_flat or trend.turning_points or structure.exception or not trend.is_smooth:
        return 0
    return 1 if trend.end.y > trend.start.y else -1


@dataclass(frozen=True)
class _Movement:
    """A series with the formatters of its axes."""

    trend: Trend
    x: AxisFormatter
    y: AxisFormatter
    of: str
    with_ends: bool

    def point(self, point: Point, method: str) -> Phrase:
        return format_point(point, self.x, self.y, method, of=self.of)

    def ends(self) -> tuple[Words, Words]:
        """Return the first and the last value, with their places only if these are wanted."""
        points = ((self.trend.start, "first value"), (self.trend.end, "last value"))
        if self.with_ends:
            start, end = (self.point(point, method) for point, method in points)
            return start, end
        first, last = (self.y.fact(point.y, method, of=self.of, at=point.x) for point, method in points)
        return first, last

    def describe_exception(self, point: Point) -> Phrase:
        usual = self.trend.low.y if point.y == self.trend.high.y else self.trend.high.y
        stays = self.y.fact(usual, "value of all others", of=self.of)
        return phrase("stays at {} except for one value of {}", stays, self.point(point, "different value"))

    def describe_spike(self, point: Point, structure: Structure) -> Phrase:
        extreme = self.point(point, "isolated value")
        if structure.cycle or structure.trend or structure.level_change:
            return phrase("{}, except for one value of {}", self.describe_movement(structure), extreme)
        low, high = (
            self.y.fact(value, f"{method} without the isolated value", of=self.of)
            for value, method in zip(structure.others, ("minimum", "maximum"), strict=True)
        )
        return phrase("stays between {} and {} except for one value of {}", low, high, extreme)

    def describe_movement(self, structure: Structure) -> Phrase:
        """Return what the tests support, else the ends and the turning points."""
        if self.trend.is_smooth and len(self.trend.turning_points) <= MAX_TURNS:
            return self.describe_turns()
        if structure.cycle:
            return self.describe_cycle(structure.cycle, structure.trend)
        if structure.level_change:
            return self.describe_level_change(structure.level_change)
        if structure.trend:
            return phrase("{}, from {} to {}", self.describe_slope(structure.trend), *self.ends())
        return self.describe_path()

    def describe_turns(self) -> Phrase:
        """Return rises and falls between turning points: "falls from 9 to 0 at x 0, then rises to 9"."""
        turns = self.trend.turning_points
        points = (self.trend.start, *turns, self.trend.end)
        first, *others = (self.verb("rises" if b.y > a.y else "falls", a, b) for a, b in pairwise(points))
        start, end = self.ends()
        if not turns:
            how = "all the way" if self.trend.is_monotonic else "overall"
            return phrase("{} {} from {} to {}", first, how, start, end)
        places: list[Words] = [*(self.point(turn, "local extreme") for turn in turns), end]
        moves = phrase("{} from {} to {}", first, start, places[0])
        if len(turns) == MAX_TURNS:
            moves = phrase("{}, {} to {}", moves, others[0], places[1])
        return phrase("{}, then {} to {}", moves, others[-1], places[-1])

    def verb(self, verb: str, start: Point, end: Point) -> Fact:
        return Fact(verb, verb, "sign test of steps", self.of, (start.x, end.x))

    def describe_cycle(self, cycle: Cycle, trend: LinearTrend | None) -> Phrase:
        words = f"about {self.x.format_distance(cycle.period)}"
        period = Fact(words, cycle.period, "period of the periodogram", self.of, is_estimate=True)
        if trend:
            return phrase(
                "{}, with a cycle of {}, from {} to {}", self.describe_slope(trend), period, *self.ends()
            )
        return phrase("{} with a cycle of {}", self.describe_range(), period)

    def describe_level_change(self, change: LevelChange) -> Phrase:
        before, after = (
            self.y.fact(level, "median", of=self.of, is_estimate=True)
            for level in (change.before, change.after)
        )
        at = self.x.fact_at(change.x, "Pettitt change-point test", of=self.of)
        return phrase("changes from a level of {} to one of {} {}", before, after, at)

    def describe_slope(self, trend: LinearTrend) -> Phrase:
        """Return the direction of a trend with its size: "rises overall, by about 0.5 a year"."""
        word = "rises" if trend.slope > 0 else "falls"
        verb = Fact(word, word, "Mann-Kendall trend test", self.of)
        size, unit = self.slope_unit()
        if self.y.axis.is_log or not size:
            return phrase("{} overall", verb)
        value = abs(trend.slope) * size
        text = f"about {number(float(f'{value:.2g}'))} {unit}"
        slope = Fact(text, value, "Theil-Sen slope", self.of, is_estimate=True)
        return phrase("{} overall, by {}", verb, slope)

    def slope_unit(self) -> tuple[float, str]:
        """Return a distance on the x axis and its name: "a year"."""
        span = self.trend.end.x - self.trend.start.x
        if self.x.axis.kind == "date":
            units = [(days, f"a {unit}") for days, unit in CALENDAR_UNITS if span >= _MIN_UNITS * days]
            return units[0] if units else (0.0, "")
        if self.x.has_years:
            return 1.0, "a year"
        is_counted = span == self.trend.count - 1 and not self.x.label
        return (1.0, "a step") if is_counted else (span, "in all")

    def describe_range(self) -> Phrase:
        low, high = self.point(self.trend.low, "minimum"), self.point(self.trend.high, "maximum")
        return phrase("goes up and down between {} and {}", low, high)

    def describe_path(self) -> Phrase:
        """Return the ends and the turning points, without a claim."""
        trend, turns = self.trend, self.trend.turning_points
        start, end = self.ends()
        if len(turns) > MAX_TURNS:
            return phrase("{}, from {} to {}", self.describe_range(), start, end)
        if turns and trend.is_strict:
            return self.describe_ups_and_downs(start, end)
        if turns:
            middle = join_with(", to ", [self.point(turn, "local extreme") for turn in turns])
            return phrase("goes from {} to {}, then to {}", start, middle, end)
        every = ""
        if trend.is_monotonic and trend.count > 2:
            word, opposite = ("higher", "lower") if trend.end.y > trend.start.y else ("lower", "higher")
            every = f", {word} every time" if trend.is_strict else f", never {opposite} than before"
        return phrase("goes from {} to {}{}", start, end, every)

    def describe_ups_and_downs(self, start: Words, end: Words) -> Phrase:
        """Return the turning points of a series in which no value goes against the movement."""
        turns = self.trend.turning_points
        up, down = ("up", "down") if turns[0].y > self.trend.start.y else ("down", "up")
        moves = phrase("goes {} from {} to {}", up, start, self.point(turns[0], "local extreme"))
        if len(turns) == 1:
            return phrase("{}, then {} to {}", moves, down, end)
        return phrase(
            "{}, {} to {}, then {} to {}", moves, down, self.point(turns[1], "local extreme"), up, end
        )
