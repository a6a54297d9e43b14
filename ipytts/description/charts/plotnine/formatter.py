"""Describe plots of plotnine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plotnine import ggplot

from ipytts.description.charts.model import Chart
from ipytts.description.charts.plotnine.plots import chart_of, panels_of_composition
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description


def describe_plot(plot: ggplot, detail: Detail) -> Description:
    """Return the description of a plot, which is neither drawn nor changed by it."""
    return describe_chart(chart_of(plot), detail)


def describe_composition(composition: Any, detail: Detail) -> Description:
    """Return the description of plots that are put beside or above each other."""
    return describe_chart(Chart(panels_of_composition(composition)), detail)


FORMATTERS: dict[type, Formatter] = {ggplot: describe_plot}
try:
    from plotnine.composition import Compose
except ImportError:  # before plotnine 0.15
    pass
else:
    FORMATTERS[Compose] = describe_composition
