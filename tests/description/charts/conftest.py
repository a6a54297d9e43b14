"""The charts that the tests of a module share."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def draw() -> Iterator[Callable[[str], Any]]:
    """Return a function that draws a chart of the gallery, once, by its name."""
    import matplotlib.pyplot as plt

    from ipytts.description.charts.matplotlib.artists import figure_of
    from tests.helpers.chart_gallery import CHARTS

    drawn: dict[str, Any] = {}

    def draw_once(name: str) -> Any:
        if name not in drawn:
            plt.close("all")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # those of the libraries about themselves
                chart = CHARTS[name]()
            drawn[name] = figure_of(chart) or chart
        return drawn[name]

    yield draw_once
    plt.close("all")
