"""The preprocessor that names charts in pages, with nbconvert's own templates and with ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.helpers.environment import require
from tests.helpers.notebooks import display, write_outputs

PREPROCESSOR = "ipytts.nbconvert.alternative_text.AlternativeText"
UNNAMED = "No description has been provided for this image"  # nbconvert's words
PNG = {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure size 640x480 with 1 Axes>"}
JPEG = {"image/jpeg": "/9j/4AAQ"}
SVG = {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><text>0.0</text></svg>"}
PLOTLY = {"application/vnd.plotly.v1+json": {}, "text/html": "<div><script>newPlot()</script></div>"}
GENERATED = {"ipytts": {"generated": True, "version": "0.2.0"}}


@pytest.fixture(autouse=True)
def _nbconvert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require("nbconvert")
    monkeypatch.chdir(tmp_path)


def alt(mime_type: str, words: object) -> dict[str, Any]:
    return {mime_type: {"alt": words}}


def export(
    outputs: list[Any], source: str = "plot()", *, to: str = "html", names: bool = True, **settings: Any
) -> str:
    """Return the page of a notebook with one cell."""
    from nbconvert.exporters import get_exporter

    path = write_outputs(Path("report.ipynb"), (source, outputs))
    preprocessors = [PREPROCESSOR] if names else []
    page, _ = get_exporter(to)(preprocessors=preprocessors, **settings).from_filename(str(path))
    return str(page)


def names(page: str) -> list[str]:
    """Return the names of images and of elements with a role, in the order of the page."""
    found = BeautifulSoup(page, "html.parser").select("img, [role]")
    return [str(each.get("alt") or each.get("aria-label")) for each in found]


ALL = (
    display(PNG, alt("image/png", "A line.")),
    display(JPEG, alt("image/jpeg", "A photo.")),
    display(SVG, alt("image/svg+xml", "Bars.")),
    display(PLOTLY, alt("application/vnd.plotly.v1+json", "A map.")),
)


@pytest.mark.parametrize(
    ("to", "settings"),
    [
        ("html", {}),
        ("html", {"template_name": "classic"}),
        ("html", {"template_name": "basic"}),
        ("html", {"skip_svg_encoding": True}),
        ("html", {"sanitize_html": True}),
        ("slides", {}),
    ],
)
def test_each_template_names_each_chart(to: str, settings: dict[str, Any]) -> None:
    assert names(export(list(ALL), to=to, **settings)) == ["A line.", "A photo.", "Bars.", "A map."]


def test_template_ipytts_names_each_chart_and_lab_none() -> None:
    own = export(list(ALL), names=False, template_name="ipytts")
    assert names(own) == ["A line.", "A photo.", "Bars.", "A map."]
    assert export(list(ALL), template_name="ipytts") == own  # with the preprocessor configured as well
    assert names(export(list(ALL), names=False)) == [UNNAMED] * 3


def test_template_of_a_user_names_each_chart(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "conf.json").write_text('{"base_template": "lab"}')
    (folder / "index.html.j2").write_text(
        "{% extends 'lab/index.html.j2' %}{% block data_png %}<b>Mine</b>{{ super() }}{% endblock %}"
    )
    page = export(list(ALL), template_name="mine")
    assert "<b>Mine</b>" in page
    assert names(page) == ["A line.", "A photo.", "Bars.", "A map."]


@pytest.mark.parametrize("template", ["lab", "classic", "reveal"])
def test_notebook_without_alternative_text_is_exported_as_before(template: str) -> None:
    outputs = [
        *(display(PNG, {"image/png": {"width": 320, "needs_background": "dark"}}), display(SVG)),
        *(display(PLOTLY), display({"text/plain": "\x1b[31mred\x1b[0m", "text/html": "<b>red</b>"})),
        display({"text/latex": "$x$", "image/png": "iVBORw0KGgo="}),
    ]
    before = export(outputs, names=False, template_name=template)
    assert export(outputs, template_name=template) == before
    assert UNNAMED in before


def test_words_are_escaped_and_size_and_background_stay() -> None:
    words = "From \"low\" <b>to</b> high & back,\nsaid 'she'"
    metadata = {"image/png": {"alt": words, "width": 320, "height": 200, "needs_background": "light"}}
    page = BeautifulSoup(export([display(PNG, metadata)], template_name="lab"), "html.parser")
    image = page.select_one("img")
    assert image is not None
    assert image["alt"] == words
    assert (image["width"], image["height"]) == ("320", "200")
    assert "jp-needs-light-background" in image["class"]
    label = BeautifulSoup(export([display(PLOTLY, alt("text/html", words))]), "html.parser").select_one(
        "[role]"
    )
    assert label is not None
    assert (label["role"], label["aria-label"]) == ("figure", words)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({}, ["By the author", "The second"]),
        (alt("image/png", "Saved"), ["Saved", "The second"]),
        ({**alt("image/png", "A line chart."), **GENERATED}, ["By the author", "The second"]),
    ],
)
def test_author_in_code_wins_over_generated_words(metadata: dict[str, Any], expected: list[str]) -> None:
    source = "#| fig-alt:\n#|   - By the author\n#|   - The second\nplot()"
    other = {**PNG, "image/png": "iVBORw0KGgoA"}
    table = display({"text/html": "<table></table>"})
    outputs = [display(PNG, metadata), table, display(PNG, metadata), display(other)]
    first, second = expected  # the first is there twice: as drawn, and as the value of the cell
    assert names(export(outputs, source)) == [first, first, second]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Plot with title “Heights of trees”", "Plot with title “Heights of trees”"),  # R
        ("<Figure size 640x480 with 1 Axes>", UNNAMED),
        ("Plot{Plots.GRBackend() n=1}", UNNAMED),
        ("alt.Chart(...)", UNNAMED),
        ("x**2 + 1", UNNAMED),
    ],
)
def test_image_without_alternative_text_has_the_words_of_its_kernel(plain: str, expected: str) -> None:
    assert names(export([display({**PNG, "text/plain": plain})])) == [expected]


def test_empty_text_marks_decoration() -> None:
    page = BeautifulSoup(export([display(PNG, alt("image/png", ""))]), "html.parser")
    assert page.select_one("img")["alt"] == ""  # type: ignore[index]


@pytest.mark.parametrize("words", [None, 3, ["a"]])
def test_metadata_that_are_no_text_are_left(words: object) -> None:
    assert names(export([display(PNG, {"image/png": {"alt": words}})])) == [UNNAMED]


def test_text_is_not_named_over_again() -> None:
    """A page shows the words themselves where it cannot show the chart."""
    data = {"application/vnd.plotly.v1+json": {}, "text/plain": "A map."}
    page = export([display(data, alt("application/vnd.plotly.v1+json", "A map."))])
    assert names(page) == []
    assert page.count("A map.") == 1


def test_chart_of_bokeh_is_named_where_it_is_drawn() -> None:
    element = display({"text/html": '<div id="a" data-root-id="p1"></div>'}, alt("text/html", "It grows."))
    script = "application/vnd.bokehjs_exec.v0+json"
    drawing = display({"application/javascript": "embed()", script: ""}, alt(script, "It grows."))
    page = export([element, drawing])
    assert len(BeautifulSoup(page, "html.parser").select("[role=figure] [data-root-id]")) == 1
    assert names(page) == ["It grows."]


def test_vega_names_its_chart_by_itself() -> None:
    script = '<script>const spec = {"mark": "bar", "description": "Bars \\"rise\\"."};</script>'
    spec = f"<div id='vis'></div>{script}"
    page = export([display({"text/html": spec}, alt("text/html", 'Bars "rise".'))])
    assert names(page) == []
    assert names(export([display({"text/html": spec}, alt("text/html", "Other words."))])) == ["Other words."]


def test_image_in_html_gets_the_words() -> None:
    page = export([display({"text/html": "<p><img src='a.png'></p>"}, alt("text/html", "A line."))])
    assert re.findall(r"<img[^>]*>", page) == ['<img alt="A line." src="a.png"/>']
    named = "<img alt='Theirs' src='a.png'>"
    assert names(export([display({"text/html": named}, alt("text/html", "Ours."))])) == ["Theirs"]
