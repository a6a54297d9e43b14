"""Charts of Altair with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from plotly.data import gapminder, tips
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    bar_facts,
    combined,
    curve_facts,
    histogram_facts,
    interval_facts,
    scatter_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, gapminder_2007, iris, seattle, stocks

NORWAY = gapminder().query("country == 'Norway'")


@chart(lambda: bar_facts(NORWAY.set_index(NORWAY.year.astype(float)).lifeExp))
def altair_bars_by_year() -> Any:
    return alt.Chart(NORWAY).mark_bar().encode(x="year:Q", y="lifeExp:Q")


@chart(lambda: histogram_facts(iris()["sepal length (cm)"], np.arange(4, 8.01, 0.5)))
def altair_ten_bins() -> Any:
    table = iris().rename(columns={"sepal length (cm)": "sepal"})
    return alt.Chart(table).mark_bar().encode(x=alt.X("sepal:Q").bin(maxbins=10), y="count()")


def _yields() -> ChartFacts:
    found = vega.barley().groupby("site")["yield"].agg(["mean", "std"])
    return interval_facts({s: (m, m - d, m + d) for s, m, d in found.itertuples()})


@chart(_yields)
def altair_error_bars() -> Any:
    base = alt.Chart(vega.barley()).encode(y="site:N")
    bars = base.mark_errorbar(extent="stdev").encode(x="yield:Q")
    return bars + base.mark_point().encode(x="mean(yield):Q")


@chart(lambda: curve_facts(stocks().query("symbol == 'GOOG'").set_index("date").price, is_log=True))
def altair_log_line() -> Any:
    some = stocks()[stocks().symbol == "GOOG"]
    scale = alt.Y("price:Q").scale(type="log")
    return alt.Chart(some).mark_line().encode(x="date:T", y=scale)


@chart(
    lambda: curve_facts(
        seattle().groupby(seattle().date.dt.to_period("M").dt.to_timestamp()).precipitation.sum()
    )
)
def altair_area() -> Any:
    return alt.Chart(seattle()).mark_area().encode(x="yearmonth(date):T", y="sum(precipitation):Q")


def _world() -> ChartFacts:
    return scatter_facts(gapminder_2007(), "gdpPercap", "lifeExp", "continent", logs="gdpPercap")


@chart(_world)
def altair_log_points() -> Any:
    x = alt.X("gdpPercap:Q").scale(type="log").title("Income ($)")
    y = alt.Y("lifeExp:Q").title("Life expectancy (years)")
    return alt.Chart(gapminder_2007()).mark_circle().encode(x=x, y=y, color="continent:N")


@chart(lambda: bar_facts(cars().groupby("Origin").Miles_per_Gallon.median()))
def altair_sorted_bars() -> Any:
    return alt.Chart(cars()).mark_bar().encode(y=alt.Y("Origin:N").sort("-x"), x="median(Miles_per_Gallon):Q")


@chart(lambda: bar_facts(pd.crosstab(tips().day, tips().sex)))
def altair_grouped_bars() -> Any:
    return alt.Chart(tips()).mark_bar().encode(x="day:N", y="count()", color="sex:N", xOffset="sex:N")


@chart(lambda: scatter_facts(pd.DataFrame({"x": [1.0, 2, 3, 4], "y": [5.0, 3, 6, 2]}), "x", "y"))
def altair_four_points() -> Any:
    return alt.Chart(pd.DataFrame({"x": [1, 2, 3, 4], "y": [5, 3, 6, 2]})).mark_point().encode(x="x", y="y")


def _running() -> ChartFacts:
    table = seattle().head(60)
    return curve_facts(pd.Series(table.precipitation.cumsum().to_numpy(), table.date))


@chart(_running)
def altair_running_total() -> Any:
    return (
        alt.Chart(seattle().head(60))
        .mark_line()
        .transform_window(total="sum(precipitation)", sort=[{"field": "date"}])
        .encode(x="date:T", y="total:Q")
    )


@chart(lambda: combined(bar_facts(tips().groupby("day").tip.mean()), numbers=[3.0]))
def altair_bars_with_rule() -> Any:
    bars = alt.Chart(tips()).mark_bar().encode(x="day:N", y="mean(tip):Q")
    return bars + alt.Chart(pd.DataFrame({"y": [3]})).mark_rule().encode(y="y:Q")
