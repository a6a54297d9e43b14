"""Read figures, axes and artists of matplotlib as charts. Nothing is drawn, and figures stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes

from ipytts.description.charts.facets import with_facet_titles
from ipytts.description.charts.matplotlib.artists import figure_of
from ipytts.description.charts.matplotlib.margins import with_margins
from ipytts.description.charts.matplotlib.panels import read_panel
from ipytts.description.charts.matplotlib.purposes import with_purposes
from ipytts.description.charts.model import Chart, Panel
from ipytts.description.charts.sentences.panels import has_data

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.container import Container
    from matplotlib.figure import FigureBase

_MOST_AXES = 60  # axes that are read


@np.errstate(all="ignore")
def chart_of_axes(axes: Axes) -> Chart:
    """Return axes as a chart, with the title of the figure if it has no other axes."""
    figure = axes.get_figure()
    shown = _shown_axes(figure) if figure is not None else [axes]
    here = [other for other in shown if _have_same_area(axes, other)]
    if figure is not None and here == shown:
        return chart_of(figure)
    return Chart(_panels(here or [axes]))


def chart_of_artist(artist: Artist | Container) -> Chart | None:
    """Return the figure that an artist belongs to as a chart; None if it belongs to none."""
    figure = figure_of(artist)
    return chart_of(figure) if figure is not None else None


@np.errstate(all="ignore")
def chart_of(figure: FigureBase) -> Chart:
    """Return a figure as a chart."""
    shown = _shown_axes(figure)
    grids = {
        spec.get_gridspec().get_geometry() for axes in shown if (spec := axes.get_subplotspec()) is not None
    }
    rows, columns = grids.pop() if len(grids) == 1 else (0, 0)
    title = getattr(figure, "_suptitle", None)
    panels = _panels(shown)
    return Chart(panels, title.get_text() if title is not None else "", rows, columns, notes=_texts(figure))


def _texts(figure: FigureBase) -> list[str]:
    """Return the texts of a figure outside its axes, without those that are titles and labels."""
    titles = [getattr(figure, name, None) for name in ("_suptitle", "_supxlabel", "_supylabel")]
    shown = [text for text in figure.texts if text.get_visible() and not any(text is one for one in titles)]
    return [text.get_text() for text in shown if text.get_text().strip()]


def _shown_axes(figure: Any) -> list[Axes]:
    return [
        axes
        for axes in _with_insets(figure.axes)
        if axes.get_visible() and axes.get_label() != "<colorbar>" and not hasattr(axes, "_colorbar")
    ][:_MOST_AXES]


def _with_insets(axes: Sequence[Axes]) -> list[Axes]:
    """Return axes with the ones drawn inside them; a second scale of the same data is no axes."""
    insets = [child for one in axes for child in one.child_axes if isinstance(child, Axes)]
    return list(dict.fromkeys([*axes, *insets]))


def _have_same_area(axes: Axes, other: Axes) -> bool:
    """Return whether axes lie over each other, as those of `twinx` do."""
    return np.allclose(axes.get_position(original=True).bounds, other.get_position(original=True).bounds)


def _panels(shown: list[Axes]) -> list[Panel]:
    """Return the panels of axes; axes over the same area are one panel with its twins."""
    groups: list[list[Axes]] = []
    for axes in shown:
        same = next((group for group in groups if _have_same_area(group[0], axes)), None)
        if same is None:
            groups.append([axes])
        else:
            same.append(axes)
    pairs = []
    for group in groups:
        read = [read_panel(axes) for axes in group]
        first, *twins = [panel for panel in read if has_data(panel)] or read
        pairs.append((group[0], _with_labels(first, group[0], shown, twins)))
    return with_facet_titles(with_purposes(with_margins(pairs)), " | ")


def _with_labels(panel: Panel, axes: Axes, shown: list[Axes], twins: list[Panel]) -> Panel:
    """Return a panel with its twins, and with the labels at the edges of its row and column."""
    x = replace(panel.x, label=panel.x.label or _outer_label(axes, shown, "x") or _figure_label(axes, "x"))
    y = replace(panel.y, label=panel.y.label or _outer_label(axes, shown, "y") or _figure_label(axes, "y"))
    twins = [replace(twin, x=replace(twin.x, label=twin.x.label or x.label)) for twin in twins]
    return replace(panel, x=x, y=y, twins=twins)


def _figure_label(axes: Axes, letter: str) -> str:
    """Return the label that the figure has for an axis of all its panels (`supxlabel`)."""
    label = getattr(axes.get_figure(), f"_sup{letter}label", None)
    return str(label.get_text()) if label is not None else ""


def _outer_label(axes: Axes, shown: list[Axes], letter: str) -> str:
    """Return the label of other axes in the same row or column that share an axis with these."""
    spec = axes.get_subplotspec()
    if spec is None:
        return ""
    for other in shown:
        their_spec = other.get_subplotspec()
        if their_spec is None or their_spec.get_gridspec() is not spec.get_gridspec() or other is axes:
            continue
        if letter == "x":
            is_in_line, siblings = their_spec.colspan == spec.colspan, other.get_shared_x_axes()
        else:
            is_in_line, siblings = their_spec.rowspan == spec.rowspan, other.get_shared_y_axes()
        label = other.get_xlabel() if letter == "x" else other.get_ylabel()
        if label and is_in_line and siblings.joined(axes, other):
            return str(label)
    return ""
