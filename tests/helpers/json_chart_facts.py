"""Facts about the charts of plotly and Altair, from their data with pandas and numpy alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from plotly.data import gapminder, iris, tips
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    facts_of,
    histogram_facts,
    scatter_facts,
    with_outliers,
)
from tests.helpers.description_rules import Facts
from tests.helpers.sample_data import cars, gapminder_2007, seattle


@facts_of("altair_points")
def _horsepower_and_mileage_by_origin() -> Facts:
    return scatter_facts(cars(), "Horsepower", "Miles_per_Gallon", "Origin")


@facts_of("plotly_lines")
def _life_expectancy() -> Facts:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    parts = [(name, part.set_index("year").lifeExp) for name, part in few.groupby("country")]
    return curve_facts(*(part for _, part in parts), names=[name for name, _ in parts])


@facts_of("plotly_scatter")
def _wealth_and_health_by_continent() -> Facts:
    world = gapminder_2007()
    facts = scatter_facts(world, "gdpPercap", "lifeExp", "continent", logs="gdpPercap")
    facts.numbers += [world["pop"].min(), world["pop"].max()]
    return facts


@facts_of("plotly_histogram")
def _all_bills() -> Facts:
    return histogram_facts(tips().total_bill, np.arange(2, 53, 2))  # the bins that plotly.js draws


@facts_of("plotly_boxes")
def _bills_by_day() -> Facts:
    return box_facts({day: part.total_bill for day, part in tips().groupby("day")}, "hazen")


@facts_of("plotly_pie")
def _population_shares() -> Facts:
    sums = gapminder_2007().groupby("continent")["pop"].sum()
    return Facts([len(sums), *(100 * sums / sums.sum())], required=list(sums.index))


@facts_of("plotly_map")
def _life_expectancy_map() -> Facts:
    world = gapminder_2007()
    return Facts([len(world), *world.lifeExp, world.lifeExp.median()], required=["Japan", "Swaziland"])


@facts_of("plotly_facets")
def _bill_and_tip_by_sex() -> Facts:
    parts = [part for _, part in tips().groupby("sex")]
    facts = [
        with_outliers(scatter_facts(part, "total_bill", "tip"), part.total_bill, part.tip) for part in parts
    ]
    return combined(*facts, numbers=[2, 1], quoted=["Female", "Male"])


@facts_of("plotly_timeline")
def _tasks_of_the_barn() -> Facts:
    ends = ["2025-02-03", "2025-02-14", "2025-02-17", "2025-04-25", "2025-04-14", "2025-05-09"]
    return Facts([3], dates=list(pd.to_datetime(ends)), required=["Survey", "Walls"])


@facts_of("plotly_waterfall")
def _balance() -> Facts:
    changes = [120, 85, -96, -31]
    names = ["January", "Tickets", "Wages", "Repairs", "June"]
    return Facts([5, *changes, sum(changes)], quoted=names, required=names)


@facts_of("plotly_marginal_box")
def _petal_lengths() -> Facts:
    lengths = iris().petal_length
    facts = histogram_facts(lengths, np.arange(0.75, 7.5, 0.5))  # the bins that plotly.js draws
    facts.numbers.append(lengths.median())
    return facts


@facts_of("plotly_animation")
def _population_in_1987() -> Facts:
    of_year = gapminder().query("year == 1987").groupby("continent")["pop"].sum()
    return combined(bar_facts(of_year), numbers=[1987, gapminder().query("year >= 1987").year.nunique(), 1])


@facts_of("plotly_second_axis")
def _rain_and_warmth() -> Facts:
    table = pd.DataFrame({"rain": [71, 64, 48]}, index=["May", "June", "July"])
    return combined(bar_facts(table), numbers=[14.5, 18, 20.5])


@facts_of("plotly_indicator")
def _tank() -> Facts:
    return Facts([63, 71, 71 - 63, 0, 100], required=["Tank level"])


@facts_of("altair_stacked_bars")
def _yields_by_variety() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield", aggfunc="sum")
    facts = bar_facts(yields)
    facts.required = list(yields.columns)
    return facts


@facts_of("altair_counts")
def _weather_by_month() -> Facts:
    weather = seattle()
    facts = bar_facts(pd.crosstab(weather.date.dt.month, weather.weather))
    facts.numbers += [
        sum(weather.date.dt.month.value_counts() == weather.date.dt.month.value_counts().max()) - 3
    ]
    return facts


@facts_of("altair_histogram")
def _acceleration() -> Facts:
    return histogram_facts(cars().Acceleration, np.arange(8, 27, 2))


@facts_of("altair_pie")
def _weather_shares() -> Facts:
    counts = seattle().weather.value_counts()
    return Facts([len(counts), *(100 * counts / counts.sum())], required=list(counts.index))


@facts_of("altair_facets")
def _years_of_barley() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="year", values="yield")
    return combined(bar_facts(yields), numbers=[2, 1931, 1932])


@facts_of("altair_layers")
def _acceleration_and_power() -> Facts:
    facts = scatter_facts(cars(), "Horsepower", "Acceleration")
    facts.numbers.append(cars().Acceleration.mean())
    return facts


@facts_of("altair_spans")
def _stages_of_road_works() -> Facts:
    days = ["2023-04-03", "2023-04-28", "2023-05-02", "2023-08-18", "2023-08-21", "2023-10-13"]
    dates = [day.to_pydatetime() for day in pd.to_datetime(days)]
    return Facts([3], dates=dates, required=["Survey", "Digging", "Paving"])


@facts_of("altair_bins")
def _wind() -> Facts:
    return histogram_facts(seattle().wind, np.arange(0, 10.5, 1))


@facts_of("altair_quarters")
def _rain_by_quarter() -> Facts:
    weather = seattle()
    return bar_facts(weather.groupby(weather.date.dt.quarter).precipitation.sum())


@facts_of("altair_filtered_bars")
def _power_abroad() -> Facts:
    abroad = cars().query("Origin != 'USA'")
    # Vega takes a missing number as 0 when it multiplies.
    power = abroad.assign(power=abroad.Horsepower.fillna(0) * 0.7457).groupby("Cylinders").power.mean()
    return combined(bar_facts(power), numbers=power.index)


@facts_of("altair_normalized_bars")
def _weather_by_year() -> Facts:
    weather = seattle()
    shares = 100 * pd.crosstab(weather.date.dt.year, weather.weather, normalize="index")
    return combined(bar_facts(shares), numbers=[100, *shares.index])


@facts_of("altair_bubbles")
def _cars_by_cylinders_and_origin() -> Facts:
    counts = pd.crosstab(cars().Origin, cars().Cylinders)
    facts = Facts([*counts.shape, *counts.to_numpy().ravel(), *counts.columns], required=list(counts.index))
    facts.numbers += [*counts.mean(), *counts.mean(axis=1), int((counts == 0).to_numpy().sum())]
    return facts


@facts_of("altair_second_axis")
def _rain_and_heat() -> Facts:
    weather = seattle()
    by_month = weather.groupby(weather.date.dt.month)
    rain, heat = by_month.precipitation.sum(), by_month.temp_max.mean()
    return combined(bar_facts(rain), Facts([*heat, 12]))


@facts_of("altair_wide_whiskers")
def _yields_by_site() -> Facts:
    return box_facts({site: part["yield"] for site, part in vega.barley().groupby("site")})
