"""Containers of Python, with any contents."""

from __future__ import annotations

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
