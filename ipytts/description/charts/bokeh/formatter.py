"""Describe figures, layouts and documents of Bokeh by the JSON that they are shown by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bokeh.core.serialization import Serializer
from bokeh.document import Document
from bokeh.models import LayoutDOM, Plot

from ipytts.description.charts.bokeh.bundles import describe_bokeh_document
from ipytts.description.charts.bokeh.layouts import NoPlotError
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.phrase import Description

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter


def describe_layout(layout: LayoutDOM, detail: Detail) -> Description:
    """Return the description of a figure or of a layout of figures, which get no document by it."""
    try:
        return describe_bokeh_document({"roots": [Serializer().encode(layout)]}, detail)
    except NoPlotError:  # a widget, or a layout of widgets
        kind = phrases.split_class_name(phrases.class_name(type(layout)))
        return Description.of([grammar.with_article(kind)])


def describe_document(document: Document, detail: Detail) -> Description:
    """Return the description of the figures of a document."""
    serializer = Serializer()
    return describe_bokeh_document({"roots": [serializer.encode(root) for root in document.roots]}, detail)


FORMATTERS: dict[type, Formatter] = {
    Document: describe_document,
    LayoutDOM: describe_layout,
    Plot: describe_layout,
}
