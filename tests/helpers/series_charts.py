"""Charts of series with cycles, gaps and last parts that people remark on, with their facts."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
from plotly.data import gapminder, tips
from statsmodels.datasets import co2, macrodata, sunspots

from tests.helpers.chart_fact_builders import ChartFacts, Data, bar_facts, combined, curve_facts
from tests.helpers.chart_registry import chart


def _carbon_dioxide() -> pd.Series[Any]:
    """Return weeks of 14 years, some of which have no value."""
    return co2.load_pandas().data.co2["1960":"1973"]


@chart(
    lambda: combined(curve_facts(_carbon_dioxide().dropna()), numbers=[int(_carbon_dioxide().isna().sum())])
)
def series_cycle_with_gaps() -> Any:
    figure, axes = plt.subplots()
    axes.plot(_carbon_dioxide())
    axes.set(title="Mauna Loa", xlabel="Week", ylabel="Carbon dioxide (ppm)")
    return figure


def _sunspots() -> pd.Series[Any]:
    return sunspots.load_pandas().data.set_index("YEAR").SUNACTIVITY


@chart(lambda: curve_facts(_sunspots()))
def series_drifting_cycle() -> Any:
    return _sunspots().plot(legend=False, xlabel="Year", ylabel="Number of sunspots").figure


def _economy() -> pd.DataFrame:
    data = macrodata.load_pandas().data.loc[80:]
    return data.set_index(data.year + (data.quarter - 1) / 4)


@chart(lambda: curve_facts(_economy().unemp, _economy().tbilrate))
def series_panels_with_a_last_part() -> Any:
    figure, axes = plt.subplots(2, 1, sharex=True)
    axes[0].plot(_economy().unemp)
    axes[0].set(title="Unemployment", ylabel="Unemployment (%)")
    axes[1].plot(_economy().tbilrate)
    axes[1].set(title="Treasury bills", xlabel="Year", ylabel="Interest (%)")
    return figure


def _canada() -> pd.Series[Any]:
    return gapminder().query("country == 'Canada' and year >= 1972").set_index("year")["pop"] / 1e6


@chart(lambda: bar_facts(_canada()))
def series_bars_over_years() -> Any:
    return px.bar(_canada().reset_index(name="population (millions)"), x="year", y="population (millions)")


def _lives() -> list[pd.Series[Any]]:
    names = ("Ghana", "Kenya", "Lesotho", "Zambia", "Zimbabwe")
    return [gapminder().query("country == @name").set_index("year").lifeExp.rename(name) for name in names]


@chart(lambda: curve_facts(*_lives(), names=[str(one.name) for one in _lives()]))
def series_five_lines() -> Any:
    figure, axes = plt.subplots()
    for one in _lives():
        axes.plot(one, label=one.name)
    axes.set(title="Five countries", xlabel="Year", ylabel="Life expectancy (years)")
    axes.legend()
    return figure


def _tip_facts() -> ChartFacts:
    facts = ChartFacts([2], required=["Female", "Male"])
    facts.data = [
        Data(str(name), [], part.to_numpy(), form="sample", quartiles="inverted_cdf")
        for name, part in tips().groupby("sex").tip
    ]
    return facts


@chart(_tip_facts)
def series_two_distributions() -> Any:
    return px.ecdf(tips(), x="tip", color="sex")


def _depths() -> pd.Series[Any]:
    return pd.Series([2.0, 2.5, 3.75, 3, 2.25], np.arange(5) * 10.0)


def _depth_facts() -> ChartFacts:
    facts = curve_facts(_depths())
    facts.data[0].low, facts.data[0].high = _depths().to_numpy() - 0.25, _depths().to_numpy() + 0.25
    return facts


@chart(_depth_facts)
def series_band_of_one_width() -> Any:
    figure, axes = plt.subplots()
    axes.plot(_depths())
    axes.fill_between(_depths().index, _depths() - 0.25, _depths() + 0.25, alpha=0.3)
    axes.set(xlabel="Way (m)", ylabel="Depth (m)")
    return figure
