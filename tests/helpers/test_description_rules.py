"""Tests of the rules for descriptions."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.helpers.description_rules import Facts, check, numbers_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from minus 3.5 to 1,234", [-3.5, 1234]),
        ("1.23 million rows, 5.9 percent", [1.23e6, 5.9]),
        ("2.5 times 10 to the minus 9 and 10 to the 40", [2.5e-9, 1e40]),
        ("F1 and Q1 of x2 are 3", [3]),
    ],
)
def test_numbers_in_reads_numbers_as_a_listener_does(text: str, values: list[float]) -> None:
    assert [spoken.value for spoken in numbers_in(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("A Foo at 0x7f3a5c1d2e80.", "an address"),
        ("It holds b'abc'.", "bytes"),
        ("A <b>bold</b> table.", "markup"),
        ("From -3 to 2.", "for machines"),
        ("About 1e-9.", "for machines"),
        ("It is nan.", "for machines"),
        ("On 2024-01-03.", "a date for machines"),
        ("Always 3,.", "a gap"),
        ("A table", "no end"),
        ("...", "no words"),
        ("Word " * 200 + ".", "characters"),
        ("A mean of 5.85.", "no number"),
        ("A mean of 5.84 for March 2, 2020.", "no date"),
        ("A mean of 5.84.", "is missing"),
    ],
)
def test_check_rejects_a_wrong_description(text: str, complaint: str) -> None:
    required = ["sepal_length"] if complaint == "is missing" else []
    facts = Facts(numbers=[5.8433], dates=[dt.datetime(2020, 3, 1)], required=required)  # noqa: DTZ001
    with pytest.raises(AssertionError, match=complaint):
        check(text, "normal", facts)


def test_check_accepts_a_correct_description() -> None:
    facts = Facts([5.8433, -12_345_678], [dt.datetime(2020, 3, 1)], ["Q1"], ["sepal_length"])  # noqa: DTZ001
    check("Sepal length: mean 5.84, low minus 12.3 million in Q1, on March 1, 2020.", "normal", facts)
