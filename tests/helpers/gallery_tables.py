"""The data behind charts of the gallery, from where the charts have them: a frame for their first table each.

The index holds the row headers. `TABLES` has a function for each chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from plotly.data import election, experiment, gapminder, medals_long, medals_wide, wind
from sklearn import datasets
from vega_datasets import data as vega

from tests.helpers.field_charts import LAT, LON, WESTERLY
from tests.helpers.plane_charts import PETALS
from tests.helpers.plotly_charts import PORTS
from tests.helpers.sample_data import cars, electricity, gapminder_2007, iris, monthly, seattle, stocks
from tests.helpers.stage_charts import PRICES, SALES, WATER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TABLES: dict[str, Callable[[], pd.DataFrame]] = {}


def table(frame: Callable[[], pd.DataFrame]) -> Callable[[], pd.DataFrame]:
    TABLES[frame.__name__] = frame
    return frame


def _points(data: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Return the columns of a scatter plot; those before the last name the rows."""
    return data[list(names)].set_index(list(names[:-1]))


def _bins(values: Sequence[float], edges: Any, label: str, height: str) -> pd.DataFrame:
    heights, edges = np.histogram(values, edges)
    bins = pd.MultiIndex.from_arrays([edges[:-1], edges[1:]], names=[f"{label}, from", f"{label}, to"])
    return pd.DataFrame({height: heights}, bins)


@table
def matplotlib_stocks() -> pd.DataFrame:
    frame = stocks().pivot_table(index="date", columns="symbol", values="price")
    frame.index = frame.index.strftime("%Y-%m")
    return frame.rename_axis("Date")


@table
def matplotlib_temperature_over_rain() -> pd.DataFrame:
    names = {"temp_max": "Highest temperature (°C)", "precipitation": "Rain (mm/d)"}
    return monthly().rename(columns=names).rename_axis("Month")


@table
def matplotlib_grouped_medals() -> pd.DataFrame:
    return medals_wide().set_index("nation").rename_axis("Category")


@table
def matplotlib_stacked_votes() -> pd.DataFrame:
    votes = election().nlargest(5, "total").set_index("district").rename_axis("Category")
    return votes[["Coderre", "Bergeron", "Joly"]]


@table
def matplotlib_histogram() -> pd.DataFrame:
    return _bins(iris()["petal length (cm)"], 12, "Petal length (cm)", "Flowers")


@table
def matplotlib_boxes() -> pd.DataFrame:
    wine = datasets.load_wine(as_frame=True)
    rows = {f"class {kind}": _box(wine.data.alcohol[wine.target == kind]) for kind in range(3)}
    return pd.DataFrame(rows).T.rename_axis("Wine")


def _box(values: pd.Series) -> dict[str, float]:
    lower, median, upper = np.percentile(values, [25, 50, 75])
    reach = 1.5 * (upper - lower)
    inside = values[(values >= lower - reach) & (values <= upper + reach)]
    return {
        "low": inside.min(),
        "lower quartile": lower,
        "median": median,
        "upper quartile": upper,
        "high": inside.max(),
        "number of outliers": len(values) - len(inside),
    }


@table
def matplotlib_pie() -> pd.DataFrame:
    sources = electricity().iloc[-1]
    return pd.DataFrame({"Share (%)": 100 * sources / sources.sum()}).rename_axis("Slice")


@table
def matplotlib_stacked_areas() -> pd.DataFrame:
    frame = electricity()
    frame.index = frame.index.strftime("%Y")
    return frame.rename_axis("Year")


@table
def matplotlib_error_bars() -> pd.DataFrame:
    found = experiment().groupby("group").experiment_1.agg(["mean", "std"])
    name = "First experiment"
    ends = {f"{name}, low": found["mean"] - found["std"], f"{name}, high": found["mean"] + found["std"]}
    return pd.DataFrame({name: found["mean"]} | ends).rename_axis("Group")


@table
def matplotlib_three_dimensions() -> pd.DataFrame:
    names = [f"{name} (cm)" for name in ("Sepal length", "Sepal width", "Petal length")]
    data = datasets.load_iris().data[:, :3]
    return _points(pd.DataFrame(data, columns=names), *names)


@table
def matplotlib_notes_and_rules() -> pd.DataFrame:
    wheat = vega.wheat().set_index("year").rename_axis("Year")
    return wheat[["wheat", "wages"]].rename(columns=str.capitalize)


@table
def matplotlib_plane_bins() -> pd.DataFrame:
    x_edges, y_edges = np.arange(1, 7.5, 0.5), np.arange(0, 2.75, 0.25)
    counts, _, _ = np.histogram2d(PETALS.width, PETALS.length, [y_edges, x_edges])
    columns = [f"Petal length (cm) {x:.1f} to {x + 0.5:.1f}" for x in x_edges[:-1]]
    rows = [f"{y:.2f} to {y + 0.25:.2f}" for y in y_edges[:-1]]
    return pd.DataFrame(counts, rows, columns).rename_axis("Petal width (cm)")


@table
def matplotlib_arrows() -> pd.DataFrame:
    names = ["Longitude (°)", "Latitude (°)"]
    places = pd.MultiIndex.from_arrays([np.ravel(LON), np.ravel(LAT)], names=names)
    along = {f"Arrow along {name}": np.ravel(w) for name, w in zip(names, WESTERLY, strict=True)}
    return pd.DataFrame(along, places)


@table
def seaborn_scatterplot() -> pd.DataFrame:
    data = cars().dropna(subset=["Weight_in_lbs", "Miles_per_Gallon"])
    parts = [data[data.Origin == name] for name in ("USA", "Europe", "Japan")]
    return _points(pd.concat(parts), "Origin", "Weight_in_lbs", "Miles_per_Gallon")


@table
def seaborn_heatmap() -> pd.DataFrame:
    return vega.barley().pivot_table(index="variety", columns="site", values="yield")


@table
def seaborn_countplot() -> pd.DataFrame:
    counts = pd.crosstab(cars().Origin, cars().Cylinders).loc[["USA", "Europe", "Japan"]]
    return counts.astype(float).mask(counts == 0).rename(columns="Cylinders {}".format)


@table
def plotly_prices() -> pd.DataFrame:
    frame = PRICES[["open", "high", "low", "close"]]
    return frame.set_axis(frame.index.strftime("%Y-%m"), axis=0).rename_axis("Date")


@table
def plotly_waterfall() -> pd.DataFrame:
    changes = pd.Series({"January": np.nan, "Tickets": 85, "Wages": -96, "Repairs": -31, "June": np.nan})
    totals = pd.Series({"January": 120, "June": 120 + 85 - 96 - 31})
    header = "Balance (€)"
    frame = pd.DataFrame({f"{header}, change": changes, f"{header}, total": totals})
    return frame.loc[list(changes.index)].rename_axis("Category")


@table
def plotly_timeline() -> pd.DataFrame:
    starts = {"Survey": "2025-02-03", "Walls": "2025-02-17", "Roof": "2025-04-14"}
    ends = {"Survey": "2025-02-14", "Walls": "2025-04-25", "Roof": "2025-05-09"}
    return pd.DataFrame({"from": starts, "to": ends}).rename_axis("task")


@table
def plotly_map() -> pd.DataFrame:
    return _points(gapminder_2007().rename(columns={"country": "Region"}), "Region", "lifeExp")


@table
def plotly_ports() -> pd.DataFrame:
    names = {"lon": "Longitude (°)", "lat": "Latitude (°)", "port": "Place"}
    return PORTS.rename(columns=names).set_index("Place")[["Longitude (°)", "Latitude (°)", "cargo"]]


@table
def plotly_wind_rose() -> pd.DataFrame:
    rose = wind().pivot_table("frequency", "direction", "strength", sort=False)
    return rose.rename(columns="strength {}".format).rename_axis("Category")


@table
def plotly_scatter_matrix() -> pd.DataFrame:
    names = [f"{name} (cm)" for name in ("sepal length", "petal length", "petal width")]
    return iris().set_index("species")[names]


@table
def plotly_indicator() -> pd.DataFrame:
    values = {"Value": 63.0, "Compared with": 71.0, "Low": 0.0, "High": 100.0}
    return pd.DataFrame(values, ["Tank level"]).rename_axis("Name")


@table
def plotly_water() -> pd.DataFrame:
    return pd.Series(WATER).rename_axis(["From", "To"]).to_frame("Flow")


@table
def plotly_two_funnels() -> pd.DataFrame:
    return SALES.rename_axis("stage")


@table
def plotly_sunburst() -> pd.DataFrame:
    medals = medals_long()
    rows = list(zip(medals.medal, medals.nation, medals["count"], strict=True))
    rows += [(nation, "", n) for nation, n in medals.groupby("nation", sort=False)["count"].sum().items()]
    return pd.DataFrame(rows, columns=["Part", "Part of", "Medals"]).set_index("Part")


@table
def plotly_lines() -> pd.DataFrame:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    return few.pivot_table(index="year", columns="country", values="lifeExp")


@table
def altair_normalized_bars() -> pd.DataFrame:
    days = pd.crosstab(seattle().date.dt.year, seattle().weather, normalize="index") * 100
    days = days.set_axis(days.index.astype(str), axis=0).rename_axis("year")
    return days.mask(days == 0)
