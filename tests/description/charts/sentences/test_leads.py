"""What leads and by how much, shares of the total, and typical levels of bars, slices and regions."""

from __future__ import annotations

import numpy as np
import pytest

from ipytts.description.charts.model import Axis, Bars, NamedValues, Pie
from tests.helpers.chart_panels import array, categories, facts_of, words_of

TOWNS = categories("Bern", "Graz", "Lyon", "Oslo", "Riga", "Turin")
AT = np.arange(6.0)


def words_of_towns(*values: float, label: str = "", **axis: object) -> str:
    bars = Bars("", AT[: len(values)], array(*values))
    return words_of(bars, x=TOWNS, y=Axis(label, **axis))  # type: ignore[arg-type]


def test_bar_far_above_the_second_leads_by_far() -> None:
    words = words_of_towns(11, 62, 9, 4, label="price in euros")
    assert "Graz leads by far at 62, 5.6 times the second, Bern; Oslo is lowest at 4" in words


@pytest.mark.parametrize(
    ("label", "axis"),
    [
        ("temperature in degrees Celsius", {}),
        ("score", {}),
        ("price in euros", {"limits": (3.0, 70.0)}),
        ("price in euros", {"is_log": True}),
    ],
)
def test_bars_without_a_true_zero_have_no_ratios(label: str, axis: dict[str, object]) -> None:
    words = words_of_towns(11, 62, 9, 4, label=label, **axis)
    assert "Graz is highest at 62" in words
    assert "times" not in words


def test_negative_values_have_no_ratios() -> None:
    assert "times" not in words_of_towns(11, 62, 9, -4, label="price in euros")


def test_first_of_counts_may_be_more_than_all_others_together() -> None:
    words = words_of_towns(11, 62, 9, 4, label="number of votes")
    assert "Graz has more than all others together, 72.1 percent of the total" in words
    assert "of the total" not in words_of_towns(11, 62, 9, 4, label="mean number of votes")
    assert "of the total" not in words_of_towns(11, 62, 9, 4)


def test_first_two_of_many_counts_may_hold_most_of_the_total() -> None:
    words = words_of_towns(40, 38, 9, 6, 5, 3, label="sales")
    assert "Bern and Graz together have 77.2 percent of the total" in words
    assert "of the total" not in words_of_towns(40, 38, 29, 36, 35, 33, label="sales")


def test_total_among_the_bars_leads_nothing() -> None:
    bars = Bars("", AT[:4], array(5, 9, 4, 18))
    words = words_of(bars, x=categories("a", "b", "c", "Total"), y=Axis("count"))
    assert "leads" not in words
    assert "of the total" not in words


def test_nearly_equal_bars_are_called_so() -> None:
    assert "all are nearly equal; Oslo is highest at 62" in words_of_towns(61, 60.5, 60, 62, label="mass")
    assert "nearly equal" not in words_of_towns(61, 60.5, 50, 62, label="mass")
    assert "nearly equal" not in words_of_towns(61, 60.5, 60, 62, label="mass", limits=(59.0, 63.0))


def test_highest_bar_is_compared_with_the_lowest() -> None:
    assert "The highest is 3 times the lowest" in words_of_towns(10, 15, 30, 25, label="price")
    assert "times the lowest" not in words_of_towns(20, 25, 28, 21, label="price")


def test_few_bars_are_listed_from_highest_to_lowest() -> None:
    words = words_of_towns(20, 25, 28, 21, label="price")
    assert "From highest to lowest: Lyon 28, Graz 25, Oslo 21 and Bern 20" in words
    months = Bars("", AT[:3], array(5, 9, 8))
    assert "January 5, February 9 and March 8" in words_of(months, x=categories("Jan", "Feb", "Mar"))


def test_many_bars_have_a_typical_value() -> None:
    names = [f"town {letter}" for letter in "abcdefghij"]
    bars = Bars("", np.arange(10.0), np.arange(10.0) + 50)
    facts = facts_of(bars, x=categories(*names))
    assert [fact.value for fact in facts if fact.method == "median"] == [54.5]
    few = Bars("", np.arange(8.0), np.arange(8.0) + 50)
    assert "typical" not in words_of(few, x=categories(*names[:8]))


def test_bars_with_error_bars_do_not_lead() -> None:
    values = array(11, 62, 9)
    bars = Bars("", AT[:3], values, low=values - 5, high=values + 5)
    assert "leads" not in words_of(bars, x=TOWNS, y=Axis("price"))


def test_years_do_not_lead() -> None:
    bars = Bars("", array(2001, 2002, 2003, 2004), array(11, 62, 9, 4))
    words = words_of(bars, x=Axis("year"), y=Axis("sales"))
    assert "leads" not in words
    assert "of the total" not in words


def test_slices_lead_or_make_up_most_together() -> None:
    lead = words_of(Pie(["rye", "oats", "wheat"], array(0.6, 0.25, 0.15)))
    assert "the largest is rye with 60 percent, more than half" in lead
    assert "It leads by far, 2.4 times the second, oats" in lead
    close = words_of(Pie(["rye", "oats", "wheat", "corn"], array(0.4, 0.38, 0.12, 0.1)))
    assert "The two largest make up 78 percent" in close
    assert "more than half" not in close
    assert "make up" not in words_of(Pie(["rye", "oats", "wheat", "corn"], array(0.3, 0.26, 0.24, 0.2)))


def test_parts_of_a_tree_map_add_up_but_steps_of_a_funnel_do_not() -> None:
    names, values = ["rye", "oats", "wheat"], array(60, 20, 10)
    tree = words_of(NamedValues("tree map", "part", names, values, "acres"))
    assert "rye leads by far at 60, 3 times the second, oats" in tree
    assert "Rye has more than all others together, 66.7 percent of the total" in tree
    assert "leads" not in words_of(NamedValues("funnel chart", "part", names, values, "acres"))


def test_shortened_weekdays_and_months_are_spoken_in_full() -> None:
    bars = Bars("", AT[:2], array(5, 9))
    words, facts = (find(bars, x=categories("Thur", "Sun")) for find in (words_of, facts_of))
    assert "Sunday is highest at 9, Thursday lowest at 5" in str(words)
    assert {fact.at for fact in facts if fact.method == "maximum"} == {"Sun"}  # type: ignore[union-attr]
    assert "Sun is highest" in words_of(bars, x=categories("Moon", "Sun"))


def test_first_of_sorted_bars_stand_out_after_a_drop() -> None:
    words = words_of_towns(20, 209, 205, 24, 22, 21, label="number of airports")
    assert "The first two stand out: the second, Lyon, is 8.5 times the next, Oslo" in words
    found = facts_of(Bars("", AT, array(20, 209, 205, 24, 22, 21)), x=TOWNS, y=Axis("number of airports"))
    assert [fact.value for fact in found if fact.method == "largest ratio of neighbors"] == [205 / 24]


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ((200, 110, 60, 33, 18, 10), "number of airports"),  # each is about half of the one before
        ((200, 180, 150, 140, 130, 120), "number of airports"),
        ((200, 190, 20, 19, 18, 17), "temperature in degrees Celsius"),
    ],
)
def test_bars_without_one_clear_drop_have_none(values: tuple[float, ...], label: str) -> None:
    assert "stand out" not in words_of_towns(*values, label=label)


def test_world_among_countries_leads_nothing() -> None:
    names = categories("World", "China", "India", "Brazil")
    words = words_of(Bars("", AT[:4], array(80, 14, 14.1, 3)), x=names, y=Axis("population"))
    assert "leads" not in words
    assert "of the total" not in words
