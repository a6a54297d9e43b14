"""What readers name: bars that are missing, bins, distributions, groups, years, days and units."""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
import seaborn as sns
from plotly.data import iris, tips
from plotnine import aes, geom_col, ggplot

from ipytts import describe
from ipytts.description.charts import calendar_names, labels

YIELDS = pd.DataFrame({"farm": ["Hill", "Lake", "Moor", "Vale"], "wheat": [7.0, 4.0, np.nan, 5.0]})


@pytest.mark.parametrize(
    "draw",
    [
        lambda: px.bar(YIELDS, x="farm", y="wheat"),
        lambda: alt.Chart(YIELDS).mark_bar().encode(x="farm", y="wheat"),
        lambda: ggplot(YIELDS, aes("farm", "wheat")) + geom_col(),
    ],
    ids=["plotly", "altair", "plotnine"],
)
def test_missing_value_has_no_bar(draw: Any) -> None:
    words = describe(draw())
    assert "with 3 bars: Hill is highest at 7, Lake lowest at 4." in words
    assert "There is no bar for Moor." in words


def test_value_of_zero_has_a_bar() -> None:
    words = describe(px.bar(YIELDS.fillna(0), x="farm", y="wheat"))
    assert "Moor lowest at 0" in words
    assert "no bar" not in words


def test_bars_with_a_label_each_have_no_common_name() -> None:
    axes = plt.figure().add_subplot()
    axes.bar(["Hill", "Lake", "Moor"], [7, 4, 6], label=["ours", "rented", "_rented"])
    axes.legend()
    words = describe(axes)
    assert words.startswith("A bar chart with 3 bars: ")
    assert "ours" not in words


def test_bars_with_one_label_are_named_by_it() -> None:
    axes = plt.figure().add_subplot()
    axes.bar(["Hill", "Lake", "Moor"], [7, 4, 6], label="wheat")
    assert describe(axes).startswith("A bar chart of wheat with 3 bars: ")


def test_sums_in_bins_are_named_by_the_ends_of_bins() -> None:
    table = pd.DataFrame({"age": [1.5, 3.2, 12.1, 14.7, 33.4, 38.6], "cost": [5, 6, 20, 30, 4, 3]})
    words = describe(px.histogram(table, x="age", y="cost", nbins=4), "full")
    assert "10 to 20 leads by far at 50" in words
    assert "There is no bar for 20 to 30." in words


def _median_of(frame: pd.DataFrame, name: str) -> float:
    return float(np.quantile(frame[name], 0.5, method="inverted_cdf"))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: px.ecdf(iris(), x="petal_width", color="species"),
        lambda: sns.ecdfplot(iris(), x="petal_width", hue="species", ax=plt.figure().add_subplot()),
    ],
    ids=["plotly", "seaborn"],
)
def test_cumulative_distributions_are_described_by_their_medians(draw: Any) -> None:
    description = describe(draw(), "full")
    assert "cumulative distribution of petal width with 3 lines: half of the values of" in description
    for species, part in iris().groupby("species"):
        median = f"{_median_of(part, 'petal_width'):g}"
        assert re.search(rf"of {species} (are at or below )?{median}\b", description)
    assert "first value" not in description
    assert "rise" not in description


def test_line_that_rises_to_one_is_no_distribution() -> None:
    axes = plt.figure().add_subplot(xlabel="components", ylabel="cumulative explained variance")
    axes.plot([1, 2, 3, 4], [0.6, 0.8, 0.95, 1.0])
    assert "half of the values" not in describe(axes, "full")


def test_recall_by_steps_is_no_distribution() -> None:
    axes = plt.figure().add_subplot(xlabel="week", ylabel="height (m)")
    axes.step([1, 2, 3, 4], [0.2, 0.5, 0.7, 1.0])
    assert "half of the values" not in describe(axes, "full")


@pytest.mark.filterwarnings("ignore:vert")  # of seaborn with a newer matplotlib
@pytest.mark.parametrize(
    "draw",
    [
        lambda: px.box(tips(), x="day", y="tip", color="smoker"),
        lambda: sns.boxplot(tips(), x="day", y="tip", hue="smoker", ax=plt.figure().add_subplot()),
    ],
    ids=["plotly", "seaborn"],
)
def test_boxes_by_two_categories_name_both(draw: Any) -> None:
    words = describe(draw(), "full")
    assert "box plot of tip by day and smoker: the median is highest for Sunday, smoker Yes" in words
    places = [words.index(f"{day}, smoker {group}: median") for day in _DAYS for group in ("No", "Yes")]
    assert places == sorted(places)  # in the order of the axis


_DAYS = ("Sunday", "Saturday", "Thursday", "Friday")


def test_boxes_by_one_category_name_one() -> None:
    words = describe(px.box(tips(), x="day", y="tip", color="day"))
    assert words.startswith("A box plot of tip by day: ")


@pytest.mark.parametrize(
    ("years", "are_years"), [([1990, 1991, 1992, 1993], True), ([1990, 2000, 2050, 2099], False)]
)
def test_whole_numbers_in_steps_of_one_are_years(years: list[int], are_years: bool) -> None:  # noqa: FBT001
    words = describe(px.line(x=years, y=[3, 4, 6, 7]))
    assert ("in 1990" in words) == are_years
    assert ("1,990" in words) != are_years


def test_candles_are_described_by_the_closing_price() -> None:
    days = pd.date_range("2024-03-01", periods=12)
    close = np.arange(12.0) + 20
    chart = go.Figure(go.Candlestick(x=days, open=close - 1, high=close + 2, low=close - 3, close=close))
    assert "the closing price rises every day" in describe(chart)


def test_names_of_parts_are_spoken_in_full() -> None:
    pie = describe(px.pie(tips(), names="day", values="tip"))
    assert "the largest is Saturday" in pie
    tree = describe(px.treemap(tips(), path=["day", "time"], values="tip"))
    assert "Saturday is largest" in tree
    assert "Thur," not in tree
    categories = describe(px.parallel_categories(tips()[["day", "sex"]]))
    assert "Thursday 62" in categories


def test_points_of_the_compass_are_spoken_in_full() -> None:
    assert calendar_names.full_names(["N", "E", "S", "W", "ESE"])["ESE"] == "east-southeast"
    assert not calendar_names.full_names(["N", "S"])


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("debt (billion)", "debt in billions"),
        ("budget (million dollars)", "budget in million dollars"),
        ("readers (x1000)", "readers in thousands"),
        ("cargo (1000 lbs)", "cargo in thousands of pounds"),
        ("waste (Mt)", "waste in million tonnes"),
        ("fever °F", "fever in degrees Fahrenheit"),
        ("avg of price", "mean price"),
        ("count (normalized as percent)", "share in percent"),
        ("sum of price (normalized as fraction)", "share of sum of price"),
        ("model (1001)", "model (1001)"),
    ],
)
def test_units_and_statistics_in_labels_are_spoken(label: str, words: str) -> None:
    assert labels.format_axis_label(label) == words
