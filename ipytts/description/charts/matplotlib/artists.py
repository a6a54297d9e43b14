"""Find the figure of the artists that a plotting function returned.

For example, ``plt.plot(…)``, ``plt.hist(…)`` and ``ax.boxplot(…)`` return a list, a tuple and a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.container import Container
from matplotlib.figure import Figure, FigureBase, SubFigure

_MOST_ITEMS = 100  # items of a container that are examined
_MOST_LEVELS = 3  # levels of nested containers; matplotlib returns no more


def figure_of(value: Any) -> Figure | None:
    """Return the figure of the artists in a value; None if it contains anything else, or several figures.

    The value may be a figure, axes, an artist, lists, tuples, arrays and dictionaries of these, or a display
    of scikit-learn.

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


def _figures(value: Any, level: int) -> list[Figure]:
    """Return the figures of all artists in a value; none if it contains anything else."""
    if isinstance(value, Artist):
        return _top_figure(value)
    items = _items(value) if level < _MOST_LEVELS else None
    if items is None:
        return []
    found = [_figures(item, level + 1) for item in items]
    has_others = any(not figures and not _is_empty(item) for item, figures in zip(items, found, strict=True))
    return [] if has_others else [figure for figures in found for figure in figures]


def _top_figure(artist: Artist) -> list[Figure]:
    figure = artist if isinstance(artist, FigureBase) else artist.get_figure()
    while isinstance(figure, SubFigure):
        figure = figure.figure
    return [figure] if isinstance(figure, Figure) else []


def _items(value: Any) -> Sequence[Any] | None:
    """Return the items of a value that matplotlib may have returned; None for other values."""
    if isinstance(value, Container):  # a tuple, with None for what is not drawn
        return [item for item in value if item is not None][:_MOST_ITEMS]
    if isinstance(value, tuple) and any(isinstance(item, np.ndarray) for item in value[:-1]):
        return value[-1:]  # (n, bins, patches)
    if isinstance(value, dict):
        return list(value.values())[:_MOST_ITEMS]
    if isinstance(value, np.ndarray):
        return value.ravel()[:_MOST_ITEMS].tolist() if value.dtype == object else None
    if isinstance(value, (list, tuple)):
        return value[:_MOST_ITEMS]
    return _held_artists(value)


def _held_artists(value: Any) -> Sequence[Any] | None:
    """Return the artists of a pie, or the figure of a display of scikit-learn; None for other values."""
    module = type(value).__module__
    if module == "matplotlib.container":
        return getattr(value, "wedges", None)
    figure = getattr(value, "figure_", None) if module.startswith("sklearn.") else None
    return [figure] if isinstance(figure, Figure) else None


def _is_empty(item: Any) -> bool:
    return item is None or (isinstance(item, (list, tuple)) and not item)
