"""Facts about fields and trees, recomputed by the gallery from the data of each chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.helpers.recomputed_charts import method

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.helpers.recomputed_charts import Question


@method(
    "center of a hexagon",
    "end of the boxes",
    "highest price",
    "place of the highest price",
    "lowest price",
    "place of the lowest price",
    "first opening price",
    "last closing price",
    "sum of flows",
    "share of the first stage",
    "share of the stage before",
    "cell",
    "count of the fullest hexagons",
    "count of hexagons with half of the points",
    "correlation of binned points",
    "level",
    "end of the contours",
    "center of the highest area",
    "center of the lowest area",
    "center of a separate area",
    "least length of the arrows",
    "greatest length of the arrows",
    "mean length of the arrows",
    "place of the longest arrows",
    "Rayleigh test of directions",
    "directions around the middle",
    "first event",
    "last event",
    "height of the last join",
    "height of the first join",
    "height of the join before the last",
    "depth",
    "first split",
    "second split",
    "samples of the largest leaf",
    "value of the whole",
    "value of a part",
    "share of the whole",
)
def _given(question: Question) -> Iterable[Any]:
    """Return the values for the series that a fact is about, or for all data."""
    name = question.fact.method
    found: list[Any] = question.given.get(f"{name} of {question.fact.of}", question.given.get(name, []))
    return found
