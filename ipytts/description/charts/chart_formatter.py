"""`ChartFormatter`: describes the objects of a class by the charts that they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ipytts.description.charts.model import Chart
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording.phrase import Description


@dataclass(frozen=True)
class ChartFormatter:
    """A formatter that reads an object as a chart; `Describer.chart_of` finds the chart by it."""

    chart_of: Callable[[Any], Chart | None]  # None for an object without a chart

    def __call__(self, obj: Any, detail: Detail) -> str | Description:
        """Return the description of the chart; empty if there is none."""
        chart = self.chart_of(obj)
        return "" if chart is None else describe_chart(chart, detail)


FORMATTERS: dict[type, Formatter] = {Chart: ChartFormatter(lambda chart: chart)}
