"""The charts in outputs, and their descriptions as outputs of their own."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from ipytts.alt_text.bundles import find_chart_types, generated_mark
from ipytts.description.describer import describe
from ipytts.description.documents.mime_bundles import Bundle, find_charts

if TYPE_CHECKING:
    from ipytts.description.charts.model import Chart


def holds_chart(data: Mapping[str, Any]) -> bool:
    """Return whether a bundle has an image or a chart, and not only what prepares the page for one.

    Examples
    --------
    >>> holds_chart({"text/html": "<script>load('plotly.js')</script>"})
    False
    """
    return bool(find_chart_types(data)) or any(find_charts(Bundle(data)))


def chart_in(shown: Any, data: Mapping[str, Any]) -> Chart | None:
    """Return the chart that an output shows, for `describe`, by its object or by its JSON; None without one.

    Parameters
    ----------
    shown : object
        The object that is shown; None if only its bundle is known.
    data : Mapping
        The MIME bundle.
    """
    if shown is not None:
        return describe.chart_of(shown)
    charts = list(find_charts(Bundle(data)))
    if len(charts) != 1:
        return None
    from ipytts.description.charts.json_charts import chart_of_json

    return chart_of_json(charts[0].mime_type, charts[0].bundle)


def with_description(chart: Any, words: str) -> Any:
    """Return a copy of a chart of Altair that is described by words, unless it has a description."""
    is_widget = not hasattr(chart, "properties")
    return chart if is_widget or isinstance(chart.description, str) else chart.properties(description=words)


def description_bundle(chart: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an output with the description of a chart and the table of its data, and its metadata."""
    words = describe(chart, "normal")
    table = describe(chart, "table").html
    html = f'<div data-ipytts="description"><p>{escape(words)}</p>{table}</div>'
    return {"text/html": html, "text/plain": words}, generated_mark()
