"""Seaborn's grids and plots in words, by the figures they are drawn on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seaborn.axisgrid import Grid, JointGrid
from seaborn.objects import Plot

from ipytts.description.charts.matplotlib.figures import tell_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipytts.description.detail import Detail


def tell_grid(grid: Grid | JointGrid, detail: Detail) -> str:
    """Tell a grid, such as `relplot`, `pairplot`, `jointplot` and `clustermap` return."""
    return tell_figure(grid.figure, detail)


def tell_plot(plot: Plot, detail: Detail) -> str:
    """Tell a plot of `seaborn.objects`; it is drawn for it, on a figure that pyplot does not know."""
    from matplotlib.figure import Figure

    figure = Figure()
    plot.on(figure).plot()
    return tell_figure(figure, detail)


FORMATTERS: dict[type, Callable[[Any, Detail], str]] = {
    Grid: tell_grid,
    JointGrid: tell_grid,
    Plot: tell_plot,
}
