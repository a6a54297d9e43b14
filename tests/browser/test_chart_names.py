"""Charts get names from the JupyterLab extension, as the accessibility tree of Chromium shows."""

from __future__ import annotations

import io
import json
import shutil
import time
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import nbformat
import pytest
from nbformat import v4

from tests.helpers.accessibility_tree import charts, elements
from tests.helpers.environment import require
from tests.helpers.notebooks import write_code_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.helpers.jupyter_browser import Lab

pytestmark = pytest.mark.browser

OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
VIEW = ".jp-LinkedOutputView .jp-OutputArea-output"
TALL = {"width": 1200, "height": 7000}  # cells that are out of sight are not rendered
LIMIT = 30.0  # s, until all charts are drawn

SHOW = """
import json
import ipywidgets
from IPython.display import display

def show(data, metadata, changed=None):
    handle = display(data, metadata=metadata, raw=True, display_id=True)
    if changed is not None:
        handle.update(data, metadata=changed, raw=True)

for each in json.load(open("charts.json")):
    show(*each)
view = ipywidgets.IntSlider(description="Inside")._repr_mimebundle_() | {"text/plain": "The widget."}
show(view, {"application/vnd.jupyter.widget-view+json": {"alt": "The widget."}})
"""
PLOTLY = {"data": [{"type": "scatter", "y": [1, 3, 2]}], "layout": {}}
VEGA_LITE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": "The Vega-Lite chart.",
    "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 5}]},
    "mark": "line",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="5" cy="5" r="3"/></svg>'
# As pages of Altair are: a script draws, and names what it has drawn.
SCRIPT = """
<div id="page" role="img"></div>
<script>
setTimeout(() => document.getElementById("page").setAttribute("aria-label", "The page."), 300);
</script>
"""
NAMES = [
    ("image", "The png."),
    ("image", "The jpeg."),
    ("image", "The gif."),
    ("image", "The webp."),
    ("image", "The svg."),
    ("figure", "The Plotly chart."),
    ("graphics-document", "The Vega-Lite chart."),  # has named itself: one name is enough
    ("image", "The page."),  # so has this
    ("figure", "The HTML."),
    ("image", "The new name."),
    ("image", ""),  # had a name and lost it
    ("image", ""),  # has no text as name
    ("image", "The author's own."),
]
WIDGET = ("figure", "The widget.")
UNTRUSTED_NAMES = [
    ("figure", name) if name == "The page." else (role, name) for role, name in NAMES if name != "The svg."
]


def picture(kind: str = "webp") -> str:
    """Return a picture in base64."""
    from PIL import Image

    with io.BytesIO() as file:
        Image.new("RGB", (9, 9)).save(file, format=kind)
        return b64encode(file.getvalue()).decode()


def outputs() -> list[tuple[Any, ...]]:
    """Return MIME bundles, their metadata, and for some the metadata that replace these."""

    def named(mime_type: str, data: Any, name: Any) -> tuple[Any, Any]:
        return {mime_type: data, "text/plain": name}, {mime_type: {"alt": name}}

    own_name = f'<img alt="The author\'s own." src="data:image/webp;base64,{picture()}">'
    return [
        *(named(f"image/{kind}", picture(kind), f"The {kind}.") for kind in ("png", "jpeg", "gif", "webp")),
        named("image/svg+xml", SVG, "The svg."),
        named("application/vnd.plotly.v1+json", PLOTLY, "The Plotly chart."),
        named("application/vnd.vegalite.v5+json", VEGA_LITE, "The Vega-Lite chart."),
        named("text/html", SCRIPT, "The page."),
        named("text/html", f'<p>Inside</p><img src="data:image/webp;base64,{picture()}">', "The HTML."),
        (*named("image/webp", picture(), "The old name."), {"image/webp": {"alt": "The new name."}}),
        (*named("image/webp", picture(), "The old name."), {}),
        named("image/webp", picture(), ["No text."]),
        ({"text/html": own_name}, {}),
    ]


def assert_names(page: Page, expected: list[tuple[str, str]], selector: str = OUTPUTS) -> None:
    """Check the names of all charts, as soon as they are drawn."""
    end = time.monotonic() + LIMIT
    while charts(page, selector) != expected and time.monotonic() < end:
        page.wait_for_timeout(200)
    assert charts(page, selector) == expected


def copied(path: Path) -> Path:
    """Return the path of a copy of a notebook: it is trusted as that is."""
    return Path(shutil.copy(path, path.with_name(f"copied-{path.name}")))


def changed(path: Path) -> Path:
    """Return the path of a copy of a notebook with a change that somebody else made: it is not trusted."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["title"] = "Changed"
    copy = path.with_name(f"changed-{path.name}")
    nbformat.write(notebook, copy)
    return copy


def refuse_kernel(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


@pytest.mark.parametrize("app", ["lab", "notebook"])
def test_charts_have_names(browser: Browser, offline_lab: Lab, app: Literal["lab", "notebook"]) -> None:
    require("notebook", "plotly")
    path = offline_lab.root / f"{app}.ipynb"
    write_code_notebook(path, SHOW)
    path.with_name("charts.json").write_text(json.dumps(outputs()), encoding="utf-8")
    with offline_lab.open(browser, path.name, app=app, viewport=TALL) as notebook:
        notebook.run_all()
        assert_names(notebook.page, [*NAMES, WIDGET])
        notebook.save()
        notebook.page.route("**/api/sessions*", refuse_kernel)
        for file, names, texts in (
            (copied(path), [*NAMES, WIDGET], {8: "Inside", 13: "Loading widget..."}),
            (changed(path), UNTRUSTED_NAMES, {4: "The svg.", 8: "Inside", 13: "The widget."}),
        ):
            notebook.page.goto(offline_lab.address(file.name, app))
            notebook.wait_until_loaded(file.name)
            assert_names(notebook.page, names)
            assert notebook.page.locator(f"{OUTPUTS} img:not([alt])").count() == names.count(("image", ""))
            found = [element.text() for element in elements(notebook.page, OUTPUTS)]
            assert {i: text for i, text in enumerate(found) if text} == texts


def test_views_of_outputs_and_of_markdown_files(browser: Browser, offline_lab: Lab) -> None:
    (offline_lab.root / "read me.md").write_text("# Title\n\nSome *words*.", encoding="utf-8")
    path = offline_lab.root / "views.ipynb"
    write_code_notebook(path, "1")
    saved = nbformat.read(path, as_version=4)
    shown = [(data, metadata) for data, metadata, *_ in outputs()[:4]]
    shown.append(({"image/png": picture("png")}, {"image/png": {"alt": "In a frame.", "isolated": True}}))
    saved.cells[0].outputs = [v4.new_output("display_data", data, metadata=each) for data, each in shown]
    nbformat.write(saved, path)
    with offline_lab.open(browser, path.name) as notebook:
        notebook.command("notebook:create-output-view")
        assert_names(notebook.page, NAMES[:4], VIEW)
        notebook.page.frame_locator(f"{VIEW}.jp-mod-isolated").get_by_alt_text("In a frame.").wait_for(
            state="attached"
        )
        preview = {"path": "read me.md", "factory": "Markdown Preview"}
        notebook.page.evaluate("args => window.jupyterapp.commands.execute('docmanager:open', args)", preview)
        notebook.page.locator(".jp-MarkdownViewer h1").wait_for()
        assert notebook.page.locator(".jp-MarkdownViewer p").inner_text() == "Some words."
