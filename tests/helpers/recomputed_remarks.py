"""Remarks about series that facts state, recomputed with pandas and numpy: changes, steps, thresholds."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import signal

from tests.helpers.recomputed_charts import known, method, sums

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.helpers.recomputed_charts import Question


def _series(question: Question) -> Iterable[pd.Series[float]]:
    """Return the known values of each series that a fact is about, or of sums, in the order of x."""
    for data in [*question.own, *sums(question)]:
        here = known(data)
        if data.x and here.any():
            yield pd.Series(data.y[here], data.positions[here]).sort_index(kind="stable")


@method("change from first to last", "percent change", "ratio of last to first")
def _changes(question: Question) -> Iterable[float]:
    for series in _series(question):
        first, last = series.iloc[0], series.iloc[-1]
        yield {
            "change from first to last": abs(last - first),
            "percent change": abs(100 * (last / first - 1)) if first else np.nan,
            "ratio of last to first": last / first if first else np.nan,
        }[question.fact.method]


@method("largest step", "end of the largest step")
def _largest_steps(question: Question) -> Iterable[float]:
    for series in _series(question):
        steps = series.diff().abs()
        if question.fact.method == "largest step":
            yield steps.max()
        else:
            at = int(steps.argmax())
            yield from series.index[at - 1 : at + 1]


@method("threshold", "crossing of a threshold")
def _thresholds(question: Question) -> Iterable[float]:
    is_place = question.fact.method == "crossing of a threshold"
    threshold, place = question.fact.value, question.at
    if is_place:
        threshold, place = float(str(place)), threshold
    for series in _series(question):
        side = np.sign(series - float(threshold))
        others = side[side != side.iloc[-1]].index
        after = series.index[series.index > others[-1]] if len(others) else []
        if len(after) and after[0] == place:
            yield float(str(place)) if is_place else float(threshold)


@method("period of the smoothed periodogram")
def _smoothed_periods(question: Question) -> Iterable[float]:
    for series in _series(question):
        frequency, power = signal.welch(series.to_numpy(), nperseg=min(len(series), 128), detrend="linear")
        yield float(np.ptp(series.index) / (len(series) - 1) / frequency[2:][power[2:].argmax()])


@method("height of the cycle")
def _heights(question: Question) -> Iterable[float]:
    """Return twice the amplitude of the highest peak of the periodogram around a curve."""
    for series in _series(question):
        at = np.linspace(-1, 1, len(series))
        rest = series.to_numpy() - np.polyval(np.polyfit(at, series, 2), at)
        power = signal.periodogram(rest, scaling="spectrum")[1]
        yield 2 * float(np.sqrt(2 * power[max(0, power.argmax() - 1) : power.argmax() + 2].sum()))


@method("width of the interval")
def _widths(question: Question) -> Iterable[float]:
    for data in question.own:
        if data.low is not None and data.high is not None:
            yield from data.high - data.low


@method("gap at the start", "gap at the end")
def _gaps(question: Question) -> Iterable[float]:
    end = 0 if question.fact.method.endswith("start") else -1
    for panel in question.panels:
        yield from (abs(one.y[end] - other.y[end]) for one, other in combinations(panel, 2))
