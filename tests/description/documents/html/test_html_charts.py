from __future__ import annotations

import base64
import html
import json
import time
from typing import Any

import altair as alt
import pandas as pd
import plotly.express as px
import plotly.io as pio
import pytest
from bokeh.embed import components, file_html
from bokeh.embed.notebook import notebook_content
from bokeh.plotting import figure
from bokeh.resources import CDN

from ipytts.description.documents import mime_bundles
from ipytts.description.documents.html.html_charts import (
    BOKEH,
    PLOTLY,
    VEGA,
    VEGA_LITE,
    find_charts,
    find_script_charts,
)

_OLD_PLOTLY = """<div id="a" class="plotly-graph-div"></div><script type="text/javascript">
require(["plotly"], function(Plotly) { window.PLOTLYENV=window.PLOTLYENV || {};
if (document.getElementById("a")) { Plotly.newPlot('a', [{"type": "bar", "y": [4, 1]}],
{"title": {"text": "Hail"}}, {"responsive": true}).then(function(){ return 1; }) }; });</script>"""
_OLDEST_PLOTLY = """<script>Plotly.newPlot("a", [{"type": "pie", "values": [4, 1]}], {}, {"showLink": true,
"linkText": "Export to plot.ly"})</script>"""
_WRITTEN = """<script>var traces = [{x: ['Bergen', 'Oslo'], y: [4, 1,], type: 'bar', text: undefined}];
Plotly.newPlot(document.getElementById('a'), traces, {title: 'Hail'});</script>"""


def _title() -> str:
    return 'Rain & "snow" </script> é'


def _plotly() -> Any:
    return px.bar(x=["Oslo", "Bergen"], y=[3, 9], title=_title())


def _altair() -> Any:
    frame = pd.DataFrame({"city": ["Oslo", "Bergen"], "rain": [3, 9]})
    chart = alt.Chart(frame, title='Rain & "snow" é')  # Altair does not escape </script>
    return chart.mark_bar().encode(x="city", y="rain")


def _bokeh() -> Any:
    plot = figure(title=_title())
    plot.line([1, 2, 3], [4, 6, 5])
    return plot


@pytest.mark.parametrize(
    "renderer", ["notebook", "notebook_connected", "colab", "kaggle", "azure", "sphinx_gallery"]
)
def test_plotly_is_found_in_what_its_renderers_write(renderer: str) -> None:
    chart = _plotly()
    (found,) = find_charts(pio.renderers[renderer].to_mimebundle(chart.to_plotly_json())["text/html"])
    assert found.mime_type == PLOTLY
    assert found.bundle == json.loads(chart.to_json())


@pytest.mark.parametrize("full_html", [True, False])
def test_plotly_is_found_in_pages_with_its_library(full_html: bool) -> None:  # noqa: FBT001
    (found,) = find_charts(_plotly().to_html(full_html=full_html, include_plotlyjs=True))
    assert found.bundle["layout"]["title"]["text"] == _title()


def test_frames_of_an_animation_belong_to_the_figure() -> None:
    countries = px.data.gapminder()
    chart = px.scatter(countries, x="gdpPercap", y="lifeExp", animation_frame="year")
    (found,) = find_charts(chart.to_html(full_html=False, include_plotlyjs=False))
    assert found.bundle == json.loads(chart.to_json())


@pytest.mark.parametrize(
    ("page", "title"), [(_OLD_PLOTLY, {"text": "Hail"}), (_OLDEST_PLOTLY, None), (_WRITTEN, "Hail")]
)
def test_older_and_handwritten_calls_of_plotly_are_read(page: str, title: object) -> None:
    (found,) = find_charts(page)
    assert found.bundle["data"][0].get("y", [4, 1]) == [4, 1]
    assert found.bundle["layout"].get("title") == title


@pytest.mark.parametrize("renderer", ["html", "default", "colab", "kaggle", "zeppelin", "olli"])
def test_vega_lite_is_found_in_what_altairs_renderers_write(renderer: str) -> None:
    with alt.renderers.enable(renderer):
        bundle = _altair()._repr_mimebundle_()
    (found,) = find_charts((bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"])
    assert found.mime_type == VEGA_LITE
    assert found.bundle == _altair().to_dict()


@pytest.mark.parametrize("template", ["standard", "universal", "inline", "olli"])
def test_vega_lite_is_found_in_whole_pages(template: str) -> None:
    (found,) = find_charts(_altair().to_html(template=template))
    assert found.bundle == _altair().to_dict()


@pytest.mark.parametrize(
    "script",
    [
        'var spec = {"mark": "bar"}; var e = {mode: "vega-lite", spec: spec}; vg.embed("#v", e)',
        'vegaEmbed("#v", {"mark": "bar"}, {"mode": "vega-lite"}).then(console.log);',
        '(function(spec, embedOpt){ vegaEmbed("#v", spec); })({"mark": "bar"}, {"mode": "vega-lite"});',
        "const vlSpec = {mark: 'bar',}; vegaEmbed('#v', vlSpec);",
    ],
)
def test_vega_lite_is_found_in_older_forms(script: str) -> None:
    assert find_script_charts(script) == [(VEGA_LITE, {"mark": "bar"})]


def test_vega_is_not_taken_for_vega_lite() -> None:
    spec = {"$schema": "https://vega.github.io/schema/vega/v5.json", "marks": []}
    (found,) = find_script_charts(f"vegaEmbed('#v', {json.dumps(spec)})")
    assert found == (VEGA, spec)


def test_bokeh_is_found_in_pages_components_and_notebooks() -> None:
    plot = _bokeh()
    pages = [file_html(plot, CDN), "".join(components(plot))]
    found = [chart for page in pages for chart in find_charts(page)]
    found += find_script_charts(notebook_content(plot)[0])
    assert [chart.mime_type for chart in found] == [BOKEH] * 3
    titles = [chart.bundle["roots"][0]["attributes"]["title"]["attributes"]["text"] for chart in found]
    assert titles == [_title()] * 3


def test_bokeh_is_described_beside_its_empty_json() -> None:
    script = notebook_content(_bokeh())[0]
    data = {"application/javascript": script, "application/vnd.bokehjs_exec.v0+json": ""}
    (chart,) = mime_bundles.find_charts(mime_bundles.Bundle(data))
    assert chart.bundle["roots"]


def test_charts_are_found_in_embedded_pages() -> None:
    data = base64.b64encode(_OLD_PLOTLY.encode()).decode()
    for attribute in (
        f'srcdoc="{html.escape(_OLD_PLOTLY)}"',
        f"srcdoc='{_OLDEST_PLOTLY}'",
        f'src="data:text/html;charset=utf-8;base64,{data}"',
    ):
        (found,) = find_charts(f"<div><iframe {attribute} height=300></iframe></div>")
        assert found.bundle["data"]


def test_plotly_widgets_of_r_are_found() -> None:
    widget = {"x": {"visdat": {}, "layout": {"title": "Hail"}, "data": [{"type": "bar", "y": [4, 1]}]}}
    (found,) = find_charts(f'<script type="application/json" data-for="h">{json.dumps(widget)}</script>')
    assert found == (PLOTLY, {"data": widget["x"]["data"], "layout": {"title": "Hail"}})


def test_several_charts_are_found_in_their_order() -> None:
    page = f'{_OLDEST_PLOTLY}<script>vegaEmbed(\'#v\', {{"mark": "bar"}})</script>{_OLD_PLOTLY}'
    assert [chart.mime_type for chart in find_charts(page)] == [PLOTLY, VEGA_LITE, PLOTLY]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<pre>Plotly.newPlot('a', [{'y': [1]}])</pre>",
        f"<!-- {_OLD_PLOTLY} -->",
        "<script>Plotly.newPlot('a', traces, layout)</script>",
        "<script>Plotly.newPlot('a', [",
        '<script>var spec = {"title": "not a chart"}; vegaEmbed(\'#v\', spec)</script>',
        '<script type="application/json">{"a": {"b": 1}}</script>',
        '<script src="x.js',
        '<iframe src="data:text/html;base64,///"></iframe>',
    ],
)
def test_what_is_no_chart_is_left_out(page: str) -> None:
    assert find_charts(page) == []


@pytest.mark.parametrize(
    "piece",
    ["<script ", "<script>Plotly.newPlot('a', d, ", "<script>docs_json = {", '<iframe "', "{a:[", "<!--"],
)
def test_broken_pages_are_read_in_linear_time(piece: str) -> None:
    page = "<script>vegaEmbed('a', " + piece * (4_000_000 // len(piece))
    began = time.process_time()
    find_charts(page)
    assert time.process_time() - began < 2
