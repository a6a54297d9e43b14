"""Bars: spans, waterfalls, shares, two sides, and axes that do not begin at 0."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Axis, Bars, Waterfall
from tests.helpers.chart_panels import array, categories, facts_of, words_of

AT = array(0, 1, 2)


def test_spans_are_described_from_start_to_end() -> None:
    shifts = Bars("", AT, array(14, 22, 17), is_horizontal=True, starts=array(6, 14, 9))
    axes = {"x": Axis("hour"), "y": categories("early", "late", "office")}
    words = words_of(shifts, **axes)
    assert "early from 6 to 14, late from 14 to 22 and office from 9 to 17" in words.lower()
    assert "highest" not in words
    ends = {(f.method, f.at): f.value for f in facts_of(shifts, **axes)}
    assert ends["start of a bar", "office"] == 9
    assert ends["end of a bar", "office"] == 17


def test_longest_span_is_named_only_if_it_is_the_only_one() -> None:
    equal = Bars("", AT, array(2, 4, 9), starts=array(0, 2, 2))
    axes = {"x": categories("a", "b", "c")}
    assert "the longest is c from 2 to 9" not in words_of(equal, **axes)
    longer = Bars("", AT, array(2, 5, 9), starts=array(0, 2, 2))
    assert "the longest is c from 2 to 9, the shortest a" in words_of(longer, **axes)


def test_waterfall_is_described_by_its_changes_and_totals() -> None:
    cash = Waterfall("", array(0, 1, 2, 3), array(80, 15, -25, 70), np.array([True, False, False, True]))
    words = words_of(cash, x=categories("opening", "rent", "repairs", "closing"))
    assert "opening in total 80, rent plus 15, repairs minus 25, closing in total 70" in words


def test_bars_of_shares_have_no_totals_and_no_shares_of_all() -> None:
    no, yes = array(0.25, 0.5, 0.9), array(0.75, 0.5, 0.1)
    stack = [Bars(name, AT, part, is_stacked=True) for name, part in (("No", no), ("Yes", yes))]
    words = words_of(*stack, x=categories("North", "South", "West"))
    assert "each bar adds up to 100 percent" in words
    assert "North: No 25 percent and Yes 75 percent" in words
    assert "In all," not in words
    higher = [Bars(bars.name, AT, 3 * bars.values + AT, is_stacked=True) for bars in stack]
    assert "In all," in words_of(*higher, x=categories("North", "South", "West"))


def test_two_sides_are_described_by_their_lengths() -> None:
    women, men = array(40, 35, 12), array(42, 33, 7)
    sides = [Bars("women", AT, women, is_horizontal=True), Bars("men", AT, -men, is_horizontal=True)]
    words = words_of(*sides, x=Axis("persons"), y=categories("young", "middle", "old", label="age"))
    assert words.startswith("A population pyramid")
    assert "men, on the left: young is highest at 42, old lowest at 7" in words
    assert "Women, on the right: young is highest at 40" in words
    assert "minus" not in words


def test_bars_on_a_cut_axis_are_mentioned() -> None:
    bars = Bars("", AT, array(96, 97, 99))
    names = categories("a", "b", "c")
    cut = "The bars do not begin at 0, but at 95."
    assert cut in words_of(bars, x=names, y=Axis("score", limits=(95, 100)))
    assert cut not in words_of(bars, x=names, y=Axis("score", limits=(0, 100)))
    assert "do not begin" not in words_of(bars, x=names, y=Axis("score", is_log=True, limits=(95, 100)))


def test_each_error_bar_belongs_to_its_bar() -> None:
    left = Bars("left", AT, array(5, 6, 7), low=array(4, 5, 6), high=array(6, 7, 8))
    right = Bars("right", AT, array(1, 2, 3), low=array(0, 1, 2), high=array(2, 3, 4.5))
    facts = facts_of(left, right, x=categories("a", "b", "c"))
    ends = [(f.of, f.at, f.value) for f in facts if f.method == "end of an error bar"]
    assert len(ends) == 12
    assert ("right", "c", 4.5) in ends
    assert ("left", "c", 8.0) in ends


def test_upright_bars_below_zero_keep_their_signs() -> None:
    gains = Bars("gain", AT, array(30, 20, 12)), Bars("loss", AT, array(-4, -9, -1))
    words = words_of(*gains, x=categories("mill", "mine", "port"))
    assert "the lowest loss, mine at minus 9" in words
    assert "side" not in words


def test_bars_without_a_value_are_mentioned() -> None:
    one = Bars("", AT, array(4, np.nan, 6))
    assert "There is no bar for mine." in words_of(one, x=categories("mill", "mine", "port"))
    two = Bars("old", AT, array(4, 2, 6)), Bars("new", AT, array(1, 2, np.nan))
    assert "There is no bar for new port." in words_of(*two, x=categories("mill", "mine", "port"))


def test_a_name_is_left_out_only_if_the_axis_has_its_words() -> None:
    axes = {"x": categories("mill", "mine", "port")}
    assert "The bars are in." in words_of(Bars("in", AT, AT), y=Axis("inventory"), **axes)
    assert "The bars are" not in words_of(Bars("steel", AT, AT), y=Axis("Steel in stock"), **axes)


def test_names_that_begin_with_a_digit_stay_in_front_of_their_values() -> None:
    floors = [Bars(name, AT, AT + n) for n, name in enumerate(("1st floor", "2nd floor"))]
    words = words_of(*floors, x=categories("a", "b", "c"), legend_title="floor")
    assert "floor 1st floor" not in words
    assert "1st floor 0 and 2nd floor 1" in words
    years = [Bars(name, AT, AT + n) for n, name in enumerate(("2011", "2012"))]
    words = words_of(*years, x=categories("a", "b", "c"), legend_title="year")
    assert "the highest bar is year 2012, c" in words
    assert "0 for 2011 and 1 for 2012" in words
