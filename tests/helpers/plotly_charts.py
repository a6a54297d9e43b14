"""Charts of plotly with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.data import gapminder, medals_long, tips, wind

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    Data,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    histogram_facts,
    matrix_facts,
    pie_facts,
    sample_facts,
    scatter_facts,
    span_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import gapminder_2007, iris

ITALY = gapminder().query("country == 'Italy'").set_index("year").gdpPercap
BUDGET = {"Grant": 500.0, "Salaries": -320.0, "Travel": -45.5, "Left": 134.5}
PHASES = {
    "Draft": (pd.Timestamp("2022-09-05"), pd.Timestamp("2022-10-14")),
    "Review": (pd.Timestamp("2022-10-17"), pd.Timestamp("2022-11-04")),
    "Print": (pd.Timestamp("2022-11-07"), pd.Timestamp("2022-12-02")),
}
PORTS = pd.DataFrame(
    {
        "port": ["Bergen", "Cadiz", "Gdansk", "Piraeus"],
        "lat": [60.4, 36.5, 54.4, 37.9],
        "lon": [5.3, -6.3, 18.7, 23.6],
        "cargo": [52.0, 29, 53, 61],
    }
)
VISITS = pd.Series(
    [120.0, 135, 128, 160, 171, 168, 190, 205], pd.date_range("2024-03-04", periods=8, freq="7D")
)
_NAMES = ["sepal width (cm)", "petal length (cm)", "petal width (cm)"]
_PAIRS = [(_NAMES[0], _NAMES[1]), (_NAMES[0], _NAMES[2]), (_NAMES[1], _NAMES[2])]


@chart(lambda: bar_facts(ITALY.set_axis(ITALY.index.astype(float))))
def plotly_bars_by_year() -> Any:
    return px.bar(ITALY.reset_index(), x="year", y="gdpPercap")


@chart(lambda: bar_facts(pd.Series(BUDGET)))
def plotly_budget() -> Any:
    measures = ["absolute", "relative", "relative", "total"]
    return go.Figure(go.Waterfall(x=list(BUDGET), y=[500, -320, -45.5, 0], measure=measures))


@chart(lambda: span_facts(PHASES))
def plotly_phases() -> Any:
    table = pd.DataFrame([{"phase": name, "from": a, "to": b} for name, (a, b) in PHASES.items()])
    return px.timeline(table, x_start="from", x_end="to", y="phase")


def _ports() -> ChartFacts:
    facts = bar_facts(PORTS.set_index("port").cargo)
    facts.data += sample_facts({"longitude": PORTS.lon, "latitude": PORTS.lat}).data
    return facts


@chart(_ports)
def plotly_ports() -> Any:
    return px.scatter_geo(PORTS, lat="lat", lon="lon", size="cargo", hover_name="port")


@chart(lambda: bar_facts(wind().pivot_table("frequency", "direction", "strength", sort=False)))
def plotly_wind_rose() -> Any:
    return px.bar_polar(wind(), r="frequency", theta="direction", color="strength")


def _measures() -> ChartFacts:
    pairs = [("sepal length (cm)", "petal length (cm)"), ("sepal length (cm)", "petal width (cm)")]
    pairs.append(("petal length (cm)", "petal width (cm)"))
    return combined(*(scatter_facts(iris(), x, y, "species") for x, y in pairs), numbers=[3, 150])


@chart(_measures)
def plotly_scatter_matrix() -> Any:
    names = ["sepal length (cm)", "petal length (cm)", "petal width (cm)"]
    return px.scatter_matrix(iris(), dimensions=names, color="species")


@chart(
    lambda: combined(scatter_facts(tips(), "total_bill", "tip"), box_facts({"": tips().total_bill}, "hazen"))
)
def plotly_scatter_with_margin() -> Any:
    return px.scatter(tips(), x="total_bill", y="tip", marginal_x="box")


def _of_1952() -> ChartFacts:
    first = gapminder().query("year == 1952 and continent == 'Americas'")
    facts = scatter_facts(first, "gdpPercap", "lifeExp", logs="gdpPercap")
    facts.numbers += [1, 12]
    facts.quoted.append("1952")
    return facts


@chart(_of_1952)
def plotly_frames() -> Any:
    some = gapminder().query("continent == 'Americas'")
    return px.scatter(some, x="gdpPercap", y="lifeExp", animation_frame="year", log_x=True)


@chart(lambda: curve_facts(VISITS))
def plotly_area() -> Any:
    return px.area(x=VISITS.index, y=VISITS.to_numpy(), labels={"x": "week", "y": "visits"})


@chart(lambda: combined(curve_facts(VISITS, names=["visits"]), quoted=["goal"], numbers=[1]))
def plotly_hidden_series() -> Any:
    figure = go.Figure(go.Scatter(x=VISITS.index, y=VISITS, name="visits"))
    figure.add_scatter(x=VISITS.index, y=VISITS + 20, name="goal", visible="legendonly")
    return figure


def _flows() -> ChartFacts:
    facts = bar_facts(pd.Series({"now": 30.0}, name="coal to power"))
    for name, value in (("gas to power", 45.0), ("gas to heat", 25.0), ("power to homes", 60.0)):
        facts.data.append(Data(name, ["now"], np.array([value])))
    facts.numbers += [4, 5]
    sums = {"coal": 30.0, "gas": 70.0, "homes": 60.0, "heat": 25.0}
    facts.given = {f"sum of flows of {name}": [total] for name, total in sums.items()}
    return facts


@chart(_flows)
def plotly_sankey() -> Any:
    nodes = {"label": ["coal", "gas", "power", "heat", "homes"]}
    links = {"source": [0, 1, 1, 2], "target": [2, 2, 3, 4], "value": [30, 45, 25, 60]}
    return go.Figure(go.Sankey(node=nodes, link=links))


@chart(
    lambda: combined(*(scatter_facts(iris(), x, y) for x, y in _PAIRS), numbers=[150, 3], quoted=[*_NAMES])
)
def plotly_parallel_coordinates() -> Any:
    return px.parallel_coordinates(iris(), dimensions=_NAMES)


@chart(lambda: box_facts({name: part.tip for name, part in tips().groupby("time")}, "hazen"))
def plotly_violins() -> Any:
    return px.violin(tips(), x="time", y="tip")


@chart(lambda: pie_facts(medals_long().groupby("nation")["count"].sum()))
def plotly_donut() -> Any:
    return px.pie(medals_long(), names="nation", values="count", hole=0.4)


@chart(lambda: bar_facts(medals_long().pivot_table("count", "nation", "medal", sort=False)))
def plotly_grouped_bars() -> Any:
    return px.bar(medals_long(), x="nation", y="count", color="medal", barmode="group")


@chart(lambda: histogram_facts(gapminder_2007().lifeExp, np.arange(38, 85, 2)))
def plotly_life_histogram() -> Any:
    return px.histogram(gapminder_2007(), x="lifeExp", nbins=30)


@chart(lambda: matrix_facts(pd.DataFrame([[1.5, 2], [3, 0.5]], ["am", "pm"], ["bus", "tram"])))
def plotly_small_heat_map() -> Any:
    return px.imshow([[1.5, 2], [3, 0.5]], x=["bus", "tram"], y=["am", "pm"])


def _orders() -> ChartFacts:
    facts = bar_facts(pd.Series({"page": 800.0, "basket": 310.0, "order": 120.0}))
    facts.given["share of the first stage"] = [120 / 800]
    facts.given["share of the stage before"] = [310 / 800, 120 / 310]
    return facts


@chart(_orders)
def plotly_funnel() -> Any:
    return px.funnel(x=[800, 310, 120], y=["page", "basket", "order"])
