"""Charts that pandas draws, on sample data."""

from __future__ import annotations

from typing import Any

import pandas as pd
from plotly.data import tips
from sklearn import datasets

from tests.helpers.chart_registry import drawing
from tests.helpers.sample_data import cars, electricity, iris, seattle, stocks


@drawing
def pandas_lines() -> Any:
    return stocks().pivot_table("price", "date", "symbol")[["IBM", "MSFT"]].plot(ylabel="Price ($)")


@drawing
def pandas_periods() -> Any:
    weather = seattle().set_index("date").temp_max
    return weather.resample("MS").mean().plot(title="Seattle", ylabel="Daily high (°C)")


@drawing
def pandas_bars() -> Any:
    return cars().groupby("Origin").Horsepower.mean().plot.bar(ylabel="Horsepower (mean)")


@drawing
def pandas_stacked_bars() -> Any:
    counts = pd.crosstab(tips().day, tips().smoker)
    return counts.loc[["Thur", "Fri", "Sat", "Sun"]].plot.bar(stacked=True, ylabel="Tables")


@drawing
def pandas_value_counts() -> Any:
    return seattle().weather.value_counts().plot.barh()


@drawing
def pandas_histograms() -> Any:
    return iris().hist(bins=8)


@drawing
def pandas_areas() -> Any:
    power = electricity()
    power.index = power.index.year
    return power.plot.area(ylabel="Generation (GWh)")


@drawing
def pandas_boxes() -> Any:
    return datasets.load_iris(as_frame=True).data.plot.box(ylabel="Centimeters")


@drawing
def pandas_density() -> Any:
    return tips().tip.plot.kde()


@drawing
def pandas_scatter() -> Any:
    return cars().plot.scatter("Horsepower", "Miles_per_Gallon", c="Year", colormap="viridis")
