"""The alternative text of charts in the pages of nbconvert, whose own template leaves it out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor

from ipytts.alt_text.bundles import is_generated, is_named_elsewhere
from ipytts.description.documents.html import html_charts
from ipytts.description.documents.notebook_json import as_mapping, as_text
from ipytts.narration.saved_cells import saved_cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

_TEMPLATE = "ipytts:alternative-text"  # no file can have its name by chance
_EXTENSION = """
{%%- extends %r -%%}
{%%- block data_priority scoped -%%}
{%%- set html -%%}{{ super() }}{%%- endset -%%}
{{ resources.name_chart(html, output, output.data | filter_data_type) if resources.name_chart else html }}
{%%- endblock data_priority -%%}
"""
_IMAGE = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
_FIRST_DIV = re.compile(r"\A\s*<div\b(?![^>]*\srole=)")
_TEXT_TYPES = ("text/plain", "text/markdown", "text/latex")
_CHART_TYPES = re.compile(r"image/|application/vnd\.(?:vega|plotly|bokeh)")
_MAX_SENTENCE = 500  # characters
_CODE = re.compile(r"[<>(){}\[\]=]")
_MIN_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


class AlternativeText(Preprocessor):
    """Names the charts of a page by their alternative text, or by the words of the author for their cell.

    The template ``ipytts`` has it. With another template, or for slides, give it to nbconvert as
    ``--HTMLExporter.preprocessors=ipytts.nbconvert.alternative_text.AlternativeText``.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        exporter = self.parent
        if isinstance(exporter, HTMLExporter) and exporter.template_file != _TEMPLATE:
            extension = DictLoader({_TEMPLATE: _EXTENSION % exporter.template_file})
            exporter.extra_loaders = [*exporter.extra_loaders, extension]
            exporter.template_file = _TEMPLATE

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add words to outputs that have none of their own, and `name_chart` to the resources."""
        for cell, saved in zip(nb.cells, saved_cells(nb), strict=True):
            _add_words(cell.get("outputs", []), saved.context.captions)
        resources["name_chart"] = name_chart
        return nb, resources


def name_chart(html: str, output: Mapping[str, Any], shown_types: Sequence[str]) -> str:
    r"""Return the HTML of an output, with its alternative text if it has any.

    A single image gets an ``alt``, an interactive chart a role and a label. `shown_types` begins with the
    MIME type that the page shows.

    Examples
    --------
    >>> output = {"data": {"image/png": "iVBO"}, "metadata": {"image/png": {"alt": 'From "low" to high'}}}
    >>> name_chart('<img src="data:image/png;base64,iVBO">', output, ["image/png"])
    '<img alt="From &quot;low&quot; to high" src="data:image/png;base64,iVBO">'
    """
    words = _own_words(output)
    if words is None or not shown_types or shown_types[0] in _TEXT_TYPES:
        return html
    if is_named_elsewhere(as_mapping(output.get("metadata"))):
        return html
    if f'"description": {json.dumps(words)}' in html:  # vega-embed names its chart by that
        return html
    images = _IMAGE.findall(html) if "<script" not in html else []
    if len(images) == 1:
        image = images[0]
        named = image if _ALT.search(image) else f'<img alt="{escape(words)}"{image[len("<img") :]}'
        return html.replace(image, named)
    role = "img" if shown_types[0].startswith("image/") else "figure"
    label = f'role="{role}" aria-label="{escape(words)}"'
    return _FIRST_DIV.sub(lambda start: f"{start[0]} {label}", html) if words.strip() else html


def _add_words(outputs: Sequence[NotebookNode], captions: Sequence[str]) -> None:
    """Add the author's words for a cell to its charts; without these and without their own, the kernel's."""
    left = iter(captions)
    seen: dict[str, str] = {}  # a figure that is also the value of its cell is there twice
    for output in outputs:
        data = output.get("data", {})
        is_chart = any(map(_CHART_TYPES.match, data))
        if not (is_chart or (captions and html_charts.find_charts(as_text(data.get("text/html"))))):
            continue
        image = next((as_text(value) for kind, value in data.items() if kind.startswith("image/")), "")
        words = seen[image] if image in seen else next(left, "")
        if image:
            seen[image] = words
        own = None if words and is_generated(output.get("metadata", {})) else _own_words(output)
        if own is None and (words := words or _kernels_words(data)):
            for kind in data:
                output.metadata[kind] = {**as_mapping(output.metadata.get(kind)), "alt": words}


def _own_words(output: Mapping[str, Any]) -> str | None:
    """Return the alternative text of an output; an empty one is for decoration, as in HTML."""
    metadata = as_mapping(output.get("metadata"))
    places = [*map(metadata.get, as_mapping(output.get("data"))), metadata]
    texts = (as_mapping(place).get("alt") for place in places)
    return next((text for text in texts if isinstance(text, str)), None)


def _kernels_words(data: Mapping[str, Any]) -> str:
    """Return the text that a kernel sent beside a chart, if it is in words, as "Plot with title" of R is."""
    text = " ".join(as_text(data.get("text/plain")).split())
    is_code = len(text) > _MAX_SENTENCE or _CODE.search(text) or len(_WORD.findall(text)) < _MIN_WORDS
    return "" if is_code else text
