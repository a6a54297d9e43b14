"""The readers of plotly's traces, by the type of trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipytts.description.charts.model import Mark
from ipytts.description.charts.plotly.readers import (
    bars,
    boxes,
    densities,
    heat_maps,
    histograms,
    lines_and_points,
    many_variables,
    maps,
    other_traces,
    parts,
    polar_lines,
    prices,
)
from ipytts.description.charts.plotly.subplots import Subplot


def marks_of(trace: dict[str, Any], subplot: Subplot) -> list[Mark]:
    """Return the marks of a trace."""
    return _READERS.get(trace["type"], other_traces.read_other)(trace, subplot)


_READERS: dict[str, Callable[[dict[str, Any], Subplot], list[Mark]]] = {
    **dict.fromkeys(("scatter", "scattergl"), lines_and_points.read_scatter),
    "bar": bars.read_bars,
    "barpolar": bars.read_polar_bars,
    "waterfall": bars.read_waterfall,
    "histogram": histograms.read_histogram,
    **dict.fromkeys(("box", "violin"), boxes.read_boxes),
    **dict.fromkeys(("candlestick", "ohlc"), prices.read_prices),
    **dict.fromkeys(("heatmap", "heatmapgl", "contour"), heat_maps.read_heat_map),
    **dict.fromkeys(("histogram2d", "histogram2dcontour"), densities.read_density),
    "image": heat_maps.read_image,
    **dict.fromkeys(("scatterpolar", "scatterpolargl"), polar_lines.read_polar_scatter),
    **dict.fromkeys(("pie", "funnelarea"), parts.read_pie),
    "funnel": parts.read_funnel,
    **dict.fromkeys(("sunburst", "treemap", "icicle"), parts.read_tree),
    **dict.fromkeys(("choropleth", "choroplethmap", "choroplethmapbox"), maps.read_regions),
    **dict.fromkeys(("scattergeo", "scattermap", "scattermapbox"), maps.read_map_points),
    **dict.fromkeys(("densitymap", "densitymapbox"), maps.read_map_density),
    "splom": many_variables.read_scatter_matrix,
    "parcoords": many_variables.read_parallel_coordinates,
    "parcats": many_variables.read_parallel_categories,
    "sankey": many_variables.read_flows,
    **dict.fromkeys(("scatter3d", "surface", "mesh3d"), other_traces.read_plot_3d),
    "indicator": other_traces.read_indicator,
    "table": other_traces.read_table,
}
