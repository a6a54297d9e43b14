"""What leads in which group of bars, whether the order is the same, and where bars differ most."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Axis, Bars
from tests.helpers.chart_panels import array, categories, facts_of, words_of

TOWNS = categories("Bern", "Graz", "Lyon")
AT = array(0, 1, 2)


def grouped(*rows: tuple[str, list[float]], is_stacked: bool = False) -> list[Bars]:
    return [Bars(name, AT[: len(row)], np.array(row), is_stacked=is_stacked) for name, row in rows]


def test_same_order_in_all_groups_is_described() -> None:
    rows = ("bus", [5.0, 6, 9]), ("tram", [3.0, 4, 8]), ("metro", [7.0, 8, 12])
    words = words_of(*grouped(*rows), x=TOWNS)
    assert "The order is the same in every group, from the highest: metro, bus and tram" in words
    changed = words_of(*grouped(*rows[:2], ("metro", [7.0, 5, 12])), x=TOWNS)
    assert "order is the same" not in changed


def test_two_series_are_compared_in_every_group() -> None:
    rows = ("bus", [5.0, 6, 9]), ("tram", [3.0, 4, 8])
    assert "Bus is higher than tram in every group" in words_of(*grouped(*rows), x=TOWNS)
    stacked = words_of(*grouped(*rows, is_stacked=True), x=TOWNS)
    assert "Bus is larger than tram in every bar" in stacked


def test_leaders_of_different_groups_are_named() -> None:
    words = words_of(*grouped(("bus", [5.0, 3, 9]), ("tram", [3.0, 4, 8])), x=TOWNS)
    assert "Bus is higher for Bern and Lyon; tram for Graz" in words
    tied = words_of(*grouped(("bus", [5.0, 4, 9]), ("tram", [3.0, 4, 8])), x=TOWNS)
    assert "Bus is higher for Bern and Lyon; they are equal for Graz" in tied


def test_missing_bars_have_no_leaders() -> None:
    words = words_of(*grouped(("bus", [5.0, 3, np.nan]), ("tram", [3.0, 4, 8])), x=TOWNS)
    assert "is higher for" not in words
    assert "they differ" not in words.lower()


def test_largest_difference_within_a_group_is_described_if_it_is_the_only_one() -> None:
    bars = grouped(("bus", [5.0, 3, 9]), ("tram", [3.0, 4, 2]))
    assert "They differ most for Lyon, by 7 between bus and tram, and least for Graz, by 1" in words_of(
        *bars, x=TOWNS
    )
    found = [(f.value, f.at) for f in facts_of(*bars, x=TOWNS) if f.method.startswith("largest difference")]
    assert found == [(7.0, "Lyon")]
    assert "differ most" not in words_of(*grouped(("bus", [5.0, 3]), ("tram", [3.0, 1])), x=TOWNS)


def test_leader_of_most_of_many_groups_is_counted() -> None:
    at = np.arange(9.0)
    bars = [Bars("bus", at, at + 1), Bars("tram", at, np.where(at == 4, 9.0, at))]
    words = words_of(*bars, x=categories(*"abcdefghi"))
    assert "Bus is higher in 8 of 9 groups" in words


def test_changes_from_one_year_to_the_next_are_described() -> None:
    bars = grouped(("1931", [5.0, 8, 4]), ("1932", [3.0, 1, 9]))
    words = words_of(*bars, x=TOWNS, y=Axis("yield"))
    assert (
        "From 1931 to 1932 yield falls in 2 of 3 groups, most for Graz, by 7; it rises for Lyon, by 5"
        in words
    )
    assert "is higher for" not in words
    reverse = words_of(*bars[::-1], x=TOWNS, y=Axis("yield"))
    assert "From 1931 to 1932 yield falls in 2 of 3 groups" in reverse
    falling = words_of(*grouped(("1931", [5.0, 8, 4]), ("1932", [3.0, 1, 3])), x=TOWNS, y=Axis("yield"))
    assert "yield falls in every group, most for Graz, by 7, and least for Lyon, by 1" in falling


def test_series_that_are_no_years_do_not_rise_or_fall() -> None:
    assert "falls" not in words_of(*grouped(("4", [5.0, 8, 4]), ("8", [3.0, 1, 9])), x=TOWNS, y=Axis("yield"))


def test_shares_of_parts_are_described() -> None:
    rows = ("bus", [5.0, 6, 9]), ("tram", [3.0, 4, 8])
    words = words_of(*grouped(*rows, is_stacked=True), x=TOWNS, y=Axis("number of trips"))
    assert "In all, bus makes up 57.1 percent and tram 42.9 percent" in words
    numbered = grouped(("1", [5.0, 6, 9]), ("2", [3.0, 4, 8]), is_stacked=True)
    assert "In all, 57.1 percent for 1 and 42.9 percent for 2" in words_of(
        *numbered, x=TOWNS, y=Axis("trips")
    )


def test_equal_highest_bars_are_all_named() -> None:
    words = words_of(*grouped(("bus", [1.0, 2, 3]), ("tram", [3.0, 2, 1])), x=TOWNS)
    assert (
        "the highest bars are bus, Lyon and tram, Bern at 3, the lowest bus, Bern and tram, Lyon at 1"
        in words
    )


def test_means_that_are_stacked_have_no_sum() -> None:
    rows = ("bus", [5.0, 6, 9]), ("tram", [3.0, 4, 8])
    words = words_of(*grouped(*rows, is_stacked=True), x=TOWNS, y=Axis("mean(fare)"))
    assert "as a whole" not in words
    assert "makes up" not in words
    assert "The parts are means, whose sum has no meaning" in words
