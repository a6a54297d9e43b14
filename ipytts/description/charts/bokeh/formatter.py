"""The formatters of Bokeh's figures, layouts and documents, which are read by the JSON that shows them."""

from __future__ import annotations

from typing import Any

from bokeh.core.serialization import Serializer
from bokeh.document import Document
from bokeh.models import LayoutDOM, Plot

from ipytts.description.charts.bokeh.bundles import chart_of_document
from ipytts.description.charts.bokeh.layouts import NoPlotError
from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.model import Chart
from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.phrase import Description


class _LayoutFormatter(ChartFormatter):
    def __call__(self, obj: Any, detail: Detail) -> str | Description:
        """Return the description of a figure or a layout; of a widget, only its kind."""
        kind = phrases.split_class_name(phrases.class_name(type(obj)))
        return super().__call__(obj, detail) or Description.of([grammar.with_article(kind)])


def _chart_of_layout(layout: LayoutDOM) -> Chart | None:
    """Return a figure or a layout of figures, which get no document by it; None for widgets."""
    try:
        return chart_of_document({"roots": [Serializer().encode(layout)]})
    except NoPlotError:
        return None


def _chart_of_document(document: Document) -> Chart:
    serializer = Serializer()
    return chart_of_document({"roots": [serializer.encode(root) for root in document.roots]})


FORMATTERS: dict[type, Formatter] = {
    Document: ChartFormatter(_chart_of_document),
    LayoutDOM: _LayoutFormatter(_chart_of_layout),
    Plot: _LayoutFormatter(_chart_of_layout),
}
