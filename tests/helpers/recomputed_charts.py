"""Values of facts about charts, recomputed with numpy and scipy from the data of the chart.

Each method returns the values that its facts may have: for the series that a fact names and the place that it
names, and for all panels of the figure. A method that is not here fails the test.
"""

from __future__ import annotations

import calendar
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.helpers.chart_fact_builders import finite_values
from tests.helpers.description_rules import numbers_in, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipytts.description.wording.phrase import Fact
    from tests.helpers.chart_fact_builders import ChartFacts, Data

    Method = Callable[["Question"], Iterable[Any]]

METHODS: dict[str, Method] = {}
ESTIMATE = 0.03  # of the range of the data; an estimate deviates no more from one by another program


def method(*names: str) -> Callable[[Method], Method]:
    def register(function: Method) -> Method:
        METHODS.update(dict.fromkeys(names, function))
        return function

    return register


class Question:
    """A fact, with the data that it is about.

    `own` are the series that the fact names, or all if it names none. `panels` are all series, by panel.
    """

    def __init__(self, fact: Fact, facts: ChartFacts) -> None:
        self.fact, self.at, self.numbers = fact, fact.at, facts.numbers
        self.data, self.given = facts.data, facts.given
        of = _words(fact.of)
        self.own = [data for data in self.data if _words(data.name) == of] if of else self.data
        if not self.own:  # several series, or an axis
            self.own = [data for data in self.data if data.name and _words(data.name) in of] or self.data
        numbers = sorted({data.panel for data in self.data})
        self.panels = [[data for data in self.data if data.panel == number] for number in numbers]
        own = {data.panel for data in self.own}
        self.own_panels = [panel for panel in self.panels if panel[0].panel in own]

    def here(self, data: Data) -> list[int]:
        """Return the indexes of the points of a series that are at the place of the fact."""
        return [n for n in range(len(data.y)) if data.x and self._is_here(data, n)]

    def _is_here(self, data: Data, index: int) -> bool:
        if self.at is None:
            return True
        x = data.x[index]
        if isinstance(self.at, tuple):
            return bool(self.at[0] <= data.positions[index] <= self.at[1])
        if not isinstance(self.at, str):
            return any(
                math.isclose(p, self.at, rel_tol=1e-9, abs_tol=1e-9) for p in (data.positions[index], index)
            )
        at = _words(self.at)
        if isinstance(x, str):
            return at == _words(x) or at == _words(f"{data.name}, {x}")
        return _is_spoken_as(x, self.at)

    @property
    def span(self) -> float:
        """The range of all x and y values."""
        values = np.concatenate(
            [np.empty(0), *(finite_values(v) for d in self.own for v in (d.y, d.positions))]
        )
        return float(np.ptp(values)) if values.size else 0.0


def problems(stated: Iterable[Fact], facts: ChartFacts) -> list[str]:
    """Return what is wrong with the facts that a description states."""
    found = []
    for fact in stated:
        if fact.method not in METHODS and not fact.method.startswith("count of "):
            found.append(f"no recomputation of {fact!r}")
            continue
        question = Question(fact, facts)
        expected = list(METHODS.get(fact.method, _counts)(question))
        slack = ESTIMATE * question.span if fact.is_estimate else 0.0
        if not any(_is_same(fact.value, value, slack) for value in expected):
            found.append(f"{fact!r} is none of {sorted(set(map(str, expected)))[:12]}")
        elif not _is_rounded(fact):
            found.append(f"{fact!r} sounds like another value")
    return found


def _words(name: str) -> str:
    return plain(name).lower()


def _is_spoken_as(x: float, text: str) -> bool:
    if text in calendar.month_name:
        return x == list(calendar.month_name).index(text)
    spoken = list(numbers_in(text))
    if len(spoken) == 1 and math.isclose(x, spoken[0].value, abs_tol=spoken[0].tolerance):
        return True
    date = pd.to_datetime(text.replace(" at ", " "), errors="coerce")
    return not pd.isna(date) and math.isclose((date - pd.Timestamp(0)) / pd.Timedelta(days=1), x)


def _is_same(value: Any, expected: Any, slack: float) -> bool:
    if isinstance(value, str) or isinstance(expected, str):
        return str(value) == str(expected)
    return math.isclose(value, expected, rel_tol=1e-6, abs_tol=max(slack, 1e-9))


def _is_rounded(fact: Fact) -> bool:
    """Return whether the only number in the words of a fact is its value, or its value in percent."""
    spoken = list(numbers_in(fact.text))
    if len(spoken) != 1 or isinstance(fact.value, str) or not _is_number_alone(fact.text, spoken[0].text):
        return True  # a date, a name or words
    values = [fact.value, 100 * fact.value] if fact.text.endswith("percent") else [fact.value]
    if spoken[0].text.isdigit() and abs(fact.value) < 80_000:  # days since 1970
        values.append(pd.Timestamp(fact.value, unit="D").year)
    if len(spoken[0].text) == 4 and spoken[0].text.isdigit():
        values.append(math.floor(fact.value))  # a year, of which a quarter is meant
    return any(abs(spoken[0].value - value) <= spoken[0].tolerance * (1 + 1e-6) + 1e-9 for value in values)


def _is_number_alone(text: str, spoken: str) -> bool:
    return text.removeprefix("about ").removesuffix(" percent") == spoken


# Counts


def _counts(question: Question) -> Iterable[float]:
    """Return the numbers of series, of positions and of points; others are those that the test gave."""
    for panel in (*question.own_panels, question.own):
        positions = {position for data in panel for position in data.positions}
        yield from (len(panel), len(positions), sum(len(data.x) for data in panel))
    yield from question.numbers


@method("count of series that end higher than they begin")
def _rising(question: Question) -> Iterable[float]:
    return [sum(data.y[-1] > data.y[0] for data in panel) for panel in question.panels]


@method("count of series that end lower than they begin")
def _falling(question: Question) -> Iterable[float]:
    return [sum(data.y[-1] < data.y[0] for data in panel) for panel in question.panels]


# Values at a place


def known(data: Data) -> np.ndarray[Any, Any]:
    known: np.ndarray[Any, Any] = np.isfinite(data.y)
    return known & np.isfinite(data.positions) if data.x else known


@method("value", "running total", "linear interpolation")
def _values(question: Question) -> Iterable[float]:
    for data in question.own:
        if question.fact.value == question.at:
            yield from (data.positions[n] for n in question.here(data))
        yield from (data.y[n] for n in question.here(data))
        if isinstance(question.fact.at, float) and len(data.x) > 1:
            yield float(np.interp(question.fact.at, data.positions, data.y))


@method("first value", "start", "place of the first value")
def _first(question: Question) -> Iterable[float]:
    return _ends(question, 0)


@method("last value", "end", "place of the last value", "end of a line")
def _last(question: Question) -> Iterable[float]:
    if question.fact.method == "end of a line":
        yield from _ends(question, 0)
    yield from _ends(question, -1)


def _ends(question: Question, end: int) -> Iterable[float]:
    """Return the value or the place at an end of each series, and of the regression line of points."""
    for data in question.own:
        finite = np.flatnonzero(known(data))
        if not finite.size or not data.x:
            continue
        x, y = data.positions[finite], data.y[finite]
        index = int((x.argmin(), x.argmax())[end])
        if question.fact.value == question.at:
            yield from (x[index], finite[index])
        yield y[index]
        if data.form == "points":
            line = np.polyfit(x, y, 1) if np.ptp(x) else (0.0, y.mean())
            yield float(np.polyval(line, x[index]))
    for panel in question.own_panels:
        yield sum(data.y[end] for data in panel if len(data.y))  # of stacked areas


@method("maximum", "minimum", "place of the maximum", "place of the minimum")
def _extremes(question: Question) -> Iterable[float]:
    is_highest = question.fact.method.endswith("maximum")
    extreme: Any = np.max if is_highest else np.min
    if question.fact.method.startswith("place"):
        for data in question.own:
            if data.x and finite_values(data.y).size:
                at = np.flatnonzero(data.y == extreme(finite_values(data.y)))
                yield from (*data.positions[at], *at)
                yield data.positions[int(np.nanargmax(data.y - data.positions))]  # above the diagonal
            yield from density_peaks(data)
        return
    groups = [[data] for data in question.own] + question.own_panels + [question.own]
    if question.at is not None:
        for group in groups:
            if not any(finite_values(data.y).size for data in group):
                continue
            top = extreme(np.concatenate([finite_values(data.y) for data in group]))
            yield from (top for data in group for n in question.here(data) if data.y[n] == top)
        yield from (value for value, here in _totals(question, extreme) if here)
        return
    for group in groups:
        for part in ("y", "positions", "low", "high", "edges"):
            values = [finite_values(v) for d in group if (v := getattr(d, part)) is not None]
            both = np.concatenate(values) if values else np.empty(0)
            if both.size:
                yield float(extreme(both))
        intervals = [finite_values(v) for d in group for v in (d.y, d.low, d.high) if v is not None]
        yield from [float(extreme(np.concatenate(intervals)))] if intervals else ()
        yield from (end for data in group for end in _density_ends(data))
    yield from (value for value, _ in _totals(question, extreme))


def _totals(question: Question, extreme: Any) -> Iterable[tuple[float, bool]]:
    """Return the extreme of the sums of each panel by position, and whether it is at the place."""
    for panel in question.own_panels:
        bars = [data for data in panel if data.form == "bars" and data.x == panel[0].x]
        if bars:
            sums = np.sum([np.nan_to_num(data.y) for data in bars], axis=0)
            yield extreme(sums), any(sums[n] == extreme(sums) for n in question.here(bars[0]))


@method("local extreme", "place of the local extreme")
def _local_extremes(question: Question) -> Iterable[float]:
    for data in [*question.own, *sums(question)]:
        steps = np.sign(np.diff(data.y))
        for n in question.here(data):
            before = steps[:n][steps[:n] != 0][-1:]
            after = steps[n:][steps[n:] != 0][:1]
            if before.size and after.size and before[0] == -after[0]:
                is_place = question.fact.method.startswith("place")
                yield from (data.positions[n], n) if is_place else (data.y[n],)


def sums(question: Question) -> Iterable[Data]:
    """Return the sums of the series of each panel that have the same positions."""
    from dataclasses import replace

    for panel in question.panels:
        if len(panel) > 1 and all(list(data.x) == list(panel[0].x) != [] for data in panel):
            yield replace(panel[0], y=np.sum([np.nan_to_num(data.y) for data in panel], axis=0))


@method("place", "place of the value", "lag", "place of a note", "reference line")
def _places(question: Question) -> Iterable[float]:
    for data in question.own:
        yield from (*data.positions, *range(len(data.x)))
    yield from question.numbers


@method("lower end of interval", "end of an error bar", "start of a bar", "upper end of interval")
def _interval_ends(question: Question) -> Iterable[float]:
    for data in question.own:
        for ends in (data.low, data.high):
            if ends is not None:
                yield from (ends[n] for n in question.here(data))
    if all(data.low is None for data in question.own):
        yield from question.numbers


@method("end of a bar")
def _bar_ends(question: Question) -> Iterable[float]:
    yield from (data.y[n] for data in question.own for n in question.here(data))


@method(
    "change",
    "total",
    "reference",
    "difference from the reference",
    "frame",
    "start of the axis",
    "width",
    "height",
)
def _given(question: Question) -> Iterable[float]:
    yield from (data.y[n] for data in question.own for n in question.here(data))
    yield from question.numbers


# Sums and shares


@method("share")
def _shares(question: Question) -> Iterable[float]:
    of = _words(question.fact.of)
    for panel in question.panels:
        total = sum(float(finite_values(data.y).sum()) for data in panel)
        for data in panel:
            if of and _words(data.name) == of:
                yield float(finite_values(data.y).sum()) / total
            if not of:
                yield from (data.y[n] / total for n in question.here(data))


@method("mean")
def _means(question: Question) -> Iterable[float]:
    rows = [
        data for data in question.data if question.at is None or _words(data.name) == _words(str(question.at))
    ]
    columns = [data.y[n] for data in question.data for n in question.here(data)]
    yield float(np.nanmean(np.concatenate([data.y for data in rows]))) if rows else math.nan
    yield float(np.nanmean(columns)) if columns else math.nan


@method("sum", "sum of the diagonal", "accuracy", "mean recall")
def _confusions(question: Question) -> Iterable[float]:
    matrix = np.array([data.y for data in question.data])  # a row for each true class
    right = float(np.trace(matrix))
    yield from {
        "sum": [float(matrix.sum()), *(float(data.y.sum()) for data in question.own)],
        "sum of the diagonal": [right],
        "accuracy": [right / float(matrix.sum())],
        "mean recall": [right / len(matrix)],
    }[question.fact.method]


@method("correlation")
def _cells(question: Question) -> Iterable[float]:
    pair = _words(question.fact.of)
    for data in question.data:
        for n, label in enumerate(data.x):
            if f"{_words(data.name)} and {_words(label)}" == pair:
                yield data.y[n]


def outside(data: Data) -> list[float]:
    """Return the values beyond the whiskers of a sample, by the quartiles that libraries use."""
    values = finite_values(data.y)
    if not values.size:
        return []
    low, high = np.quantile(values, [0.25, 0.75], method=data.quartiles)
    reach = 1.5 * (high - low)
    return sorted(values[(values < low - reach) | (values > high + reach)].tolist())


@method("end of the whisker")
def _whiskers(question: Question) -> Iterable[float]:
    for data in question.own:
        inside = [value for value in finite_values(data.y) if value not in outside(data)]
        yield from (min(inside), max(inside), float(data.y.min()), float(data.y.max()))


def density_peaks(data: Data) -> Iterable[float]:
    from scipy.stats import gaussian_kde

    values = finite_values(data.y)
    if data.form != "sample" or np.ptp(values) == 0:
        return
    estimate, margin = gaussian_kde(values), 3 * gaussian_kde(values).factor * values.std(ddof=1)
    for cut, count in ((0.0, 100), (margin, 200), (np.ptp(values) / 2, 1000)):
        grid = np.linspace(values.min() - cut, values.max() + cut, count)
        heights = estimate(grid)
        inner = (heights[1:-1] > heights[:-2]) & (heights[1:-1] >= heights[2:])
        yield from grid[1:-1][inner]
        yield float(grid[heights.argmax()])


def _density_ends(data: Data) -> Iterable[float]:
    """Return the ends of a density estimate that is drawn 0, 2 or 3 bandwidths beyond the data."""
    from scipy.stats import gaussian_kde

    values = finite_values(data.y)
    if data.form != "sample" or np.ptp(values) == 0:
        return
    width = gaussian_kde(values).factor * values.std(ddof=1)
    for cut in (2 * width, 3 * width, np.ptp(values) / 2):
        yield from (values.min() - cut, values.max() + cut)
