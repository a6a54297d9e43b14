"""Describe figures of plotly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly.basedatatypes import BaseFigure

from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description


def describe_figure(figure: BaseFigure, detail: Detail) -> Description:
    """Return the description of a figure."""
    return describe_chart(chart_of(figure.to_dict()), detail)


FORMATTERS: dict[type, Formatter] = {BaseFigure: describe_figure}
