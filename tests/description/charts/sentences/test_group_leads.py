"""What leads in which group of bars, whether the order is the same, and where bars differ most."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Bars
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
    assert "They differ most for Lyon, by 7 between bus and tram" in words_of(*bars, x=TOWNS)
    found = [(f.value, f.at) for f in facts_of(*bars, x=TOWNS) if f.method.startswith("largest difference")]
    assert found == [(7.0, "Lyon")]
    assert "differ most" not in words_of(*grouped(("bus", [5.0, 3]), ("tram", [3.0, 1])), x=TOWNS)


def test_leader_of_most_of_many_groups_is_counted() -> None:
    at = np.arange(9.0)
    bars = [Bars("bus", at, at + 1), Bars("tram", at, np.where(at == 4, 9.0, at))]
    words = words_of(*bars, x=categories(*"abcdefghi"))
    assert "Bus is higher in 8 of 9 groups" in words
