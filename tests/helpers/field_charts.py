"""Charts of fields with the facts about their data: hexagons, contours, arrows, events."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from scipy import ndimage
from scipy.stats import circmean, gaussian_kde
from sklearn import datasets

from tests.helpers.chart_fact_builders import ChartFacts, Data
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, iris, seattle

TUMORS = datasets.load_breast_cancer(as_frame=True).data
WINES = datasets.load_wine(as_frame=True).data
EAST, NORTH = np.meshgrid(np.linspace(0, 10, 90), np.linspace(0, 6, 70))
HEIGHT = (
    900 * np.exp(-((EAST - 7) ** 2) / 3 - (NORTH - 4) ** 2 / 2)
    + 600 * np.exp(-((EAST - 2.5) ** 2) / 2 - (NORTH - 2) ** 2)
    + 20 * EAST
)
LON, LAT = np.meshgrid(np.arange(4.0, 9), np.arange(50.0, 54))
WESTERLY = 6 + 2.0 * (LAT - 50) + 0.1 * (LON - 4), 0.4 * (LON - 6)
GRID = np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-2, 2, 7))


def _hexagons(x: Any, y: Any, grid: tuple[int, int], values: Any = None) -> pd.DataFrame:
    """Return the center of the nearest hexagon for each point, in two interleaved grids, with its values."""
    (low_x, high_x), (low_y, high_y) = (min(x), max(x)), (min(y), max(y))
    pad = 1e-9 * (high_x - low_x)
    low_x, high_x = low_x - pad, high_x + pad
    step_x, step_y = (high_x - low_x) / grid[0], (high_y - low_y) / grid[1]
    u, v = (np.asarray(x) - low_x) / step_x, (np.asarray(y) - low_y) / step_y
    whole, half = np.round([u, v]), np.floor([u, v]) + 0.5
    is_whole = (u - whole[0]) ** 2 + 3 * (v - whole[1]) ** 2 < (u - half[0]) ** 2 + 3 * (v - half[1]) ** 2
    centers = np.where(is_whole, whole, half)
    table = pd.DataFrame({"x": low_x + centers[0] * step_x, "y": low_y + centers[1] * step_y})
    table["value"] = 1.0 if values is None else np.asarray(values, float)
    return table.groupby([table.x.round(9), table.y.round(9)]).value.agg(["size", "mean"]).reset_index()


def _ends(x: Any, y: Any) -> list[float]:
    return [min(x), max(x), min(y), max(y)]


def _grid_of(columns: int) -> tuple[int, int]:
    return columns, int(columns / np.sqrt(3))


def _tumors() -> ChartFacts:
    x, y = TUMORS["mean radius"], TUMORS["mean texture"]
    bins = _hexagons(x, y, _grid_of(12))
    sizes = np.sort(bins["size"])[::-1]
    fullest = bins[bins["size"] == sizes[0]]
    centers = np.repeat(bins[["x", "y"]].to_numpy(), bins["size"], axis=0)
    return ChartFacts(
        [len(x), len(bins), sizes[0]],
        data=[Data("", list(bins.x), bins.y.to_numpy(), form="hexagons")],
        given={
            "center of a hexagon": [*fullest.x, *fullest.y, *_ends(bins.x, bins.y)],
            "count of hexagons with half of the points": [int((sizes.cumsum() < len(x) / 2).sum()) + 1],
            "correlation of binned points": [np.corrcoef(centers.T)[0, 1]],
        },
    )


@chart(_tumors)
def matplotlib_hexagons() -> Any:
    figure, axes = plt.subplots()
    axes.hexbin(TUMORS["mean radius"], TUMORS["mean texture"], gridsize=12)
    axes.set(xlabel="Radius (mm)", ylabel="Texture", title="Tumors")
    return figure


def _mileages() -> ChartFacts:
    known = cars().dropna()
    bins = _hexagons(known.Horsepower, known.Weight_in_lbs, _grid_of(9), known.Miles_per_Gallon)
    ends = bins.iloc[[bins["mean"].argmax(), bins["mean"].argmin()]]
    data = [
        Data("", list(bins.x), bins.y.to_numpy(), form="hexagons"),
        Data("mileage", [], bins["mean"].to_numpy(), panel=1),
    ]
    return ChartFacts(
        [len(bins)], data=data, given={"center of a hexagon": [*ends.x, *ends.y, *_ends(bins.x, bins.y)]}
    )


@chart(_mileages)
def pandas_hexagons_of_means() -> Any:
    return cars().dropna().plot.hexbin("Horsepower", "Weight_in_lbs", C="Miles_per_Gallon", gridsize=9)


def _centers(is_high: np.ndarray[Any, Any], x: Any, y: Any) -> list[float]:
    """Return the centers of connected areas, as a list of coordinates."""
    numbers, count = ndimage.label(is_high)
    return [float(c[numbers == n].mean()) for n in range(1, count + 1) for c in (x, y)]


LEVELS = np.arange(0.0, 1101, 100)


def _heights() -> ChartFacts:
    ends = [
        Data("east", [0.0, 10.0], np.array([0.0, 10.0])),
        Data("north", [0.0, 6.0], np.array([0.0, 6.0]), panel=1),
        Data("level", [], LEVELS, panel=2),
    ]
    return ChartFacts(
        [len(LEVELS), 2],
        data=ends,
        given={
            "level": list(LEVELS),
            "center of the highest area": _centers(HEIGHT > 1000, EAST, NORTH),
            "center of the lowest area": _centers(HEIGHT < 100, EAST, NORTH),
            "center of a separate area": [
                *_centers(HEIGHT > 1000, EAST, NORTH),
                *_centers((HEIGHT > 600) & (EAST < 5), EAST, NORTH),
            ],
        },
    )


@chart(_heights)
def matplotlib_filled_contours() -> Any:
    figure, axes = plt.subplots()
    contours = axes.contourf(EAST, NORTH, HEIGHT, levels=LEVELS)
    figure.colorbar(contours, label="Height (m)")
    axes.set(xlabel="East (km)", ylabel="North (km)", title="Two hills")
    return figure


def _density(x: Any, y: Any) -> tuple[Any, Any, Any]:
    """Return a kernel density estimate on a grid, as seaborn draws it."""
    density = gaussian_kde(np.array([x, y]))
    widths = [3 * np.sqrt(density.covariance[n, n]) for n in (0, 1)]
    axes = [np.linspace(min(v) - w, max(v) + w, 200) for v, w in zip((x, y), widths, strict=True)]
    xs, ys = np.meshgrid(*axes)
    return xs, ys, density(np.array([xs.ravel(), ys.ravel()])).reshape(xs.shape)


def _levels(heights: Any, count: int = 10, threshold: float = 0.05) -> list[float]:
    """Return the heights above which given shares of a distribution lie."""
    ordered = np.sort(heights.ravel())[::-1]
    shares = np.cumsum(ordered) / ordered.sum()
    at = np.searchsorted(shares, 1 - np.linspace(threshold, 1, count))
    return list(np.take(ordered, at, mode="clip"))


def _peaks(xs: Any, ys: Any, heights: Any) -> list[float]:
    """Return the coordinates of the highest points of their surroundings."""
    is_peak = (ndimage.maximum_filter(heights, 15) == heights) & (heights > heights.max() / 10)
    return [*xs[is_peak], *ys[is_peak]]


def _wines() -> ChartFacts:
    x, y = WINES.flavanoids, WINES.alcohol
    xs, ys, heights = _density(x, y)
    levels, peaks = _levels(heights), _peaks(xs, ys, heights)
    inside = heights > levels[0]
    return ChartFacts(
        [10, 2, 3],
        data=[
            Data("", list(xs[inside]), ys[inside], form="field"),
            Data("level", [], np.array(levels), panel=1),
        ],
        given={
            "level": levels,
            "end of the contours": _ends(xs[inside], ys[inside]),
            "center of the highest area": peaks,
            "center of a separate area": peaks,
        },
    )


@chart(_wines)
def seaborn_density_of_two_variables() -> Any:
    return sns.kdeplot(WINES, x="flavanoids", y="alcohol", fill=True)


def _petals() -> ChartFacts:
    parts = {
        str(name): _density(part["petal length (cm)"], part["petal width (cm)"])
        for name, part in iris().groupby("species")
    }
    levels = _levels(np.concatenate([heights.ravel() for _, _, heights in parts.values()]) / 3)
    facts = ChartFacts([3, 10], required=list(parts), given={"end of the contours": []})
    for name, (xs, ys, heights) in parts.items():
        facts.given[f"center of the highest area of {name}"] = _peaks(xs, ys, heights)
        inside = heights / 3 > levels[0]
        facts.given["end of the contours"] += _ends(xs[inside], ys[inside])
        facts.data.append(Data(name, list(xs[inside]), ys[inside], form="field"))
    facts.data.append(Data("level", [], np.array(levels), panel=1))
    return facts


@chart(_petals)
def seaborn_densities_by_group() -> Any:
    return sns.kdeplot(iris(), x="petal length (cm)", y="petal width (cm)", hue="species")


def _arrows(x: Any, y: Any, u: Any, v: Any, direction: Any = None) -> ChartFacts:
    lengths = np.hypot(u, v)
    longest = np.isclose(lengths, lengths.max())
    given: dict[str, list[Any]] = {
        "least length of the arrows": [lengths.min()],
        "greatest length of the arrows": [lengths.max()],
        "mean length of the arrows": [lengths.mean()],
        "place of the longest arrows": [*x[longest], *y[longest]],
        "Rayleigh test of directions": [np.degrees(circmean(np.arctan2(v, u), np.pi, -np.pi))],
        "directions around the middle": [direction],
    }
    return ChartFacts([x.size], data=[Data("", list(x.ravel()), y.ravel(), form="field")], given=given)


@chart(lambda: _arrows(LON, LAT, *WESTERLY))
def matplotlib_arrows() -> Any:
    figure, axes = plt.subplots()
    axes.quiver(LON, LAT, *WESTERLY)
    axes.set(xlabel="Longitude (°)", ylabel="Latitude (°)", title="Wind")
    return figure


@chart(lambda: _arrows(*GRID, GRID[1], -GRID[0], "circle clockwise around the middle"))
def matplotlib_circling_arrows() -> Any:
    figure, axes = plt.subplots()
    axes.quiver(*GRID, GRID[1], -GRID[0])
    axes.set(xlabel="x (m)", ylabel="y (m)")
    return figure


@chart(lambda: _arrows(LON, LAT, -5 * WESTERLY[0], 5 + 0 * WESTERLY[1]))
def matplotlib_wind_barbs() -> Any:
    figure, axes = plt.subplots()
    axes.barbs(LON, LAT, -5 * WESTERLY[0], 5 + 0 * WESTERLY[1])
    axes.set(xlabel="Longitude (°)", ylabel="Latitude (°)")
    return figure


def _snow() -> pd.DataFrame:
    snowy = seattle().query("weather == 'snow'")
    return pd.DataFrame({"year": snowy.date.dt.year, "day": snowy.date.dt.day_of_year})


def _snowy_days() -> ChartFacts:
    facts = ChartFacts([len(_snow()), _snow().year.nunique(), *_snow().year.value_counts()])
    for year, part in _snow().groupby("year"):
        days = part.day.to_numpy(float)
        facts.data.append(Data(str(year), list(days), days, form="events"))
        facts.given[f"first event of {year}"] = [days.min()]
        facts.given[f"last event of {year}"] = [days.max()]
        facts.required.append(str(year))
    return facts


@chart(_snowy_days)
def matplotlib_events() -> Any:
    figure, axes = plt.subplots()
    groups = dict(list(_snow().groupby("year")))
    axes.eventplot([part.day for part in groups.values()])
    axes.set_yticks(range(len(groups)), groups)
    axes.set(xlabel="Day of the year", title="Snow in Seattle")
    return figure
