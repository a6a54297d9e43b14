from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts.narration.method_wrappers import MethodWrappers

if TYPE_CHECKING:
    from collections.abc import Callable


class Owner:
    def method(self) -> str:
        return "method"


def named(name: str) -> Callable[..., str]:
    return lambda method: f"{name} {method()}"


@pytest.mark.parametrize("ends_first", [0, 1])
def test_wrappers_end_in_any_order(ends_first: int) -> None:
    owner = Owner()
    both = (MethodWrappers(), MethodWrappers())
    for wrappers, name in zip(both, ("first", "second"), strict=True):
        wrappers.wrap(owner, "method", named(name))
    assert owner.method() == "second first method"
    both[ends_first].close()
    assert owner.method() == f"{('second', 'first')[ends_first]} method"
    both[1 - ends_first].close()
    assert vars(owner) == {}


def test_innermost_wrapper_is_called_last() -> None:
    owner = Owner()
    MethodWrappers().wrap(owner, "method", named("observer"))
    MethodWrappers().wrap(owner, "method", named("inner"), innermost=True)
    assert owner.method() == "observer inner method"


def test_wrapper_of_another_package_stays() -> None:
    owner = Owner()
    wrappers = MethodWrappers()
    wrappers.wrap(owner, "method", named("ours"))
    ours = owner.method
    owner.method = lambda: f"theirs {ours()}"  # type: ignore[method-assign]
    wrappers.close()
    assert owner.method() == "theirs method"
