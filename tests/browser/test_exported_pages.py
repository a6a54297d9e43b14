"""The charts of pages that nbconvert makes, as a screen reader finds them, opened from a file in Chromium."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.accessibility_tree import charts
from tests.helpers.environment import require
from tests.helpers.notebooks import display, write_outputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.helpers.speech_server import SpeechServer

pytestmark = pytest.mark.browser

PNG = 'A line chart: "low" to <b>high</b> & back.'
SVG = "A bar chart of 3 bars."
JPEG = "A picture of\na bird."
PLOTLY = "A line chart that falls, then rises."
ALTAIR = 'A bar chart: "b" rises.'
AUTHOR = "By the author: the line rises."
UNNAMED = "No description has been provided for this image"  # nbconvert's words


@pytest.fixture(scope="module")
def notebook(clean_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a notebook with charts of each kind and their alternative text."""
    require("nbconvert", "matplotlib", "plotly", "altair", "vl_convert")
    path = tmp_path_factory.mktemp("exported") / "report.ipynb"
    images = [("png", PNG), ("svg+xml", SVG), ("jpeg", JPEG)]
    shown = [display({f"image/{kind}": _image(kind)}, _alt(f"image/{kind}", alt)) for kind, alt in images]
    source = f'#| fig-alt: "{AUTHOR}"\nax.plot([1, 3 @ k]) if k in a else None'
    by_author = display({"image/png": _image("png"), "text/plain": "<Figure size 640x480 with 1 Axes>"})
    return write_outputs(
        path, ("plot()", shown), ("plotly()", [_plotly()]), ("altair()", [_altair()]), (source, [by_author])
    )


def _alt(mime_type: str, words: str) -> dict[str, Any]:
    return {mime_type: {"alt": words}}


def _image(kind: str) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([1, 2])
    file = io.BytesIO()
    figure.savefig(file, format=kind.partition("+")[0])
    return file.getvalue().decode() if kind == "svg+xml" else base64.b64encode(file.getvalue()).decode()


def _plotly() -> Any:
    import plotly.graph_objects as go

    page = go.Figure(go.Scatter(y=[3, 1, 2])).to_html(full_html=False, include_plotlyjs=True)
    return display({"text/html": page}, _alt("text/html", PLOTLY))


def _altair() -> Any:
    import altair as alt
    import pandas as pd

    data = pd.DataFrame({"a": ["x", "y"], "b": [3, 4]})
    chart = alt.Chart(data, description=ALTAIR).mark_bar().encode(x="a:N", y="b:Q")
    return display({"text/html": chart.to_html(inline=True, fullhtml=False)}, _alt("text/html", ALTAIR))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def export(page: Page, notebook: Path, *options: str) -> None:
    """Make a page of the notebook and open it, with its charts drawn."""
    command = [sys.executable, "-m", "nbconvert", *options, notebook.name, "--output=page"]
    subprocess.run(command, cwd=notebook.parent, check=True, capture_output=True, env=os.environ)
    (file,) = notebook.parent.glob("page*.html")
    page.goto(file.as_uri())
    page.wait_for_selector("svg.main-svg", state="attached")
    page.wait_for_selector("[role=graphics-document]", state="attached")
    file.unlink()


OUTPUTS = ".jp-OutputArea-output"
ALL = [
    *(("image", PNG), ("image", SVG), ("image", JPEG.replace("\n", " "))),
    *(("figure", PLOTLY), ("graphics-document", ALTAIR), ("image", AUTHOR)),
]


def serious_problems(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core calls serious, and missing names of images in any case."""
    from axe_playwright_python.sync_playwright import Axe

    ours = {"exclude": [".vega-embed summary"]}  # the menu that Vega adds has no name
    found = Axe().run(page, context=ours).response
    assert "image-alt" in {rule["id"] for rule in found["passes"]}
    return [
        (rule["id"], rule["nodes"][0]["html"][:200])
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical") or "alt" in rule["id"]
    ]


@pytest.mark.parametrize("template", ["ipytts", "speech"])
def test_template_names_every_chart_and_axe_finds_nothing_serious(
    page: Page, notebook: Path, server: SpeechServer, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    require("axe_playwright_python")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    export(page, notebook, "--to=html", f"--template={template}")
    assert charts(page, OUTPUTS) == ALL
    assert serious_problems(page) == []


def test_template_of_nbconvert_names_only_what_names_itself(page: Page, notebook: Path) -> None:
    export(page, notebook, "--to=html")
    assert {name for _, name in charts(page, OUTPUTS)} == {"", UNNAMED, ALTAIR}
