"""Words for the movement of one series.

Ends, extremes and turning points are described for any series. "Rises", "falls", a cycle or a change of level
is a claim: it is described where a test supports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ipytts.description.charts.axis_formatter import CALENDAR_UNITS, AxisFormatter
from ipytts.description.charts.quantities import has_true_zero
from ipytts.description.charts.statistics import remarks
from ipytts.description.charts.statistics.arrays import equal_to
from ipytts.description.charts.statistics.changes import LevelChange
from ipytts.description.charts.statistics.cycles import Cycle
from ipytts.description.charts.statistics.series import Point, Trend
from ipytts.description.charts.statistics.structure import Structure
from ipytts.description.charts.statistics.trends import LinearTrend
from ipytts.description.charts.time_order import unit_of_steps
from ipytts.description.wording.numbers import number
from ipytts.description.wording.phrase import Fact, Phrase, Words, phrase

MAX_TURNS = 2  # turning points; a curve with more fluctuates
_MIN_EVERY = 3  # values that follow each other in one direction
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


def names_ends(trend: Trend, y: AxisFormatter, structure: Structure = NO_STRUCTURE, *, of: str = "") -> bool:
    """Return whether `describe_trend` ends with the last value of a series."""
    if trend.is_flat or structure.exception or structure.spike:
        return False
    if trend.is_smooth and len(trend.turning_points) <= MAX_TURNS:
        return True
    if structure.cycle or structure.level_change:
        return structure.trend is not None
    return structure.trend is not None or not is_stable(trend, y, of=of)


def fluctuates(trend: Trend, y: AxisFormatter, structure: Structure = NO_STRUCTURE, *, of: str = "") -> bool:
    """Return whether `describe_trend` gives only the range and the ends of a series."""
    has_ends = names_ends(trend, y, structure, of=of) and structure.trend is None
    return has_ends and not trend.is_smooth and len(trend.turning_points) > MAX_TURNS


def describe_fluctuation(trend: Trend, x: AxisFormatter, y: AxisFormatter, *, of: str = "") -> Phrase:
    """Return between which points a series fluctuates: "fluctuates between 2 in 2012 and 8 in 2015"."""
    return phrase("fluctuates between {} and {}", *format_extremes(trend, x, y, of=of))


def format_extremes(
    trend: Trend, x: AxisFormatter, y: AxisFormatter, *, of: str = "", separator: str = " "
) -> list[Phrase]:
    """Return the lowest and the highest point; of equal ones the first: "9 first in 2015"."""
    points = []
    for point, method in ((trend.low, "minimum"), (trend.high, "maximum")):
        value = y.fact(point.y, method, of=of, at=point.x)
        first = f"{separator}first " if np.count_nonzero(equal_to(trend.y, point.y)) > 1 else " "
        points.append(phrase("{}{}{}", value, first, x.fact_at(point.x, f"place of the {method}", of=of)))
    return points


def period_fact(period: float, x: AxisFormatter, *, is_regular: bool, of: str = "") -> Fact:
    """Return the period of a cycle: "about a year"; one of a cycle that drifts with two digits."""
    size = period if is_regular or x.axis.kind == "date" else float(f"{period:.2g}")
    words = f"about {x.format_distance(size)}{' years' if x.has_years and size != 1 else ''}"
    method = "period of the periodogram" if is_regular else "period of the smoothed periodogram"
    return Fact(words, period, method, of, is_estimate=True)


def format_cycle(cycle: Cycle, x: AxisFormatter, of: str) -> tuple[str, Fact]:
    """Return words of a cycle, such as "with a cycle of", and its period."""
    period = period_fact(cycle.period, x, is_regular=cycle.is_regular, of=of)
    return "with a cycle of" if cycle.is_regular else "in cycles of", period


def describe_further_cycle(trend: Trend, structure: Structure, x: AxisFormatter, of: str) -> Phrase:
    """Return the cycle of a series that rises or falls smoothly: ", with a cycle of about a year"."""
    if not structure.cycle or not trend.is_smooth or trend.turning_points or trend.is_monotonic:
        return Phrase()
    return phrase(", {} {}", *format_cycle(structure.cycle, x, of))


def is_stable(trend: Trend, y: AxisFormatter, *, of: str = "") -> bool:
    """Return whether a series that does not go in one direction stays near its level."""
    return not trend.is_monotonic and remarks.is_stable(trend, has_true_zero=has_true_zero(y, of))


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
        if is_stable(self.trend, self.y, of=self.of):
            return self.describe_stability()
        return self.describe_path()

    def describe_stability(self) -> Phrase:
        """Return between which values a series stays: "stays between 12 and 13 percent throughout"."""
        low, high = (
            self.y.fact(point.y, method, of=self.of, at=point.x)
            for point, method in ((self.trend.low, "minimum"), (self.trend.high, "maximum"))
        )
        stays = phrase("stays between {} and {} throughout", low, high)
        return phrase("{}, {}", stays, _format_ends(self.trend, self.x, self.of)) if self.with_ends else stays

    def describe_turns(self) -> Phrase:
        """Return rises and falls between turning points: "falls from 9 to 0 at x 0, then rises to 9"."""
        turns = self.trend.turning_points
        points = (self.trend.start, *turns, self.trend.end)
        first, *others = (self.verb("rises" if b.y > a.y else "falls", a, b) for a, b in pairwise(points))
        start, end = self.ends()
        if not turns and (every := self.every_step()):
            return phrase(
                "{}{} {}, from {} to {}",
                first,
                " slightly but" if self.is_slight() else "",
                every,
                start,
                end,
            )
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

    def every_step(self) -> str:
        """Return "every year" for a series that goes in one direction from each year to the next."""
        if not (self.trend.is_monotonic and self.trend.is_strict and self.trend.count >= _MIN_EVERY):
            return ""
        unit = unit_of_steps(self.x, self.trend.x)
        return f"every {unit}" if unit else ""

    def is_slight(self) -> bool:
        """Return whether the change is small beside the first value, of a quantity that has ratios."""
        change = remarks.change(self.trend, has_true_zero=has_true_zero(self.y, self.of))
        return change is not None and change.is_slight

    def describe_cycle(self, cycle: Cycle, trend: LinearTrend | None) -> Phrase:
        has, period = format_cycle(cycle, self.x, self.of)
        if trend:
            return phrase("{}, {} {}, from {} to {}", self.describe_slope(trend), has, period, *self.ends())
        low, high = format_extremes(self.trend, self.x, self.y, of=self.of)
        verb = "follows a cycle of" if cycle.is_regular else "rises and falls in cycles of"
        return phrase("{} {}, between {} and {}", verb, period, low, high)

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
        size, unit = self.slope_unit()
        slope: Words = ""
        if size and not self.y.axis.is_log:
            value = abs(trend.slope) * size
            text = f"about {number(float(f'{value:.2g}'))} {unit}"
            slope = Fact(text, value, "Theil-Sen slope", self.of, is_estimate=True)
        if trend.is_noisy:
            way = Fact(
                "an upward" if trend.slope > 0 else "a downward", word, "Mann-Kendall trend test", self.of
            )
            return phrase("fluctuates around {} trend{}{}", way, " of " if slope else "", slope)
        verb = Fact(word, word, "Mann-Kendall trend test", self.of)
        return phrase("{} overall{}{}", verb, ", by " if slope else "", slope)

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

    def describe_path(self) -> Phrase:
        """Return the ends and the turning points, without a claim."""
        trend, turns = self.trend, self.trend.turning_points
        start, end = self.ends()
        if len(turns) > MAX_TURNS:
            range_ = describe_fluctuation(trend, self.x, self.y, of=self.of)
            starts = phrase("starting at {} and ", start) if self.with_ends else ""
            return phrase("{}, {}ending at {}", range_, starts, end)
        if turns:
            return self.describe_ups_and_downs(start, end)
        return phrase("goes from {} to {}{}", start, end, self.describe_direction())

    def describe_direction(self) -> str:
        """Return how the values of a series follow each other: ", higher every year"."""
        trend = self.trend
        if not trend.is_monotonic or trend.count < _MIN_EVERY:
            return ""
        word, opposite = ("higher", "lower") if trend.end.y > trend.start.y else ("lower", "higher")
        if not trend.is_strict:
            return f", never {opposite} than before"
        return f", {'slightly ' if self.is_slight() else ''}{word} {self.every_step() or 'every time'}"

    def describe_ups_and_downs(self, start: Words, end: Words) -> Phrase:
        """Return the turning points of a series: "goes from 5 down to 2, then up to 9"."""
        turns = [self.point(turn, "local extreme") for turn in self.trend.turning_points]
        ways = ("up", "down") if self.trend.turning_points[0].y > self.trend.start.y else ("down", "up")
        if self.trend.is_strict:
            moves = phrase("goes {} from {} to {}", ways[0], start, turns[0])
        else:
            moves = phrase("goes from {} {} to {}", start, ways[0], turns[0])
        if len(turns) == 1:
            return phrase("{}, then {} to {}", moves, ways[1], end)
        return phrase("{}, {} to {}, then {} to {}", moves, ways[1], turns[1], ways[0], end)
