"""Describe grids and plots of seaborn by their matplotlib figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seaborn.axisgrid import Grid, JointGrid
from seaborn.objects import Plot

from ipytts.description.charts.matplotlib.figures import describe_figure

if TYPE_CHECKING:
    from ipytts.description.detail import Detail, Formatter
    from ipytts.description.wording.phrase import Description


def describe_grid(grid: Grid | JointGrid, detail: Detail) -> Description:
    """Return the description of a grid, such as `relplot`, `pairplot` and `clustermap` return."""
    return describe_figure(grid.figure, detail)


def describe_plot(plot: Plot, detail: Detail) -> Description:
    """Return the description of a plot of `seaborn.objects`; the figure for it is not shown by pyplot."""
    from matplotlib.figure import Figure

    figure = Figure()
    plot.on(figure).plot()
    return describe_figure(figure, detail)


FORMATTERS: dict[type, Formatter] = {
    Grid: describe_grid,
    JointGrid: describe_grid,
    Plot: describe_plot,
}
