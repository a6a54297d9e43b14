"""Tables, prices, funnels, flows and letter values with their facts; each function draws one."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import seaborn as sns
from plotly.data import medals_wide, tips

from tests.helpers.chart_fact_builders import ChartFacts, Data, bar_facts, curve_facts
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import stocks

APPLE = stocks().query("symbol == 'AAPL' and date >= '2008'").set_index("date").price
PRICES = pd.DataFrame({"open": APPLE.shift(1), "close": APPLE}).dropna()
PRICES = PRICES.assign(high=PRICES.max(axis=1) + 2, low=PRICES.min(axis=1) - 3)
SALES = pd.DataFrame({"web": [400.0, 180, 60], "shop": [90.0, 72, 45]}, ["look", "try", "buy"])
WATER = {
    ("rain", "river"): 70.0,
    ("springs", "river"): 20.0,
    ("river", "sea"): 65.0,
    ("river", "fields"): 25.0,
}


def _prices() -> ChartFacts:
    facts = curve_facts(PRICES.close)
    days = {
        name: (at - pd.Timestamp(0)) / pd.Timedelta(days=1)
        for name, at in (("highest", PRICES.high.idxmax()), ("lowest", PRICES.low.idxmin()))
    }
    rises = PRICES.close - PRICES.open
    facts.numbers += [len(PRICES), (rises > 0).sum(), (rises < 0).sum()]
    facts.numbers += [*PRICES.high, *PRICES.low, *PRICES.open]
    facts.dates += PRICES.index.to_pydatetime().tolist()
    facts.given = {
        "highest price": [PRICES.high.max()],
        "lowest price": [PRICES.low.min()],
        "place of the highest price": [days["highest"]],
        "place of the lowest price": [days["lowest"]],
        "first opening price": [PRICES.open.iloc[0]],
        "last closing price": [PRICES.close.iloc[-1]],
    }
    facts.data = [
        Data(d.name, d.x, d.y, low=PRICES.low.to_numpy(), high=PRICES.high.to_numpy()) for d in facts.data
    ]
    return facts


@chart(_prices)
def plotly_prices() -> Any:
    columns = {name: PRICES[name] for name in ("open", "high", "low", "close")}
    return go.Figure(go.Candlestick(x=PRICES.index, **columns), {"title": {"text": "Apple"}})


def _sales() -> ChartFacts:
    facts = bar_facts(SALES)
    facts.numbers += [2, 3]
    for name in SALES:
        facts.given[f"share of the first stage of {name}"] = [SALES[name].iloc[-1] / SALES[name].iloc[0]]
        facts.given[f"share of the stage before of {name}"] = list(
            (SALES[name] / SALES[name].shift(1)).dropna()
        )
    return facts


@chart(_sales)
def plotly_two_funnels() -> Any:
    long = SALES.rename_axis("stage").reset_index().melt("stage", var_name="place", value_name="people")
    return px.funnel(long, x="people", y="stage", color="place")


def _water() -> ChartFacts:
    facts = ChartFacts([4, 5], required=["rain", "sea"])
    for (source, target), amount in WATER.items():
        facts.data.append(Data(f"{source} to {target}", ["now"], np.array([amount])))
        facts.given |= {f"sum of flows of {name}": [amount] for name in (source, target) if name != "river"}
    return facts


@chart(_water)
def plotly_water() -> Any:
    names = list(dict.fromkeys(name for pair in WATER for name in pair))
    ends = [[names.index(pair[n]) for pair in WATER] for n in (0, 1)]
    link = {"source": ends[0], "target": ends[1], "value": list(WATER.values())}
    return go.Figure(go.Sankey(node={"label": names}, link=link))


def _medals() -> ChartFacts:
    cells = [str(cell) for row in medals_wide().to_numpy() for cell in row]
    names = list(medals_wide().columns)
    return ChartFacts(
        [3, 4, 24, *medals_wide().drop(columns="nation").to_numpy().ravel()],
        quoted=names,
        given={"cell": cells},
    )


@chart(_medals)
def plotly_table() -> Any:
    columns = [medals_wide()[name] for name in medals_wide()]
    return go.Figure(go.Table(header={"values": list(medals_wide())}, cells={"values": columns}))


@chart(lambda: ChartFacts([2, 12, 1.5, 20, 2.5], given={"cell": ["12", "1.5", "20", "2.5"]}))
def matplotlib_table() -> Any:
    figure, axes = plt.subplots()
    axes.axis("off")
    axes.table([["12", "1.5"], ["20", "2.5"]], colLabels=["Count", "Mean"], rowLabels=["North", "South"])
    return figure


def _letter_values() -> ChartFacts:
    facts = ChartFacts([4], required=["Friday"])
    for name, part in tips().groupby("day"):
        depth = int(np.log2(len(part))) - 3  # as many boxes leave about eight points beyond them
        ends = part.total_bill.quantile(
            [2.0**-n for n in range(2, depth + 4)] + [1 - 2.0**-n for n in range(2, depth + 4)]
        )
        facts.given[f"end of the boxes of {name}"] = list(ends)
        facts.data.append(Data(str(name), [], part.total_bill.to_numpy(), form="sample"))
        facts.numbers += [*ends, part.total_bill.median()]
    return facts


@chart(_letter_values)
def seaborn_letter_values() -> Any:
    return sns.boxenplot(tips(), x="day", y="total_bill")
