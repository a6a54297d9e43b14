"""Facts about the charts of matplotlib, seaborn and pandas, from their data with pandas and numpy alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from plotly.data import election, experiment, medals_wide, tips
from scipy.stats import gaussian_kde
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from vega_datasets import data as vega

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    Data,
    band_ends,
    bar_facts,
    box_facts,
    combined,
    curve_facts,
    density_peak,
    density_quartiles,
    density_range,
    facts_of,
    histogram_facts,
    matrix_facts,
    pie_facts,
    sample_facts,
    scatter_facts,
    with_outliers,
)
from tests.helpers.sample_data import cars, electricity, gapminder_2007, iris, monthly, seattle, stocks

DAYS = ["Thur", "Fri", "Sat", "Sun"]


@facts_of("matplotlib_stocks", "altair_lines")
def _stocks() -> ChartFacts:
    parts = [(name, part.set_index("date").price) for name, part in stocks().groupby("symbol")]
    return curve_facts(*(part for _, part in parts), names=[name for name, _ in parts])


@facts_of("matplotlib_one_stock_on_a_log_axis")
def _apple_stock() -> ChartFacts:
    return curve_facts(stocks().query("symbol == 'AAPL'").set_index("date").price)


@facts_of("matplotlib_temperature_over_rain")
def _monthly_temperature_and_rain() -> ChartFacts:
    return combined(curve_facts(monthly().temp_max), bar_facts(monthly().precipitation))


@facts_of("matplotlib_grouped_medals", "plotly_bars")
def _medals() -> ChartFacts:
    facts = bar_facts(medals_wide().set_index("nation"))
    facts.required = ["gold", "silver", "bronze", *medals_wide().nation]
    return facts


@facts_of("matplotlib_stacked_votes")
def _votes() -> ChartFacts:
    facts = bar_facts(election().nlargest(5, "total").set_index("district")[["Coderre", "Bergeron", "Joly"]])
    facts.required = ["Coderre", "Bergeron", "Joly"]
    return facts


@facts_of("matplotlib_histogram")
def _petal_lengths() -> ChartFacts:
    return histogram_facts(iris()["petal length (cm)"], 12)


@facts_of("matplotlib_boxes")
def _alcohol() -> ChartFacts:
    wine = datasets.load_wine(as_frame=True)
    return box_facts({f"class {kind}": wine.data.alcohol[wine.target == kind] for kind in range(3)})


@facts_of("matplotlib_violins")
def _sepal_widths() -> ChartFacts:
    groups = {name: part["sepal width (cm)"] for name, part in iris().groupby("species")}
    return combined(box_facts(groups), numbers=[density_peak(part) for part in groups.values()])


@facts_of("matplotlib_pie")
def _electricity_shares() -> ChartFacts:
    facts = pie_facts(electricity().iloc[-1])
    facts.quoted = ["Iowa, 2017"]
    return facts


@facts_of("matplotlib_confusion_matrix")
def _digit_predictions() -> ChartFacts:
    digits = datasets.load_digits()
    model = LogisticRegression(max_iter=50, tol=1e-2).fit(digits.data[:900] / 16, digits.target[:900])
    matrix = confusion_matrix(digits.target[900:], model.predict(digits.data[900:] / 16))
    classes = [f"class {n}" for n in range(10)]
    facts = matrix_facts(pd.DataFrame(matrix, classes, classes), 100 * np.trace(matrix) / matrix.sum())
    facts.numbers += [matrix.sum(), np.trace(matrix), *matrix.ravel(), *matrix.sum(1), *range(10)]
    facts.required, facts.quoted = [], classes
    return facts


@facts_of("matplotlib_digit")
def _digit_image() -> ChartFacts:
    image = datasets.load_digits().images[0]
    facts = matrix_facts(pd.DataFrame(image), image.min(), image.max(), image.mean())
    facts.required = []
    return facts


@facts_of("matplotlib_photograph")
def _photograph() -> ChartFacts:
    return ChartFacts([*datasets.load_sample_image("flower.jpg").shape[:2]])


@facts_of("matplotlib_stacked_areas")
def _electricity_by_date() -> ChartFacts:
    power = electricity()
    facts = curve_facts(*(power[name] for name in power), names=power.columns)
    facts.numbers += [*power.sum(axis=1), *power.index.year]
    return facts


@facts_of("pandas_areas")
def _electricity_by_year() -> ChartFacts:
    power = electricity()
    power.index = power.index.year.astype(float)
    parts = [power[name] for name in power.columns]
    return combined(curve_facts(*parts, names=power.columns), curve_facts(power.sum(axis=1)))


@facts_of("matplotlib_classes_by_color")
def _petals_by_species() -> ChartFacts:
    return scatter_facts(iris(), "petal length (cm)", "petal width (cm)", "species")


@facts_of("matplotlib_wealth_and_health")
def _wealth_and_health() -> ChartFacts:
    facts = scatter_facts(gapminder_2007(), "gdpPercap", "lifeExp", logs="gdpPercap")
    facts.quoted.append("The world in 2007")
    return facts


@facts_of("matplotlib_error_bars")
def _experiment() -> ChartFacts:
    summary = experiment().groupby("group").experiment_1.agg(["mean", "std"])
    low, high = summary["mean"] - summary["std"], summary["mean"] + summary["std"]
    return combined(curve_facts(summary["mean"]), numbers=band_ends(low, high))


@facts_of("matplotlib_anscombe")
def _anscombe() -> ChartFacts:
    parts = [part for _, part in vega.anscombe().groupby("Series")]
    facts = [with_outliers(scatter_facts(part, "X", "Y"), part.X, part.Y) for part in parts]
    ends = [part.Y[end] for part in parts for end in (part.X.idxmin(), part.X.idxmax())]
    square, slope, _ = np.polyfit(parts[1].X, parts[1].Y, 2)  # the second series is a parabola
    return combined(*facts, numbers=[2, 4, 1, *ends, -slope / (2 * square)])


@facts_of("matplotlib_notes_and_rules")
def _wheat_and_wages() -> ChartFacts:
    wheat = vega.wheat()
    wheat.index = (
        wheat.year.astype(float) if pd.api.types.is_numeric_dtype(wheat.year) else wheat.year.dt.year
    )
    return combined(
        curve_facts(wheat.wheat, wheat.wages.dropna(), names=["Wheat", "Wages", "George I"]), numbers=[1714]
    )


@facts_of("matplotlib_band")
def _yearly_temperatures() -> ChartFacts:
    years = seattle().groupby(seattle().date.dt.year).temp_max.agg(["mean", "min", "max"])
    return combined(curve_facts(years["mean"]), numbers=band_ends(years["min"], years["max"]))


@facts_of("matplotlib_three_dimensions")
def _iris_in_three_dimensions() -> ChartFacts:
    measures = datasets.load_iris().data[:, :3]
    data = [Data("", [], column) for column in measures.T]
    return ChartFacts([150, *measures.min(0), *measures.max(0)], data=data)


@facts_of("matplotlib_empty", "altair_data_elsewhere")
def _no_data() -> ChartFacts:
    return ChartFacts()


@facts_of("seaborn_lineplot")
def _wind_by_month_and_year() -> ChartFacts:
    weather = seattle()
    winds = weather.groupby([weather.date.dt.year.astype(str), weather.date.dt.month]).wind.mean().unstack(0)  # noqa: PD010 - of one column
    return combined(
        curve_facts(*(winds[year] for year in winds), names=winds.columns), numbers=range(2012, 2016)
    )


@facts_of("seaborn_scatterplot")
def _weight_and_mileage() -> ChartFacts:
    return scatter_facts(cars(), "Weight_in_lbs", "Miles_per_Gallon", "Origin")


@facts_of("seaborn_barplot")
def _mean_bills() -> ChartFacts:
    bills = tips().groupby("day").total_bill.agg(["mean", "std"]).loc[DAYS]
    facts = bar_facts(bills["mean"])
    facts.numbers += band_ends(bills["mean"] - bills["std"], bills["mean"] + bills["std"])
    facts.required = DAYS
    return facts


@facts_of("seaborn_countplot")
def _cylinders() -> ChartFacts:
    counts = pd.crosstab(cars().Origin, cars().Cylinders)
    facts = bar_facts(counts[counts > 0])
    facts.numbers += [3, 4, 5, 6, 8]
    return facts


@facts_of("seaborn_histplot")
def _bills_by_meal() -> ChartFacts:
    edges = np.histogram_bin_edges(tips().total_bill, 15)
    parts = [histogram_facts(part.total_bill, edges, name) for name, part in tips().groupby("time")]
    return combined(*parts, numbers=[2], quoted=["Lunch", "Dinner"])


@facts_of("seaborn_kdeplot")
def _petal_densities() -> ChartFacts:
    groups = {name: part["petal length (cm)"] for name, part in iris().groupby("species")}
    parts = list(groups.values())
    ranges = [density_range(part) for part in parts]
    ends = [min(low for low, _ in ranges), max(high for _, high in ranges)]
    facts = sample_facts(groups, *ends, *(density_peak(part, 3) for part in parts))
    for part, range_ in zip(parts, ranges, strict=True):
        facts.numbers += density_quartiles(part, *range_)
    return facts


@facts_of("seaborn_boxplot")
def _tips_by_day_and_sex() -> ChartFacts:
    facts = box_facts({f"{day}, {sex}": part.tip for (day, sex), part in tips().groupby(["day", "sex"])})
    days = {"Thur": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}
    facts.required = [f"{days[day]}, {sex}" for day, sex in tips().groupby(["day", "sex"]).groups]
    return facts


@facts_of("seaborn_violinplot")
def _bill_densities() -> ChartFacts:
    groups = {day: part.total_bill for day, part in tips().groupby("day")}
    facts = box_facts(groups)
    for values in groups.values():
        margin = 2 * gaussian_kde(values).factor * np.std(values, ddof=1)
        facts.numbers += [min(values) - margin, max(values) + margin]
    return facts


@facts_of("seaborn_correlations", "plotly_heat_map")
def _correlations() -> ChartFacts:
    table = cars().select_dtypes("number").corr()
    names = [label.replace("_in_lbs", " in pounds").replace("_", " ") for label in table]
    return matrix_facts(table.set_axis(names).set_axis(names, axis=1), 15, 0.3, *table.to_numpy().ravel())


@facts_of("seaborn_heatmap", "altair_heat_map")
def _barley() -> ChartFacts:
    yields = vega.barley().pivot_table(index="variety", columns="site", values="yield")
    return matrix_facts(yields, *yields.to_numpy().ravel(), *yields.mean(), *yields.mean(axis=1))


@facts_of("seaborn_regplot")
def _bill_and_tip() -> ChartFacts:
    x, y = tips().total_bill, tips().tip
    facts = with_outliers(scatter_facts(tips(), "total_bill", "tip"), x, y)
    facts.numbers += np.polyval(np.polyfit(x, y, 1), [x.min(), x.max()]).tolist()
    return facts


@facts_of("seaborn_stripplot", "altair_boxes")
def _power_by_origin() -> ChartFacts:
    return box_facts({origin: part.Horsepower for origin, part in cars().groupby("Origin")})


@facts_of("seaborn_pointplot")
def _tips_by_party_size() -> ChartFacts:
    by_size = tips().groupby("size").tip.agg(["mean", "std"])
    low, high = by_size["mean"] - by_size["std"], by_size["mean"] + by_size["std"]
    return combined(curve_facts(by_size["mean"]), numbers=band_ends(low, high))


@facts_of("seaborn_pairplot")
def _iris_pairs() -> ChartFacts:
    names = datasets.load_iris().feature_names
    pairs = [scatter_facts(iris(), x, y, "species") for x in names for y in names if x != y]
    groups = [part for _, part in iris().groupby("species")]
    peaks = [density_peak(part[name], 3) for part in groups for name in names]
    samples = [sample_facts({name: part[kind] for name, part in iris().groupby("species")}) for kind in names]
    return combined(
        *pairs, *samples, numbers=[*range(1, 17), *peaks, 0, 4], quoted=[f"Panel {n}" for n in range(1, 17)]
    )


@facts_of("seaborn_relplot")
def _meals_and_smoke() -> ChartFacts:
    parts = [part for _, part in tips().groupby("time")]
    facts = [
        with_outliers(scatter_facts(p, "total_bill", "tip", "smoker"), p.total_bill, p.tip) for p in parts
    ]
    return combined(*facts, numbers=[2], quoted=["Lunch", "Dinner"])


@facts_of("seaborn_jointplot")
def _daily_temperatures() -> ChartFacts:
    margins = [histogram_facts(seattle()[name], "auto") for name in ("temp_min", "temp_max")]
    return combined(scatter_facts(seattle(), "temp_min", "temp_max"), *margins)


@facts_of("pandas_lines")
def _two_stocks() -> ChartFacts:
    prices = stocks().pivot_table(index="date", columns="symbol", values="price")
    return curve_facts(prices.IBM, prices.MSFT, names=["IBM", "MSFT"])


@facts_of("pandas_periods")
def _monthly_temperatures() -> ChartFacts:
    return curve_facts(seattle().set_index("date").temp_max.resample("MS").mean())


@facts_of("pandas_bars")
def _horsepower() -> ChartFacts:
    facts = bar_facts(cars().groupby("Origin").Horsepower.mean())
    facts.required = ["USA", "Japan"]
    return facts


@facts_of("pandas_stacked_bars")
def _smokers_by_day() -> ChartFacts:
    facts = bar_facts(pd.crosstab(tips().day, tips().smoker).loc[DAYS])
    facts.required = ["Sat", "Fri"]
    return facts


@facts_of("pandas_value_counts")
def _weather_counts() -> ChartFacts:
    facts = bar_facts(seattle().weather.value_counts())
    facts.required = ["sun", "snow"]
    return facts


@facts_of("pandas_histograms")
def _iris_histograms() -> ChartFacts:
    frame = datasets.load_iris(as_frame=True).data
    required = [name.replace("(cm)", "in centimeters") for name in frame]
    parts = [histogram_facts(frame[name], 8) for name in frame]
    return combined(*parts, ChartFacts(required=required), numbers=[2, 4])


@facts_of("pandas_boxes")
def _iris_boxes() -> ChartFacts:
    frame = datasets.load_iris(as_frame=True).data
    return box_facts({name.replace("(cm)", "in centimeters"): frame[name] for name in frame})


@facts_of("pandas_density")
def _tip_density() -> ChartFacts:
    tip = tips().tip
    half = 0.5 * (tip.max() - tip.min())
    positions = np.linspace(tip.min() - half, tip.max() + half, 1000)
    ends = positions[0], positions[-1]
    facts = sample_facts({"": tip}, *ends, positions[gaussian_kde(tip)(positions).argmax()])
    facts.required = []
    facts.numbers += density_quartiles(tip, positions[0], positions[-1])
    return facts


@facts_of("pandas_scatter")
def _horsepower_and_mileage() -> ChartFacts:
    return scatter_facts(cars(), "Horsepower", "Miles_per_Gallon")
