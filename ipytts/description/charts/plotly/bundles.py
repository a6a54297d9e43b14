"""Describe the figures of plotly in MIME bundles, as notebooks keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.plotly.figures import chart_of
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail
    from ipytts.description.wording.phrase import Description


def describe_plotly(figure: Mapping[str, Any], detail: Detail) -> Description:
    """Return the description of a figure in JSON, in the words of the live figure.

    Raises
    ------
    ValueError
        It has no traces.
    """
    if not figure.get("data"):
        raise ValueError("A figure without traces")
    return describe_chart(chart_of(dict(figure)), detail)
