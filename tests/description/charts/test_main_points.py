"""The main points of charts of the gallery, compared with their data: what is highest, what is correlated."""

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


DAYS = {"Thur": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}


def highest_and_lowest(table: pd.Series[Any]) -> str:
    """Return a pattern of the main point of a bar chart."""
    highest, lowest = (DAYS.get(str(name), name) for name in (table.idxmax(), table.idxmin()))
    return f"{highest} is highest at [\\d.,]+, {lowest} lowest"


def highest_and_lowest_median(groups: Any) -> str:
    medians = groups.median()
    highest, lowest = (DAYS.get(str(name), name) for name in (medians.idxmax(), medians.idxmin()))
    return f"the median is highest for {highest}, [\\d.]+, and lowest for {lowest},"


def highest_and_lowest_last_price() -> str:
    last = stocks().groupby("symbol").price.last()
    return f"{last.idxmax()} ends highest at [\\d.]+, {last.idxmin()} lowest"


def strongest_correlations() -> str:
    table = cars().select_dtypes("number").corr()
    pairs = table.where(np.tril(np.ones(table.shape), -1).astype(bool)).stack()  # noqa: PD013 - of a matrix
    names = [" and ".join(str(n) for n in pair[::-1]) for pair in (pairs.idxmax(), pairs.idxmin())]
    high, low = (pair.replace("_in_lbs", " in pounds").replace("_", " ") for pair in names)
    return f"the highest is [\\d.]+ between {high}, the lowest minus [\\d.]+ between {low}"


def wine() -> pd.DataFrame:
    found = datasets.load_wine(as_frame=True)
    return found.data.assign(kind=[f"class {kind}" for kind in found.target])


def highest_country_throughout() -> str:
    lives = gapminder().pivot_table("lifeExp", "year", "country")[["Brazil", "Japan", "Rwanda"]]
    (country,) = set(lives.idxmax(axis=1))
    return f"{country} is highest throughout"


def highest_and_lowest_cell() -> str:
    table = vega.barley().groupby(["variety", "site"])["yield"].mean()
    high, low = ", ".join(table.idxmax()), ", ".join(table.idxmin())
    return f"highest is [\\d.]+ at {high}, lowest [\\d.]+ at {low}"


PATTERNS: dict[str, Callable[[], str]] = {
    "matplotlib_stocks": highest_and_lowest_last_price,
    "altair_lines": highest_and_lowest_last_price,
    "matplotlib_temperature_over_rain": lambda: (
        f"to [\\d.]+ in {month_name[monthly().temp_max.idxmax()]}, then"
    ),
    "matplotlib_pie": lambda: f"the largest is {electricity().iloc[-1].idxmax()} with",
    "matplotlib_boxes": lambda: highest_and_lowest_median(wine().groupby("kind").alcohol),
    "pandas_value_counts": lambda: highest_and_lowest(seattle().weather.value_counts()),
    "pandas_bars": lambda: highest_and_lowest(cars().groupby("Origin").Horsepower.mean()),
    "seaborn_barplot": lambda: highest_and_lowest(tips().groupby("day").total_bill.mean()),
    "altair_boxes": lambda: highest_and_lowest_median(cars().groupby("Origin").Horsepower),
    "plotly_boxes": lambda: highest_and_lowest_median(tips().groupby("day").total_bill),
    "seaborn_stripplot": lambda: highest_and_lowest_median(cars().groupby("Origin").Horsepower),
    "plotly_pie": lambda: (
        f"the largest is {gapminder_2007().groupby('continent')['pop'].sum().idxmax()} with"
    ),
    "plotly_map": lambda: highest_and_lowest(gapminder_2007().set_index("country").lifeExp),
    "plotly_lines": highest_country_throughout,
    "seaborn_correlations": strongest_correlations,
    "plotly_heat_map": strongest_correlations,
    "seaborn_heatmap": highest_and_lowest_cell,
    "altair_heat_map": highest_and_lowest_cell,
    "seaborn_kdeplot": lambda: ".*".join(
        iris().groupby("species")["petal length (cm)"].mean().sort_values().index
    ),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_brief_description_has_the_main_point_of_the_data(name: str, draw: Callable[[str], Any]) -> None:
    assert re.search(PATTERNS[name](), describe(draw(name), "brief"))
