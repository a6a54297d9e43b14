"""Charts that people remark on: what leads, what differs, where most values lie; with their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import plotly.express as px
import seaborn as sns
from plotly.data import election, gapminder, tips
from sklearn import datasets

from tests.helpers.chart_fact_builders import (
    bar_facts,
    box_facts,
    histogram_facts,
    pie_facts,
    scatter_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, gapminder_2007, iris

if TYPE_CHECKING:
    import pandas as pd


def _populations() -> pd.Series[Any]:
    return gapminder_2007().groupby("continent")["pop"].sum() / 1e6


@chart(lambda: bar_facts(_populations()))
def remark_population() -> Any:
    figure, axes = plt.subplots()
    axes.bar(_populations().index, _populations())
    axes.set(title="People by continent", xlabel="Continent", ylabel="Population (millions)")
    return figure


def _european_wealth() -> pd.Series[Any]:
    europe = gapminder_2007().query("continent == 'Europe'").set_index("country").gdpPercap
    return europe.sort_values().iloc[-14:].rename("GDP per person (US$)")


@chart(lambda: bar_facts(_european_wealth()))
def remark_wealth() -> Any:
    return _european_wealth().plot.barh(xlabel="GDP per person (US$)", ylabel="").figure


def _turnout() -> pd.Series[Any]:
    return election().nlargest(6, "total").set_index("district").total


@chart(lambda: bar_facts(_turnout()))
def remark_turnout() -> Any:
    return px.bar(_turnout().reset_index(), x="district", y="total", labels={"total": "votes"})


def _origins() -> pd.Series[Any]:
    return cars().Origin.value_counts()


@chart(lambda: pie_facts(_origins()))
def remark_origins() -> Any:
    figure, axes = plt.subplots()
    axes.pie(_origins(), labels=_origins().index)
    axes.set_title("Where the cars come from")
    return figure


def _wine() -> pd.DataFrame:
    found = datasets.load_wine(as_frame=True)
    return found.data.assign(wine=[f"wine {'ABC'[kind]}" for kind in found.target])


@chart(lambda: histogram_facts(_wine().malic_acid, 14))
def remark_skewed_histogram() -> Any:
    figure, axes = plt.subplots()
    axes.hist(_wine().malic_acid, 14)
    axes.set(xlabel="Malic acid (g/l)", ylabel="wines")
    return figure


@chart(lambda: box_facts({name: part.flavanoids for name, part in _wine().groupby("wine")}))
def remark_groups_that_differ() -> Any:
    return sns.stripplot(_wine(), x="wine", y="flavanoids").figure


@chart(lambda: box_facts({name: part["petal width (cm)"] for name, part in iris().groupby("species")}))
def remark_boxes_above_others() -> Any:
    return sns.boxplot(iris(), x="species", y="petal width (cm)").figure


@chart(lambda: scatter_facts(tips(), "total_bill", "tip"))
def remark_points_that_fan_out() -> Any:
    return sns.scatterplot(tips(), x="total_bill", y="tip").figure


@chart(lambda: scatter_facts(_wine(), "alcohol", "ash"))
def remark_unrelated_points() -> Any:
    return px.scatter(_wine(), x="alcohol", y="ash")


def _lives() -> pd.DataFrame:
    known = gapminder().query("year in (1957, 1982, 2007)")
    return known.pivot_table("lifeExp", "continent", "year").rename(columns=str)


@chart(lambda: bar_facts(_lives()))
def remark_lives() -> Any:
    return _lives().plot.bar(ylabel="Life expectancy (years)").figure


def _guests() -> pd.DataFrame:
    return tips().pivot_table("size", "day", "time", "sum").loc[["Thur", "Fri"]]


@chart(lambda: bar_facts(_guests()))
def remark_guests() -> Any:
    return _guests().plot.bar(ylabel="number of guests", xlabel="").figure
