"""Charts of seaborn and pandas with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from plotly.data import gapminder, tips

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    histogram_facts,
    interval_facts,
    matrix_facts,
    sample_facts,
    scatter_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, iris, seattle, stocks

MEALS = ["Lunch", "Dinner"]
WIDE = pd.DataFrame(
    {"fare": [12.0, 14, 13, 17], "riders": [900.0, 1200, 1100, 1500]}, index=[2016, 2017, 2018, 2019]
)


def _bars_with_intervals(table: pd.DataFrame, rows: str, columns: str, value: str) -> ChartFacts:
    """Return the facts about means with standard deviations, a series for each of `columns`."""
    parts = []
    for name, part in table.groupby(columns):
        found = part.groupby(rows)[value].agg(["mean", "std"])
        rows_in_order = [label for label in dict.fromkeys(table[rows]) if label in found.index]
        means = {str(label): (m, m - s, m + s) for label, m, s in found.loc[rows_in_order].itertuples()}
        facts = interval_facts(means)
        facts.data[0].name, facts.data[0].form = str(name), "bars"
        parts.append(facts)
    merged = combined(*parts)
    for data in merged.data:
        data.panel = 0
    merged.required = [str(name) for name, _ in table.groupby(columns)]
    return merged


@chart(lambda: histogram_facts(gapminder().year, np.linspace(1952, 2007, 12)))
def seaborn_histogram_of_years() -> Any:
    return sns.histplot(gapminder(), x="year", bins=11)


@chart(lambda: _bars_with_intervals(tips(), "sex", "time", "total_bill"))
def seaborn_bars_with_hue() -> Any:
    return sns.barplot(tips(), x="sex", y="total_bill", hue="time", errorbar="sd")


@chart(
    lambda: _bars_with_intervals(cars()[cars().Cylinders.isin([4, 6])], "Cylinders", "Origin", "Acceleration")
)
def seaborn_points_with_hue() -> Any:
    some = cars()[cars().Cylinders.isin([4, 6])]
    return sns.pointplot(some, x="Cylinders", y="Acceleration", hue="Origin", errorbar="sd")


def _bills() -> ChartFacts:
    facts = scatter_facts(tips(), "total_bill", "tip", "sex")
    facts.required += ["Female", "Male", "day", "Thur", "size"]
    facts.data += sample_facts({"size": tips()["size"]}).data
    facts.data[-1].panel = 1
    return facts


@chart(_bills)
def seaborn_three_encodings() -> Any:
    return sns.scatterplot(tips(), x="total_bill", y="tip", hue="sex", size="size", style="day")


@chart(lambda: combined(curve_facts(WIDE.fare, names=["fare"]), curve_facts(WIDE.riders, names=["riders"])))
def pandas_second_axis() -> Any:
    return WIDE.plot(secondary_y="riders", xlabel="Year")


def _shares() -> ChartFacts:
    big = np.where(cars().Cylinders > 4, "large", "small")
    facts = bar_facts(pd.crosstab(cars().Origin, big, normalize="index"))
    facts.numbers += [1, 100]
    facts.quoted.append("col 0")
    return facts


@chart(_shares)
def pandas_normalized_bars() -> Any:
    big = np.where(cars().Cylinders > 4, "large", "small")
    return pd.crosstab(cars().Origin, big, normalize="index").plot.bar(stacked=True)


def _temperatures() -> pd.DataFrame:
    days = np.arange(1096)
    random = np.random.default_rng(9)
    wave = np.sin((days - 100) / 365.25 * 2 * np.pi)
    table = {
        "roof": 18 + 11 * wave + random.normal(0, 2.5, days.size),
        "cellar": 11 + 4 * wave + random.normal(0, 1, days.size),
    }
    return pd.DataFrame(table, index=pd.date_range("2020-01-01", periods=days.size))


@chart(lambda: curve_facts(*(_temperatures()[name] for name in _temperatures()), names=["roof", "cellar"]))
def pandas_two_seasonal_lines() -> Any:
    return _temperatures().plot(ylabel="Temperature (°C)")


@chart(
    lambda: combined(
        *[box_facts({name: part.Miles_per_Gallon.dropna() for name, part in cars().groupby("Origin")})]
    )
)
def seaborn_horizontal_boxes() -> Any:
    return sns.boxplot(cars(), x="Miles_per_Gallon", y="Origin")


@chart(lambda: curve_facts(pd.Series(np.arange(0, 245) / 244, [-np.inf, *np.sort(tips().tip)])[1:]))
def seaborn_ecdf() -> Any:
    return sns.ecdfplot(tips(), x="tip")


def _counts() -> pd.DataFrame:
    return pd.crosstab(tips().day, tips().time).loc[["Thur", "Fri", "Sat", "Sun"], MEALS]


@chart(lambda: matrix_facts(_counts()))
def seaborn_small_heat_map() -> Any:
    return sns.heatmap(_counts(), annot=True, fmt="d")


@chart(lambda: bar_facts(cars().Origin.value_counts()))
def seaborn_horizontal_counts() -> Any:
    return sns.countplot(cars(), y="Origin")


@chart(lambda: scatter_facts(iris(), "sepal length (cm)", "sepal width (cm)", "species"))
def seaborn_sepals() -> Any:
    return sns.scatterplot(iris(), x="sepal length (cm)", y="sepal width (cm)", hue="species")


@chart(
    lambda: curve_facts(
        *(stocks().query("symbol == @name").set_index("date").price for name in ("AMZN", "GOOG")),
        names=["AMZN", "GOOG"],
    )
)
def seaborn_two_stocks() -> Any:
    some = stocks()[stocks().symbol.isin(["AMZN", "GOOG"])]
    return sns.lineplot(some, x="date", y="price", hue="symbol")


@chart(lambda: combined(*[histogram_facts(part.tip, 10) for _, part in tips().groupby("time")], numbers=[2]))
def pandas_histograms_by_group() -> Any:
    figure, panels = plt.subplots(1, 2)
    for axes, (name, part) in zip(panels, tips().groupby("time"), strict=True):
        part.tip.plot.hist(ax=axes, bins=10, title=name)
        axes.set_xlabel("Tip ($)")
    return figure


@chart(lambda: curve_facts(stocks().query("symbol == 'MSFT'").set_index("date").price))
def pandas_one_stock() -> Any:
    return stocks().query("symbol == 'MSFT'").set_index("date").price.plot(title="Microsoft")


@chart(
    lambda: bar_facts(
        seattle()
        .groupby(seattle().date.dt.year)
        .precipitation.sum()
        .set_axis([*["2012", "2013", "2014", "2015"]])
    )
)
def pandas_bars_of_years() -> Any:
    return (
        seattle()
        .groupby(seattle().date.dt.year)
        .precipitation.sum()
        .plot.bar(ylabel="Rain (mm)", xlabel="Year")
    )
