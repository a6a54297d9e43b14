"""Find the JSON of charts in HTML and scripts, as the renderers of Plotly, Altair and Bokeh write it.

Elements are found by their tags alone: a parser of the whole page needs 9 s for 20 MB of rows.
"""

from __future__ import annotations

import base64
import binascii
import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote

from ipytts.description.documents.html.javascript_values import NoLiteralError, read_value, skip_space

PLOTLY = "application/vnd.plotly.v1+json"
VEGA = "application/vnd.vega.v5+json"
VEGA_LITE = "application/vnd.vegalite.v5+json"
BOKEH = "application/vnd.bokeh+json"

_MAX_PAGE = 50_000_000  # characters
_MAX_DEPTH = 2  # pages within pages
_MAX_CHARTS = 20
_MAX_CALLS = 50  # places in a script that are read
_MAX_SEARCHED = 1_000_000  # characters of a script that are searched for a variable
_ELEMENT = re.compile(r"<(?:(script|iframe)\b|!--)", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_TAG_MARK = re.compile(r"[\"'>]")
_JSON_KIND = re.compile(r"application/(?:[\w.-]+\+)?json", re.IGNORECASE)
_PAGE_URL = re.compile(r"data:text/html(;[\w=-]{1,40})*,", re.IGNORECASE)

_PLOTLY_CALL = re.compile(r"Plotly\.(?:newPlot|plot|react|addFrames)\s*\(")
_TARGET = re.compile(r"\s*(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|[\w.$]{1,200}(?:\([^()\n]{0,200}\))?)\s*,")
_SPEC = re.compile(
    r"\b(?:var|let|const)\s+\w{0,40}[sS]pec\w{0,40}\s*=\s*(?=\{)|\}\)\s*\(\s*(?=\{)"
    r"|\b(?:vegaEmbed|vg\.embed)\s*\((?:[^,\n]{0,200}),\s*(?=\{)"
)
_VIEWS = ("mark", "marks", "layer", "concat", "hconcat", "vconcat", "facet", "repeat", "spec")
_BOKEH_DOCUMENTS = re.compile(r"\bdocs_json\s*=\s*")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]{0,100}")


class Chart(NamedTuple):
    """The JSON of a chart, and its MIME type in notebooks."""

    mime_type: str
    bundle: Mapping[str, Any]


class _Element(NamedTuple):
    name: str  # "script" or "iframe"
    attributes: Mapping[str, str]
    text: str  # of a script


def find_charts(html: str) -> list[Chart]:
    """Return the charts in HTML, in their order; at most 20.

    Their types are those of the MIME bundles of Plotly, Vega and Vega-Lite, and `BOKEH`, which is one
    document of Bokeh. Embedded pages (``<iframe srcdoc>``) are searched too.

    Examples
    --------
    >>> page = '<script>Plotly.newPlot("c", [{"type": "bar", "y": [3, 5]}], {"title": "Rain"})</script>'
    >>> find_charts(page)[0].bundle
    {'data': [{'type': 'bar', 'y': [3, 5]}], 'layout': {'title': 'Rain'}}
    """
    return list(_charts(html[:_MAX_PAGE], 0))[:_MAX_CHARTS]


def find_script_charts(script: str) -> list[Chart]:
    """Return the charts that a script draws, as in ``application/javascript`` of Bokeh in a notebook.

    Examples
    --------
    >>> script = 'var spec = {"mark": "bar", "encoding": {}}; vegaEmbed("#v", spec);'
    >>> [chart.mime_type for chart in find_script_charts(script)]
    ['application/vnd.vegalite.v5+json']
    """
    script = script[:_MAX_PAGE]
    charts: list[Chart] = []
    if "Plotly." in script:
        charts += _plotly_charts(script)
    if "ega" in script or "vg.embed" in script:
        charts += _vega_charts(script)
    if "docs_json" in script:
        charts += _bokeh_charts(script)
    return charts[:_MAX_CHARTS]


def _charts(page: str, depth: int) -> Iterator[Chart]:
    for element in _elements(page):
        if element.name == "iframe":
            if depth < _MAX_DEPTH:
                yield from _charts(embedded_page(element.attributes), depth + 1)
        elif _JSON_KIND.match(element.attributes.get("type", "")):
            yield from _charts_of_json(element.text)
        else:
            yield from find_script_charts(element.text)


def embedded_page(attributes: Mapping[str, str | None]) -> str:
    """Return the HTML within the attributes of an ``<iframe>``; empty if it is elsewhere.

    Examples
    --------
    >>> embedded_page({"src": "data:text/html;charset=utf-8,%3Cp%3EHi"})
    '<p>Hi'
    """
    if page := attributes.get("srcdoc"):
        return page
    source = (attributes.get("src") or "").strip()
    if not (match := _PAGE_URL.match(source)):
        return ""
    if ";base64" not in match[0].lower():
        return unquote(source[match.end() :])
    try:
        return base64.b64decode(source[match.end() :]).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _elements(page: str) -> Iterator[_Element]:
    """Yield the scripts and the embedded pages, but not those within comments."""
    at = 0
    while match := _ELEMENT.search(page, at):
        if not match[1]:
            at = page.find("-->", match.end())
        elif (at := _tag_end(page, match.end())) >= 0:
            name, attributes = match[1].lower(), _attributes(page[match.start() : at])
            end = _SCRIPT_END.search(page, at) if name == "script" else None
            close = end.start() if end else len(page)
            yield _Element(name, attributes, page[at:close] if name == "script" else "")
            at = close if name == "script" else at
        if at < 0:
            return


def _tag_end(page: str, at: int) -> int:
    """Return where a tag ends, with its ``>``; -1 if it has no end."""
    while match := _TAG_MARK.search(page, at):
        if match[0] == ">":
            return match.end()
        at = page.find(match[0], match.end()) + 1
        if not at:
            return -1
    return -1


def _attributes(tag: str) -> dict[str, str]:
    parser = _TagParser()
    parser.feed(tag)
    return parser.attributes


class _TagParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str] = {}

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = {name: value or "" for name, value in attrs}


def _plotly_charts(script: str) -> list[Chart]:
    charts: list[dict[str, Any]] = []
    at = 0
    for _ in range(_MAX_CALLS):
        if not (match := _PLOTLY_CALL.search(script, at)):
            break
        target = _TARGET.match(script, match.end())
        values, at = _arguments(script, target.end()) if target else ([], match.end())
        if "addFrames" in match[0]:
            if charts and values and isinstance(values[0], list):
                charts[-1]["frames"] = values[0]
        elif figure := _plotly_figure(values):
            charts.append(figure)
    return [Chart(PLOTLY, figure) for figure in charts]


def _plotly_figure(values: list[Any]) -> dict[str, Any]:
    """Return a figure of the arguments of ``newPlot``: traces and layout, or both in one object."""
    data = values[0] if values else None
    if isinstance(data, dict) and isinstance(data.get("data"), list):
        return dict(data)
    if not isinstance(data, list) or not all(isinstance(trace, dict) for trace in data):
        return {}
    layout = values[1] if len(values) > 1 and isinstance(values[1], dict) else {}
    return {"data": data, "layout": layout}


def plotly_figure(value: Any) -> Mapping[str, Any]:
    """Return a value if it is a figure of Plotly, else an empty mapping.

    Examples
    --------
    >>> plotly_figure({"data": [{"type": "bar", "y": [3, 5]}], "layout": {}})["layout"]
    {}
    >>> plotly_figure({"data": [3, 5], "layout": {}})
    {}
    """
    traces = value.get("data") if isinstance(value, dict) and isinstance(value.get("layout"), dict) else None
    is_figure = isinstance(traces, list) and all(
        isinstance(trace, dict) and "type" in trace for trace in traces
    )
    return value if is_figure and traces else {}


def _arguments(script: str, at: int) -> tuple[list[Any], int]:
    """Return the first two arguments, as far as they can be read, and where they end."""
    values: list[Any] = []
    while len(values) < 2:
        try:
            value, at = _argument(script, at)
        except NoLiteralError:
            break
        values.append(value)
        at = skip_space(script, at)
        if script[at : at + 1] != ",":
            break
        at += 1
    return values, at


def _argument(script: str, at: int) -> tuple[Any, int]:
    """Return the value of a literal, or of a variable that is set to a literal in the same script."""
    at = skip_space(script, at)
    try:
        return read_value(script, at)
    except NoLiteralError:
        if not (name := _IDENTIFIER.match(script, at)):
            raise
    given = re.search(rf"(?<![\w.$]){re.escape(name[0])}\s*=(?!=)\s*", script[:_MAX_SEARCHED])
    if not given:  # a variable of another script
        raise NoLiteralError(at)
    return read_value(script, given.end())[0], name.end()


def _vega_charts(script: str) -> Iterator[Chart]:
    for spec in _literals(script, _SPEC):
        if chart := _vega_chart(spec):
            yield chart


def _literals(script: str, before: re.Pattern[str]) -> Iterator[Any]:
    """Yield the values of the literals after a pattern; none of them begins within another one."""
    at = 0
    for _ in range(_MAX_CALLS):
        if not (match := before.search(script, at)):
            return
        try:
            value, at = read_value(script, match.end())
        except NoLiteralError as error:
            at = max(error.at, match.end())
        else:
            yield value


def _vega_chart(spec: Any) -> Chart | None:
    if not isinstance(spec, dict):
        return None
    schema = str(spec.get("$schema", ""))
    is_vega = "/vega/" in schema or ("marks" in spec and "mark" not in spec)
    if "/vega" in schema or any(key in spec for key in _VIEWS):
        return Chart(VEGA if is_vega else VEGA_LITE, spec)
    return None


def _bokeh_charts(script: str) -> Iterator[Chart]:
    for value in _literals(script, _BOKEH_DOCUMENTS):
        yield from _bokeh_documents(_escaped_json(value) if isinstance(value, str) else value)


def _bokeh_documents(documents: Any) -> Iterator[Chart]:
    """Yield the documents of Bokeh in an object that has them by their identifiers."""
    for document in documents.values() if isinstance(documents, dict) else ():
        if isinstance(document, dict) and "roots" in document:
            yield Chart(BOKEH, document)


def _charts_of_json(text: str) -> Iterator[Chart]:
    """Yield the charts of a JSON script: documents of Bokeh, a Plotly widget of R, or Vega-Lite."""
    value = _escaped_json(text)
    if not isinstance(value, dict):
        return
    widget = value.get("x")
    if isinstance(widget, dict) and isinstance(widget.get("data"), list) and "layout" in widget:
        yield Chart(PLOTLY, {"data": widget["data"], "layout": widget["layout"]})
    elif chart := _vega_chart(value):
        yield chart
    else:
        yield from _bokeh_documents(value)


def _escaped_json(text: str) -> Any:
    """Return the value of JSON, which Bokeh escapes as HTML; None if there is none."""
    try:
        return json.loads(entities.unescape(text))
    except (ValueError, RecursionError):
        return None
