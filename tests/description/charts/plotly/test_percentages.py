"""Axes of plotly that are drawn in percent."""

from __future__ import annotations

import pytest

from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart


@pytest.mark.parametrize(
    ("settings", "scale"),
    [({"tickformat": ".1%"}, 0.01), ({"ticksuffix": "%"}, 1), ({"tickformat": ",.0%"}, 0.01)],
)
def test_values_on_an_axis_of_percentages_are_spoken_in_percent(
    settings: dict[str, str], scale: float
) -> None:
    bars = {"type": "bar", "x": ["boys", "girls"], "y": [45 * scale, 62.5 * scale]}
    words = str(describe_chart(chart_of({"data": [bars], "layout": {"yaxis": settings}}), "normal"))
    assert "girls is highest at 62.5 percent, boys lowest at 45 percent" in words
