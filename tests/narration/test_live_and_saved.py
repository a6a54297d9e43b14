"""Results narrated live by ``%%narrate``, and again from the saved notebook, have the same words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import v4

from ipytts.narration.script_builder import build_script
from tests.helpers.environment import require
from tests.helpers.kernel import new_kernel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Kernel
    from tests.helpers.speech_server import SpeechServer

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
_PRINT_STATES = """
import ipywidgets, json
print(json.dumps(ipywidgets.Widget.get_manager_state(drop_defaults=True)))
"""
_IMPORTS = """
import collections, datetime as dt, decimal, fractions, math, pathlib, warnings
import numpy as np, pandas as pd, sympy as sp
from IPython.display import HTML, JSON, SVG, Image, Latex, Markdown, Math, display
import altair as alt, plotly.express as px, plotly.graph_objects as go
from bokeh.io import output_notebook, show
from bokeh.plotting import figure
from sklearn.linear_model import LinearRegression
output_notebook(hide_banner=True)
regions = ["North", "South", "East"]
frame = pd.DataFrame({"region": regions, "sales": [412.5, 380.25, 97.0], "open": [True, True, False]})
svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>A red circle</title><circle r="3"/></svg>'
picture = b"\\x89PNG\\r\\n\\x1a\\n" + b"0" * 40
bars = alt.Chart(frame).mark_bar().encode(x="region", y="sales")
months = pd.Series([3, 5, 4], index=pd.date_range("2024-01-31", periods=3, freq="ME"), name="rain")
x, y = sp.symbols("x y")
"""

RESULTS = {
    "a number": "0.94123456",
    "a whole number": "12_345_678",
    "a numpy scalar": "np.float64(2.5)",
    "a Boolean": "3 > 2",
    "a complex number": "3 + 4j",
    "a text": "'Adelie penguins breed on ice.'",
    "a text of several lines": "'one\\ntwo'",
    "bytes": "b'abc'",
    "a date": "dt.date(2024, 3, 1)",
    "a time": "dt.datetime(2024, 3, 1, 12, 30)",
    "a duration": "dt.timedelta(minutes=90)",
    "a timestamp": "pd.Timestamp('2024-03-01 12:30')",
    "a fraction": "fractions.Fraction(3, 4)",
    "a list": "[3, 1, 2]",
    "a list of texts": "['gull', 'tern', 'auk']",
    "an empty list": "[]",
    "a tuple": "(0.25, 'north')",
    "a set": "{'a'}",
    "a dict": "{'accuracy': 0.9473684, 'epochs': 20}",
    "a nested dict": "{'train': {'loss': 0.25}, 'test': {'loss': 0.5}}",
    "a counter": "collections.Counter('banana')",
    "a range": "range(10)",
    "an array": "np.array([1.5, 2.5, 4.0])",
    "a matrix": "np.array([[1, 2], [3, 4]])",
    "a Boolean array": "np.array([True, False, True])",
    "a frame": "frame",
    "a described frame": "frame.describe()",
    "an index": "frame.columns",
    "a styled frame": "frame.style.format({'sales': '{:.0f} €'})",
    "Plotly": "px.line(x=[1, 2, 3], y=[4, 1, 9], title='Sales')",
    "Plotly shown": "px.bar(x=['a', 'b'], y=[4, 1], title='Shown').show()",
    "a Plotly widget": "go.FigureWidget(px.line(x=[1, 2, 3], y=[4, 1, 9], title='Widget'))",
    "an Altair widget": "alt.JupyterChart(bars)",
    "a frame with an index": "frame.set_index('region')",
    "a series": "frame.set_index('region').sales",
    "a series by month": "months",
    "Altair": "bars",
    "Plotly as HTML": "px.bar(x=['a', 'b'], y=[4, 1], title='In a page').show(renderer='notebook_connected')",
    "Altair in a page": "HTML(bars.to_html())",
    "Bokeh": "plot = figure(title='Tides'); plot.line([0, 6, 12], [1, 3, 1]); show(plot)",
    "a printed frame": "print(frame)",
    "information on a frame": "frame.info()",
    "HTML": "HTML('<!DOCTYPE html><h2>Fit</h2><input type=\"checkbox\" checked> on <b>3 &lt; 4</b>')",
    "Markdown": "Markdown('## Fit\\n\\nThe *best* is **0.9** with $x_1$.')",
    "a formula": "Math(r'\\frac{a}{b}+\\sqrt{c}')",
    "LaTeX": "Latex(r'The area is $\\pi r^2$.')",
    "sympy": "sp.Integral(sp.sin(x) ** 2 / x, (x, 0, sp.oo))",
    "a sympy matrix": "sp.Matrix([[x, 1], [0, y]])",
    "SVG": "SVG(svg)",
    "an image with words": "Image(picture, format='png', alt='A gull on a rock', width=3)",
    "a model": "LinearRegression()",
    "printed lines": "for epoch in range(3): print(f'epoch {epoch}  loss {1 / (epoch + 2):.5f}')",
    "many printed lines": "for n in range(100): print('step', n)",
    "an error": "{}['key']",
    "a division by zero": "1 / 0",
    "a syntax error": "eval('1 +')",
    "a warning": "warnings.warn('This will change.', FutureWarning, stacklevel=1)",
    "a path": "pathlib.Path('data/raw.csv')",
    "an object": "object()",
    "a polynomial": "np.polynomial.Polynomial([1, 2])",
    "a displayed bundle": "display({'text/plain': 'three', 'text/html': '<b>three</b>'}, raw=True)",
    "several displays": "display(Markdown('*One*')); display(2)",
}

# Of these a notebook keeps less than the object has: nothing else may be said of them.
PARTS = {
    "a long array": "np.arange(5000) ** 2 % 97",
}

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    require("numpy", "pandas", "sympy", "altair", "bokeh", "plotly", "sklearn")
    module_kernel.configure(server, tmp_path / "cache")
    module_kernel.run(_IMPORTS)
    return module_kernel


def _is_narration(output: Any) -> bool:
    return "data-ipytts" in output.get("data", {}).get("text/html", "")


def words_of(kernel: Kernel, code: str) -> tuple[str, str]:
    """Return the words of a cell that is narrated live, and those of its saved outputs."""
    (ran,) = kernel.run(f"%%narrate --no-play\n{code}", page=None)
    live = " ".join(o.data["text/plain"] for o in ran.outputs if _is_narration(o))
    saved = [output for output in ran.outputs if not _is_narration(output)]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(code, outputs=saved)])
    if any(_WIDGET_VIEW in output.get("data", ()) for output in saved):
        (states,) = kernel.run(_PRINT_STATES)
        notebook.metadata["widgets"] = {_WIDGET_STATE: json.loads(states.printed)}
    script = build_script(notebook, code_mode="skip")
    return live, " ".join(passage.text for passage in script.passages())


@pytest.mark.parametrize("name", RESULTS)
def test_saved_result_has_the_words_of_the_live_one(kernel: Kernel, name: str) -> None:
    live, saved = words_of(kernel, RESULTS[name])
    assert live
    assert saved == live


@pytest.mark.parametrize("name", PARTS)
def test_saved_result_that_is_a_part_says_nothing_else(kernel: Kernel, name: str) -> None:
    live, saved = words_of(kernel, PARTS[name])
    assert saved
    assert set(re.findall(r"[\d.,]*\d", saved)) <= set(re.findall(r"[\d.,]*\d", live))
