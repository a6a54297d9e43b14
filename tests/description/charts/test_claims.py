"""The main points of charts of the gallery: who is highest, what hangs together, as the data have it."""

from __future__ import annotations

import re
from calendar import month_name
from typing import TYPE_CHECKING

import numpy as np
import pytest
from plotly.data import gapminder, tips
from sklearn import datasets
from vega_datasets import data as vega

from ipytts import describe
from tests.helpers.sample_data import cars, electricity, gapminder_2007, iris, monthly, seattle, stocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import pandas as pd


def ends(table: pd.Series[Any]) -> str:
    """Return how the highest and the lowest bars are told."""
    return f"{table.idxmax()} is highest at [\\d.,]+, {table.idxmin()} lowest"


def medians(groups: Any) -> str:
    middle = groups.median()
    return f"the median is highest for {middle.idxmax()}, [\\d.]+, and lowest for {middle.idxmin()},"


def last_prices() -> str:
    last = stocks().groupby("symbol").price.last()
    return f"{last.idxmax()} ends highest at [\\d.]+, {last.idxmin()} lowest"


def strongest() -> str:
    table = cars().select_dtypes("number").corr()
    pairs = table.where(np.tril(np.ones(table.shape), -1).astype(bool)).stack()  # noqa: PD013 - of a matrix
    told = [" and ".join(str(n) for n in pair[::-1]) for pair in (pairs.idxmax(), pairs.idxmin())]
    high, low = (pair.replace("_in_lbs", " in pounds").replace("_", " ") for pair in told)
    return f"the highest is [\\d.]+ between {high}, the lowest minus [\\d.]+ between {low}"


def wine() -> pd.DataFrame:
    found = datasets.load_wine(as_frame=True)
    return found.data.assign(kind=[f"class {kind}" for kind in found.target])


def on_top() -> str:
    lives = gapminder().pivot_table("lifeExp", "year", "country")[["Brazil", "Japan", "Rwanda"]]
    (country,) = set(lives.idxmax(axis=1))
    return f"{country} is highest throughout"


def cells() -> str:
    table = vega.barley().groupby(["variety", "site"])["yield"].mean()
    high, low = ", ".join(table.idxmax()), ", ".join(table.idxmin())
    return f"highest is [\\d.]+ at {high}, lowest [\\d.]+ at {low}"


CLAIMS: dict[str, Callable[[], str]] = {
    "matplotlib_stocks": last_prices,
    "altair_lines": last_prices,
    "matplotlib_temperature_over_rain": lambda: (
        f"to [\\d.]+ in {month_name[monthly().temp_max.idxmax()]}, then"
    ),
    "matplotlib_pie": lambda: f"the largest is {electricity().iloc[-1].idxmax()} with",
    "matplotlib_boxes": lambda: medians(wine().groupby("kind").alcohol),
    "pandas_value_counts": lambda: ends(seattle().weather.value_counts()),
    "pandas_bars": lambda: ends(cars().groupby("Origin").Horsepower.mean()),
    "seaborn_barplot": lambda: ends(tips().groupby("day").total_bill.mean()),
    "altair_boxes": lambda: medians(cars().groupby("Origin").Horsepower),
    "plotly_boxes": lambda: medians(tips().groupby("day").total_bill),
    "seaborn_stripplot": lambda: medians(cars().groupby("Origin").Horsepower),
    "plotly_pie": lambda: (
        f"the largest is {gapminder_2007().groupby('continent')['pop'].sum().idxmax()} with"
    ),
    "plotly_map": lambda: ends(gapminder_2007().set_index("country").lifeExp),
    "plotly_lines": on_top,
    "seaborn_correlations": strongest,
    "plotly_heat_map": strongest,
    "seaborn_heatmap": cells,
    "altair_heat_map": cells,
    "seaborn_kdeplot": lambda: ".*".join(
        iris().groupby("species")["petal length (cm)"].mean().sort_values().index
    ),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_the_main_point_is_first_and_true(name: str, draw: Callable[[str], Any]) -> None:
    assert re.search(CLAIMS[name](), describe(draw(name), "brief"))
