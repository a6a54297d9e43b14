"""Numbers in words: rounded, and different where the numbers differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ipytts.description.wording.numbers import apart, are_equal, number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (999_999, "999,999"),
        (999_999.8, "1 million"),
        (999_960_000, "1 billion"),
        (-999_970_000_001, "minus 1 trillion"),
        (999_999_999_999_998, "10 to the 15"),
        (999.6e6, "999.6 million"),
        (7_654_321, "7.65 million"),
    ],
)
def test_a_number_has_the_scale_that_it_is_rounded_to(value: float, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([2**60, 2**60 + 3], ["1,152,921,504,606,846,976", "1,152,921,504,606,846,979"]),
        ([-(10**16), 1 - 10**16], ["minus 10,000,000,000,000,000", "minus 9,999,999,999,999,999"]),
        ([Decimal("7.000000000000000000004"), Decimal(7)], ["7.000000000000000000004", "7"]),
        ([2.0, 2.00000000002], ["2", "2.00000000002"]),
        ([0.7 + 0.1, 0.8], ["0.8", "0.8"]),
        ([1.1 * 3, 3.3, 9.0], ["3.3", "3.3", "9"]),
    ],
    ids=str,
)
def test_only_numbers_that_differ_by_rounding_errors_sound_alike(values: Any, words: list[str]) -> None:
    assert apart(values) == words


def test_are_equal_forgives_floats_their_rounding_errors_alone() -> None:
    assert are_equal(0.7 + 0.1, 0.8)
    assert are_equal(float("inf"), float("inf"))
    assert not are_equal(10**17, 10**17 + 1)
    assert not are_equal(1e-17, 0.0)
    assert not are_equal(0.5, float("inf"))
    assert not are_equal(0.5, 10**400)
