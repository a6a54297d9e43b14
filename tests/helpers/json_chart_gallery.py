"""Charts of plotly and Altair on sample data; each function draws one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.data import gapminder, iris, medals_wide, tips
from plotly.subplots import make_subplots
from vega_datasets import data as vega

from tests.helpers.sample_data import cars, gapminder_2007, seattle, stocks

if TYPE_CHECKING:
    from collections.abc import Callable

JSON_CHARTS: dict[str, Callable[[], Any]] = {}


def chart(draw: Callable[[], Any]) -> Callable[[], Any]:
    JSON_CHARTS[draw.__name__] = draw
    return draw


# plotly


@chart
def plotly_lines() -> Any:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    return px.line(
        few,
        x="year",
        y="lifeExp",
        color="country",
        title="Life expectancy",
        labels={"lifeExp": "Life expectancy (years)"},
    )


@chart
def plotly_bars() -> Any:
    return px.bar(medals_wide(), x="nation", y=["gold", "silver", "bronze"], title="Wide-form input")


@chart
def plotly_scatter() -> Any:
    return px.scatter(gapminder_2007(), x="gdpPercap", y="lifeExp", color="continent", size="pop", log_x=True)


@chart
def plotly_histogram() -> Any:
    return px.histogram(tips(), x="total_bill", labels={"total_bill": "Bill ($)"})


@chart
def plotly_boxes() -> Any:
    return px.box(tips(), x="day", y="total_bill")


@chart
def plotly_pie() -> Any:
    return px.pie(
        gapminder_2007().groupby("continent", as_index=False)["pop"].sum(), names="continent", values="pop"
    )


@chart
def plotly_heat_map() -> Any:
    return px.imshow(cars().select_dtypes("number").corr())


@chart
def plotly_map() -> Any:
    return px.choropleth(gapminder_2007(), locations="iso_alpha", color="lifeExp", hover_name="country")


@chart
def plotly_facets() -> Any:
    return px.scatter(tips(), x="total_bill", y="tip", facet_col="sex")


@chart
def plotly_timeline() -> Any:
    jobs = [("Survey", "2025-02-03", "2025-02-14"), ("Walls", "2025-02-17", "2025-04-25")]
    jobs += [("Roof", "2025-04-14", "2025-05-09")]
    frame = pd.DataFrame(jobs, columns=["task", "start", "end"])
    return px.timeline(frame, x_start="start", x_end="end", y="task", title="The barn")


@chart
def plotly_waterfall() -> Any:
    steps = {"January": 120, "Tickets": 85, "Wages": -96, "Repairs": -31, "June": None}
    measures = ["absolute", "relative", "relative", "relative", "total"]
    trace = go.Waterfall(x=list(steps), y=list(steps.values()), measure=measures)
    return go.Figure(trace).update_yaxes(title="Balance (€)")


@chart
def plotly_marginal_box() -> Any:
    return px.histogram(iris(), x="petal_length", nbins=12, marginal="box")


@chart
def plotly_animation() -> Any:
    sums = gapminder().query("year >= 1987").groupby(["continent", "year"], as_index=False)["pop"].sum()
    return px.bar(sums, x="continent", y="pop", animation_frame="year")


@chart
def plotly_second_axis() -> Any:
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_bar(x=["May", "June", "July"], y=[71, 64, 48], name="rain")
    figure.add_scatter(x=["May", "June", "July"], y=[14.5, 18, 20.5], name="warmth", secondary_y=True)
    figure.update_yaxes(title="Rain (mm)", secondary_y=False)
    return figure.update_yaxes(title="Temperature (°C)", secondary_y=True)


@chart
def plotly_indicator() -> Any:
    gauge = {"axis": {"range": [0, 100]}}
    return go.Figure(
        go.Indicator(
            mode="number+delta+gauge", value=63, delta={"reference": 71}, gauge=gauge, title="Tank level"
        )
    )


# altair


@chart
def altair_lines() -> Any:
    return alt.Chart(stocks()).mark_line().encode(x="date:T", y="price:Q", color="symbol:N")


@chart
def altair_points() -> Any:
    return alt.Chart(cars()).mark_point().encode(x="Horsepower", y="Miles_per_Gallon", color="Origin")


@chart
def altair_stacked_bars() -> Any:
    return alt.Chart(vega.barley()).mark_bar().encode(x="variety", y="sum(yield)", color="site")


@chart
def altair_counts() -> Any:
    months = alt.Chart(seattle()).mark_bar().encode(x="month(date):O", y="count()", color="weather")
    return months.properties(title="Weather in Seattle")


@chart
def altair_histogram() -> Any:
    return alt.Chart(cars()).mark_bar().encode(x=alt.X("Acceleration", bin=True), y="count()")


@chart
def altair_heat_map() -> Any:
    return alt.Chart(vega.barley()).mark_rect().encode(x="site", y="variety", color="mean(yield)")


@chart
def altair_boxes() -> Any:
    return alt.Chart(cars()).mark_boxplot().encode(x="Origin", y="Horsepower")


@chart
def altair_pie() -> Any:
    return alt.Chart(seattle()).mark_arc().encode(theta="count()", color="weather")


@chart
def altair_facets() -> Any:
    return alt.Chart(vega.barley()).mark_bar().encode(x="mean(yield)", y="variety", column="year:O")


@chart
def altair_layers() -> Any:
    points = alt.Chart(cars()).mark_circle().encode(x="Horsepower", y="Acceleration")
    return points + alt.Chart(cars()).mark_rule().encode(y="mean(Acceleration)")


@chart
def altair_data_elsewhere() -> Any:
    return alt.Chart("https://example.org/data.csv").mark_bar().encode(x="day:N", y="mean(sales):Q")


@chart
def altair_spans() -> Any:
    stages = pd.DataFrame(
        {
            "stage": ["Survey", "Digging", "Paving"],
            "from": pd.to_datetime(["2023-04-03", "2023-05-02", "2023-08-21"]),
            "to": pd.to_datetime(["2023-04-28", "2023-08-18", "2023-10-13"]),
        }
    )
    return alt.Chart(stages).mark_bar().encode(x="from", x2="to", y=alt.Y("stage", sort=None))


@chart
def altair_bins() -> Any:
    return alt.Chart(seattle()).mark_bar().encode(x=alt.X("wind:Q").bin(), y="count()")


@chart
def altair_quarters() -> Any:
    return alt.Chart(seattle()).mark_bar().encode(x="quarter(date):O", y="sum(precipitation):Q")


@chart
def altair_filtered_bars() -> Any:
    bars = alt.Chart(cars()).mark_bar().encode(x=alt.X("Cylinders:O", sort="-y"), y="mean(weight):Q")
    return bars.transform_filter("datum.Origin != 'USA'").transform_calculate(
        weight="datum.Weight_in_lbs * 0.45359"
    )


@chart
def altair_normalized_bars() -> Any:
    shares = alt.X("count()", stack="normalize", title="Days")
    return alt.Chart(seattle()).mark_bar().encode(x=shares, y="year(date):O", color="weather")


@chart
def altair_bubbles() -> Any:
    return alt.Chart(cars()).mark_circle().encode(x="Cylinders:O", y="Origin:N", size="count()")


@chart
def altair_second_axis() -> Any:
    base = alt.Chart(seattle()).encode(x="month(date):T")
    rain, heat = (
        base.mark_bar().encode(y="sum(precipitation):Q"),
        base.mark_line().encode(y="mean(temp_max):Q"),
    )
    return alt.layer(rain, heat).resolve_scale(y="independent")


@chart
def altair_wide_whiskers() -> Any:
    return alt.Chart(vega.barley()).mark_boxplot(extent="min-max").encode(x="yield:Q", y="site:N")
