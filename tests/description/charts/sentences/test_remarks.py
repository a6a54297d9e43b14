"""What is remarked of a series: for each remark, a series where it holds and one where it does not."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.model import Axis, Chart, Curve, Panel
from ipytts.description.charts.sentences.chart import describe_chart
from ipytts.description.charts.sentences.remarks import describe_change
from ipytts.description.charts.statistics.series import trend
from tests.helpers.chart_panels import array, categories, words_of


def _change(*values: float, label: str = "Sales", name: str = "") -> list[str]:
    y = array(*values)
    found = trend(array(*range(len(values))), y)
    assert found
    return [str(words) for words in describe_change(found, AxisFormatter(Axis(label), [y]), of=name)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((10, 11, 12), "is up by 2, or 20 percent"),
        ((10, 14, 19.5), "nearly doubles"),
        ((10, 14, 20), "doubles"),
        ((10, 14, 23), "more than doubles"),
        ((10, 40, 70), "grows sevenfold"),
        ((10, 40, 74), "grows to 7.4 times its first value"),
        ((12, 11, 9), "is down by 3, or 25 percent"),
        ((12, 11, 6.2), "nearly halves"),
        ((12, 11, 6), "halves"),
        ((12, 11, 5), "falls by more than half"),
        ((12, 11, 3), "is down by 9, or 75 percent"),
        ((12, 3, 8, 15), "ends 25 percent above where it began"),
        ((12, 3, 8, 12), "ends where it began"),
        ((12, 3, 8, 11.8), "ends close to where it began, 1.7 percent below it"),
        ((12, 3, 8, 30), "ends at 2.5 times its first value"),
    ],
)
def test_the_change_from_first_to_last_is_described(values: tuple[float, ...], words: str) -> None:
    assert _change(*values) == [words]


def test_ratios_are_described_of_amounts_only() -> None:
    assert _change(10, 20, label="Temperature (°C)") == ["is up by 10"]
    assert _change(10, 20, label="", name="temp max") == ["is up by 10"]
    assert _change(-10, 20) == ["is up by 30"]
    assert _change(40, 50, label="Share (%)") == ["is up by 10 percentage points"]


def test_a_series_without_change_has_no_change() -> None:
    assert _change(3, 3, 3) == []
    assert _change(3) == []


def test_a_series_from_zero_changes_by_what_it_reaches() -> None:
    assert _change(0, 20, 50) == []


YEAR, AMOUNT = Axis("Year"), Axis("Catch (tonnes)")


def _years(*values: float, name: str = "", first: int = 2001) -> Curve:
    return Curve(name, np.arange(first, first + len(values), dtype=float), array(*values))


def _words(*values: float, y: Axis = AMOUNT) -> str:
    return words_of(_years(*values), x=YEAR, y=y)


def test_a_series_that_never_turns_goes_one_way_every_year() -> None:
    assert "it goes from 50 in 2001 to 62 in 2004, higher every year" in _words(50, 51, 60, 62)
    assert "slightly lower every year" in _words(50, 49.5, 49, 48.2)
    assert "falls slightly but every year, from 50" in _words(*np.linspace(50, 49, 12))
    assert "every year" not in _words(50, 60, 51, 62)
    ten_years = Curve("", array(1970, 1980, 1990, 2000), array(1, 2, 4, 7))
    assert "higher every time" in words_of(ten_years, x=YEAR, y=AMOUNT)


def test_a_small_range_of_an_amount_is_stability() -> None:
    stays = "it stays between 12 and 13 throughout"
    assert stays in _words(12.4, 13, 12, 12.9, 12.2, 12.6)
    assert stays not in _words(12.4, 13, 12, 12.9, 12.2, 12.6, y=Axis("Temperature (°C)"))
    assert "stays between" not in _words(12.4, 18, 12, 12.9, 12.2, 12.6)
    assert "stays between" not in _words(12, 12.1, 12.3, 12.2, 12.6, 12.9)  # it drifts


def test_the_largest_step_is_remarked_if_it_is_clear() -> None:
    remark = "The largest rise from one year to the next is from 2003 to 2004, by 9."
    assert remark in _words(4, 5, 6, 15, 16, 18)
    assert "largest rise" not in _words(4, 11, 9, 17, 16, 18)
    uneven = Curve("", array(2000, 2001, 2005, 2006, 2020), array(4, 5, 6, 15, 16))
    assert "largest rise" not in words_of(uneven, x=YEAR, y=AMOUNT)


def test_the_last_crossing_of_zero_and_of_round_values_is_remarked() -> None:
    assert "It stays above zero from 2004 on." in _words(-3, -2, -1, 2, 3, 1, 2)
    assert "It stays below zero from 2004 on." in _words(3, -2, 1, -2, -3, -1, -2)
    assert "zero" not in _words(3, -2, 1, -2, 3, -1, 2)
    assert "It stays above 20 from 2004 on." in _words(12, 16, 14, 25, 31, 29)
    assert "stays above" not in _words(12, 25, 14, 25, 31, 19)


def test_half_of_the_values_of_a_fluctuating_series_are_described() -> None:
    noise = np.random.default_rng(2).normal(20, 1, 40)
    assert "Half of the values lie between" in _words(*noise)
    noise[[5, 15, 25, 35]] = 30, 10, 30, 10
    assert "It is mostly around 20.1: half of the values lie between" in _words(*noise)
    assert "half of the values" not in _words(*np.sqrt(np.arange(1.0, 40)))


def test_a_noisy_series_with_a_trend_fluctuates_around_it() -> None:
    noise = np.random.default_rng(3).normal(0, 1, 60)
    slope = np.arange(60.0)
    assert "fluctuates around an upward trend of about 0.11 a year, from" in _words(
        *(50 + 0.1 * slope + noise)
    )
    assert "fluctuates around a downward trend" in _words(*(50 - 0.1 * slope + noise))
    assert "rises" in _words(*(50 + slope + noise))
    assert "trend" not in _words(*(50 + noise.cumsum()))
    assert "trend" not in _words(*(50 + noise))


def test_the_gap_between_two_lines_that_do_not_meet_is_described() -> None:
    low = (4, 6, 5, 7)
    words = words_of(_years(7, 11, 13, 19, name="a"), _years(*low, name="b"), x=YEAR, y=AMOUNT)
    assert "The gap between them widens from 3 to 12." in words
    words = words_of(_years(17, 11, 13, 9, name="a"), _years(*low, name="b"), x=YEAR, y=AMOUNT)
    assert "The gap between them is 13 at the start and 2 at the end." in words
    words = words_of(_years(7, 5, 13, 19, name="a"), _years(*low, name="b"), x=YEAR, y=AMOUNT)
    assert "gap" not in words


def test_the_largest_and_the_smallest_change_of_several_lines_are_named() -> None:
    lines = [_years(5, 9, name="plaice"), _years(30, 10, name="cod"), _years(7, 8, name="sole")]
    words = words_of(*lines, x=YEAR, y=AMOUNT)
    assert "The largest change is that of cod, down by 20, the smallest that of sole, up by 1." in words
    assert "largest change" not in words_of(*lines[:2], x=YEAR, y=AMOUNT)


def test_lines_over_groups_have_no_start_and_no_end() -> None:
    line = Curve("", array(0, 1, 2), array(100.6, 102, 101))
    words = words_of(line, x=categories("control", "treated", "both"), y=AMOUNT)
    assert "the highest is 102, at treated; the lowest is 100.6, at control" in words
    assert "from" not in words
    words = words_of(line, x=categories("May", "June", "July"), y=AMOUNT)
    assert "goes up from 100.6 in May to 102 in June" in words


def test_titles_show_that_ratios_have_no_meaning() -> None:
    chart = Chart([Panel([_years(10, 20, name="Oslo")], x=YEAR)], title="Temperature")
    assert "up by 10." in str(describe_chart(chart, "full"))
    chart = Chart([Panel([_years(10, 20, name="Oslo")], x=YEAR)], title="Visitors")
    assert "and doubles." in str(describe_chart(chart, "full"))


def test_a_chart_of_one_or_two_series_is_short() -> None:
    walks = [_years(*np.random.default_rng(seed).normal(size=80).cumsum(), name="walk") for seed in range(3)]
    for marks in (walks[:1], walks[:2]):
        text = describe_chart(Chart([Panel(marks, x=YEAR)]), "normal").render(800)
        assert len(text) <= 400
    assert len(describe_chart(Chart([Panel(walks, x=YEAR)]), "normal").render(800)) > 400


def test_the_first_sentence_is_short_and_the_title_follows_where_it_does_not_fit() -> None:
    catch = Axis("Catch of herring or cod (tonnes)")
    chart = Chart([Panel([_years(10, 20)], x=YEAR, y=catch)], title="A long title " * 8)
    brief, normal = (str(describe_chart(chart, detail)) for detail in ("brief", "normal"))
    assert brief.startswith("A line chart of catch of herring or cod in tonnes by year: it goes from 10")
    assert brief.endswith("to 20 in 2002, and doubles.")
    assert normal.startswith(f"{brief} The title is “A long title")
