"""The facts about rows, types, summaries, margins, indexes and styles, recomputed with pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from vega_datasets import data

from ipytts import describe
from tests.helpers.recomputed_facts import check_facts

_CARS = pd.read_json(data.cars.filepath).assign(Year=lambda frame: pd.to_datetime(frame.Year))
_BARLEY = pd.read_json(data.barley.filepath)
_STAYS = pd.DataFrame(
    {
        "day": ["Mon", "Tue", "Wed", "Mon", "Tue", "Wed"] * 3,
        "late": ["Yes", "No"] * 9,
        "nights": [2, 4, 1, 3, 5, 7] * 3,
        "price": np.arange(18) * 12.5 + 40,
    }
)


@pytest.mark.parametrize(
    "thing",
    [
        _CARS.iloc[0],
        _CARS.iloc[10],
        _STAYS.iloc[2],
        _CARS.dtypes,
        _STAYS.dtypes,
        _CARS.isna().any(),
        _CARS.isna().sum(),
        _CARS.describe(),
        _CARS.describe(include="all"),
        _CARS[["Year"]].describe(),
        _CARS.Year.describe(),
        _CARS[["Name", "Origin"]].describe(),
        _CARS.Origin.describe(),
        _CARS.head(),
        _STAYS.head(10),
        _CARS[["Name", "Horsepower", "Origin"]].head(3).T,
        _STAYS.groupby(["day", "late"]).price.mean(),
        _STAYS.groupby(["day", "late"])[["price"]].agg(["mean", "max"]),
        pd.crosstab(_STAYS.day, _STAYS.late, margins=True),
        _BARLEY.pivot_table(index="site", columns="year", values="yield", margins=True),
        _STAYS[["day", "late"]].value_counts(),
        pd.DataFrame({"north": [3, 4, 5], "south": [0, 4, 8]}, index=[1928, 1929, 1930]),
        pd.MultiIndex.from_frame(_STAYS[["day", "late"]].head(4)),
        pd.date_range("2024-01-01", periods=12, freq="MS"),
        _STAYS.head(3).style.format({"price": "{:.1f} euros"}).hide(["late"], axis=1).hide(),
        _STAYS.groupby("day")[["price"]].mean().style.format("{:.2f}").set_caption("Prices"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_facts_about_a_table_are_true(thing: Any) -> None:
    check_facts(thing, describe(thing, "facts"))


def test_styler_is_described_as_it_shows_its_values_and_is_not_changed() -> None:
    style = _STAYS.groupby("day")[["price"]].mean().style.format("{:.0f} euros").highlight_max()
    before = dict(style._display_funcs)
    assert describe(style).startswith("Price by day, 3 values: highest for Wednesday, 159 euros;")
    assert dict(style._display_funcs) == before
