"""What is true of the charts of the gallery, worked out from their data by pandas and numpy alone."""

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


def of(*charts: str) -> Callable[[Callable[[], Facts]], Callable[[], Facts]]:
    """Say of which charts a function tells the truth."""
    assert set(charts) <= CHARTS.keys()

    def keep(function: Callable[[], Facts]) -> Callable[[], Facts]:
        FACTS.update(dict.fromkeys(charts, function))
        return function

    return keep


def series(*several: pd.Series, named: Iterable[str] = ()) -> Facts:
    """Return what may be said of curves: their points, and which of them ends on top."""
    found = Facts(owed=list(named))
    ends = [int(np.sign(s.iloc[-1] - s.iloc[0])) for s in several]
    found.numbers += [len(several), ends.count(1), ends.count(-1), *(len(s) for s in several)]
    for one in several:
        found.numbers += one.tolist()
        if isinstance(one.index, pd.DatetimeIndex):
            found.dates += one.index.to_pydatetime().tolist()
        elif pd.api.types.is_numeric_dtype(one.index):
            found.numbers += one.index.astype(float).tolist()
    return found


def cloud(frame: pd.DataFrame, x: str, y: str, group: str = "", logs: str = "") -> Facts:
    """Return what may be said of points: how many, how far they reach, their middles and correlations."""
    seen = frame.dropna(subset=[x, y])
    parts = [part for _, part in seen.groupby(group)] if group else []
    found = Facts([len(seen), len(parts), len(frame) - len(seen)])
    for part in [seen, *parts]:
        shown = part[[x, y]].assign(**({logs: np.log10(part[logs])} if logs else {}))
        found.numbers += [len(part), part[x].median(), part[y].median(), shown[x].corr(shown[y])]
    found.numbers += [seen[x].min(), seen[x].max(), seen[y].min(), seen[y].max()]
    found.owed = sorted(set(seen[group])) if group else []
    return found


def far_from_the_line(found: Facts, x: Any, y: Any, times: float = 3) -> Facts:
    """Add the points that lie far from the line through all: beyond quartiles, so many quartile distances."""
    left = np.asarray(y) - np.polyval(np.polyfit(x, y, 1), x)
    for values in (left, np.asarray(x), np.asarray(y)):
        first, third = np.quantile(values, [0.25, 0.75])
        far = (values < first - times * (third - first)) | (values > third + times * (third - first))
        found.numbers += [far.sum(), *np.asarray(x)[far], *np.asarray(y)[far]]
    return found


def spreads(groups: dict[str, Any], method: Any = "linear") -> Facts:
    """Return what may be said of boxes: quartiles, whiskers, outliers."""
    found = Facts([len(groups)], owed=list(groups))
    for column in groups.values():
        values = np.asarray(column, float)
        values = values[np.isfinite(values)]
        first, third = np.quantile(values, [0.25, 0.75], method=method)
        inside = values[(values >= first - 1.5 * (third - first)) & (values <= third + 1.5 * (third - first))]
        outside = sorted(set(values) - set(inside))
        found.numbers += [first, third, np.median(values), inside.min(), inside.max(), len(values)]
        found.numbers += [len(values) - len(inside), *outside, values.min(), values.max()]
    return found


def bars(table: pd.DataFrame | pd.Series) -> Facts:
    """Return what may be said of bars: each, sums at a place, and shares of the whole."""
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    found = Facts([len(frame), frame.shape[1], *frame.to_numpy().ravel(), *frame.sum(axis=1)])
    found.numbers += (100 * frame.sum() / frame.to_numpy().sum()).tolist()
    found.quoted = [*map(str, frame.index), *map(str, frame.columns)]
    return found


def histogram(values: Any, bins: Any) -> Facts:
    """Return what may be said of a histogram: its bins, and shares of neighboring ones."""
    counts, edges = np.histogram(values, bins=bins)
    sums = np.concatenate([[0], counts.cumsum()])
    shares = {100 * (sums[b] - sums[a]) / sums[-1] for a, b in combinations(range(len(sums)), 2)}
    most = [share for share in shares if share >= 50]
    return Facts([len(counts), counts.sum(), *counts, *edges, *most])


def together(*several: Facts, numbers: Iterable[float] = (), quoted: Iterable[str] = ()) -> Facts:
    found = Facts(list(numbers), quoted=list(quoted))
    for one in several:
        found.numbers += one.numbers
        found.dates += one.dates
        found.quoted += one.quoted
        found.owed += one.owed
    return found


def ribbons(low: Any, high: Any) -> list[float]:
    return [*np.asarray(low, float), *np.asarray(high, float)]


@of("matplotlib_stocks", "altair_lines")
def _stocks() -> Facts:
    parts = [(name, part.set_index("date").price) for name, part in stocks().groupby("symbol")]
    return series(*(part for _, part in parts), named=[name for name, _ in parts])


@of("matplotlib_one_stock_on_a_log_axis")
def _apple() -> Facts:
    return series(stocks().query("symbol == 'AAPL'").set_index("date").price)


@of("matplotlib_temperature_over_rain")
def _months() -> Facts:
    return together(series(monthly().temp_max), bars(monthly().precipitation))


@of("matplotlib_grouped_medals", "plotly_bars")
def _medals() -> Facts:
    found = bars(medals_wide().set_index("nation"))
    found.owed = ["gold", "silver", "bronze", *medals_wide().nation]
    return found


@of("matplotlib_stacked_votes")
def _votes() -> Facts:
    found = bars(election().nlargest(5, "total").set_index("district")[["Coderre", "Bergeron", "Joly"]])
    found.owed = ["Coderre", "Bergeron", "Joly"]
    return found


@of("matplotlib_histogram")
def _petals() -> Facts:
    return histogram(iris()["petal length (cm)"], 12)


@of("matplotlib_boxes")
def _alcohol() -> Facts:
    wine = datasets.load_wine(as_frame=True)
    return spreads({f"class {kind}": wine.data.alcohol[wine.target == kind] for kind in range(3)})


def _widest(values: Any, cut: float = 0) -> float:
    """Return where the density of values is greatest, as those who draw violins estimate it."""
    density = gaussian_kde(values)
    margin = cut * density.factor * np.std(values, ddof=1)
    places = np.linspace(min(values) - margin, max(values) + margin, 100 if not cut else 200)
    return float(places[density(places).argmax()])


@of("matplotlib_violins")
def _sepals() -> Facts:
    groups = {name: part["sepal width (cm)"] for name, part in iris().groupby("species")}
    return together(spreads(groups), numbers=[_widest(part) for part in groups.values()])


@of("matplotlib_pie")
def _power() -> Facts:
    last = electricity().iloc[-1]
    return Facts([len(last), *(100 * last / last.sum())], quoted=["Iowa, 2017"], owed=list(last.index))


@of("matplotlib_confusion_matrix")
def _digits() -> Facts:
    digits = datasets.load_digits()
    model = LogisticRegression(max_iter=50, tol=1e-2).fit(digits.data[:900] / 16, digits.target[:900])
    matrix = confusion_matrix(digits.target[900:], model.predict(digits.data[900:] / 16))
    shares = [100 * np.trace(matrix) / matrix.sum()]
    return Facts([10, matrix.sum(), np.trace(matrix), *shares, *matrix.ravel(), *matrix.sum(1), *range(10)])


@of("matplotlib_digit")
def _zero() -> Facts:
    image = datasets.load_digits().images[0]
    return Facts([*image.shape, image.min(), image.max(), image.mean()])


@of("matplotlib_photograph")
def _flower() -> Facts:
    return Facts([*datasets.load_sample_image("flower.jpg").shape[:2]])


@of("matplotlib_stacked_areas", "pandas_areas")
def _generation() -> Facts:
    power = electricity()
    power.index = power.index.year.astype(float) if isinstance(power.index, pd.DatetimeIndex) else power.index
    parts = [power[name] for name in power.columns]
    return together(series(*parts, named=power.columns), series(power.sum(axis=1)))


@of("matplotlib_classes_by_color")
def _flowers() -> Facts:
    return cloud(iris(), "petal length (cm)", "petal width (cm)", "species")


@of("matplotlib_wealth_and_health")
def _world() -> Facts:
    found = cloud(gapminder_2007(), "gdpPercap", "lifeExp", logs="gdpPercap")
    found.quoted.append("The world in 2007")
    return found


@of("matplotlib_error_bars")
def _experiment() -> Facts:
    summary = experiment().groupby("group").experiment_1.agg(["mean", "std"])
    low, high = summary["mean"] - summary["std"], summary["mean"] + summary["std"]
    return together(series(summary["mean"]), numbers=ribbons(low, high))


@of("matplotlib_anscombe")
def _anscombe() -> Facts:
    parts = [part for _, part in vega.anscombe().groupby("Series")]
    found = [far_from_the_line(cloud(part, "X", "Y"), part.X, part.Y) for part in parts]
    return together(*found, numbers=[2, 4, 1])


@of("matplotlib_notes_and_rules")
def _wheat() -> Facts:
    wheat = vega.wheat()
    wheat.index = (
        wheat.year.astype(float) if pd.api.types.is_numeric_dtype(wheat.year) else wheat.year.dt.year
    )
    return together(
        series(wheat.wheat, wheat.wages.dropna(), named=["Wheat", "Wages", "George I"]), numbers=[1714]
    )


@of("matplotlib_band")
def _years() -> Facts:
    years = seattle().groupby(seattle().date.dt.year).temp_max.agg(["mean", "min", "max"])
    return together(series(years["mean"]), numbers=ribbons(years["min"], years["max"]))


@of("matplotlib_three_dimensions")
def _three() -> Facts:
    measures = datasets.load_iris().data[:, :3]
    return Facts([150, *measures.min(0), *measures.max(0)])


@of("matplotlib_empty", "altair_data_elsewhere")
def _nothing() -> Facts:
    return Facts()


@of("seaborn_lineplot")
def _wind() -> Facts:
    weather = seattle()
    winds = weather.groupby([weather.date.dt.year.astype(str), weather.date.dt.month]).wind.mean().unstack(0)  # noqa: PD010 - of one column
    return together(series(*(winds[year] for year in winds), named=winds.columns), numbers=range(2012, 2016))


@of("seaborn_scatterplot")
def _cars() -> Facts:
    return cloud(cars(), "Weight_in_lbs", "Miles_per_Gallon", "Origin")


@of("seaborn_barplot")
def _bills() -> Facts:
    bills = tips().groupby("day").total_bill.agg(["mean", "std"]).loc[DAYS]
    found = bars(bills["mean"])
    found.numbers += ribbons(bills["mean"] - bills["std"], bills["mean"] + bills["std"])
    found.owed = DAYS
    return found


@of("seaborn_countplot")
def _cylinders() -> Facts:
    found = bars(pd.crosstab(cars().Origin, cars().Cylinders))
    found.numbers += [3, 4, 5, 6, 8]
    return found


@of("seaborn_histplot")
def _meals() -> Facts:
    edges = np.histogram_bin_edges(tips().total_bill, 15)
    parts = [histogram(part.total_bill, edges) for _, part in tips().groupby("time")]
    return together(*parts, numbers=[2], quoted=["Lunch", "Dinner"])


@of("seaborn_kdeplot")
def _densities() -> Facts:
    parts = [part["petal length (cm)"] for _, part in iris().groupby("species")]
    reach = [_reach(part) for part in parts]
    ends = [min(low for low, _ in reach), max(high for _, high in reach)]
    return Facts([3, *ends, *(_widest(part, 3) for part in parts)], owed=sorted(set(iris().species)))


def _reach(values: Any) -> tuple[float, float]:
    margin = 3 * gaussian_kde(values).factor * np.std(values, ddof=1)
    return min(values) - margin, max(values) + margin


@of("seaborn_boxplot")
def _tips() -> Facts:
    return spreads({f"{day}, {sex}": part.tip for (day, sex), part in tips().groupby(["day", "sex"])})


@of("seaborn_violinplot")
def _violins() -> Facts:
    groups = {day: part.total_bill for day, part in tips().groupby("day")}
    found = spreads(groups)
    for values in groups.values():
        margin = 2 * gaussian_kde(values).factor * np.std(values, ddof=1)
        found.numbers += [min(values) - margin, max(values) + margin]
    return found


@of("seaborn_correlations", "plotly_heat_map")
def _correlations() -> Facts:
    numbers = cars().select_dtypes("number").corr()
    said = [label.replace("_in_lbs", " in pounds").replace("_", " ") for label in numbers]
    return Facts([len(numbers), 15, 0.3, *numbers.to_numpy().ravel()], owed=said)


@of("seaborn_heatmap", "altair_heat_map")
def _barley() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield")
    numbers = [*yields.shape, *yields.to_numpy().ravel(), *yields.mean(), *yields.mean(axis=1)]
    return Facts(numbers, owed=[*yields.index, *yields.columns])


@of("seaborn_regplot")
def _fit() -> Facts:
    x, y = tips().total_bill, tips().tip
    found = far_from_the_line(cloud(tips(), "total_bill", "tip"), x, y)
    found.numbers += np.polyval(np.polyfit(x, y, 1), [x.min(), x.max()]).tolist()
    return found


@of("seaborn_stripplot", "altair_boxes")
def _power_by_origin() -> Facts:
    return spreads({origin: part.Horsepower for origin, part in cars().groupby("Origin")})


@of("seaborn_pointplot")
def _sizes() -> Facts:
    by_size = tips().groupby("size").tip.agg(["mean", "std"])
    low, high = by_size["mean"] - by_size["std"], by_size["mean"] + by_size["std"]
    return together(series(by_size["mean"]), numbers=ribbons(low, high))


@of("seaborn_pairplot")
def _pairs() -> Facts:
    names = datasets.load_iris().feature_names
    pairs = [cloud(iris(), x, y, "species") for x in names for y in names if x != y]
    peaks = [
        _widest(part, 3) for _, group in iris().groupby("species") for part in (group[name] for name in names)
    ]
    return together(*pairs, numbers=[*range(1, 17), *peaks, 0, 4])


@of("seaborn_relplot")
def _meals_and_smoke() -> Facts:
    parts = [part for _, part in tips().groupby("time")]
    found = [far_from_the_line(cloud(p, "total_bill", "tip", "smoker"), p.total_bill, p.tip) for p in parts]
    return together(*found, numbers=[2], quoted=["Lunch", "Dinner"])


@of("seaborn_jointplot")
def _temperatures() -> Facts:
    return cloud(seattle(), "temp_min", "temp_max")


@of("pandas_lines")
def _two_stocks() -> Facts:
    prices = stocks().pivot_table(index="date", columns="symbol", values="price")
    return series(prices.IBM, prices.MSFT, named=["IBM", "MSFT"])


@of("pandas_periods")
def _seasons() -> Facts:
    return series(seattle().set_index("date").temp_max.resample("MS").mean())


@of("pandas_bars")
def _horsepower() -> Facts:
    found = bars(cars().groupby("Origin").Horsepower.mean())
    found.owed = ["USA", "Japan"]
    return found


@of("pandas_stacked_bars")
def _tables() -> Facts:
    found = bars(pd.crosstab(tips().day, tips().smoker).loc[DAYS])
    found.owed = ["Sat", "Fri"]
    return found


@of("pandas_value_counts")
def _weather() -> Facts:
    found = bars(seattle().weather.value_counts())
    found.owed = ["sun", "snow"]
    return found


@of("pandas_histograms")
def _measures() -> Facts:
    frame = datasets.load_iris(as_frame=True).data
    owed = [name.replace("(cm)", "in centimeters") for name in frame]
    parts = [histogram(frame[name], 8) for name in frame]
    return together(*parts, Facts(owed=owed), numbers=[2, 4])


@of("pandas_boxes")
def _four_boxes() -> Facts:
    frame = datasets.load_iris(as_frame=True).data
    return spreads({name.replace("(cm)", "in centimeters"): frame[name] for name in frame})


@of("pandas_density")
def _tip_density() -> Facts:
    tip = tips().tip
    half = 0.5 * (tip.max() - tip.min())
    places = np.linspace(tip.min() - half, tip.max() + half, 1000)
    return Facts([places[0], places[-1], places[gaussian_kde(tip)(places).argmax()]])


@of("pandas_scatter")
def _all_mileage() -> Facts:
    return cloud(cars(), "Horsepower", "Miles_per_Gallon")


@of("altair_points")
def _mileage() -> Facts:
    return cloud(cars(), "Horsepower", "Miles_per_Gallon", "Origin")


@of("plotly_lines")
def _life() -> Facts:
    few = gapminder().query("country in ['Japan', 'Rwanda', 'Brazil']")
    parts = [(name, part.set_index("year").lifeExp) for name, part in few.groupby("country")]
    return series(*(part for _, part in parts), named=[name for name, _ in parts])


@of("plotly_scatter")
def _continents() -> Facts:
    return cloud(gapminder_2007(), "gdpPercap", "lifeExp", "continent", logs="gdpPercap")


@of("plotly_histogram")
def _bill() -> Facts:
    return spreads({"": tips().total_bill})


@of("plotly_boxes")
def _bills_by_day() -> Facts:
    return spreads({day: part.total_bill for day, part in tips().groupby("day")}, "hazen")


@of("plotly_pie")
def _people() -> Facts:
    sums = gapminder_2007().groupby("continent")["pop"].sum()
    return Facts([len(sums), *(100 * sums / sums.sum())], owed=list(sums.index))


@of("plotly_map")
def _map() -> Facts:
    world = gapminder_2007()
    return Facts([len(world), *world.lifeExp, world.lifeExp.median()], owed=["Japan", "Swaziland"])


@of("plotly_facets")
def _facets() -> Facts:
    parts = [part for _, part in tips().groupby("sex")]
    found = [far_from_the_line(cloud(part, "total_bill", "tip"), part.total_bill, part.tip) for part in parts]
    return together(*found, numbers=[2, 1], quoted=["Female", "Male"])


@of("altair_stacked_bars")
def _yields() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield", aggfunc="sum")
    found = bars(yields)
    found.owed = list(yields.columns)
    return found


@of("altair_counts")
def _weather_by_month() -> Facts:
    weather = seattle()
    found = bars(pd.crosstab(weather.date.dt.month, weather.weather))
    found.numbers += [
        sum(weather.date.dt.month.value_counts() == weather.date.dt.month.value_counts().max()) - 3
    ]
    return found


@of("altair_histogram")
def _acceleration() -> Facts:
    return histogram(cars().Acceleration, np.arange(8, 27, 2))


@of("altair_pie")
def _weather_shares() -> Facts:
    counts = seattle().weather.value_counts()
    return Facts([len(counts), *(100 * counts / counts.sum())], owed=list(counts.index))


@of("altair_facets")
def _years_of_barley() -> Facts:
    yields = vega.barley().pivot_table(index="variety", columns="year", values="yield")
    return together(bars(yields), numbers=[2, 1931, 1932])


@of("altair_layers")
def _acceleration_and_power() -> Facts:
    found = cloud(cars(), "Horsepower", "Acceleration")
    found.numbers.append(cars().Acceleration.mean())
    return found
