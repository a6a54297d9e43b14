"""Lines, steps, areas and stems: facts of the drawn line for any data, claims only where supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts.description.charts.model import AreaBetween, Axis, Bars, Curve, Intervals
from ipytts.description.charts.statistics.claims import CLAIMS
from tests.helpers.chart_panels import array, categories, facts_of, words_of

if TYPE_CHECKING:
    from typing import Any

    from ipytts.description.charts.model import Floats

STEPS = np.arange(90.0)


def line(y: Any, x: Floats | None = None, name: str = "", **options: Any) -> Curve:
    y = np.asarray(y, float)
    return Curve(name, np.arange(y.size, dtype=float) if x is None else x, y, **options)


def noise(size: int, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).normal(size=size)


@pytest.mark.parametrize(
    ("y", "words"),
    [
        pytest.param([3, 8], "goes from 3 at x 0 to 8 at x 1", id="two points"),
        pytest.param([3, 4, 8], "goes from 3 at x 0 to 8 at x 2, higher every time", id="few points"),
        pytest.param([8, 4, 4, 3], "to 3 at x 3, never higher than before", id="equal neighbors"),
        pytest.param(
            [1, 6, 2], "goes up from 1 at x 0 to 6 at x 1, then down to 2 at x 2", id="few points turn"
        ),
        pytest.param(np.sqrt(STEPS), "rises all the way from 0 at x 0 to 9.43 at x 89", id="smooth"),
        pytest.param((STEPS - 40) ** 2, "falls from 1,600 at x 0 to 0 at x 40, then rises to", id="smooth U"),
        pytest.param(
            [4] * 30 + [-2] + [4] * 9, "stays at 4 except for one value of minus 2 at x 30", id="one"
        ),
        pytest.param(
            60 - 0.25 * STEPS + 6 * np.sin(STEPS / 4.5 * np.pi),
            "falls overall, by about 0.25 a step, with a cycle of about 9, from 60 at x 0",
            id="trend under a cycle",
        ),
        pytest.param(
            np.where(STEPS < 50, 2, 11) + noise(90),
            "changes from a level of about 2.",
            id="step",
        ),
    ],
)
def test_movement_of_a_line_is_what_the_data_support(y: Any, words: str) -> None:
    assert words in words_of(line(y))


def test_trend_of_years_has_a_slope_for_each_year() -> None:
    years = np.arange(1940.0, 2000)
    curve = line(0.3 * (years - 1940) + noise(60), years)
    (slope,) = [fact for fact in facts_of(curve, x=Axis("year")) if fact.method == "Theil-Sen slope"]
    assert slope.value == pytest.approx(0.3, abs=0.02)
    assert slope.is_estimate
    assert f"rises overall, by {slope.text}, from" in words_of(curve, x=Axis("year"))
    assert slope.text.endswith(" a year")


def test_cycle_on_a_date_axis_is_in_calendar_units() -> None:
    days = np.arange(11_000.0, 11_000 + 5 * 365)
    curve = line(9 * np.cos(2 * np.pi * days / 365.25) + noise(days.size), days)
    assert "follows a cycle of about a year" in words_of(curve, x=Axis("date", "date"))


def test_categories_have_no_trend() -> None:
    curve = line(range(15), name="sales")
    words = words_of(curve, x=categories(*"abcdefghijklmno"))
    assert "rises" not in words
    assert "the highest is 14, sales at o; the lowest is 0, sales at a" in words


def test_series_of_categories_are_described_value_by_value() -> None:
    x, y = array(0, 1, 2), array(4, 6, 9)
    series = [Curve(name, x, y + n, y - 1, y + 3, band="error bar") for n, name in enumerate("ab")]
    words = words_of(*series, x=categories("tea", "milk", "juice"))
    assert "the highest is 10, b at juice; the lowest is 4, a at tea" in words
    assert "A: tea 4, from 3 to 7; milk 6, from 5 to 9; juice 9, from 8 to 12." in words
    assert "every time" not in words


def test_random_walks_are_described_without_a_claim() -> None:
    walks = [line(noise(200, seed).cumsum(), name=f"walk {seed}") for seed in (2, 3)]
    assert not [fact for fact in facts_of(*walks) if fact.method in CLAIMS]
    assert "walk 2" in words_of(*walks)


def test_both_rise_only_if_both_are_supported() -> None:
    smooth, walk = line(np.exp(STEPS / 30), name="a"), line(noise(90).cumsum() + 30, name="b")
    assert "both rise" in words_of(smooth, line(STEPS**2, name="c"))
    assert "both end" in words_of(smooth, line(noise(90).cumsum()[::-1], name="b"))
    assert "rises overall" not in str(words_of(smooth, walk)).partition(";")[0]


def test_trend_is_not_contradicted_by_its_ends() -> None:
    slope = 0.1 * STEPS + noise(90)
    slope[-1] = slope[0] - 1
    words = words_of(line(slope, name="a"), line(noise(90).cumsum(), name="b"))
    assert "a rises overall, b ends" in words
    assert "a lower" not in words


def test_series_that_return_to_their_start_have_their_highest_values() -> None:
    bumps = [
        line(size * np.exp(-((STEPS - at) ** 2) / 40), name=n) for n, at, size in (("p", 20, 3), ("q", 50, 5))
    ]
    words = words_of(*bumps)
    assert "q is highest with 5 at x 50, p with 3 at x 20" in words
    assert "end higher" not in words


def test_range_of_all_series_is_not_given_as_that_of_each() -> None:
    wide, narrow = 9 * noise(90), noise(90, seed=2)
    assert "both fluctuate, together between" in words_of(line(wide, name="a"), line(narrow, name="b"))
    assert "both fluctuate between" in words_of(line(wide, name="a"), line(wide[::-1], name="b"))


def test_radar_charts_have_values_and_no_ends() -> None:
    kinds = categories("speed", "range", "cost", "speed")
    loops = [
        line(array(4, 2, 5, 4), array(0, 1, 2, 0), "old"),
        line(array(3, 3, 1, 3), array(0, 1, 2, 0), "new"),
    ]
    words = words_of(*loops, x=kinds, is_polar=True)
    assert "Old: speed 4; range 2; cost 5. New" in words
    assert "ends" not in words


def test_series_that_fluctuate_have_their_range_in_the_main_point() -> None:
    x = np.linspace(0, 5 * np.pi, 120)
    words = words_of(line(3 * np.sin(x), x, "a"), line(3 * np.cos(x), x, "b"))
    assert "both fluctuate between minus 3 and 3" in words


def test_line_labeled_density_is_a_density_curve_only_if_its_area_is_one() -> None:
    x = np.linspace(-4, 4, 100)
    bell = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    assert words_of(line(bell, x), y=Axis("Density")).startswith("A density curve: it peaks at")
    years = array(1950, 1975, 2000)
    words = words_of(line([31, 40, 52], years), x=Axis("Year"), y=Axis("Density"))
    assert words.startswith("A line chart of density by year: it goes from 31 in 1950 to 52 in 2000")


def test_path_has_ends_and_no_trend() -> None:
    path = line([1, 2, 3, 4], array(5, 7, 6, 9), form="path")
    words = words_of(path, x=Axis("imports"), y=Axis("exports"))
    assert "leads from imports 5, exports 1 to imports 9, exports 4" in words


def test_autocorrelation_plot_names_the_lags_outside_the_band() -> None:
    lags = np.arange(13.0)
    values = array(1, 0.7, 0.5, 0.1, 0, 0.1, -0.1, 0, 0.1, 0.1, 0, 0.1, 0.6)
    stems = Curve("", lags, values, np.full(13, -0.2), np.full(13, 0.2), form="stems")
    words = words_of(stems, purpose="autocorrelation plot")
    assert words.startswith("An autocorrelation plot: lags 1 to 2 and 12 lie outside the band.")
    assert "the largest is 0.7 at lag 1" in words


def test_roc_curve_has_its_area_and_its_height_above_the_diagonal() -> None:
    curve = line([0, 0.8, 1, 1], array(0, 0.2, 0.5, 1), name="forest")
    words = words_of(curve, purpose="ROC curve")
    assert "forest has an area of 0.85 under it and is highest above the diagonal at x 0.2, by 0.6" in words


def test_roc_curve_below_the_diagonal_is_not_highest_above_it() -> None:
    text = words_of(line([0, 0.1, 0.6, 1], array(0, 0.4, 0.8, 1), name="swamp"), purpose="ROC curve")
    assert "lies below the diagonal, farthest at x 0.4, by 0.3" in text
    assert "above" not in text


def test_line_of_running_totals_over_bars_is_recognized() -> None:
    bars = Bars("", array(1, 2, 3, 4), array(30, 12, 8, 5))
    total = Curve("so far", array(1, 2, 3, 4), array(30, 42, 50, 55), form="steps")
    assert (
        "the step line, so far, is their running total and reaches 55 at x 4" in words_of(bars, total).lower()
    )
    other = Curve("goal", array(1, 2, 3, 4), array(30, 40, 50, 60))
    assert "running total" not in words_of(bars, other)


def test_intervals_are_values_with_their_ends_and_no_trend() -> None:
    marks = [
        Intervals(name, array(0, 1), array(4, 6) + shift, array(3, 5) + shift, array(5, 9) + shift)
        for name, shift in (("Tea", 0), ("Coffee", 10))
    ]
    words = words_of(*marks, x=categories("cold", "hot"))
    assert "Coffee, hot is highest at 16, Tea, cold lowest at 4" in words
    assert "Tea: cold 4, from 3 to 5; hot 6, from 5 to 9" in words
    assert "rises" not in words


def test_area_between_two_lines_is_widest_somewhere() -> None:
    x = array(0, 1, 2)
    low, high = array(1, 2, 3), array(2, 7, 4)
    words = words_of(line(low, x, "cost"), line(high, x, "price"), AreaBetween("", x, low, high))
    assert "The shaded area: it is widest at x 1, from 2 to 7" in words


def test_lines_over_categories_have_ends_but_point_plots_have_values() -> None:
    months, y = categories("March", "April", "May"), array(4, 6, 9)
    words = words_of(line(y, array(0, 1, 2), "rent"), line(array(5, 3, 4), array(0, 1, 2), "fees"), x=months)
    assert "from March to May" in words
    assert "rent ends higher than it begins, fees lower" in words
    assert "They cross between March and April" in words
    means = [Curve(name, array(0, 1, 2), y, y - 1, y + 1, band="error bar") for name in ("rent", "fees")]
    assert "from March to May" not in words_of(*means, x=months)


def test_movement_without_a_step_back_goes_up_and_down() -> None:
    words = words_of(line(array(2, 5, 9, 14, 8, 3)), x=Axis("week"))
    assert "it goes up from 2 at 0 to 14 at 3, then down to 3 at 5" in words
    words = words_of(line(array(2, 5, 4.5, 14, 8, 3)), x=Axis("week"))
    assert "it goes from 2 at 0 up to 14 at 3, then down to 3 at 5" in words


def test_line_over_prices_leaves_the_chart_a_candlestick_chart() -> None:
    closes = np.array([4.0, 6, 5, 9, 12, 11, 15, 14])
    days = np.arange(8.0)
    prices = Curve("RYE", days, closes, closes - 1, closes + 1, "prices", opening=closes - 0.5)
    words = words_of(prices, line(closes - 2, name="average"))
    assert "candlestick chart with a line: the closing price of RYE " in words
    assert "The line: average goes " in words
    assert "2 lines" not in words


def test_lines_of_the_same_name_are_numbered() -> None:
    words = words_of(line([1, 6], name="tap"), line([8, 3], name="tap"), line([2, 2], name="pump"))
    assert "the first tap ends highest at 6" in words
    assert "The second tap goes" in words
    assert "the first pump" not in words


def test_names_of_many_lines_are_counted() -> None:
    lines = [line([1, 6 + n], name=name) for n, name in enumerate(["tap"] * 5 + ["pump"] * 4)]
    assert "There are 5 lines of tap and 4 lines of pump." in words_of(*lines)


def test_several_step_lines_are_lines() -> None:
    steps = [line([0.2, 0.5, 1], name=name, form="steps") for name in ("tap", "pump")]
    assert "with 2 lines" in words_of(*steps)
