"""Containers of Python, with any contents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import describe
from tests.helpers.description_rules import DETAILS, check_any, check_form

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings

from tests.helpers.odd_values import NESTED

if TYPE_CHECKING:
    from collections.abc import Callable

describe(object())  # loads the formatters, which takes time


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NESTED)
def test_describe_of_any_nested_container_is_well_formed_and_in_time(thing: Any) -> None:
    check_any(thing)


def _containing_itself(make: Callable[[], Any], insert: Callable[[Any], Any]) -> Any:
    container = make()
    insert(container)
    return container


@pytest.mark.parametrize(
    "thing",
    [
        _containing_itself(list, lambda items: items.extend([items, (items,), {1: items}])),
        _containing_itself(dict, lambda entries: entries.update(a=[entries])),
    ],
    ids=["list", "dict"],
)
def test_describe_of_a_container_that_contains_itself_ends(thing: Any) -> None:
    for detail in DETAILS:
        check_form(describe(thing, detail), detail)


def test_describe_of_a_very_deep_list_describes_its_top() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert describe(deep) == "A list of 1 list: a list of 1 list."


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        ({None: 4}, "A dict of 1 entry: None is 4."),
        ([None, 4], "A list of 2 items: None and 4."),
        ({"🙃": "🎉"}, "A dict of 1 entry: upside-down face is party popper."),
        ([" ", ""], "A list of 2 texts: a text of white space alone and an empty text."),
        ([Decimal("4.25"), 2.5], "A list of 2 numbers: 4.25 and 2.5."),
        (["a, b", 3], "A list of 2 items: a, b; 3."),
        ([["The end"], ValueError("No")], "A list of 2 items: a list of 1 text: The end; value error: No."),
    ],
    ids=str,
)
def test_items_and_keys_are_words_in_a_sentence(thing: Any, text: str) -> None:
    assert describe(thing) == text


@pytest.mark.parametrize(
    ("thing", "values"),
    [
        (6.25, [6.25]),
        (Decimal("0.75"), [0.75]),
        (3 - 4j, [3, -4]),
        ({"a": Decimal("1.5"), "b": [2, 7]}, [2, 1.5, 2, 2, 7]),
        ([Decimal("1.5"), 2j], [2, 1.5, 0, 2]),
        (range(3, 30, 4), [7, 3, 27, 4]),
        (list(range(45)), [45, 0, 44, 22, *range(10)]),
        (b"abc", [3]),
    ],
    ids=str,
)
def test_numbers_that_are_stated_are_facts(thing: Any, values: list[float]) -> None:
    assert [fact.value for fact in describe(thing, "facts")] == values


def test_numbers_that_python_does_not_write_out_are_described() -> None:
    huge = 10**5000
    for thing in ({huge: 1, 2: 3}, {"a": huge}, [huge], {(1, huge): 2}, (huge, "x")):
        assert "10 to the 5,000" in describe(thing)
