"""Lines of real data that show what is remarked of them, with the facts about their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
from plotly.data import gapminder
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import ChartFacts, Data, curve_facts, plain_x
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import monthly

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEARS = np.arange(1960.0, 2020)
TICKETS = pd.Series(200 + 6 * (_YEARS - 1960) + np.random.default_rng(4).normal(0, 60, 60).round(), _YEARS)
VISITORS = pd.Series([412.0, 398, 455], ["Aquarium", "Zoo", "Museum"])


def _draw(*lines: pd.Series[Any], x: str, y: str, title: str = "", names: Sequence[str] = ()) -> Any:
    figure, axes = plt.subplots()
    for number, line in enumerate(lines):
        axes.plot(line.index, line, label=names[number] if names else "")
    axes.set(xlabel=x, ylabel=y, title=title)
    if names:
        axes.legend()
    return figure


def _longley(column: str) -> pd.Series[float]:
    table = sm.datasets.longley.load_pandas().data
    return pd.Series(table[column].to_numpy(float), table.YEAR.to_numpy(float))


def _jobs(column: str, since: str = "2006") -> pd.Series[float]:
    table = vega.us_employment()
    return pd.Series(table[column].to_numpy(float), pd.to_datetime(table.month))[since:]


def _countries(column: str, *names: str) -> list[pd.Series[float]]:
    table = gapminder().pivot_table(column, "year", "country")
    return [table[name].set_axis(table.index.astype(float)) for name in names]


def _income() -> list[pd.Series[float]]:
    return _countries("gdpPercap", "Norway", "Portugal")


def _driving() -> pd.Series[float]:
    table = vega.driving()
    return pd.Series(table.miles.to_numpy(float), table.year.to_numpy(float))


def _unemployment() -> pd.Series[float]:
    table = sm.datasets.macrodata.load_pandas().data
    quarters = pd.PeriodIndex.from_fields(
        year=table.year.astype(int), quarter=table.quarter.astype(int), freq="Q"
    )
    return pd.Series(table.unemp.to_numpy(float), quarters.to_timestamp())


@chart(lambda: curve_facts(*_countries("pop", "Kenya")))
def remarks_population() -> Any:
    return _draw(*_countries("pop", "Kenya"), x="Year", y="Population of Kenya")


@chart(lambda: curve_facts(_longley("POP") / 1000))
def remarks_every_year() -> Any:
    return _draw(_longley("POP") / 1000, x="Year", y="Population (million)")


@chart(lambda: curve_facts(_longley("ARMED")))
def remarks_largest_step() -> Any:
    return _draw(_longley("ARMED"), x="Year", y="Armed forces")


@chart(lambda: curve_facts(_jobs("nonfarm_change")))
def remarks_above_zero() -> Any:
    return _draw(_jobs("nonfarm_change"), x="Month", y="New jobs", title="Jobs in the United States")


@chart(lambda: curve_facts(_jobs("government", "2009") / 1000))
def remarks_stability() -> Any:
    return _draw(_jobs("government", "2009") / 1000, x="Month", y="Government jobs (million)")


@chart(lambda: curve_facts(_unemployment()))
def remarks_typical_level() -> Any:
    return _draw(_unemployment(), x="Quarter", y="Unemployment (%)")


@chart(lambda: curve_facts(TICKETS))
def remarks_noisy_trend() -> Any:
    return _draw(TICKETS, x="Year", y="Tickets sold")


@chart(lambda: curve_facts(_driving()))
def remarks_miles() -> Any:
    return _draw(_driving(), x="Year", y="Miles driven per capita", title="Driving")


@chart(lambda: curve_facts(*_income(), names=["Norway", "Portugal"]))
def remarks_gap() -> Any:
    return _draw(*_income(), x="Year", y="GDP per capita", names=["Norway", "Portugal"])


@chart(
    lambda: curve_facts(
        *_countries("lifeExp", "Chile", "China", "Zimbabwe"), names=["Chile", "China", "Zimbabwe"]
    )
)
def remarks_largest_change() -> Any:
    names = ["Chile", "China", "Zimbabwe"]
    return _draw(*_countries("lifeExp", *names), x="Year", y="Life expectancy", names=names)


@chart(lambda: curve_facts(monthly().precipitation.set_axis(pd.Index(monthly().index, dtype=float))))
def remarks_return_to_the_start() -> Any:
    return _draw(monthly().precipitation, x="Month", y="Rain (mm)")


@chart(lambda: ChartFacts([3], data=[Data("", plain_x(VISITORS.index), VISITORS.to_numpy())]))
def remarks_line_over_groups() -> Any:
    return _draw(VISITORS, x="House", y="Visitors")
