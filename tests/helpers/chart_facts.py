"""Facts about the charts of the gallery, computed from their data with pandas and numpy alone."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from plotly.data import election, experiment, gapminder, medals_wide, tips
from scipy.stats import gaussian_kde  # type: ignore[import-untyped]
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from vega_datasets import data as vega

from tests.helpers.chart_gallery import CHARTS
from tests.helpers.description_rules import Facts
from tests.helpers.sample_data import cars, electricity, gapminder_2007, iris, monthly, seattle, stocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FACTS: dict[str, Callable[[], Facts]] = {}
DAYS = ["Thur", "Fri", "Sat", "Sun"]


def facts_of(*charts: str) -> Callable[[Callable[[], Facts]], Callable[[], Facts]]:
    """Register a function that returns the facts about charts."""
    assert set(charts) <= CHARTS.keys()

    def register(function: Callable[[], Facts]) -> Callable[[], Facts]:
        FACTS.update(dict.fromkeys(charts, function))
        return function

    return register


def curve_facts(*curves: pd.Series, names: Iterable[str] = ()) -> Facts:
    """Return the facts about curves: their points, and how many rise and fall."""
    facts = Facts(required=list(names))
    directions = [int(np.sign(curve.iloc[-1] - curve.iloc[0])) for curve in curves]
    facts.numbers += [
        len(curves),
        directions.count(1),
        directions.count(-1),
        *(len(curve) for curve in curves),
    ]
    for curve in curves:
        facts.numbers += curve.tolist()
        if isinstance(curve.index, pd.DatetimeIndex):
            facts.dates += curve.index.to_pydatetime().tolist()
        elif pd.api.types.is_numeric_dtype(curve.index):
            facts.numbers += curve.index.astype(float).tolist()
    return facts


def scatter_facts(frame: pd.DataFrame, x: str, y: str, group: str = "", logs: str = "") -> Facts:
    """Return the facts about points: counts, ranges, medians and correlations."""
    known = frame.dropna(subset=[x, y])
    parts = [part for _, part in known.groupby(group)] if group else []
    facts = Facts([len(known), len(parts), len(frame) - len(known)])
    for part in [known, *parts]:
        shown = part[[x, y]].assign(**({logs: np.log10(part[logs])} if logs else {}))
        facts.numbers += [len(part), part[x].median(), part[y].median(), shown[x].corr(shown[y])]
    facts.numbers += [known[x].min(), known[x].max(), known[y].min(), known[y].max()]
    facts.required = sorted(set(known[group])) if group else []
    return facts


def with_outliers(facts: Facts, x: Any, y: Any, times: float = 3) -> Facts:
    """Add the points far from the others or from their regression line: `times` interquartile ranges away."""
    left = np.asarray(y) - np.polyval(np.polyfit(x, y, 1), x)
    for values in (left, np.asarray(x), np.asarray(y)):
        first, third = np.quantile(values, [0.25, 0.75])
        far = (values < first - times * (third - first)) | (values > third + times * (third - first))
        facts.numbers += [far.sum(), *np.asarray(x)[far], *np.asarray(y)[far]]
    return facts


def box_facts(groups: dict[str, Any], method: Any = "linear") -> Facts:
    """Return the facts about boxes: quartiles, whiskers and outliers."""
    facts = Facts([len(groups)], required=list(groups))
    for column in groups.values():
        values = np.asarray(column, float)
        values = values[np.isfinite(values)]
        first, third = np.quantile(values, [0.25, 0.75], method=method)
        inside = values[(values >= first - 1.5 * (third - first)) & (values <= third + 1.5 * (third - first))]
        outside = sorted(set(values) - set(inside))
        facts.numbers += [first, third, np.median(values), inside.min(), inside.max(), len(values)]
        facts.numbers += [len(values) - len(inside), *outside, values.min(), values.max()]
    return facts


def bar_facts(table: pd.DataFrame | pd.Series) -> Facts:
    """Return the facts about bars: values, totals of groups, and shares of the whole."""
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    facts = Facts([len(frame), frame.shape[1], *frame.to_numpy().ravel(), *frame.sum(axis=1)])
    facts.numbers += (100 * frame.sum() / frame.to_numpy().sum()).tolist()
    facts.quoted = [*map(str, frame.index), *map(str, frame.columns)]
    return facts


def histogram_facts(values: Any, bins: Any) -> Facts:
    """Return the facts about a histogram: its bins, and the shares of adjacent bins."""
    counts, edges = np.histogram(values, bins=bins)
    sums = np.concatenate([[0], counts.cumsum()])
    shares = {100 * (sums[b] - sums[a]) / sums[-1] for a, b in combinations(range(len(sums)), 2)}
    most = [share for share in shares if share >= 50]
    return Facts([len(counts), counts.sum(), *counts, *edges, *most])


def combined(*parts: Facts, numbers: Iterable[float] = (), quoted: Iterable[str] = ()) -> Facts:
    facts = Facts(list(numbers), quoted=list(quoted))
    for one in parts:
        facts.numbers += one.numbers
        facts.dates += one.dates
        facts.quoted += one.quoted
        facts.required += one.required
    return facts


def band_ends(low: Any, high: Any) -> list[float]:
    return [*np.asarray(low, float), *np.asarray(high, float)]


@facts_of("matplotlib_stocks", "altair_lines")
def _stocks() -> Facts:
    parts = [(name, part.set_index("date").price) for name, part in stocks().groupby("symbol")]
    return curve_facts(*(part for _, part in parts), names=[name for name, _ in parts])


@facts_of("matplotlib_one_stock_on_a_log_axis")
def _apple_stock() -> Facts:
    return curve_facts(stocks().query("symbol == 'AAPL'").set_index("date").price)


@facts_of("matplotlib_temperature_over_rain")
def _monthly_temperature_and_rain() -> Facts:
    return combined(curve_facts(monthly().temp_max), bar_facts(monthly().precipitation))


@facts_of("matplotlib_grouped_medals", "plotly_bars")
def _medals() -> Facts:
    facts = bar_facts(medals_wide().set_index("nation"))
    facts.required = ["gold", "silver", "bronze", *medals_wide().nation]
    return facts


@facts_of("matplotlib_stacked_votes")
def _votes() -> Facts:
    facts = bar_facts(election().nlargest(5, "total").set_index("district")[["Coderre", "Bergeron", "Joly"]])
    facts.required = ["Coderre", "Bergeron", "Joly"]
    return facts


@facts_of("matplotlib_histogram")
def _petal_lengths() -> Facts:
    return histogram_facts(iris()["petal length (cm)"], 12)


@facts_of("matplotlib_boxes")
def _alcohol() -> Facts:
    wine = datasets.load_wine(as_frame=True)
    return box_facts({f"class {kind}": wine.data.alcohol[wine.target == kind] for kind in range(3)})


def _density_peak(values: Any, cut: float = 0) -> float:
    """Return the peak of a kernel density estimate, as the chart libraries compute it."""
    density = gaussian_kde(values)
    margin = cut * density.factor * np.std(values, ddof=1)
    grid = np.linspace(min(values) - margin, max(values) + margin, 100 if not cut else 200)
    return float(grid[density(grid).argmax()])


@facts_of("matplotlib_violins")
def _sepal_widths() -> Facts:
    groups = {name: part["sepal width (cm)"] for name, part in iris().groupby("species")}
    return combined(box_facts(groups), numbers=[_density_peak(part) for part in groups.values()])


@facts_of("matplotlib_pie")
def _electricity_shares() -> Facts:
    last = electricity().iloc[-1]
    return Facts([len(last), *(100 * last / last.sum())], quoted=["Iowa, 2017"], required=list(last.index))


@facts_of("matplotlib_confusion_matrix")
def _digit_predictions() -> Facts:
    digits = datasets.load_digits()
    model = LogisticRegression(max_iter=50, tol=1e-2).fit(digits.data[:900] / 16, digits.target[:900])
    matrix = confusion_matrix(digits.target[900:], model.predict(digits.data[900:] / 16))
    shares = [100 * np.trace(matrix) / matrix.sum()]
    return Facts([10, matrix.sum(), np.trace(matrix), *shares, *matrix.ravel(), *matrix.sum(1), *range(10)])


@facts_of("matplotlib_digit")
def _digit_image() -> Facts:
    image = datasets.load_digits().images[0]
    return Facts([*image.shape, image.min(), image.max(), image.mean()])


@facts_of("matplotlib_photograph")
def _photograph() -> Facts:
    return Facts([*datasets.load_sample_image("flower.jpg").shape[:2]])


@facts_of("matplotlib_stacked_areas", "pandas_areas")
def _electricity_by_year() -> Facts:
    power = electricity()
    power.index = power.index.year.astype(float) if isinstance(power.index, pd.DatetimeIndex) else power.index
    parts = [power[name] for name in power.columns]
    return combined(curve_facts(*parts, names=power.columns), curve_facts(power.sum(axis=1)))


@facts_of("matplotlib_classes_by_color")
def _petals_by_species() -> Facts:
    return scatter_facts(iris(), "petal length (cm)", "petal width (cm)", "species")


@facts_of("matplotlib_wealth_and_health")
def _wealth_and_health() -> Facts:
    facts = scatter_facts(gapminder_2007(), "gdpPercap", "lifeExp", logs="gdpPercap")
    facts.quoted.append("The world in 2007")
    return facts


@facts_of("matplotlib_error_bars")
def _experiment() -> Facts:
    summary = experiment().groupby("group").experiment_1.agg(["mean", "std"])
    low, high = summary["mean"] - summary["std"], summary["mean"] + summary["std"]
    return combined(curve_facts(summary["mean"]), numbers=band_ends(low, high))


@facts_of("matplotlib_anscombe")
def _anscombe() -> Facts:
    parts = [part for _, part in vega.anscombe().groupby("Series")]
    facts = [with_outliers(scatter_facts(part, "X", "Y"), part.X, part.Y) for part in parts]
    return combined(*facts, numbers=[2, 4, 1])


@facts_of("matplotlib_notes_and_rules")
def _wheat_and_wages() -> Facts:
    wheat = vega.wheat()
    wheat.index = (
        wheat.year.astype(float) if pd.api.types.is_numeric_dtype(wheat.year) else wheat.year.dt.year
    )
    return combined(
        curve_facts(wheat.wheat, wheat.wages.dropna(), names=["Wheat", "Wages", "George I"]), numbers=[1714]
    )


@facts_of("matplotlib_band")
def _yearly_temperatures() -> Facts:
    years = seattle().groupby(seattle().date.dt.year).temp_max.agg(["mean", "min", "max"])
    return combined(curve_facts(years["mean"]), numbers=band_ends(years["min"], years["max"]))


@facts_of("matplotlib_three_dimensions")
def _iris_in_three_dimensions() -> Facts:
    measures = datasets.load_iris().data[:, :3]
    return Facts([150, *measures.min(0), *measures.max(0)])


@facts_of("matplotlib_empty", "altair_data_elsewhere")
def _no_data() -> Facts:
    return Facts()


@facts_of("seaborn_lineplot")
def _wind_by_month_and_year() -> Facts:
    weather = seattle()
    winds = weather.groupby([weather.date.dt.year.astype(str), weather.date.dt.month]).wind.mean().unstack(0)  # noqa: PD010 - of one column
    return combined(
        curve_facts(*(winds[year] for year in winds), names=winds.columns), numbers=range(2012, 2016)
    )


@facts_of("seaborn_scatterplot")
def _weight_and_mileage() -> Facts:
    return scatter_facts(cars(), "Weight_in_lbs", "Miles_per_Gallon", "Origin")


@facts_of("seaborn_barplot")
def _mean_bills() -> Facts:
    bills = tips().groupby("day").total_bill.agg(["mean", "std"]).loc[DAYS]
    facts = bar_facts(bills["mean"])
    facts.numbers += band_ends(bills["mean"] - bills["std"], bills["mean"] + bills["std"])
    facts.required = DAYS
    return facts


@facts_of("seaborn_countplot")
def _cylinders() -> Facts:
    facts = bar_facts(pd.crosstab(cars().Origin, cars().Cylinders))
    facts.numbers += [3, 4, 5, 6, 8]
    return facts


@facts_of("seaborn_histplot")
def _bills_by_meal() -> Facts:
    edges = np.histogram_bin_edges(tips().total_bill, 15)
    parts = [histogram_facts(part.total_bill, edges) for _, part in tips().groupby("time")]
    return combined(*parts, numbers=[2], quoted=["Lunch", "Dinner"])


@facts_of("seaborn_kdeplot")
def _petal_densities() -> Facts:
    parts = [part["petal length (cm)"] for _, part in iris().groupby("species")]
    ranges = [_density_range(part) for part in parts]
    ends = [min(low for low, _ in ranges), max(high for _, high in ranges)]
    return Facts(
        [3, *ends, *(_density_peak(part, 3) for part in parts)], required=sorted(set(iris().species))
    )


def _density_range(values: Any) -> tuple[float, float]:
    margin = 3 * gaussian_kde(values).factor * np.std(values, ddof=1)
    return min(values) - margin, max(values) + margin


@facts_of("seaborn_boxplot")
def _tips_by_day_and_sex() -> Facts:
    return box_facts({f"{day}, {sex}": part.tip for (day, sex), part in tips().groupby(["day", "sex"])})


@facts_of("seaborn_violinplot")
def _bill_densities() -> Facts:
    groups = {day: part.total_bill for day, part in tips().groupby("day")}
    facts = box_facts(groups)
    for values in groups.values():
        margin = 2 * gaussian_kde(values).factor * np.std(values, ddof=1)
        facts.numbers += [min(values) - margin, max(values) + margin]
    return facts


@facts_of("seaborn_correlations", "plotly_heat_map")
def _correlations() -> Facts:
    numbers = cars().select_dtypes("number").corr()
    names = [label.replace("_in_lbs", " in pounds").replace("_", " ") for label in numbers]
    return Facts([len(numbers), 15, 0.3, *numbers.to_numpy().ravel()], required=names)


@facts_of("seaborn_heatmap", "altair_heat_map")
def _barley() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield")
    numbers = [*yields.shape, *yields.to_numpy().ravel(), *yields.mean(), *yields.mean(axis=1)]
    return Facts(numbers, required=[*yields.index, *yields.columns])


@facts_of("seaborn_regplot")
def _bill_and_tip() -> Facts:
    x, y = tips().total_bill, tips().tip
    facts = with_outliers(scatter_facts(tips(), "total_bill", "tip"), x, y)
    facts.numbers += np.polyval(np.polyfit(x, y, 1), [x.min(), x.max()]).tolist()
    return facts


@facts_of("seaborn_stripplot", "altair_boxes")
def _power_by_origin() -> Facts:
    return box_facts({origin: part.Horsepower for origin, part in cars().groupby("Origin")})


@facts_of("seaborn_pointplot")
def _tips_by_party_size() -> Facts:
    by_size = tips().groupby("size").tip.agg(["mean", "std"])
    low, high = by_size["mean"] - by_size["std"], by_size["mean"] + by_size["std"]
    return combined(curve_facts(by_size["mean"]), numbers=band_ends(low, high))


@facts_of("seaborn_pairplot")
def _iris_pairs() -> Facts:
    names = datasets.load_iris().feature_names
    pairs = [scatter_facts(iris(), x, y, "species") for x in names for y in names if x != y]
    peaks = [
        _density_peak(part, 3)
        for _, group in iris().groupby("species")
        for part in (group[name] for name in names)
    ]
    return combined(*pairs, numbers=[*range(1, 17), *peaks, 0, 4])


@facts_of("seaborn_relplot")
def _meals_and_smoke() -> Facts:
    parts = [part for _, part in tips().groupby("time")]
    facts = [
        with_outliers(scatter_facts(p, "total_bill", "tip", "smoker"), p.total_bill, p.tip) for p in parts
    ]
    return combined(*facts, numbers=[2], quoted=["Lunch", "Dinner"])


@facts_of("seaborn_jointplot")
def _daily_temperatures() -> Facts:
    return scatter_facts(seattle(), "temp_min", "temp_max")


@facts_of("pandas_lines")
def _two_stocks() -> Facts:
    prices = stocks().pivot_table(index="date", columns="symbol", values="price")
    return curve_facts(prices.IBM, prices.MSFT, names=["IBM", "MSFT"])


@facts_of("pandas_periods")
def _monthly_temperatures() -> Facts:
    return curve_facts(seattle().set_index("date").temp_max.resample("MS").mean())


@facts_of("pandas_bars")
def _horsepower() -> Facts:
    facts = bar_facts(cars().groupby("Origin").Horsepower.mean())
    facts.required = ["USA", "Japan"]
    return facts


@facts_of("pandas_stacked_bars")
def _smokers_by_day() -> Facts:
    facts = bar_facts(pd.crosstab(tips().day, tips().smoker).loc[DAYS])
    facts.required = ["Sat", "Fri"]
    return facts


@facts_of("pandas_value_counts")
def _weather_counts() -> Facts:
    facts = bar_facts(seattle().weather.value_counts())
    facts.required = ["sun", "snow"]
    return facts


@facts_of("pandas_histograms")
def _iris_histograms() -> Facts:
    frame = datasets.load_iris(as_frame=True).data
    required = [name.replace("(cm)", "in centimeters") for name in frame]
    parts = [histogram_facts(frame[name], 8) for name in frame]
    return combined(*parts, Facts(required=required), numbers=[2, 4])


@facts_of("pandas_boxes")
def _iris_boxes() -> Facts:
    frame = datasets.load_iris(as_frame=True).data
    return box_facts({name.replace("(cm)", "in centimeters"): frame[name] for name in frame})


@facts_of("pandas_density")
def _tip_density() -> Facts:
    tip = tips().tip
    half = 0.5 * (tip.max() - tip.min())
    places = np.linspace(tip.min() - half, tip.max() + half, 1000)
    return Facts([places[0], places[-1], places[gaussian_kde(tip)(places).argmax()]])


@facts_of("pandas_scatter")
def _horsepower_and_mileage() -> Facts:
    return scatter_facts(cars(), "Horsepower", "Miles_per_Gallon")


@facts_of("altair_points")
def _horsepower_and_mileage_by_origin() -> Facts:
    return scatter_facts(cars(), "Horsepower", "Miles_per_Gallon", "Origin")


@facts_of("plotly_lines")
def _life_expectancy() -> Facts:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    parts = [(name, part.set_index("year").lifeExp) for name, part in few.groupby("country")]
    return curve_facts(*(part for _, part in parts), names=[name for name, _ in parts])


@facts_of("plotly_scatter")
def _wealth_and_health_by_continent() -> Facts:
    return scatter_facts(gapminder_2007(), "gdpPercap", "lifeExp", "continent", logs="gdpPercap")


@facts_of("plotly_histogram")
def _all_bills() -> Facts:
    return box_facts({"": tips().total_bill})


@facts_of("plotly_boxes")
def _bills_by_day() -> Facts:
    return box_facts({day: part.total_bill for day, part in tips().groupby("day")}, "hazen")


@facts_of("plotly_pie")
def _population_shares() -> Facts:
    sums = gapminder_2007().groupby("continent")["pop"].sum()
    return Facts([len(sums), *(100 * sums / sums.sum())], required=list(sums.index))


@facts_of("plotly_map")
def _life_expectancy_map() -> Facts:
    world = gapminder_2007()
    return Facts([len(world), *world.lifeExp, world.lifeExp.median()], required=["Japan", "Swaziland"])


@facts_of("plotly_facets")
def _bill_and_tip_by_sex() -> Facts:
    parts = [part for _, part in tips().groupby("sex")]
    facts = [
        with_outliers(scatter_facts(part, "total_bill", "tip"), part.total_bill, part.tip) for part in parts
    ]
    return combined(*facts, numbers=[2, 1], quoted=["Female", "Male"])


@facts_of("altair_stacked_bars")
def _yields_by_variety() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield", aggfunc="sum")
    facts = bar_facts(yields)
    facts.required = list(yields.columns)
    return facts


@facts_of("altair_counts")
def _weather_by_month() -> Facts:
    weather = seattle()
    facts = bar_facts(pd.crosstab(weather.date.dt.month, weather.weather))
    facts.numbers += [
        sum(weather.date.dt.month.value_counts() == weather.date.dt.month.value_counts().max()) - 3
    ]
    return facts


@facts_of("altair_histogram")
def _acceleration() -> Facts:
    return histogram_facts(cars().Acceleration, np.arange(8, 27, 2))


@facts_of("altair_pie")
def _weather_shares() -> Facts:
    counts = seattle().weather.value_counts()
    return Facts([len(counts), *(100 * counts / counts.sum())], required=list(counts.index))


@facts_of("altair_facets")
def _years_of_barley() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="year", values="yield")
    return combined(bar_facts(yields), numbers=[2, 1931, 1932])


@facts_of("altair_layers")
def _acceleration_and_power() -> Facts:
    facts = scatter_facts(cars(), "Horsepower", "Acceleration")
    facts.numbers.append(cars().Acceleration.mean())
    return facts
