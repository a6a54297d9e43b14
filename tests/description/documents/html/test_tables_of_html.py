"""Tables of HTML: in the words of the data frame that wrote them, or as their author wrote them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.datasets import load_iris
from vega_datasets import data

from ipytts import describe
from ipytts.description.documents.html import html
from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.passages import Passage

_CARS = pd.read_json(data.cars.filepath).assign(Year=lambda frame: pd.to_datetime(frame.Year))
_BARLEY = pd.read_json(data.barley.filepath)
_IRIS = load_iris(as_frame=True).frame
_WEATHER = pd.read_csv(data.seattle_weather.filepath, parse_dates=["date"])
_STAYS = pd.DataFrame(
    {
        "day": ["Mon", "Tue", "Wed", "Mon", "Tue", "Wed"] * 3,
        "late": ["Yes", "No"] * 9,
        "nights": [2, 4, 1, 3, 5, 7] * 3,
        "price": np.arange(18) * 12.5 + 40,
    }
)


def _texts(page: str) -> list[str]:
    return [part.text for part in html.to_passages(page) if isinstance(part, Passage)]


@pytest.mark.parametrize(
    "frame",
    [
        _CARS.head(),
        _CARS.head(1),
        _CARS.head(12),
        _CARS.describe(),
        _CARS.describe(include="all"),
        _CARS[["Year"]].describe(),
        _CARS[["Name", "Horsepower"]].head(3).T,
        _CARS.groupby("Origin")[["Horsepower"]].agg(["mean", "max"]),
        _CARS.groupby(["Origin", "Cylinders"])[["Horsepower"]].mean(),
        _CARS[_CARS.Cylinders > 8],
        _CARS.set_index("Name").head(3),
        _CARS.sort_values("Horsepower").tail(),
        _IRIS.corr(),
        _IRIS.groupby("target").mean(),
        _BARLEY.pivot_table(index="site", columns="year", values="yield"),
        _BARLEY.pivot_table(index="site", columns="year", values="yield", margins=True),
        _WEATHER.head(30),
        _WEATHER.set_index("date")[["wind"]].resample("ME").mean().head(20),
        _WEATHER.set_index("date")[["precipitation", "wind"]].resample("QS").sum().head(4),
        _STAYS,
        _STAYS.groupby("day")[["price"]].mean(),
        pd.crosstab(_STAYS.day, _STAYS.late, margins=True),
        pd.crosstab([_STAYS.day, _STAYS.nights], _STAYS.late),
        pd.DataFrame({"north": [3, 4, 5], "south": [0, 4, 8]}, index=[1928, 1929, 1930]),
        pd.DataFrame({"zip_code": [10115, 20095] * 10, "order_id": range(70_001, 70_021), "paid": 1.5}),
        pd.DataFrame({"code": ["007", "12", "0"], "open": [True, False, None], "n": [1, None, 3]}),
        pd.DataFrame({"wait": pd.to_timedelta([90, 4000, None], "s"), "who": ["a_b", "c", "<d>"]}),
        pd.DataFrame({"month": pd.period_range("2024-01", periods=3, freq="M"), "n": [5, 3, 4]}),
        pd.DataFrame({"tags": [[1, 2], [3]], "range": pd.arrays.IntervalArray.from_breaks([0, 5, 9])}),
        pd.DataFrame([[1, 2], [3, 4]], columns=["size", "size"]),
        pd.DataFrame(np.arange(40).reshape(2, 20)),
        pl.from_pandas(_STAYS),
        pl.from_pandas(_STAYS).head(3),
        pl.DataFrame({"city": ["Oslo", None], "open": [True, False], "code": ["01", "2"]}),
    ],
    ids=lambda frame: f"{frame.shape[0]} by {frame.shape[1]}",
)
def test_whole_frame_is_described_as_the_frame_itself(frame: Any) -> None:
    with pd.option_context("display.max_columns", None), pl.Config(tbl_rows=-1, tbl_cols=-1):
        assert _texts(frame._repr_html_()) == [describe(frame)]


@pytest.mark.parametrize("frame", [_CARS, _IRIS, _BARLEY, _WEATHER, pl.from_pandas(_BARLEY)])
def test_frame_that_is_shown_in_part_is_described_by_its_size_and_first_rows(frame: Any) -> None:
    (text,) = _texts(frame._repr_html_())
    rows, width = frame.shape
    assert text.startswith(f"A table of {rows:,} rows and {width} columns. Row 1: ")
    (first,) = _texts(frame.head(3)._repr_html_())
    assert first.partition(". Row 1: ")[2].removesuffix(".") in text
    assert text.endswith(" more rows follow.")


def test_style_is_described_as_the_table_that_it_shows() -> None:
    style = _STAYS.groupby("day")[["price", "nights"]].mean().style.format({"price": "{:.0f} euros"})
    (text,) = _texts(style.set_caption("Stays").to_html())
    assert text.startswith("Stays. A table of 3 rows and 2 columns by day. For Monday, price is 134 euros")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("| in | out |\n|:-:|:-:|\n| 00 | 00 |\n| 01 | 11 |", "For 0 0, out is 0 0. For 0 1, out is 1 1."),
        ("| Stop! This removes all of your files. |\n|---|", "Stop! This removes all of your files."),
        (
            "| Before | After |\n|---|---|\n| You had to leaf through all forty pages. | An index |",
            "Before: You had to leaf through all forty pages. After: An index.",
        ),
        ("| a | b |\n|---|---|\n| --- | :-: |\n| 3 | 4 |", "A table of 1 row and 2 columns: a 3, b 4."),
    ],
    ids=["leading zeros", "a header alone", "prose", "a second row of dashes"],
)
def test_table_of_an_author_is_read_as_it_is_meant(text: str, words: str) -> None:
    (passage,) = markdown.to_passages(text)
    assert isinstance(passage, Passage)
    assert words in passage.text


def test_pictures_in_cells_are_described_as_images() -> None:
    page = "<table><tr><th>bird</th><th>mm</th></tr>{}</table>"
    rows = "<tr><td><img src=a.png></td><td>38</td></tr><tr><td><img alt='A gull'></td><td>47</td></tr>"
    (text,) = _texts(page.format(rows))
    assert text.endswith("An image, 38; an image: A gull, 47.")


def test_first_row_with_an_empty_corner_holds_the_names_of_columns() -> None:
    page = "<table><tr><td></td><th>coef</th></tr><tr><th>const</th><td>1.5</td></tr></table>"
    assert _texts(page) == ["Coef for const: 1.5."]
