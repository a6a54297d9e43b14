"""Read charts in JSON, as MIME bundles hold them: of Bokeh, Plotly and Vega-Lite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipytts.description.charts.model import Chart

# Of these a specification of Vega-Lite, or of Vega, has one.
_VIEWS = ("mark", "marks", "layer", "concat", "hconcat", "vconcat", "spec")


def chart_of_json(mime_type: str, data: Mapping[str, Any]) -> Chart:
    """Return a chart in JSON as a chart, which is that of the live object.

    Raises
    ------
    ValueError
        It is not of these libraries, or has no plot.

    Examples
    --------
    >>> figure = {"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}]}
    >>> len(chart_of_json("application/vnd.plotly.v1+json", figure).panels)
    1
    """
    if "plotly" in mime_type:
        return chart_of_plotly(data)
    if "vega" in mime_type:
        return chart_of_vega_lite(data)
    if "bokeh" in mime_type:
        from ipytts.description.charts.bokeh.bundles import chart_of_document

        return chart_of_document(data)
    raise ValueError(f"{mime_type} is no type of charts")


def chart_of_plotly(figure: Mapping[str, Any]) -> Chart:
    """Return a figure of Plotly in JSON as a chart, or raise a `ValueError` if it has no traces."""
    from ipytts.description.charts.plotly.figures import chart_of

    if not figure.get("data"):
        raise ValueError("A figure without traces")
    return chart_of(dict(figure))


def chart_of_vega_lite(spec: Mapping[str, Any]) -> Chart:
    """Return a specification of Vega-Lite as a chart, or raise a `ValueError` if it has no view."""
    from ipytts.description.charts.vega.views import chart_of

    if not any(key in spec for key in _VIEWS):
        raise ValueError("A specification without a view")
    return chart_of(spec, {})
