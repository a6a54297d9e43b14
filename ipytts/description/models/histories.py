"""Describe the metrics of a training by epoch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ipytts.description.detail import Detail
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import direction, spoken_name
from ipytts.description.wording.phrase import Description, Phrase, Words, join_with, phrase

_LARGE_CHANGE = 0.5  # of the range; a smaller change between the ends is called neither a rise nor a fall
_DESCRIBED: dict[Detail, int] = {"brief": 2, "normal": 8, "full": 30}  # metrics, at most


@dataclass(frozen=True)
class History:
    """The values of metrics, epoch by epoch."""

    curves: Mapping[str, Sequence[float]]
    epochs: Sequence[int]
    noun: str = "epoch"


def describe_history(history: History, detail: Detail) -> Description:
    """Return the ends and the best value of each metric in words."""
    return Description.of(_sentences(history, detail))


def _sentences(history: History, detail: Detail) -> Iterator[Words]:
    opening = phrase("a training history {}", _span(history))
    names = list(history.curves)
    most = _DESCRIBED[detail]
    described = [_movement(history, name, is_brief=detail == "brief") for name in names[:most]]
    others = counted(len(names) - most, "more metric", "count of others") if len(names) > most else ""
    if detail == "brief":
        more = phrase("; and {}", others) if others else ""
        yield phrase("{}: {}{}", opening, join_with("; ", described), more)
        return
    yield phrase("{}: {}", opening, described[0])
    yield from described[1:]
    yield phrase("and {}", others) if others else ""


def _span(history: History) -> Phrase:
    """Return the number of epochs, or the first and the last of those that are recorded."""
    steps, noun = history.epochs, history.noun
    if steps[-1] - steps[0] == len(steps) - 1:
        return phrase("of {}", counted(len(steps), noun, "epoch count"))
    ends = [
        number_fact(step, f"{which} {noun}", text=str(step))
        for which, step in (("first", steps[0]), ("last", steps[-1]))
    ]
    return phrase("from {} {} to {}", noun, *ends)


def _movement(history: History, name: str, *, is_brief: bool) -> Phrase:
    """Return how a metric goes from the first epoch to the last, and its best value if that lies between."""
    values = [value for value in history.curves[name] if numbers.is_finite(value)]
    spoken = spoken_name(name)
    if not values:
        return phrase("{} has no finite values", spoken)
    first, last, low, high = values[0], values[-1], min(values), max(values)
    first_text, last_text, low_text, high_text = numbers.apart([first, last, low, high])
    start = number_fact(first, "first value", name, text=first_text)
    if numbers.are_equal(low, high):
        return phrase("{} stays at {}{}", spoken, start, _not_finite(history, name))
    end = number_fact(last, "last value", name, text=last_text)
    movement = phrase("{} {} from {} to {}", spoken, _verb(values), start, end)
    if is_brief:
        return movement + _not_finite(history, name)
    best = direction(name)
    extremes = [
        _extreme(history, name, (which, method), value, text)
        for which, method, value, text, is_wanted in (
            ("lowest", "minimum", low, low_text, best <= 0),
            ("highest", "maximum", high, high_text, best >= 0),
        )
        if is_wanted and not any(numbers.are_equal(value, end) for end in (first, last))
    ]
    return movement + join_with("", [*extremes, _not_finite(history, name)])


def _not_finite(history: History, name: str) -> Words:
    """Return from which epoch on, or in how many epochs, a metric is infinite or not a number."""
    values = history.curves[name]
    are_finite = list(map(numbers.is_finite, values))
    count = are_finite.count(False)
    if not count:
        return ""
    if all(are_finite[:-count]):
        epoch = history.epochs[-count]
        fact = number_fact(epoch, f"first {history.noun} that is not finite", name, text=str(epoch))
        what = "not a number" if all(math.isnan(value) for value in values[-count:]) else "not finite"
        return phrase(", then {} from {} {} on", what, history.noun, fact)
    if count == 1:
        epoch = history.epochs[are_finite.index(False)]
        at = number_fact(epoch, f"{history.noun} that is not finite", name, text=str(epoch))
        what = "missing" if math.isnan(values[are_finite.index(False)]) else "infinite"
        return phrase(", {} at {} {}", what, history.noun, at)
    return phrase(", {} not finite", number_fact(count, "not finite count", name))


def _verb(values: Sequence[float]) -> str:
    """Return the verb for a curve that is not constant."""
    change = values[-1] - values[0]
    rises = [later - earlier for earlier, later in pairwise(values)]
    if len(rises) > 1 and (all(rise > 0 for rise in rises) or all(rise < 0 for rise in rises)):
        return "rises steadily" if change > 0 else "falls steadily"
    if abs(change) < _LARGE_CHANGE * (max(values) - min(values)):
        return "goes"
    return "rises" if change > 0 else "falls"


def _extreme(history: History, name: str, which: tuple[str, str], value: float, text: str) -> Phrase:
    """Return an extreme of a metric with the first epoch that has it."""
    epoch = history.epochs[list(history.curves[name]).index(value)]
    word, method = which
    at = number_fact(epoch, f"{history.noun} of the {method}", name, text=str(epoch))
    extreme = number_fact(value, method, name, at=epoch, text=text)
    return phrase(", {} at {} {}, {}", word, history.noun, at, extreme)
