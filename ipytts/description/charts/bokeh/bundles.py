"""Describe the figures of Bokeh in documents, as notebooks keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.description.charts.bokeh.layouts import chart_of
from ipytts.description.charts.sentences.chart import describe_chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail
    from ipytts.description.wording.phrase import Description


def describe_bokeh_document(document: Mapping[str, Any], detail: Detail) -> Description:
    """Return the description of a document in JSON, in the words of the live figure.

    Parameters
    ----------
    document : Mapping
        A document, the documents by their ids as pages of Bokeh have them in ``docs_json``, or what
        ``bokeh.embed.json_item`` returns. Bokeh 2 and 3 write different forms; both are read.
    detail : {"brief", "normal", "full"}
        As of `describe`.

    Raises
    ------
    ValueError
        It has no plot.

    Examples
    --------
    >>> plot = {"type": "object", "name": "Figure", "id": "p1", "attributes": {}}
    >>> str(describe_bokeh_document({"version": "3.4.0", "roots": [plot]}, "normal"))
    'An empty chart.'
    """
    return describe_chart(chart_of(_with_roots(document)), detail)


def _with_roots(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document in a mapping that is one or holds one."""
    if "roots" in document:
        return document
    found = next((each for each in document.values() if isinstance(each, dict) and "roots" in each), None)
    if found is None:
        raise ValueError("A document without roots")
    return found
