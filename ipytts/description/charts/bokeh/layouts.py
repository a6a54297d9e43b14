"""Read documents of Bokeh into charts: plots alone, and in rows, columns, grids and tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from ipytts.description.charts.bokeh.documents import Document, Model
from ipytts.description.charts.bokeh.plots import has_axes, panel_of
from ipytts.description.charts.model import Chart
from ipytts.description.wording import plain_text

_MAX_PANELS = 60  # panels that are read
_MAX_DEPTH = 20  # levels of layouts
_TEXTS = ("Div", "Paragraph", "PreText")
_TAG = re.compile(r"<[^<>]*>")


class _Found(NamedTuple):
    """What layouts hold."""

    plots: list[tuple[Model, str]]  # with the title of their tab
    notes: list[str]


class NoPlotError(ValueError):
    """A document has no plot."""


@np.errstate(all="ignore")
def chart_of(document: Mapping[str, Any]) -> Chart:
    """Return a document in JSON as a chart.

    Raises
    ------
    NoPlotError
        It has no plot.
    """
    roots = Document(document).roots
    found = _Found([], [])
    for root in roots:
        _collect(root, "", found, 0)
    if not found.plots:
        raise NoPlotError("A document without plots")
    panels = [panel_of(plot, tab) for plot, tab in found.plots[:_MAX_PANELS]]
    rows, columns = _grid(roots[0]) if len(roots) == 1 else (0, 0)
    is_whole = rows * columns == len(panels)
    title = found.notes[0] if found.notes and len(panels) > 1 else ""
    return Chart(panels, title, rows=rows if is_whole else 0, columns=columns if is_whole else 0)


def _collect(model: Model, tab: str, found: _Found, depth: int) -> None:
    """Add the plots and texts in a layout to those found."""
    if depth > _MAX_DEPTH:
        return
    if has_axes(model):
        found.plots.append((model, tab))
    elif model.name in _TEXTS:
        text = " ".join(plain_text.to_plain(_TAG.sub(" ", model.text("text"))).split())
        found.notes.extend([text] if text else [])
    elif model.name == "Tabs":
        for each in model.models("tabs"):
            _collect(each.model("child"), each.text("title"), found, depth + 1)
    else:
        for child in _children(model):
            _collect(child, tab, found, depth + 1)


def _children(layout: Model) -> list[Model]:
    """Return what a layout holds; a grid gives a row and a column after each child."""
    children = layout.get("children", [])
    if not isinstance(children, list):
        return []
    placed = [child for child in children if isinstance(child, list) and child]
    placed.sort(key=lambda child: [n for n in child[1:3] if isinstance(n, int)])
    single = [child for child in children if isinstance(child, Model)]
    return [*single, *(child[0] for child in placed if isinstance(child[0], Model))]


def _grid(layout: Model) -> tuple[int, int]:
    """Return the numbers of rows and columns of a layout; 0 and 0 if they are not known."""
    if layout.name in ("Row", "Column"):
        inner = [_grid(child) for child in _children(layout) if child.name in ("GridPlot", "GridBox")]
        children = [child for child in _children(layout) if has_axes(child)]
        if not children and len(inner) == 1:
            return inner[0]
        return (1, len(children)) if layout.name == "Row" else (len(children), 1)
    places = [child for child in layout.get("children", []) or [] if isinstance(child, list)]
    rows, columns = ({child[n] for child in places if len(child) > n} for n in (1, 2))
    return len(rows), len(columns)
