"""The first sentence of a chart, its alternative text: what it must name, and how long it may be."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from matplotlib import pyplot as plt
from plotly.data import gapminder

from ipytts import describe
from tests.helpers.sample_data import cars


def test_first_sentence_names_what_a_second_axis_shows() -> None:
    figure, axes = plt.subplots()
    axes.bar(["Oslo", "Rome"], [3, 5])
    axes.set_ylabel("rain (mm)")
    second = axes.twinx()
    second.plot(["Oslo", "Rome"], [12, 25])
    second.set_ylabel("warmth")
    assert "with 2 bars and a line chart of warmth on a second axis: Rome is highest" in describe(
        figure, "brief"
    )
    axes.set_ylabel("rain that fell on the roofs of the town from one end of the year to the other (mm)")
    second.set_ylabel("warmth measured in the shade behind the old town hall at noon every day of the year")
    words = describe(figure, "brief")
    assert "a line chart on a second axis: Rome is highest" in words
    assert len(words) <= 200


def test_first_sentence_names_the_frame_of_an_animation() -> None:
    people = gapminder().query("year > 2000")
    words = describe(px.bar(people, x="continent", y="pop", animation_frame="year"), "brief")
    assert ": in the frame for 2002, Asia leads by far at " in words


def test_first_sentence_names_the_series_of_panels() -> None:
    table = pd.DataFrame({"rain": [3, 1, 2], "sun": [1, 4, 2]})
    table.plot(subplots=True)
    assert describe(plt.gcf(), "brief").endswith("for rain and sun.")


def test_first_sentence_names_what_different_panels_show() -> None:
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([1, 3, 2])
    left.set_ylabel("wind")
    right.bar(["a", "b"], [1, 2])
    right.set_ylabel("rain")
    assert describe(figure, "brief").endswith(": a line chart of wind and a bar chart of rain.")


def test_horizontal_bars_without_data_are_of_their_values() -> None:
    chart = alt.Chart("films.csv").mark_bar().encode(x="average(rating):Q", y="genre:N")
    assert describe(chart, "brief") == "A horizontal bar chart of mean rating by genre."


def test_stacked_bars_leave_out_lowest_parts_that_are_many() -> None:
    table = pd.crosstab(cars().Origin, cars().Cylinders, normalize="index")  # six parts are at 0
    words = describe(table.plot.bar(stacked=True), "brief")
    assert words.endswith("the highest part is cylinders 4, Europe at 90.4 percent.")


def test_bars_with_one_color_each_are_not_stacked() -> None:
    shops = pd.DataFrame({"shop": ["Ada", "Ben", "Cem"], "sold": [5, 9, 4], "town": ["Ulm", "Bonn", "Ulm"]})
    chart = px.bar(shops, x="shop", y="sold", color="shop")
    assert (
        describe(chart, "brief")
        == "A bar chart of sold by shop with 3 bars: Ben is highest at 9, Cem lowest at 4."
    )
    assert "The bars are by town: Ulm and Bonn." in describe(px.bar(shops, x="shop", y="sold", color="town"))


def test_fall_to_almost_nothing_is_not_a_fall_by_100_percent() -> None:
    figure, axes = plt.subplots()
    ranks = np.logspace(0, 4, 30)
    axes.loglog(ranks, 3 * ranks**-1.5)
    assert "almost 100 percent" in describe(figure, "brief")


def test_line_without_points_beside_others_is_described() -> None:
    words = describe(go.Figure([go.Scatter(mode="lines"), go.Histogram2d(x=[1, 2], y=[1, 2])]), "brief")
    assert words.startswith("A two-dimensional histogram")
