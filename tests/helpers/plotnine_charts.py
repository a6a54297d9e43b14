"""Charts of plotnine with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from plotly.data import gapminder, medals_long, tips
from plotnine import (
    aes,
    coord_flip,
    facet_grid,
    geom_area,
    geom_bar,
    geom_boxplot,
    geom_col,
    geom_histogram,
    geom_line,
    geom_point,
    geom_smooth,
    geom_tile,
    ggplot,
    labs,
    scale_x_log10,
    scale_y_log10,
    theme_minimal,
)
from sklearn import datasets
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    Data,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    histogram_facts,
    matrix_facts,
    scatter_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, gapminder_2007

DAYS = ["Thur", "Fri", "Sat", "Sun"]
FEW = ["Brazil", "China", "India", "Japan"]
SMOKING = {"Yes": "smoker", "No": "nonsmoker"}


def _guests() -> pd.DataFrame:
    guests = tips()
    return guests.assign(day=pd.Categorical(guests.day, DAYS), smoker=guests.smoker.map(SMOKING))


def _power_and_mileage() -> ChartFacts:
    known = cars().dropna(subset=["Horsepower", "Miles_per_Gallon"])
    facts = scatter_facts(cars(), "Horsepower", "Miles_per_Gallon", "Origin")
    for _, part in known.groupby("Origin"):
        ends = [part.Horsepower.min(), part.Horsepower.max()]
        fit = np.polyfit(part.Horsepower, part.Miles_per_Gallon, 1)
        facts.numbers += [*ends, *np.polyval(fit, ends)]
    return facts


@chart(_power_and_mileage)
def plotnine_fitted_lines() -> Any:
    plot = ggplot(cars(), aes("Horsepower", "Miles_per_Gallon", color="Origin"))
    plot += geom_point()
    return (
        plot + geom_smooth(method="lm", se=False) + labs(title="Cars", x="Power (hp)", y="Miles per gallon")
    )


def _countries() -> ChartFacts:
    people = gapminder_2007()["pop"].to_numpy(float)
    facts = scatter_facts(gapminder_2007(), "gdpPercap", "lifeExp", "continent", logs="gdpPercap")
    facts.data.append(Data("pop", [], people, form="sizes", panel=1))
    facts.numbers += [people.min(), people.max()]
    return facts


@chart(_countries)
def plotnine_points_on_a_log_axis() -> Any:
    plot = ggplot(gapminder_2007(), aes("gdpPercap", "lifeExp", color="continent", size="pop"))
    return plot + geom_point() + scale_x_log10() + theme_minimal()


@chart(lambda: bar_facts(pd.crosstab(_guests().day, _guests().smoker)))
def plotnine_counts() -> Any:
    return ggplot(_guests(), aes("day", fill="smoker")) + geom_bar(position="dodge")


@chart(lambda: bar_facts(medals_long().pivot_table("count", "nation", "medal")))
def plotnine_flipped_stacks() -> Any:
    plot = ggplot(medals_long(), aes("nation", "count", fill="medal")) + geom_col() + coord_flip()
    return plot + labs(x="Nation", y="Medals", fill="Medal")


def _mean_tips() -> pd.Series:
    return tips().groupby("day").tip.mean().sort_values()


@chart(lambda: bar_facts(_mean_tips()))
def plotnine_reordered_bars() -> Any:
    return ggplot(_mean_tips().reset_index(), aes("reorder(day, tip)", "tip")) + geom_col()


@chart(lambda: histogram_facts(datasets.load_wine().data[:, 0], np.arange(11, 15.1, 0.5)))
def plotnine_histogram() -> Any:
    wine = datasets.load_wine(as_frame=True).data
    plot = ggplot(wine, aes("alcohol")) + geom_histogram(breaks=np.arange(11, 15.1, 0.5), closed="left")
    return plot + labs(title="Wines", x="Alcohol (%)", y="Wines")


@chart(lambda: box_facts({day: tips().query("day == @day").total_bill for day in DAYS}))
def plotnine_boxes() -> Any:
    return ggplot(_guests(), aes("day", "total_bill")) + geom_boxplot() + labs(y="Bill ($)")


def _tips_by_size() -> pd.DataFrame:
    return _guests().query("size <= 4 and size >= 2").pivot_table("tip", "day", "size", observed=True)


def _tiles() -> ChartFacts:
    table = _tips_by_size()
    cells = table.to_numpy()
    return matrix_facts(table, *cells.ravel(), *table.mean(), *table.mean(axis=1))


@chart(_tiles)
def plotnine_tiles() -> Any:
    cells = _tips_by_size().reset_index().melt("day", value_name="tip")
    return ggplot(cells, aes("factor(size)", "day", fill="tip")) + geom_tile() + labs(fill="Mean tip ($)")


def _facets() -> ChartFacts:
    parts = [part for _, part in tips().groupby(["time", "smoker"])]
    facts = [scatter_facts(part, "total_bill", "tip") for part in parts]
    return combined(*facts, numbers=[2, 4], quoted=["Dinner", "Lunch", "Yes", "No"])


@chart(_facets)
def plotnine_facets() -> Any:
    return ggplot(tips(), aes("total_bill", "tip")) + geom_point() + facet_grid("time", "smoker")


def _incomes() -> ChartFacts:
    parts = [gapminder().query("country == @name").set_index("year").gdpPercap.rename(name) for name in FEW]
    return curve_facts(*(part.set_axis(part.index.astype(float)) for part in parts), names=FEW, is_log=True)


@chart(_incomes)
def plotnine_lines_on_a_log_axis() -> Any:
    few = gapminder()[gapminder().country.isin(FEW)]
    plot = ggplot(few, aes("year", "gdpPercap", color="country")) + geom_line() + scale_y_log10()
    return plot + labs(y="GDP per capita (US$)", title="Four countries")


def _power() -> ChartFacts:
    table = vega.iowa_electricity().pivot_table("net_generation", "year", "source")
    curves = [table[name] for name in table]
    return combined(curve_facts(*curves, names=list(table)), curve_facts(table.sum(axis=1)))


@chart(_power)
def plotnine_areas() -> Any:
    plot = ggplot(vega.iowa_electricity(), aes("year", "net_generation", fill="source")) + geom_area()
    return plot + labs(y="Generation (GWh)")
