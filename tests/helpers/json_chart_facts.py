"""Facts about the charts of plotly and Altair, from their data with pandas and numpy alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from plotly.data import gapminder, iris, tips
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    Data,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    facts_of,
    histogram_facts,
    matrix_facts,
    pie_facts,
    sample_facts,
    scatter_facts,
    span_facts,
    with_outliers,
)
from tests.helpers.sample_data import cars, gapminder_2007, seattle


@facts_of("altair_points")
def _horsepower_and_mileage_by_origin() -> ChartFacts:
    return scatter_facts(cars(), "Horsepower", "Miles_per_Gallon", "Origin")


@facts_of("plotly_lines")
def _life_expectancy() -> ChartFacts:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    parts = [(name, part.set_index("year").lifeExp) for name, part in few.groupby("country")]
    return curve_facts(*(part for _, part in parts), names=[name for name, _ in parts])


@facts_of("plotly_scatter")
def _wealth_and_health_by_continent() -> ChartFacts:
    world = gapminder_2007()
    facts = scatter_facts(world, "gdpPercap", "lifeExp", "continent", logs="gdpPercap")
    facts.data.append(Data("pop", [], world["pop"].to_numpy(float), form="sizes", panel=1))
    facts.numbers += [world["pop"].min(), world["pop"].max()]
    return facts


@facts_of("plotly_histogram")
def _all_bills() -> ChartFacts:
    return histogram_facts(tips().total_bill, np.arange(2, 53, 2))  # the bins that plotly.js draws


@facts_of("plotly_boxes")
def _bills_by_day() -> ChartFacts:
    return box_facts({day: part.total_bill for day, part in tips().groupby("day")}, "hazen")


@facts_of("plotly_pie")
def _population_shares() -> ChartFacts:
    sums = gapminder_2007().groupby("continent")["pop"].sum()
    return pie_facts(sums)


@facts_of("plotly_map")
def _life_expectancy_map() -> ChartFacts:
    world = gapminder_2007()
    facts = bar_facts(world.set_index("country").lifeExp)
    facts.numbers += [world.lifeExp.median(), 40]  # regions that are listed
    facts.required = ["Japan", "Swaziland"]
    return facts


@facts_of("plotly_facets")
def _bill_and_tip_by_sex() -> ChartFacts:
    parts = [part for _, part in tips().groupby("sex")]
    facts = [
        with_outliers(scatter_facts(part, "total_bill", "tip"), part.total_bill, part.tip) for part in parts
    ]
    return combined(*facts, numbers=[2, 1], quoted=["Female", "Male"])


@facts_of("plotly_timeline")
def _tasks_of_the_barn() -> ChartFacts:
    days = ["2025-02-03", "2025-02-14", "2025-02-17", "2025-04-25", "2025-04-14", "2025-05-09"]
    dates = list(pd.to_datetime(days))
    return span_facts(
        dict(zip(["Survey", "Walls", "Roof"], zip(dates[::2], dates[1::2], strict=True), strict=True))
    )


@facts_of("plotly_waterfall")
def _balance() -> ChartFacts:
    steps = {"January": 120, "Tickets": 85, "Wages": -96, "Repairs": -31, "June": 78}
    return bar_facts(pd.Series(steps))


@facts_of("plotly_marginal_box")
def _petal_lengths() -> ChartFacts:
    lengths = iris().petal_length
    facts = histogram_facts(lengths, np.arange(0.75, 7.5, 0.5))  # the bins that plotly.js draws
    return combined(facts, sample_facts({"": lengths}))


@facts_of("plotly_animation")
def _population_in_1987() -> ChartFacts:
    of_year = gapminder().query("year == 1987").groupby("continent")["pop"].sum()
    return combined(
        bar_facts(of_year),
        quoted=["1987"],
        numbers=[1987, gapminder().query("year >= 1987").year.nunique(), 1],
    )


@facts_of("plotly_second_axis")
def _rain_and_warmth() -> ChartFacts:
    months = ["May", "June", "July"]
    warmth = pd.Series([14.5, 18, 20.5], months)
    return combined(
        bar_facts(pd.DataFrame({"rain": [71, 64, 48]}, months)), curve_facts(warmth, names=["warmth"])
    )


@facts_of("plotly_indicator")
def _tank() -> ChartFacts:
    data = [
        Data("Tank level", ["now"], np.array([63.0])),
        Data("scale", [0.0, 100.0], np.array([0.0, 100.0])),
    ]
    return ChartFacts([63, 71, 71 - 63, 0, 100], required=["Tank level"], data=data)


@facts_of("altair_stacked_bars")
def _yields_by_variety() -> ChartFacts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield", aggfunc="sum")
    facts = bar_facts(yields)
    facts.required = list(yields.columns)
    return facts


@facts_of("altair_counts")
def _weather_by_month() -> ChartFacts:
    weather = seattle()
    counts = pd.crosstab(weather.date.dt.month, weather.weather)
    facts = bar_facts(counts[counts > 0])
    facts.numbers += [
        sum(weather.date.dt.month.value_counts() == weather.date.dt.month.value_counts().max()) - 3
    ]
    return facts


@facts_of("altair_histogram")
def _acceleration() -> ChartFacts:
    return histogram_facts(cars().Acceleration, np.arange(8, 27, 2))


@facts_of("altair_pie")
def _weather_shares() -> ChartFacts:
    counts = seattle().weather.value_counts()
    return pie_facts(counts)


@facts_of("altair_facets")
def _years_of_barley() -> ChartFacts:
    yields = vega.barley().pivot_table(index="variety", columns="year", values="yield")
    return combined(bar_facts(yields), numbers=[2, 1931, 1932], quoted=["year 1931", "year 1932"])


@facts_of("altair_layers")
def _acceleration_and_power() -> ChartFacts:
    facts = scatter_facts(cars(), "Horsepower", "Acceleration")
    facts.numbers.append(cars().Acceleration.mean())
    return facts


@facts_of("altair_spans")
def _stages_of_road_works() -> ChartFacts:
    days = ["2023-04-03", "2023-04-28", "2023-05-02", "2023-08-18", "2023-08-21", "2023-10-13"]
    dates = list(pd.to_datetime(days))
    return span_facts(
        dict(zip(["Survey", "Digging", "Paving"], zip(dates[::2], dates[1::2], strict=True), strict=True))
    )


@facts_of("altair_bins")
def _wind() -> ChartFacts:
    return histogram_facts(seattle().wind, np.arange(0, 10.5, 1))


@facts_of("altair_quarters")
def _rain_by_quarter() -> ChartFacts:
    weather = seattle()
    rain = weather.groupby(weather.date.dt.quarter).precipitation.sum()
    return bar_facts(rain.set_axis([f"{name} quarter" for name in ("first", "second", "third", "fourth")]))


@facts_of("altair_filtered_bars")
def _weight_abroad() -> ChartFacts:
    abroad = cars().query("Origin != 'USA'")
    weight = abroad.Weight_in_lbs.groupby(abroad.Cylinders).mean() * 0.45359
    return combined(bar_facts(weight), numbers=weight.index)


@facts_of("altair_normalized_bars")
def _weather_by_year() -> ChartFacts:
    weather = seattle()
    shares = 100 * pd.crosstab(weather.date.dt.year, weather.weather, normalize="index")
    return combined(bar_facts(shares[shares > 0]), numbers=[1, 100, *shares.index])


@facts_of("altair_bubbles")
def _cars_by_cylinders_and_origin() -> ChartFacts:
    counts = pd.crosstab(cars().Origin, cars().Cylinders)
    facts = matrix_facts(counts, *counts.to_numpy().ravel(), *counts.columns)
    facts.required = list(counts.index)
    facts.numbers += [*counts.mean(), *counts.mean(axis=1), int((counts == 0).to_numpy().sum())]
    return facts


@facts_of("altair_second_axis")
def _rain_and_heat() -> ChartFacts:
    weather = seattle()
    by_month = weather.groupby(weather.date.dt.month)
    rain, heat = by_month.precipitation.sum(), by_month.temp_max.mean()
    return combined(bar_facts(rain), curve_facts(heat))


@facts_of("altair_wide_whiskers")
def _yields_by_site() -> ChartFacts:
    return box_facts({site: part["yield"] for site, part in vega.barley().groupby("site")})
