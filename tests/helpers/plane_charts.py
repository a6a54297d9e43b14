"""Charts of values and counts over a plane with the facts about their data: bins, contours, matrices."""

from __future__ import annotations

from typing import Any

import altair as alt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import seaborn as sns
from plotly.data import tips

from tests.helpers.chart_fact_builders import ChartFacts, Data, matrix_facts, scatter_facts
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import iris, seattle

PETALS = iris().rename(columns={"petal length (cm)": "length", "petal width (cm)": "width"})
EDGES = [np.arange(1, 7.5, 0.5), np.arange(0, 2.75, 0.25)]
BILLS, TIPS = np.arange(0, 56, 5), np.arange(1, 10.5, 1)
EAST, NORTH = np.arange(0.0, 9), np.arange(0.0, 6)
DEPTH = 40 - (EAST[None, :] - 5) ** 2 - 2 * (NORTH[:, None] - 2) ** 2


def _bins(x: Any, y: Any, x_edges: Any, y_edges: Any, *, is_known: bool = True) -> ChartFacts:
    """Return the facts about the bins of points; of unknown points, those of the centers of their bins."""
    counts, *edges = np.histogram2d(x, y, bins=[x_edges, y_edges])
    ordered = np.sort(counts.ravel())[::-1]
    fullest = np.argwhere(counts == ordered[0])
    ends = [own[[0, -1]] for own in edges] + [
        own[at : at + 2] for place in fullest for own, at in zip(edges, place, strict=True)
    ]
    columns, rows = (np.digitize(v, own[:-1]) - 1 for v, own in zip((x, y), edges, strict=True))
    centers = [((own[1:] + own[:-1]) / 2)[at] for own, at in zip(edges, (columns, rows), strict=True)]
    points = np.array([x, y] if is_known else centers, float)
    half = int((ordered.cumsum() < len(x) / 2).sum()) + 1
    return ChartFacts(
        [len(x), counts.size, (counts > 0).sum(), ordered[0], len(fullest), half],
        data=[Data("", list(points[0]), points[1], form="points")],
        given={
            "edge of a bin": [float(end) for own in ends for end in own],
            "correlation of binned points": [np.corrcoef(points)[0, 1]],
        },
    )


@chart(
    lambda: _bins(
        PETALS.length, PETALS.width, np.arange(1, 7.5, 0.5), np.arange(0, 2.75, 0.25), is_known=False
    )
)
def matplotlib_plane_bins() -> Any:
    figure, axes = plt.subplots()
    *_, mesh = axes.hist2d(
        PETALS.length, PETALS.width, bins=[np.arange(1, 7.5, 0.5), np.arange(0, 2.75, 0.25)]
    )
    figure.colorbar(mesh)
    axes.set(xlabel="Petal length (cm)", ylabel="Petal width (cm)", title="Iris")
    return figure


@chart(lambda: _bins(tips().total_bill, tips().tip, np.arange(0, 56, 5), np.arange(0, 12, 1)))
def plotly_plane_bins() -> Any:
    return px.density_heatmap(tips(), x="total_bill", y="tip")


def _tip_points() -> ChartFacts:
    return scatter_facts(tips(), "total_bill", "tip")


@chart(_tip_points)
def plotly_density_contours() -> Any:
    return px.density_contour(tips(), x="total_bill", y="tip")


@chart(lambda: _bins(tips().total_bill, tips().tip, BILLS, TIPS, is_known=False))
def altair_plane_bins() -> Any:
    bins = {"x": alt.X("total_bill:Q").bin(), "y": alt.Y("tip:Q").bin()}
    return alt.Chart(tips()).mark_rect().encode(**bins, color="count()")


def _weather() -> ChartFacts:
    weather = seattle()
    counts = pd.crosstab(weather.weather, weather.date.dt.year)
    return matrix_facts(counts, *counts.to_numpy().ravel(), *counts.mean(axis=1), *counts.mean(), *counts)


@chart(_weather)
def seaborn_heat_map_by_year() -> Any:
    counts = pd.crosstab(seattle().weather, seattle().date.dt.year.rename("year"))
    return sns.heatmap(counts, cbar_kws={"label": "Days"})


def _sizes() -> ChartFacts:
    table = tips().pivot_table("tip", "size", "day", sort=False)
    return matrix_facts(table, *table.to_numpy().ravel(), int(table.isna().to_numpy().sum()))


@chart(_sizes)
def plotly_means_in_bins() -> Any:
    return px.density_heatmap(tips(), x="day", y="size", z="tip", histfunc="avg")


def _depths() -> ChartFacts:
    return matrix_facts(pd.DataFrame(DEPTH, [f"{v:g}" for v in NORTH], [f"{v:g}" for v in EAST]))


@chart(_depths)
def plotly_contour_plot() -> Any:
    contours = go.Contour(x=EAST, y=NORTH, z=DEPTH, colorbar={"title": "Depth (m)"})
    axes = {"xaxis": {"title": {"text": "East (km)"}}, "yaxis": {"title": {"text": "North (km)"}}}
    return go.Figure(contours, axes)
