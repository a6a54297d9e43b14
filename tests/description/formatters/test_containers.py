"""Whatever holds whatever, there are words, and soon."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from ipytts import describe
from tests.helpers.description_rules import DETAILS, TIME_LIMIT, check_form
from tests.helpers.odd_values import NESTED

if TYPE_CHECKING:
    from collections.abc import Callable

describe(object())  # loads what tells it: that time is not counted below


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NESTED)
def test_whatever_holds_whatever_is_told_soon(thing: Any) -> None:
    for detail in DETAILS:
        start = time.thread_time()  # what others do at the same time is not counted
        told = describe(thing, detail)
        assert time.thread_time() - start < TIME_LIMIT
        check_form(told, detail)


def _in_itself(make: Callable[[], Any], put: Callable[[Any], Any]) -> Any:
    thing = make()
    put(thing)
    return thing


@pytest.mark.parametrize(
    "thing",
    [
        _in_itself(list, lambda items: items.extend([items, (items,), {1: items}])),
        _in_itself(dict, lambda entries: entries.update(a=[entries])),
    ],
    ids=["list", "dict"],
)
def test_what_holds_itself_is_told_once(thing: Any) -> None:
    for detail in DETAILS:
        check_form(describe(thing, detail), detail)


def test_what_is_very_deep_is_told_at_its_top() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert describe(deep) == "A list of 1 list: a list of 1 list."
