"""Changes, cycles, last parts and lists of lines are described where they hold, and not elsewhere."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Axis, Bars, Chart, Curve, Panel
from ipytts.description.charts.sentences.chart import describe_chart
from tests.helpers.chart_panels import array, words_of

YEAR, AMOUNT = Axis("Year"), Axis("Catch (tonnes)")


def _years(*values: float, name: str = "", first: int = 2001) -> Curve:
    return Curve(name, np.arange(first, first + len(values), dtype=float), array(*values))


def _words(*values: float, y: Axis = AMOUNT) -> str:
    return words_of(_years(*values), x=YEAR, y=y)


def test_the_change_follows_the_last_value() -> None:
    assert "to 13 in 2004, higher every year, up by 3, 30 percent." in _words(10, 11, 12, 13)
    assert "to 25 in 2004, higher every year, and more than doubles." in _words(10, 11, 12, 25)
    assert "then up to 13 in 2004, 30 percent above its first value." in _words(10, 5, 4, 13)
    assert "up by 3." in _words(10, 11, 12, 13, y=Axis("Temperature (°C)"))


def test_the_last_value_is_close_to_the_first_only_in_ratio_too() -> None:
    assert "close to its first value" in _words(40, 3, 190, 41)
    assert "close to" not in _words(5, 3, 190, 2.9)


def test_ratios_are_described_on_a_logarithmic_axis_and_differences_are_not() -> None:
    words = _words(1, 10, 100, 300, y=Axis(is_log=True))
    assert "up by" not in words
    assert "largest rise" not in words
    both = words_of(_years(1, 2, 3, 4, name="a"), _years(10, 20, 30, 40, name="b"), y=Axis(is_log=True))
    assert both.count("4 times its first value") == 2


def test_a_cycle_of_a_series_with_gaps_and_a_curved_trend_is_described() -> None:
    month = np.delete(np.arange(240.0), [*range(40, 49), 100, 150])
    y = 300 + 0.002 * month**2 + 3 * np.sin(2 * np.pi * month / 12)
    words = words_of(Curve("", month, y))
    assert "a cycle of about 12" in words
    assert "A cycle goes up and down by about 5.7." in words
    assert "cycle" not in words_of(Curve("", month, 300 + 0.002 * month**2))


def test_a_cycle_that_drifts_is_described_with_its_range() -> None:
    rng = np.random.default_rng(5)
    y = rng.normal(size=500)
    walk = rng.normal(size=300).cumsum()
    for index in range(2, 500):
        y[index] += 1.9 * np.cos(2 * np.pi / 11) * y[index - 1] - 0.9025 * y[index - 2]
    words = words_of(Curve("", np.arange(300.0), y[200:]))
    assert "it rises and falls in cycles of about 10, between" in words
    assert "cycle" not in words_of(Curve("", np.arange(300.0), walk))


def test_a_large_last_rise_of_a_series_that_turns_often_is_described() -> None:
    noise = [5, 8, 4, 9, 5, 8, 4.0]
    assert "At the end it goes up from 4 in 2007 to 12 in 2010." in _words(*noise, 6, 9, 12)
    assert "At the end" not in _words(*noise, 6, 9, 5)
    assert "At the end" not in _words(*noise)


def test_all_of_several_lines_are_named_with_their_ends() -> None:
    lines = [_years(2, 9, n, name=f"line {n}") for n in (3, 4, 5, 6)]
    words = words_of(*lines, _years(1, 8, name="late", first=2002), x=YEAR)
    assert "Line 3 goes from 2 to 3, line 4 from 2 to 4, line 5 from 2 to 5" in words
    assert "late from 1 in 2002 to 8" in words
    assert "The highest is 9, first line 3 in 2002; the lowest is 1, late in 2002." in words
    assert "On the way, line 3 goes up to 9 in 2002, then down." in words


def test_equal_extremes_and_equal_ends_are_described_as_such() -> None:
    assert "between 3 first in 2003 and 9 first in 2002" in _words(5, 9, 3, 9, 4, 3, 8, 9, 5, 4)
    lines = (_years(1, 5, name="a"), _years(2, 5, name="b"), _years(3, 4, name="c"))
    assert "a and b end highest at 5, c lowest at 4" in words_of(*lines, x=YEAR)


def test_the_change_of_bars_over_years_is_described() -> None:
    years, groups = (Bars("", np.arange(first, first + 4.0), array(2, 3, 2, 4)) for first in (2001, 0))
    words = str(describe_chart(Chart([Panel([years], x=YEAR, y=AMOUNT)]), "normal"))
    assert "From first to last it goes from 2 in 2001 to 4 in 2004, and doubles." in words
    assert "From first" not in str(describe_chart(Chart([Panel([groups], y=AMOUNT)]), "normal"))


def test_panels_of_one_row_or_column_are_described_as_such() -> None:
    panels = [Panel([_years(1, 2)]), Panel([_years(2, 1)])]
    for rows, columns, words in ((1, 2, "side by side"), (2, 1, "one above the other"), (0, 0, "2 panels:")):
        chart = Chart(panels, rows=rows, columns=columns)
        assert words in str(describe_chart(chart, "normal"))


def test_a_quarter_is_in_its_year() -> None:
    x = np.arange(1960, 2010, 0.25)
    assert "from 1960 to 2009" in words_of(Curve("", x, np.cos(x) ** 2), x=YEAR)


def test_categories_have_no_up_and_down() -> None:
    y = Axis("Open", "category", categories={0.0: "no", 1.0: "yes"})
    words = words_of(_years(1, 0, 1, 1), x=YEAR, y=y)
    assert "it goes from yes in 2001 to yes in 2004. It is no 1 time and yes 3 times." in words


def test_the_width_of_a_band_of_one_width_is_described() -> None:
    y = np.sin(np.arange(20.0))
    band = Curve("", np.arange(20.0), y, low=y - 0.2, high=y + 0.2)
    assert "The band around it is 0.4 wide throughout." in words_of(band)
    wider = Curve("", np.arange(20.0), y, low=y - np.arange(20) / 9, high=y + 0.2)
    assert "The band around it is widest at x 19" in words_of(wider)
