"""Read grids and plots of seaborn as charts, by their matplotlib figures."""

from __future__ import annotations

from seaborn.axisgrid import Grid, JointGrid
from seaborn.objects import Plot

from ipytts.description.charts.chart_formatter import ChartFormatter
from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Chart
from ipytts.description.detail import Formatter


def _chart_of_plot(plot: Plot) -> Chart:
    """Return a plot of `seaborn.objects` as a chart; the figure for it is not shown by pyplot."""
    from matplotlib.figure import Figure

    figure = Figure()
    plot.on(figure).plot()
    return chart_of(figure)


# Grids are what `relplot`, `pairplot` and `clustermap` return.
_GRID = ChartFormatter(lambda grid: chart_of(grid.figure))
FORMATTERS: dict[type, Formatter] = {
    Grid: _GRID,
    JointGrid: _GRID,
    Plot: ChartFormatter(_chart_of_plot),
}
