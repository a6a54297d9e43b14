"""Describe the Vega-Lite of MIME bundles, as notebooks keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.views import chart_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail
    from ipytts.description.wording.phrase import Description

_VIEWS = (
    "mark",
    "marks",
    "layer",
    "concat",
    "hconcat",
    "vconcat",
    "spec",
)  # of these a specification has one


def describe_vega_lite(spec: Mapping[str, Any], detail: Detail) -> Description:
    """Return the description of a specification, in the words of the live chart.

    Raises
    ------
    UnsupportedSpecError
        It has no view.
    """
    if not any(key in spec for key in _VIEWS):
        raise UnsupportedSpecError
    return describe_chart(chart_of(spec, {}), detail)
