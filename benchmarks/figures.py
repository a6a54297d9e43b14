"""Take samples in turn, and format their medians."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Row:
    """A figure of the table."""

    what: str  # the name of the figure
    measured: str
    target: str = ""  # empty where there is none
    reached: bool | None = None  # whether the target was reached


@dataclass(frozen=True)
class Figures:
    """The results of one benchmark."""

    rows: list[Row]  # made of medians
    unit: str  # of the samples
    samples: Samples = field(default_factory=dict)  # all measurements


def in_turn(ways: Mapping[str, Callable[[int], object]], rounds: int, *, warm_up: bool = True) -> Samples:
    """Return how long the functions take, in seconds, called in turn as in `sample_in_turn`."""
    return sample_in_turn({name: _timed(way) for name, way in ways.items()}, rounds, warm_up=warm_up)


def sample_in_turn(
    ways: Mapping[str, Callable[[int], float]],
    rounds: int,
    *,
    warm_up: bool = True,
    fewer: Mapping[str, int] | None = None,
) -> Samples:
    """Return the values of the functions, called in turn with the round's number, in a new order each round.

    So the machine's other work affects all of them alike. Round 0 warms up and is not counted. Functions that
    take long may take part in `fewer` rounds.
    """
    samples: Samples = {name: [] for name in ways}
    for number in range(0 if warm_up else 1, rounds + 1):
        order = random.Random(number).sample(sorted(ways), len(ways))  # noqa: S311 - nothing secret
        for name in order:
            if number > (fewer or {}).get(name, rounds):
                continue
            value = ways[name](number)
            if number:
                samples[name].append(value)
    return samples


def _timed(way: Callable[[int], object]) -> Callable[[int], float]:
    def timed(number: int) -> float:
        start = time.perf_counter()
        way(number)
        return time.perf_counter() - start

    return timed


def median(samples: Samples, name: str) -> float:
    """Return the median of the samples of one name."""
    return statistics.median(samples[name])


def ratio(samples: Samples, name: str, other: str) -> float:
    """Return the ratio of the medians of two names."""
    return median(samples, name) / median(samples, other)


def milliseconds(seconds: float) -> str:
    """Return a time in s as text in ms."""
    return f"{seconds * 1000:.1f} ms"
