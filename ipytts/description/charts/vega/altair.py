"""Read Altair's charts, converted to Vega-Lite."""

from __future__ import annotations

from typing import Any

import altair as alt

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.model import Chart
from ipytts.description.charts.vega.views import chart_of
from ipytts.description.detail import Formatter

_TRANSFORMER = "ipytts-describe"


def chart_of_altair(chart: Any) -> Chart:
    """Return a chart of Altair as a chart."""
    return chart_of(*_spec_and_frames(chart))


def _spec_and_frames(chart: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the specification of a chart, and its data frames by their placeholder URLs in it."""
    frames: dict[str, Any] = {}

    def keep(data: Any = None, **_: Any) -> Any:
        if data is None:
            return keep
        if isinstance(data, dict) or not hasattr(data, "columns"):
            return data if isinstance(data, dict) else {"values": data}
        url = f"{_TRANSFORMER}:{len(frames)}"
        frames[url] = data
        return {"url": url}

    alt.data_transformers.register(_TRANSFORMER, keep)
    try:
        with alt.data_transformers.enable(_TRANSFORMER):
            return chart.to_dict(validate=False), frames
    finally:
        alt.data_transformers.register(_TRANSFORMER, None)


FORMATTERS: dict[type, Formatter] = {alt.TopLevelMixin: ChartFormatter(chart_of_altair)}
if hasattr(alt, "JupyterChart"):  # needs anywidget, and Altair 5.1
    FORMATTERS[alt.JupyterChart] = ChartFormatter(lambda widget: chart_of_altair(widget.chart))
