"""Charts of matplotlib with the facts about their data; each function draws one."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats.mstats import mquantiles
from sklearn import datasets
from sklearn.inspection import PartialDependenceDisplay
from sklearn.linear_model import LinearRegression
from sklearn.metrics import ConfusionMatrixDisplay, RocCurveDisplay

from tests.helpers.chart_fact_builders import (
    ChartFacts,
    Data,
    bar_facts,
    combined,
    curve_facts,
    histogram_facts,
    interval_facts,
    matrix_facts,
    pie_facts,
    scatter_facts,
    span_facts,
)
from tests.helpers.chart_registry import chart
from tests.helpers.sample_data import seattle

BEES = pd.Series({2019.0: 41.0, 2020.0: 38.0, 2021.0: 52.0, 2022.0: 47.0})
EFFECTS = interval_facts(
    {"bedrooms": (1.4, 0.9, 1.9), "distance": (-0.8, -1.1, -0.5), "garden": (0.2, -0.2, 0.6)}
)
STEPS = {"Sow": (2, 9), "Grow": (9, 30), "Harvest": (30, 36)}
HOURS = np.arange(0.0, 12)
LOADINGS = pd.Series([0.52, 0.21, 0.14, 0.08, 0.05], np.arange(1.0, 6))
MASSES = np.random.default_rng(7).normal(70, 10, 500)
OTTERS = pd.Series([12.0, 19.0, 44.0], [1980.0, 2000.0, 2020.0])
TIDE = pd.Series(3 + 2 * np.cos(np.arange(0, 72.0) / 12.4 * 2 * np.pi), np.arange(0, 72.0))
SLACK = pd.Series(3 + 2 * np.sin(TIDE.index / 12.4 * 2 * np.pi), TIDE.index)
NOISE = pd.DataFrame({"x": [1.0, 2, 3, 4, 5, 6], "y": [3.3, 1.4, 2.9, 4.1, 1.8, 3.6]})
SALES = pd.Series(40 + 0.8 * np.arange(96) + 12 * np.sin(np.arange(96) * 2 * np.pi / 12), np.arange(96.0))
PULSE = pd.Series(np.r_[np.full(30, 2.0), 7.5, np.full(39, 2.0)], np.arange(70.0))
SPRING = pd.DataFrame({"x": np.linspace(0, 10, 40)})
SPRING["y"] = 2.5 * SPRING.x + np.random.default_rng(3).normal(0, 0.4, 40)
DOSES = {"water": (4.0, 3.1, 4.9), "half": (6.5, 5.9, 7.1), "full": (5.8, 5.1, 6.5)}
ROOMS = datasets.load_diabetes(as_frame=True)


def bowl() -> pd.DataFrame:
    x = np.linspace(-4, 6, 80)
    return pd.DataFrame({"speed": x, "cost": (x - 1) ** 2 + np.random.default_rng(5).normal(0, 0.5, 80)})


def two_herds() -> pd.DataFrame:
    random = np.random.default_rng(11)
    places = np.r_[random.normal((2, 3), 0.4, (50, 2)), random.normal((8, 9), 0.4, (70, 2))]
    return pd.DataFrame(places, columns=["east", "north"])


@chart(lambda: bar_facts(BEES))
def matplotlib_bars_by_year() -> Any:
    figure, axes = plt.subplots()
    axes.bar(BEES.index, BEES)
    axes.set(xlabel="Census year", ylabel="Hives")
    return figure


@chart(lambda: EFFECTS)
def matplotlib_coefficients() -> Any:
    figure, axes = plt.subplots()
    (data,) = EFFECTS.data
    axes.errorbar(data.y, range(3), xerr=[data.y - data.low, data.high - data.y], fmt="s")
    axes.set_yticks(range(3), data.x)
    axes.axvline(0, linestyle=":")
    axes.set_xlabel("Effect on rent (€/m²)")
    return figure


@chart(lambda: span_facts(STEPS))
def matplotlib_spans() -> Any:
    figure, axes = plt.subplots()
    for name, (start, end) in STEPS.items():
        axes.barh(name, end - start, left=start, color="tab:green")
    axes.set(xlabel="Week", title="Field plan")
    return figure


def _charges() -> ChartFacts:
    curves = curve_facts(
        pd.Series(20 - HOURS, HOURS), pd.Series(2 + 2 * HOURS, HOURS), names=["battery", "solar"]
    )
    curves.data.append(Data("", list(HOURS), 20 - HOURS, low=2 + 2 * HOURS, high=20 - HOURS, panel=1))
    return curves


@chart(_charges)
def matplotlib_area_between() -> Any:
    figure, axes = plt.subplots()
    axes.plot(HOURS, 20 - HOURS, label="battery")
    axes.plot(HOURS, 2 + 2 * HOURS, label="solar")
    axes.fill_between(HOURS, 20 - HOURS, 2 + 2 * HOURS, alpha=0.3)
    axes.set(xlabel="Hour", ylabel="Charge (kWh)")
    axes.legend()
    return figure


@chart(lambda: combined(bar_facts(LOADINGS), curve_facts(LOADINGS.cumsum(), names=["together"])))
def matplotlib_scree() -> Any:
    figure, axes = plt.subplots()
    axes.bar(LOADINGS.index, LOADINGS)
    axes.step(LOADINGS.index, LOADINGS.cumsum(), where="mid", label="together")
    axes.set(xlabel="Component", ylabel="Explained variance")
    axes.legend()
    return figure


@chart(lambda: histogram_facts(MASSES, 16))
def matplotlib_cumulative_histogram() -> Any:
    figure, axes = plt.subplots()
    axes.hist(MASSES, bins=16, cumulative=True)
    axes.set_xlabel("Mass (kg)")
    return figure


@chart(lambda: combined(curve_facts(OTTERS), quoted=["otters per 100 km"]))
def matplotlib_density_of_otters() -> Any:
    figure, axes = plt.subplots()
    axes.plot(OTTERS.index, OTTERS)
    axes.set(xlabel="Year", ylabel="Density (otters per 100 km)", title="Otters")
    return figure


@chart(
    lambda: scatter_facts(
        pd.DataFrame({"a": [1, 2, 3, 4, 5, 6.0], "b": [2, 3, 2, 4, 3, 5.0], "kind": [*"010211"]}),
        "a",
        "b",
        "kind",
    )
)
def matplotlib_legend_elements() -> Any:
    figure, axes = plt.subplots()
    cloud = axes.scatter([1, 2, 3, 4, 5, 6], [2, 3, 2, 4, 3, 5], c=[0, 1, 0, 2, 1, 1])
    axes.legend(*cloud.legend_elements(), title="Habitat")
    return figure


def _dependence() -> ChartFacts:
    model = LinearRegression().fit(ROOMS.data[["bmi", "bp"]], ROOMS.target)
    parts = []
    for name in ("bmi", "bp"):
        low, high = mquantiles(ROOMS.data[name], [0.05, 0.95])
        grid = np.linspace(low, high, 100)
        means = [model.predict(ROOMS.data[["bmi", "bp"]].assign(**{name: x})).mean() for x in grid]
        parts.append(curve_facts(pd.Series(means, grid)))
    return combined(*parts, numbers=[2], quoted=["Panel 1", "Panel 2"])


@chart(_dependence)
def matplotlib_partial_dependence() -> Any:
    table = ROOMS.data[["bmi", "bp"]]
    return PartialDependenceDisplay.from_estimator(
        LinearRegression().fit(table, ROOMS.target), table, ["bmi", "bp"]
    ).figure_


@chart(lambda: ChartFacts(quoted=["Questions? Room 14"]))
def matplotlib_text_alone() -> Any:
    figure = plt.figure()
    figure.text(0.5, 0.5, "Questions? Room 14")
    return figure


@chart(lambda: curve_facts(TIDE))
def matplotlib_tide() -> Any:
    figure, axes = plt.subplots()
    axes.plot(TIDE.index, TIDE)
    axes.set(xlabel="Hours", ylabel="Water level (m)")
    return figure


@chart(lambda: scatter_facts(bowl(), "speed", "cost"))
def matplotlib_bowl() -> Any:
    figure, axes = plt.subplots()
    axes.scatter(bowl().speed, bowl().cost)
    axes.set(xlabel="Speed", ylabel="Cost")
    return figure


@chart(lambda: scatter_facts(two_herds(), "east", "north"))
def matplotlib_two_herds() -> Any:
    figure, axes = plt.subplots()
    axes.scatter(two_herds().east, two_herds().north)
    axes.set(xlabel="East (km)", ylabel="North (km)")
    return figure


@chart(lambda: scatter_facts(NOISE, "x", "y"))
def matplotlib_six_points() -> Any:
    figure, axes = plt.subplots()
    axes.scatter(NOISE.x, NOISE.y)
    return figure


@chart(lambda: histogram_facts(np.random.default_rng(21).normal(size=120), 28))
def matplotlib_normal_sample() -> Any:
    figure, axes = plt.subplots()
    axes.hist(np.random.default_rng(21).normal(size=120), bins=28)
    return figure


@chart(lambda: curve_facts(SALES))
def matplotlib_season_and_trend() -> Any:
    figure, axes = plt.subplots()
    axes.plot(SALES.index, SALES)
    axes.set_ylabel("Ice cream (kg)")
    return figure


@chart(lambda: curve_facts(PULSE))
def matplotlib_one_pulse() -> Any:
    figure, axes = plt.subplots()
    axes.plot(PULSE)
    axes.set_ylabel("Voltage (V)")
    return figure


@chart(lambda: scatter_facts(SPRING, "x", "y"))
def matplotlib_almost_straight() -> Any:
    figure, axes = plt.subplots()
    axes.scatter(SPRING.x, SPRING.y)
    axes.set(xlabel="Load (N)", ylabel="Length (mm)")
    return figure


@chart(lambda: pie_facts(pd.Series({"north": 1.0, "east": 1.0, "south": 1.0, "west": 1.0})))
def matplotlib_equal_slices() -> Any:
    figure, axes = plt.subplots()
    axes.pie([1, 1, 1, 1], labels=["north", "east", "south", "west"])
    return figure


@chart(lambda: combined(curve_facts(pd.Series([61.0, 64, 62, 69], [1.0, 2, 3, 4])), numbers=[65.0]))
def matplotlib_line_with_a_rule() -> Any:
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3, 4], [61, 64, 62, 69])
    axes.axhline(65, label="goal")
    axes.set(xlabel="Term", ylabel="Pupils in clubs with a bar (%)")
    return figure


@chart(lambda: interval_facts(DOSES))
def matplotlib_means_without_a_line() -> Any:
    figure, axes = plt.subplots()
    (data,) = interval_facts(DOSES).data
    axes.errorbar(data.x, data.y, yerr=[data.y - data.low, data.high - data.y], fmt="o", capsize=4)
    axes.set(xlabel="Dose", ylabel="Growth (cm)")
    return figure


@chart(lambda: bar_facts(pd.Series({"attic": 998.0, "hall": 1003.5, "cellar": 1006.0})))
def matplotlib_dots_of_a_barometer() -> Any:
    figure, axes = plt.subplots()
    axes.scatter(["attic", "hall", "cellar"], [998, 1003.5, 1006])
    axes.set(ylabel="Barometer (mbar)", xlabel="Room")
    return figure


@chart(
    lambda: combined(
        curve_facts(pd.Series([4.0, 6.0, 5.0], [0.0, 1, 2])),
        numbers=[1.0, *range(3), 4, 5, 6],
        quoted=["start", "lunch", "tea", "end"],
    )
)
def matplotlib_four_notes() -> Any:
    figure, axes = plt.subplots()
    axes.plot([4, 6, 5])
    for x, text in enumerate(["start", "lunch", "tea"]):
        axes.annotate(text, (x, 4))
    axes.annotate("end", (2, 5))
    return figure


@chart(
    lambda: combined(
        curve_facts(pd.Series([2.0, 5, 1], [0.0, 1, 2])),
        curve_facts(pd.Series([3.0, 1, 4], [0.0, 1, 2])),
        numbers=[2],
    )
)
def matplotlib_panels_with_with() -> Any:
    figure, panels = plt.subplots(1, 2)
    for axes, values, label in zip(
        panels, ([2, 5, 1], [3, 1, 4]), ("days with fog", "days in town"), strict=True
    ):
        axes.plot(values)
        axes.set_ylabel(label)
    return figure


def _autocorrelations() -> ChartFacts:
    values = seattle().temp_max.to_numpy()[:365]
    centered = values - values.mean()
    found = [float(centered[: 365 - lag] @ centered[lag:] / (centered @ centered)) for lag in range(16)]
    limit = np.full(16, 1.96 / np.sqrt(365))
    data = Data("", list(map(float, range(16))), np.array(found), low=-limit, high=limit)
    return ChartFacts([16], data=[data])


@chart(_autocorrelations)
def matplotlib_autocorrelations() -> Any:
    figure, axes = plt.subplots()
    (data,) = _autocorrelations().data
    axes.stem(data.x, data.y)
    limit = 1.96 / np.sqrt(365)
    axes.fill_between(data.x, -limit, limit, alpha=0.25)
    axes.set(xlabel="Lag (days)", title="Autocorrelation")
    return figure


@chart(
    lambda: combined(
        bar_facts(pd.Series({"Ada": 97.0, "Ben": 99.0, "Cem": 98.2})), numbers=[95.0], quoted=["0"]
    )
)
def matplotlib_cut_bars() -> Any:
    figure, axes = plt.subplots()
    axes.bar(["Ada", "Ben", "Cem"], [97, 99, 98.2])
    axes.set(ylim=(95, 100), ylabel="Score")
    return figure


def _roc() -> ChartFacts:
    x, y = [0.0, 0.0, 0.25, 0.25, 0.5, 0.5, 1.0], [0.0, 0.5, 0.5, 0.75, 0.75, 1.0, 1.0]
    return ChartFacts(quoted=["Classifier (AUC 0.81)"], data=[Data("", x, np.array(y))])


@chart(_roc)
def matplotlib_roc() -> Any:
    true, scores = [0, 0, 0, 0, 1, 1, 1, 1], [0.1, 0.3, 0.5, 0.8, 0.4, 0.6, 0.9, 0.95]
    return RocCurveDisplay.from_predictions(true, scores).figure_


@chart(
    lambda: combined(
        matrix_facts(pd.DataFrame([[5, 1], [2, 4]], ["cat", "dog"], ["cat", "dog"])),
        numbers=[12, 9, 75, 6, 6],
    )
)
def matplotlib_small_confusion_matrix() -> Any:
    true = ["cat"] * 6 + ["dog"] * 6
    found = ["cat"] * 5 + ["dog"] + ["cat"] * 2 + ["dog"] * 4
    return ConfusionMatrixDisplay.from_predictions(true, found).figure_


@chart(lambda: curve_facts(TIDE, SLACK, names=["at the pier", "in the lagoon"]))
def matplotlib_two_tides() -> Any:
    figure, axes = plt.subplots()
    for name, height in (("at the pier", TIDE), ("in the lagoon", SLACK)):
        axes.plot(height, label=name)
    axes.set(xlabel="hour", ylabel="water level (m)")
    axes.legend()
    return figure
