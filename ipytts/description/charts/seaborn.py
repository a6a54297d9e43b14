"""Read grids and plots of seaborn as charts, by their matplotlib figures."""

from __future__ import annotations

from seaborn.axisgrid import Grid, JointGrid
from seaborn.objects import Plot

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Chart
from ipytts.description.detail import Formatter


def _chart_of_grid(grid: Grid | JointGrid) -> Chart:
    """Return a grid, such as `relplot`, `pairplot` and `clustermap` return, as a chart."""
    return chart_of(grid.figure)


def _chart_of_plot(plot: Plot) -> Chart:
    """Return a plot of `seaborn.objects` as a chart; the figure for it is not shown by pyplot."""
    from matplotlib.figure import Figure

    figure = Figure()
    plot.on(figure).plot()
    return chart_of(figure)


FORMATTERS: dict[type, Formatter] = {
    Grid: ChartFormatter(_chart_of_grid),
    JointGrid: ChartFormatter(_chart_of_grid),
    Plot: ChartFormatter(_chart_of_plot),
}
