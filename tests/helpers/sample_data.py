"""Data sets that come with the libraries, as data frames."""

from __future__ import annotations

import pandas as pd
from plotly.data import gapminder
from sklearn import datasets
from vega_datasets import data as vega


def iris() -> pd.DataFrame:
    found = datasets.load_iris(as_frame=True)
    frame = found.data.copy()
    frame["species"] = found.target.map(dict(enumerate(found.target_names))).astype(str)
    return frame


def cars() -> pd.DataFrame:
    found = pd.read_json(vega.cars.filepath)
    return found.assign(Year=pd.to_datetime(found.Year))


def stocks() -> pd.DataFrame:
    return vega.stocks()


def seattle() -> pd.DataFrame:
    return vega.seattle_weather()


def monthly() -> pd.DataFrame:
    weather = seattle()
    return weather.groupby(weather.date.dt.month)[["temp_max", "precipitation"]].mean()


def gapminder_2007() -> pd.DataFrame:
    return gapminder(year=2007)


def electricity() -> pd.DataFrame:
    return vega.iowa_electricity().pivot_table("net_generation", "year", "source")
