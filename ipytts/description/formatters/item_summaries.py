"""Summaries of the items of a container: the range of numbers and dates, the most frequent text."""

from __future__ import annotations

import collections
import datetime as dt
import math
import operator
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ipytts.description.wording import numbers, phrases
from ipytts.description.wording.facts import extremes, number_fact, plain_value
from ipytts.description.wording.phrase import Fact, Phrase, Words, phrase

_ENDS = ((min, "minimum"), (max, "maximum"))
_FEW = 10  # items; of fewer ones, neither a trend nor frequencies are described


def summarize(values: Sequence[Any]) -> Words:
    """Return the range, trend and mean of numbers, or the number of true values; empty for other values."""
    types = {type(value) for value in values}
    if types == {bool}:
        return phrase(", {} of them true", number_fact(sum(values), "count of true values"))
    if types == {str} and len(values) > _FEW:
        return _frequency(values)
    if types in ({dt.date}, {dt.datetime}):
        return phrase(" from {} to {}", *(_date_fact(extreme(values), name) for extreme, name in _ENDS))
    if not types <= {int, float}:
        return ""
    finite = [value for value in values if numbers.is_finite(value)]
    if not finite:
        return ", none of them finite"
    left_out = len(values) - len(finite)
    extent = _extent(finite)
    if len(values) > _FEW and not left_out:
        extent = _monotonic_trend(values) or extent
    mean = phrase(", mean {}", number_fact(_mean(finite), "mean")) if len(values) > 2 else ""
    not_finite = phrase(", {} of them not finite", number_fact(left_out, "not finite count"))
    return phrase("{}{}{}", extent, mean, not_finite if left_out else "")


def _frequency(values: Sequence[str]) -> Phrase:
    """Return the number of different texts and the most frequent one."""
    counts = collections.Counter(values).most_common(2)
    distinct = len(set(values))
    if distinct == len(values):
        return phrase(", {} different", number_fact(distinct, "distinct count", text="all"))
    different = phrase(", {} different", number_fact(distinct, "distinct count"))
    if distinct == 1 or counts[0][1] == counts[1][1]:
        return different
    name, count = counts[0]
    times = number_fact(count, "count", at=name, text=numbers.times(count))
    return phrase("{}, most often {}, {}", different, phrases.value(name), times)


def _date_fact(moment: dt.date, method: str) -> Fact:
    return Fact(phrases.value(moment), plain_value(moment), method)


def _extent(values: Sequence[float]) -> Phrase:
    low, high = min(values), max(values)
    ends = extremes(low, high)
    if numbers.are_equal(low, high):
        return phrase(", always {}", ends[0]) if len(values) > 1 else Phrase()
    return phrase(" from {} to {}", *ends)


def _monotonic_trend(values: Sequence[float]) -> Phrase:
    if numbers.are_equal(values[0], values[-1]):
        return Phrase()
    first_text, last_text = numbers.apart([values[0], values[-1]])
    first = number_fact(values[0], "first value", text=first_text)
    last = number_fact(values[-1], "last value", text=last_text)
    for verb, compare in (("rising", operator.le), ("falling", operator.ge)):
        if all(compare(a, b) for a, b in pairwise(values)):
            return phrase(", {} from {} to {}", verb, first, last)
    return Phrase()


def _mean(values: Sequence[float]) -> float:
    try:
        return math.fsum(values) / len(values)
    except OverflowError:  # integers that do not fit into a float
        return sum(map(int, values)) // len(values)
