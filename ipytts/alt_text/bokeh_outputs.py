"""The two outputs in which Bokeh shows a chart: an empty element, and the script that draws into it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from ipytts.alt_text import bundles
from ipytts.description.documents.notebook_json import as_mapping, as_text

#: The MIME type beside the script; its metadata hold the id of what the script draws.
SCRIPT = "application/vnd.bokehjs_exec.v0+json"
_ELEMENT = re.compile(r"\s*<div\b[^>]*\bdata-root-id=[\"']([^\"']+)[\"'][^>]*>\s*</div>\s*")


def find_element_id(data: Mapping[str, Any]) -> str:
    """Return the id of the object that a script will draw into the element of a bundle; empty for others.

    Examples
    --------
    >>> find_element_id({"text/html": '<div id="a" data-root-id="p1001"></div>'})
    'p1001'
    """
    match = _ELEMENT.fullmatch(as_text(data.get("text/html")))
    return match[1] if match else ""


def find_script_id(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    """Return the id of the object that the script of a bundle draws; empty for others.

    Examples
    --------
    >>> find_script_id({SCRIPT: ""}, {SCRIPT: {"id": "p1001"}})
    'p1001'
    """
    return as_text(as_mapping(metadata.get(SCRIPT)).get("id")) if SCRIPT in data else ""


def find_object(root_id: str) -> Any:
    """Return the object of Bokeh that is being shown, by its id; None if there is no such object."""
    state = sys.modules.get("bokeh.io.state")
    return state.curstate().document.get_model_by_id(root_id) if state and root_id else None


def with_words(
    data: Mapping[str, Any], metadata: Mapping[str, Any], of_element: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a script and its metadata with the words in the metadata of its element, for others than pages.

    Examples
    --------
    >>> _, metadata = with_words({SCRIPT: ""}, {SCRIPT: {"id": "p1001"}}, {"text/html": {"alt": "It grows."}})
    >>> metadata[SCRIPT]
    {'id': 'p1001', 'alt': 'It grows.'}
    """
    words = of_element["text/html"]["alt"]
    mark = {"ipytts": of_element["ipytts"]} if bundles.is_generated(of_element) else {}
    named = {**metadata, SCRIPT: {**metadata[SCRIPT], "alt": words}, **mark}
    return bundles.with_plain_words(data, words), named
