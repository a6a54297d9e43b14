"""What plotly.js computes when it draws a figure in a real page."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

_SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_DRAW = """async figure => {
    const page = document.getElementById("figure");
    Plotly.purge(page);
    await Plotly.newPlot(page, figure.data, figure.layout);
    const axis = page._fullLayout.xaxis;
    return {
        kind: axis.type,
        categories: axis._categories,
        traces: page.calcdata.map(points => points.map(
            ({p, s, med, q1, q3, lf, uf}) => ({p, s, med, q1, q3, lf, uf})
        )),
    };
}"""


@contextmanager
def drawing(browser: Browser) -> Iterator[Callable[[Any], dict[str, Any]]]:
    """Yield a function that draws a figure and returns its horizontal axis and its points."""
    page = browser.new_page()
    try:
        page.set_content('<div id="figure" style="width: 700px; height: 500px"></div>')
        page.add_script_tag(path=_SCRIPT)
        yield lambda figure: page.evaluate(_DRAW, json.loads(figure.to_json()))
    finally:
        page.close()
