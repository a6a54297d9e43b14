"""Charts of Bokeh with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from bokeh.layouts import gridplot
from bokeh.models import (
    Band,
    ColorBar,
    ColumnDataSource,
    FactorRange,
    Span,
    Whisker,
)
from bokeh.plotting import figure
from bokeh.transform import cumsum, dodge, factor_cmap, linear_cmap
from plotly.data import gapminder, medals_wide, tips
from sklearn import datasets
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    band_ends,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    histogram_facts,
    matrix_facts,
    pie_facts,
    scatter_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import cars, seattle

MEDALS = ["gold", "silver", "bronze"]
INDUSTRIES = ["construction", "manufacturing", "government"]
SITES = ["Duluth", "Morris", "Waseca"]


def wine() -> pd.DataFrame:
    found = datasets.load_wine(as_frame=True)
    return found.data.assign(kind=found.target.map(dict(enumerate(found.target_names))).astype(str))


def employed() -> pd.DataFrame:
    table = vega.us_employment()
    return table.set_index(pd.DatetimeIndex(table.month))[INDUSTRIES].astype(float)


def yields() -> pd.DataFrame:
    return vega.barley().query("site in @SITES").pivot_table("yield", "site", "year")


def weather_by_month() -> pd.DataFrame:
    days = seattle().query("weather in ['drizzle', 'rain', 'sun']")
    months = days.date.dt.strftime("%B")
    order = list(dict.fromkeys(months))
    return pd.crosstab(days.weather, months)[order]


def wind_by_month() -> pd.DataFrame:
    return seattle().groupby(seattle().date.dt.month).wind.agg(["median", "min", "max"])


def _wind() -> ChartFacts:
    table = wind_by_month().set_axis(np.arange(1.0, 13))
    ends = band_ends(table["min"], table["max"])
    return combined(curve_facts(table["median"]), numbers=[*ends, 3.5])


@chart(_wind)
def bokeh_wind_with_a_band() -> Any:
    table = ColumnDataSource(wind_by_month().reset_index(names="month"))
    plot = figure(title="Wind in Seattle", x_axis_label="Month", y_axis_label="Wind (m/s)")
    plot.line("month", "median", source=table, legend_label="median")
    plot.scatter("month", "median", source=table, legend_label="median")
    plot.add_layout(Band(base="month", lower="min", upper="max", source=table))
    plot.add_layout(Span(location=3.5, dimension="width"))
    return plot


@chart(lambda: scatter_facts(wine(), "alcohol", "color_intensity", "kind"))
def bokeh_wines_by_kind() -> Any:
    kinds = sorted(set(wine().kind))
    plot = figure(x_axis_label="Alcohol (%)", y_axis_label="Color intensity")
    colors = factor_cmap("kind", "Category10_3", kinds)
    plot.scatter(
        "alcohol",
        "color_intensity",
        source=ColumnDataSource(wine()),
        color=colors,
        legend_group="kind",
    )
    return plot


@chart(lambda: histogram_facts(wine().proline, np.arange(200, 1801, 100)))
def bokeh_histogram() -> Any:
    counts, edges = np.histogram(wine().proline, bins=np.arange(200, 1801, 100))
    plot = figure(title="Proline in wine", x_axis_label="Proline (mg/l)")
    plot.quad(left=edges[:-1], right=edges[1:], top=counts, bottom=0)
    return plot


@chart(lambda: bar_facts(yields()))
def bokeh_nested_bars() -> Any:
    table = yields()
    factors = [(site, str(year)) for site in table.index for year in table]
    plot = figure(x_range=FactorRange(*factors), x_axis_label="Site", y_axis_label="Yield (bushels)")
    plot.vbar(x=factors, top=table.to_numpy().ravel(), width=0.9)
    return plot


@chart(lambda: bar_facts(medals_wide().set_index("nation")[MEDALS]))
def bokeh_dodged_bars() -> Any:
    source = ColumnDataSource(medals_wide())
    plot = figure(x_range=list(medals_wide().nation), x_axis_label="Nation", y_axis_label="Medals")
    for offset, medal in zip((-0.25, 0, 0.25), MEDALS, strict=True):
        place = dodge("nation", offset, range=plot.x_range)
        plot.vbar(x=place, top=medal, width=0.2, source=source, legend_label=medal)
    return plot


@chart(lambda: bar_facts(yields().set_axis(["1931", "1932"], axis=1)))
def bokeh_stacked_bars() -> Any:
    table = yields().set_axis(["1931", "1932"], axis=1)
    plot = figure(y_range=list(table.index), x_axis_label="Yield (bushels)", y_axis_label="Site")
    names = list(table)
    plot.hbar_stack(
        names,
        y="site",
        height=0.9,
        source=ColumnDataSource(table.reset_index()),
        color=["navy", "orange"],
        legend_label=names,
    )
    return plot


def _people() -> pd.Series:
    return gapminder(year=1952).groupby("continent")["pop"].sum()


@chart(lambda: pie_facts(_people()))
def bokeh_pie() -> Any:
    table = _people().reset_index(name="people")
    table["angle"] = table.people / table.people.sum() * 2 * np.pi
    plot = figure(title="People by continent")
    plot.wedge(
        x=0,
        y=0,
        radius=0.8,
        start_angle=cumsum("angle", include_zero=True),
        end_angle=cumsum("angle"),
        legend_field="continent",
        source=ColumnDataSource(table),
    )
    return plot


def _weather() -> ChartFacts:
    table = weather_by_month()
    return matrix_facts(table, *table.to_numpy().ravel(), *table.mean(), *table.mean(axis=1))


@chart(_weather)
def bokeh_heat_map() -> Any:
    table = weather_by_month()
    cells = table.reset_index().melt("weather", var_name="month", value_name="days")
    plot = figure(x_range=list(table), y_range=list(table.index))
    colors = linear_cmap("days", "Viridis256", low=0, high=float(table.to_numpy().max()))
    plot.rect("month", "weather", width=1, height=1, source=ColumnDataSource(cells), fill_color=colors)
    plot.add_layout(ColorBar(color_mapper=colors.transform, title="Days"), "right")
    return plot


@chart(lambda: box_facts({name: part.Horsepower for name, part in cars().groupby("Origin")}))
def bokeh_box_plot() -> Any:
    boxes, beyond = [], []
    for origin, part in cars().groupby("Origin"):
        values = part.Horsepower.dropna()
        first, middle, third = values.quantile([0.25, 0.5, 0.75])
        inside = values.between(first - 1.5 * (third - first), third + 1.5 * (third - first))
        boxes.append((origin, values[inside].min(), first, middle, third, values[inside].max()))
        beyond += [(origin, value) for value in values[~inside]]
    source = ColumnDataSource(pd.DataFrame(boxes, columns=["origin", "low", "q1", "q2", "q3", "high"]))
    plot = figure(x_range=["Europe", "Japan", "USA"], x_axis_label="Origin", y_axis_label="Power (hp)")
    plot.add_layout(Whisker(base="origin", lower="low", upper="high", source=source))
    plot.vbar("origin", 0.7, "q2", "q3", source=source)
    plot.vbar("origin", 0.7, "q1", "q2", source=source)
    plot.scatter([origin for origin, _ in beyond], [value for _, value in beyond])
    return plot


def _employed() -> ChartFacts:
    table = employed()
    curves = [table[name] for name in table]
    return combined(curve_facts(*curves, names=list(table)), curve_facts(table.sum(axis=1)))


@chart(_employed)
def bokeh_stacked_areas() -> Any:
    plot = figure(x_axis_type="datetime", x_axis_label="Month", y_axis_label="Employed (thousands)")
    plot.varea_stack(
        INDUSTRIES,
        x="month",
        source=ColumnDataSource(employed().reset_index()),
        color=["green", "gray", "navy"],
        legend_label=INDUSTRIES,
    )
    return plot


def _tips_by_time() -> ChartFacts:
    parts = [part for _, part in tips().groupby("time")]
    return combined(
        *(scatter_facts(part, "total_bill", "tip") for part in parts), numbers=[2], quoted=["Dinner", "Lunch"]
    )


@chart(_tips_by_time)
def bokeh_panels() -> Any:
    plots = []
    for name, part in tips().groupby("time"):
        plot = figure(title=str(name), x_axis_label="Bill ($)", y_axis_label="Tip ($)")
        plot.scatter("total_bill", "tip", source=ColumnDataSource(part))
        plots.append(plot)
    return gridplot([plots])
