"""The bins of histograms, compared with what plotly.js 4.1 drew of the same data in Chromium."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from plotly.data import gapminder, iris, tips

from ipytts.description.charts.plotly.bins import BinSettings, bin_edges

ROUNDED = np.round(np.arange(60) ** 2 % 41 / 40, 1)  # 0 to 1 in tenths


@pytest.mark.parametrize(
    ("values", "settings", "drawn"),
    [  # `drawn` is the start, the end and the size in `_fullData` of the figure in the page
        (tips().total_bill, {}, (2, 52, 2)),
        (tips()["size"], {}, (0.5, 6.5, 1)),
        (gapminder().year, {}, (1949.5, 2009.5, 5)),
        (ROUNDED, {}, (-0.2, 1, 0.2)),
        ([5, 5, 5], {}, (4.5, 5.5, 1)),
        (tips().total_bill, {"size": 7}, (0, 56, 7)),
        (tips().total_bill, {"start": 0, "end": 60, "size": 7}, (0, 63, 7)),
        (iris().petal_width, {"max_bins": 5}, (-0.25, 2.75, 0.5)),
    ],
)
def test_bins_are_those_of_plotly(values: Any, settings: dict[str, Any], drawn: tuple[float, ...]) -> None:
    edges = bin_edges(np.asarray(values, float), BinSettings(**settings))
    np.testing.assert_allclose([edges[0], edges[-1], edges[1] - edges[0]], drawn, atol=1e-9)


def test_too_many_bins_are_none() -> None:
    assert bin_edges(np.array([0.0, 1e9]), BinSettings(size=1)).size == 0
