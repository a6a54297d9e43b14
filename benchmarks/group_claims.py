"""Box plots of samples, and points that fan out, for `benchmarks.chart_claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.description.charts.model import Floats, Mark, Panel, Points
from ipytts.description.charts.statistics.distributions import summarize_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator

BOXES = (2, 4, 8)
SIZES = (15, 30, 100)


def draw_boxes(boxes: int, sample: Callable[[int], Floats], size: int, name: str) -> list[Mark]:
    """Return boxes of samples, every other of which has twice as many values."""
    sizes = [size * (1 + number % 2) for number in range(boxes)]
    return [
        summarize_box(f"{name} group {n}".strip(), sample(each), "box") for n, each in enumerate(sizes, 1)
    ]


def _fan(rng: Generator) -> Panel:
    x = rng.uniform(1, 10, 100)
    return Panel([Points("", x, x + x * rng.normal(size=100))])


def _two_boxes(rng: Generator) -> Panel:
    low, high = rng.normal(size=30), rng.normal(size=30) + 1.2
    return Panel([summarize_box("low", low, "box"), summarize_box("high", high, "box")])


#: Effects, with the kind of claim that a description makes of them.
EFFECTS: list[tuple[str, str, Callable[[Generator], Panel]]] = [
    ("spread: 100 points, the noise grows tenfold along a line", "spread", _fan),
    ("difference: 2 boxes of 30 values, 1.2 standard deviations apart", "difference", _two_boxes),
]
