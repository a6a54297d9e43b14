"""Charts of real libraries on sample data, by name; each function draws one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from plotly.data import election, experiment, medals_wide, tips
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay
from vega_datasets import data as vega

from tests.helpers import (  # noqa: F401 - they register their charts
    altair_charts,
    bokeh_charts,
    field_charts,
    map_charts,
    matplotlib_charts,
    pandas_charts,
    plane_charts,
    plotly_charts,
    plotnine_charts,
    remark_charts,
    seaborn_charts,
    series_charts,
    stage_charts,
    tree_charts,
)
from tests.helpers.chart_registry import DRAWN
from tests.helpers.json_chart_gallery import JSON_CHARTS
from tests.helpers.sample_data import cars, electricity, gapminder_2007, iris, monthly, seattle, stocks

if TYPE_CHECKING:
    from collections.abc import Callable

CHARTS: dict[str, Callable[[], Any]] = {}


def chart(draw: Callable[[], Any]) -> Callable[[], Any]:
    CHARTS[draw.__name__] = draw
    return draw


@chart
def matplotlib_stocks() -> Any:
    figure, axes = plt.subplots()
    for symbol, prices in stocks().groupby("symbol"):
        axes.plot(prices.date, prices.price, label=symbol)
    axes.set(title="Stock prices", xlabel="Date", ylabel="Price ($)")
    axes.legend()
    return figure


@chart
def matplotlib_one_stock_on_a_log_axis() -> Any:
    figure, axes = plt.subplots()
    apple = stocks().query("symbol == 'AAPL'")
    axes.semilogy(apple.date, apple.price)
    axes.set(title="Apple", ylabel="Price (US$)")
    return figure


@chart
def matplotlib_temperature_over_rain() -> Any:
    figure, left = plt.subplots()
    left.plot(monthly().index, monthly().temp_max, color="tab:red")
    left.set(xlabel="Month", ylabel="Highest temperature (°C)")
    right = left.twinx()
    right.bar(monthly().index, monthly().precipitation, alpha=0.3)
    right.set_ylabel("Rain (mm/d)")
    return figure


@chart
def matplotlib_grouped_medals() -> Any:
    medals = medals_wide()
    figure, axes = plt.subplots()
    for number, kind in enumerate(["gold", "silver", "bronze"]):
        axes.bar(np.arange(3) + 0.25 * (number - 1), medals[kind], width=0.25, label=kind)
    axes.set_xticks(range(3), medals.nation)
    axes.set(ylabel="Medals", title="Short-track speed skating")
    axes.legend(title="Medal")
    return figure


@chart
def matplotlib_stacked_votes() -> Any:
    votes = election().nlargest(5, "total")
    figure, axes = plt.subplots()
    below = np.zeros(5)
    for name in ["Coderre", "Bergeron", "Joly"]:
        axes.bar(votes.district, votes[name], bottom=below, label=name)
        below += votes[name].to_numpy()
    axes.set_ylabel("Votes")
    axes.legend()
    return figure


@chart
def matplotlib_histogram() -> Any:
    figure, axes = plt.subplots()
    axes.hist(iris()["petal length (cm)"], bins=12)
    axes.set(xlabel="Petal length (cm)", ylabel="Flowers")
    return figure


@chart
def matplotlib_boxes() -> Any:
    wine = datasets.load_wine(as_frame=True)
    figure, axes = plt.subplots()
    axes.boxplot([wine.data.alcohol[wine.target == kind] for kind in range(3)])
    axes.set_xticks([1, 2, 3], ["class 0", "class 1", "class 2"])
    axes.set(xlabel="Wine", ylabel="Alcohol (%)")
    return figure


@chart
def matplotlib_violins() -> Any:
    figure, axes = plt.subplots()
    parts = [group["sepal width (cm)"] for _, group in iris().groupby("species")]
    axes.violinplot(parts, showmedians=True)
    axes.set_xticks([1, 2, 3], sorted(set(iris().species)))
    axes.set_ylabel("Sepal width (cm)")
    return figure


@chart
def matplotlib_pie() -> Any:
    figure, axes = plt.subplots()
    sources = electricity().loc[electricity().index[-1]]
    axes.pie(sources, labels=list(sources.index), autopct="%.0f%%")
    axes.set_title("Electricity in Iowa, 2017")
    return figure


@chart
def matplotlib_confusion_matrix() -> Any:
    digits = datasets.load_digits()
    model = LogisticRegression(max_iter=50, tol=1e-2).fit(digits.data[:900] / 16, digits.target[:900])
    figure, axes = plt.subplots()
    found = model.predict(digits.data[900:] / 16)
    ConfusionMatrixDisplay.from_predictions(digits.target[900:], found, ax=axes)
    return figure


@chart
def matplotlib_digit() -> Any:
    figure, axes = plt.subplots()
    axes.imshow(datasets.load_digits().images[0], cmap="gray")
    axes.set_title("A zero")
    return figure


@chart
def matplotlib_photograph() -> Any:
    figure, axes = plt.subplots()
    axes.imshow(datasets.load_sample_image("flower.jpg"))
    axes.axis("off")
    return figure


@chart
def matplotlib_stacked_areas() -> Any:
    figure, axes = plt.subplots()
    power = electricity()
    axes.stackplot(power.index, power.T, labels=list(power.columns))
    axes.set(xlabel="Year", ylabel="Generation (GWh)")
    axes.legend(loc="upper left")
    return figure


@chart
def matplotlib_classes_by_color() -> Any:
    found = datasets.load_iris()
    figure, axes = plt.subplots()
    cloud = axes.scatter(found.data[:, 2], found.data[:, 3], c=found.target)
    axes.legend(cloud.legend_elements()[0], list(found.target_names), title="Species")
    axes.set(xlabel=found.feature_names[2], ylabel=found.feature_names[3])
    return figure


@chart
def matplotlib_wealth_and_health() -> Any:
    countries = gapminder_2007()
    figure, axes = plt.subplots()
    cloud = axes.scatter(countries.gdpPercap, countries.lifeExp, c=np.log10(countries["pop"]))
    axes.set(
        xscale="log",
        xlabel="GDP per capita (US$)",
        ylabel="Life expectancy (years)",
        title="The world in 2007",
    )
    figure.colorbar(cloud, label="Population, logarithm")
    return figure


@chart
def matplotlib_error_bars() -> Any:
    summary = experiment().groupby("group").experiment_1.agg(["mean", "std"])
    figure, axes = plt.subplots()
    axes.errorbar(summary.index, summary["mean"], yerr=summary["std"], marker="o", capsize=3)
    axes.set(xlabel="Group", ylabel="First experiment")
    return figure


@chart
def matplotlib_anscombe() -> Any:
    figure, panels = plt.subplots(2, 2, sharex=True, sharey=True)
    for axes, (name, points) in zip(panels.flat, vega.anscombe().groupby("Series"), strict=True):
        axes.scatter(points.X, points.Y)
        axes.set_title(f"Series {name}")
    figure.suptitle("Anscombe's quartet")
    return figure


@chart
def matplotlib_notes_and_rules() -> Any:
    wheat = vega.wheat()
    figure, axes = plt.subplots()
    axes.step(wheat.year, wheat.wheat, where="post", label="Wheat")
    axes.plot(wheat.year, wheat.wages, label="Wages")
    axes.axvline(1714, color="gray", label="George I")
    axes.annotate("The highest price", (1810, 99), (1700, 90), arrowprops={"arrowstyle": "->"})
    axes.set(xlabel="Year", ylabel="Shillings")
    axes.legend()
    return figure


@chart
def matplotlib_band() -> Any:
    years = seattle().groupby(seattle().date.dt.year).temp_max.agg(["mean", "min", "max"])
    figure, axes = plt.subplots()
    axes.plot(years.index, years["mean"], label="mean")
    axes.fill_between(years.index, years["min"], years["max"], alpha=0.2, label="from lowest to highest")
    axes.set(xlabel="Year", ylabel="Daily high (°C)")
    return figure


@chart
def matplotlib_three_dimensions() -> Any:
    found = datasets.load_iris()
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    axes.scatter(found.data[:, 0], found.data[:, 1], found.data[:, 2])
    axes.set(xlabel="Sepal length (cm)", ylabel="Sepal width (cm)", zlabel="Petal length (cm)")
    return figure


@chart
def matplotlib_empty() -> Any:
    figure, axes = plt.subplots()
    axes.set(xlabel="Time (s)", ylabel="Signal (mV)", title="To come")
    return figure


# seaborn


@chart
def seaborn_lineplot() -> Any:
    return sns.lineplot(
        seattle().assign(month=seattle().date.dt.month, year=seattle().date.dt.year.astype(str)),
        x="month",
        y="wind",
        hue="year",
        errorbar=None,
    )


@chart
def seaborn_scatterplot() -> Any:
    return sns.scatterplot(cars(), x="Weight_in_lbs", y="Miles_per_Gallon", hue="Origin")


@chart
def seaborn_barplot() -> Any:
    return sns.barplot(tips(), x="day", y="total_bill", order=["Thur", "Fri", "Sat", "Sun"], errorbar="sd")


@chart
def seaborn_countplot() -> Any:
    return sns.countplot(cars(), x="Origin", hue="Cylinders")


@chart
def seaborn_histplot() -> Any:
    return sns.histplot(tips(), x="total_bill", hue="time", bins=15)


@chart
def seaborn_kdeplot() -> Any:
    return sns.kdeplot(iris(), x="petal length (cm)", hue="species")


@chart
def seaborn_boxplot() -> Any:
    return sns.boxplot(tips(), x="day", y="tip", hue="sex", order=["Thur", "Fri", "Sat", "Sun"])


@chart
def seaborn_violinplot() -> Any:
    return sns.violinplot(tips(), x="total_bill", y="day", order=["Thur", "Fri", "Sat", "Sun"])


@chart
def seaborn_correlations() -> Any:
    return sns.heatmap(cars().select_dtypes("number").corr(), annot=True)


@chart
def seaborn_heatmap() -> Any:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield")
    return sns.heatmap(yields, cbar_kws={"label": "Yield (bushels)"})


@chart
def seaborn_regplot() -> Any:
    return sns.regplot(tips(), x="total_bill", y="tip", seed=0, n_boot=50)


@chart
def seaborn_stripplot() -> Any:
    return sns.stripplot(cars(), x="Origin", y="Horsepower", jitter=False)


@chart
def seaborn_pointplot() -> Any:
    return sns.pointplot(tips(), x="size", y="tip", errorbar="sd")


@chart
def seaborn_pairplot() -> Any:
    return sns.pairplot(iris(), hue="species")


@chart
def seaborn_relplot() -> Any:
    return sns.relplot(tips(), x="total_bill", y="tip", col="time", hue="smoker")


@chart
def seaborn_jointplot() -> Any:
    return sns.jointplot(seattle(), x="temp_min", y="temp_max")


CHARTS.update(JSON_CHARTS | DRAWN)
