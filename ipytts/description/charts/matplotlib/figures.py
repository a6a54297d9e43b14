"""Matplotlib's figures and axes in words; and which values are only the artists of a figure.

A cell that ends with ``plt.plot(…)``, ``plt.bar(…)``, ``plt.hist(…)`` or ``ax.boxplot(…)`` has a list, a
tuple or a dictionary of artists for its value. `figure_of` finds the figure that is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.container import Container
from matplotlib.figure import Figure, FigureBase, SubFigure

from ipytts.description.charts.matplotlib import panels
from ipytts.description.charts.model import Chart, Panel
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.sentences.panels import has_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.description.detail import Detail

_MOST = 100  # items of a value that are looked at
_DEEP = 3  # artists are no deeper in what matplotlib returns
_MARGINS = (2, 3)  # panels of a figure whose smaller ones show how the larger one's values are spread
_PANELS = 60  # axes that are read


def figure_of(value: Any) -> Figure | None:
    """Return the figure whose artists a value is; None for any other value.

    Parameters
    ----------
    value : object
        What a cell has returned: a figure, axes, an artist, or lists, tuples, arrays and dictionaries of
        these, as `plot`, `bar`, `hist`, `boxplot`, `subplots` and pandas' ``hist`` return them; a display of
        scikit-learn, which has drawn one.

    Returns
    -------
    matplotlib.figure.Figure or None
        The figure, if all artists in the value belong to one.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> figure_of(figure.subplots().hist([1, 2, 2])) is figure
    True
    >>> figure_of([1, 2, 2]) is None
    True
    """
    figures = {id(figure): figure for figure in _figures(value, 0)}
    return next(iter(figures.values())) if len(figures) == 1 else None


def _figures(value: Any, depth: int) -> list[Figure]:
    """Return the figures of all artists in a value; none if there is anything else in it."""
    if isinstance(value, Artist):
        return _figure(value)
    parts = _parts(value) if depth < _DEEP else None
    if parts is None:
        return []
    found = [_figures(part, depth + 1) for part in parts]
    strange = any(not figures and not _is_empty(part) for part, figures in zip(parts, found, strict=True))
    return [] if strange else [figure for figures in found for figure in figures]


def _figure(artist: Artist) -> list[Figure]:
    figure = artist if isinstance(artist, FigureBase) else artist.get_figure()
    while isinstance(figure, SubFigure):
        figure = figure.figure
    return [figure] if isinstance(figure, Figure) else []


def _parts(value: Any) -> Sequence[Any] | None:
    """Return what a value that matplotlib might have returned is made of."""
    if isinstance(value, Container):  # a tuple, with None for what is not drawn
        return [part for part in value if part is not None][:_MOST]
    if isinstance(value, tuple) and any(isinstance(part, np.ndarray) for part in value[:-1]):
        return value[-1:]  # (n, bins, patches)
    if isinstance(value, dict):
        return list(value.values())[:_MOST]
    if isinstance(value, np.ndarray):
        return value.ravel()[:_MOST].tolist() if value.dtype == object else None
    if isinstance(value, (list, tuple)):
        return value[:_MOST]
    return _held(value)


def _held(value: Any) -> Sequence[Any] | None:
    """Return the artists of a pie, or the figure that a display of scikit-learn has drawn."""
    module = type(value).__module__
    if module == "matplotlib.container":
        return getattr(value, "wedges", None)
    figure = getattr(value, "figure_", None) if module.startswith("sklearn.") else None
    return [figure] if isinstance(figure, Figure) else None


def _is_empty(part: Any) -> bool:
    return part is None or (isinstance(part, (list, tuple)) and not part)


def tell_figure(figure: FigureBase, detail: Detail) -> str:
    """Tell a figure."""
    return describe_chart(chart_of(figure), detail)


def tell_axes(axes: Axes, detail: Detail) -> str:
    """Tell axes; those that are all of their figure with its title."""
    figure = axes.get_figure()
    if figure is not None and _shown(figure) == [axes]:
        return tell_figure(figure, detail)
    with np.errstate(all="ignore"):
        return describe_chart(Chart(_panels([axes])), detail)


def tell_artist(artist: Artist, detail: Detail) -> str:
    """Tell an artist by the figure it belongs to."""
    figure = figure_of(artist)
    return tell_figure(figure, detail) if figure is not None else ""


def tell_container(container: Container, detail: Detail) -> str:
    """Tell bars, error bars or stems by the figure they belong to."""
    figure = figure_of(container)
    return tell_figure(figure, detail) if figure is not None else ""


@np.errstate(all="ignore")
def chart_of(figure: FigureBase) -> Chart:
    """Return what a figure shows. Nothing is drawn for it, and the figure stays as it is."""
    shown = _shown(figure)
    grid = {
        spec.get_gridspec().get_geometry() for axes in shown if (spec := axes.get_subplotspec()) is not None
    }
    rows, columns = grid.pop() if len(grid) == 1 else (0, 0)
    title = getattr(figure, "_suptitle", None)
    read = _panels(_without_margins(shown))
    return Chart(read, title.get_text() if title is not None else "", rows, columns)


def _shown(figure: Any) -> list[Axes]:
    return [
        axes
        for axes in figure.axes
        if axes.get_visible() and axes.get_label() != "<colorbar>" and not hasattr(axes, "_colorbar")
    ][:_PANELS]


def _without_margins(shown: list[Axes]) -> list[Axes]:
    """Return the panel that is much larger than the others alone: those show its margins."""
    sizes = [
        axes.get_position(original=True).width * axes.get_position(original=True).height for axes in shown
    ]
    if len(shown) in _MARGINS and max(sizes) > 2 * sorted(sizes)[-2]:
        return [shown[int(np.argmax(sizes))]]
    return shown


def _panels(shown: list[Axes]) -> list[Panel]:
    """Return the panels of axes; those at the same place are one."""
    groups: list[list[Axes]] = []
    for axes in shown:
        place = axes.get_position(original=True).bounds
        same = next((g for g in groups if np.allclose(g[0].get_position(original=True).bounds, place)), None)
        if same is None:
            groups.append([axes])
        else:
            same.append(axes)
    told = []
    for group in groups:
        read = [panels.read(axes) for axes in group]
        full = [panel for panel in read if has_data(panel)]
        first, *others = full or read
        told.append(_with_labels(first, group[0], shown, others))
    return told


def _with_labels(panel: Panel, axes: Axes, shown: list[Axes], twins: list[Panel]) -> Panel:
    """Give a panel the labels that stand only at the edge of its row or column, and its twins."""
    from dataclasses import replace

    x, y = panel.x, panel.y
    if not x.label:
        x = replace(x, label=_edge_label(axes, shown, "x"))
    if not y.label:
        y = replace(y, label=_edge_label(axes, shown, "y"))
    return replace(
        panel, x=x, y=y, twins=[t if t.x.label else replace(t, x=replace(t.x, label=x.label)) for t in twins]
    )


def _edge_label(axes: Axes, shown: list[Axes], along: str) -> str:
    spec = axes.get_subplotspec()
    if spec is None:
        return ""
    for other in shown:
        theirs = other.get_subplotspec()
        if theirs is None or theirs.get_gridspec() is not spec.get_gridspec() or other is axes:
            continue
        same = theirs.colspan == spec.colspan if along == "x" else theirs.rowspan == spec.rowspan
        joined = other.get_shared_x_axes() if along == "x" else other.get_shared_y_axes()
        if same and joined.joined(axes, other):
            label = other.get_xlabel() if along == "x" else other.get_ylabel()
            if label:
                return str(label)
    return ""


FORMATTERS: dict[type, Callable[[Any, Detail], str]] = {
    FigureBase: tell_figure,
    Axes: tell_axes,
    Artist: tell_artist,
    Container: tell_container,
}
