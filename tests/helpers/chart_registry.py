"""The register of the charts of the gallery, and of the facts that stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.helpers.chart_fact_builders import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.chart_fact_builders import ChartFacts

    Draw = Callable[[], Any]

DRAWN: dict[str, Draw] = {}


def drawing(draw: Draw) -> Draw:
    """Register a function that draws a chart, whose facts are elsewhere."""
    DRAWN[draw.__name__] = draw
    return draw


def chart(facts: Callable[[], ChartFacts]) -> Callable[[Draw], Draw]:
    """Register a function that draws a chart, with one that returns the facts about it."""

    def register(draw: Draw) -> Draw:
        DRAWN[draw.__name__] = draw
        FACTS[draw.__name__] = facts
        return draw

    return register
