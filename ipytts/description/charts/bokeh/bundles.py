"""Read the figures of Bokeh in documents, as notebooks keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipytts.description.charts.bokeh.layouts import chart_of
from ipytts.description.charts.model import Chart


def chart_of_document(document: Mapping[str, Any]) -> Chart:
    """Return the figures of a document in JSON as a chart.

    Parameters
    ----------
    document : Mapping
        A document, the documents by their ids as pages of Bokeh have them in ``docs_json``, or what
        ``bokeh.embed.json_item`` returns. Bokeh 2 and 3 write different forms; both are read.

    Raises
    ------
    ValueError
        It has no plot.

    Examples
    --------
    >>> plot = {"type": "object", "name": "Figure", "id": "p1", "attributes": {}}
    >>> len(chart_of_document({"version": "3.4.0", "roots": [plot]}).panels)
    1
    """
    return chart_of(_with_roots(document))


def _with_roots(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document in a mapping that is one or holds one."""
    if "roots" in document:
        return document
    found = next((each for each in document.values() if isinstance(each, dict) and "roots" in each), None)
    if found is None:
        raise ValueError("A document without roots")
    return found
